"""What as many patients as this study had could have found, had a coin decided who was treated."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.trial_design import assumed, design, has_outcome
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.statistics.power_two_proportions import exact_power

_LOOKS = ((theme.VERMILION, [2, 3]), (theme.AMBER, [7, 3]), (theme.BLUE, [1, 0]))


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study, of = evidence.study, assumed(evidence.chosen)
    if not has_outcome(study):
        return shown.sentence(shown.NO_OUTCOME)
    if study.enrolled < 4:
        return shown.sentence("The study enrolled too few patients for two groups of two.")
    planned = design(of)
    if planned is None:
        return shown.sentence("With the shares chosen, the treatment would have to help more people than there are.")
    last = headline(study, evidence.settings)
    trials = [("All enrolled here", study.enrolled // 2), ("The planned trial", planned.analysed)]
    if last is not None and last.N is not None and 4 <= last.N < study.enrolled:
        trials.insert(0, (f"Those seen at {values.month(last.cell.month)}", last.N // 2))
    trials = [(who, n) for who, n in trials if n >= 2]
    most = min(60, int(100 * (1 - of.control)) - 1)
    points = range(0, most + 1, 2)
    lines = [
        {
            "who": f"{who}: {n} + {n}",
            "difference": point,
            "power": exact_power(of.control, of.control + point / 100, n, significance=of.significance),
        }
        for who, n in trials
        for point in points
    ]
    names = list(dict.fromkeys(str(line["who"]) for line in lines))
    looks = _LOOKS[-len(names) :]
    at_target = [(who, n, exact_power(of.control, of.treated, n, significance=of.significance)) for who, n in trials]
    base = theme.over(lines)
    x = alt.X("difference:Q", title="True difference in shares improved, percentage points")
    y = alt.Y("power:Q", title="Chance of finding it", axis=theme.PERCENT_AXIS, scale=theme.PERCENT_SCALE)
    legend = alt.Legend(columns=1, symbolType="stroke", symbolSize=300)
    marks = [
        {"difference": 100 * of.difference, "power": power, "text": values.percent(power)} for _, _, power in at_target
    ]
    chart = alt.layer(
        theme.over([{"at": 100 * of.difference}])
        .mark_rule(color=theme.QUIET, strokeDash=[4, 4], strokeWidth=1.3)
        .encode(x="at:Q"),
        base.mark_line(strokeWidth=2.4).encode(
            x=x,
            y=y,
            color=alt.Color("who:N", scale=alt.Scale(domain=names, range=[c for c, _ in looks]), legend=legend),
            strokeDash=alt.StrokeDash(
                "who:N", scale=alt.Scale(domain=names, range=[d for _, d in looks]), legend=legend
            ),
        ),
        theme.over(marks).mark_point(color=theme.TEXT, size=60, opacity=1).encode(x=x, y=y),
        *theme.haloed(
            theme.over(marks).mark_text(align="left", dx=8, dy=9, fontWeight=600).encode(x=x, y=y, text="text:N")
        ),
    )
    here = next(power for who, n, power in at_target if n == study.enrolled // 2)
    title = (
        f"Had half of the {study.enrolled} patients had a sham, a true difference of "
        f"{values.number(100 * of.difference)} points would have been found with a chance of {values.percent(here)}."
    )
    caption = (
        f"Power of Fisher’s exact test, two-sided at {values.number(100 * of.significance)}%, when "
        f"{values.percent(of.control)} improve after the sham. The dashed line is the difference worth finding. This "
        f"study had no such groups{' but others' if study.arms else ''}: the lines say what its size could have done."
    )
    alternative = f"Chance of finding {values.number(100 * of.difference)} points: " + "; ".join(
        f"{who.lower()}, {n} and {n} patients, {values.percent(power)}" for who, n, power in at_target
    )
    return Figure(theme.themed(chart, height=290), title, caption, alternative + ".", name)
