"""What share of those seen improved by at least so much: the cumulative distribution of change, by visit."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import altair as alt

from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.analysis.patient_changes import improvements_at, later_visits, spreads
from marginalia.display import by_patient, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import Outcome

#: Fewer improvements than this make steps, not a distribution.
_FEWEST = 3
_EXTENT = 44
_COLOURS = (theme.BLUE, theme.VERMILION, theme.GREEN, theme.PURPLE, theme.AMBER, theme.SKY)
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 2], [1, 3])


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    months = [month for month in later_visits(made.study) if any(_at(made, one, month) for one in made.outcomes)]
    drawn = [one for one in by_patient.shown_outcomes(made) if any(_at(made, one, month) for month in months)]
    if not drawn:
        return shown.sentence(f"At no visit were {_FEWEST} patients or more rated who had been rated before treatment.")
    # As many visits as there are colours, the first and the last among them.
    if len(months) > len(_COLOURS):
        months = [*months[: len(_COLOURS) - 1], months[-1]]
    panels = [_panel(made, outcome, months) for outcome in drawn]
    outcome, last = drawn[0], max(month for month in months if _at(made, drawn[0], month))
    found = _at(made, outcome, last)
    half = found[(len(found) - 1) // 2]
    title = (
        f"At {values.month(last)}, half of the {len(found)} seen had improved on {outcome.label} by at least "
        f"{by_patient.amount(outcome, half)}."
        if half > 0
        else f"At {values.month(last)}, under half of the {len(found)} seen had improved at all on {outcome.label}."
    )
    caption = (
        "How to read it: choose a change below and read off, on the left, what share of those seen improved by at "
        "least so much. Left of 0 are those who got worse. Dashed upright: the change that the study counts as "
        "important; where a line crosses it is the share who improved by that on this scale alone."
        f"{by_patient.left_out(made)}{by_patient.made_up(made)}"
    )
    alternative = "; ".join(_alternative(made, outcome, months) for outcome in drawn)
    return Figure(theme.stacked(alt.vconcat(*panels, spacing=18)), title, caption, f"{alternative}.", name)


def _at(made: PatientAnalyses, outcome: Outcome, month: float) -> tuple[float, ...]:
    found = improvements_at(made.cohort, outcome, month)
    return found if len(found) >= _FEWEST else ()


def _alternative(made: PatientAnalyses, outcome: Outcome, months: list[float]) -> str:
    found = spreads(made.study, made.cohort, outcome, change=True, settings=made.settings)
    told = [
        f"{values.month(one.month)}, {one.n} seen: median {values.number(one.median, 1)}, "
        f"quartiles {by_patient.between(one.quartiles)}"
        for one in found
        if one.month in months and one.n >= _FEWEST and one.quartiles is not None
    ]
    return f"Improvement on {outcome.label}, {'; '.join(told)}"


def _panel(made: PatientAnalyses, outcome: Outcome, months: list[float]) -> alt.LayerChart | alt.FacetChart:
    labels = [values.month(month) for month in months]
    records: list[dict[str, Any]] = []
    for month, label in zip(months, labels, strict=True):
        found = _at(made, outcome, month)
        if not found:
            continue
        n = len(found)
        steps = [(change, sum(one >= change for one in found)) for change in sorted(set(found))]
        records.extend({"at": change, "share": many / n, "visit": label, "n": n} for change, many in steps)
        records.append({"at": found[0], "share": 0.0, "visit": label, "n": n})
    key = alt.Legend(orient="top", columns=3, symbolType="stroke", symbolStrokeWidth=3)
    x = alt.X(
        "at:Q",
        title=f"Improvement of at least … {outcome.unit}",
        scale=alt.Scale(nice=True, zero=True),
        axis=alt.Axis(tickCount=7),
    )
    y = alt.Y(
        "share:Q",
        title=None,
        scale=theme.PERCENT_SCALE,
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], minExtent=_EXTENT, maxExtent=_EXTENT),
    )
    base = theme.over(records)
    layers: list[Any] = [
        base.mark_line(interpolate="step-before", strokeWidth=2.2).encode(
            x=x,
            y=y,
            order=alt.Order("at:Q"),
            color=alt.Color(
                "visit:N", sort=labels, scale=alt.Scale(domain=labels, range=list(_COLOURS[: len(labels)])), legend=key
            ),
            strokeDash=alt.StrokeDash(
                "visit:N", sort=labels, scale=alt.Scale(domain=labels, range=list(_DASHES[: len(labels)])), legend=key
            ),
            tooltip=[
                alt.Tooltip("visit:N", title="Visit"),
                alt.Tooltip("at:Q", title="Improved by at least"),
                alt.Tooltip("share:Q", title="Share", format=".0%"),
                alt.Tooltip("n:Q", title="Seen"),
            ],
        )
    ]
    if outcome.important_change is not None:
        rule = theme.over([{"at": outcome.important_change, "text": "important"}])
        layers.append(rule.mark_rule(strokeDash=[6, 4], strokeWidth=1.6, color=theme.TEXT).encode(x=x))
        layers.extend(
            theme.haloed(
                rule.mark_text(align="left", dx=4, fontSize=12, fontWeight=600).encode(
                    x=x, y=alt.datum(0.96), text="text:N"
                )
            )
        )
    title = alt.TitleParams(wrap(outcome.label, 60), fontSize=12.5, fontWeight=600)
    return alt.layer(*layers).properties(width="container", height=190, title=title)
