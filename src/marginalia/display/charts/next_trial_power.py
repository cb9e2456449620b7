"""How the chance of finding a difference grows with the number of patients; a slider moves the share with the sham."""

from __future__ import annotations

from math import ceil

import altair as alt

from marginalia.analysis.trial_design import assumed, design, has_outcome
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.statistics.power_two_proportions import critical
from marginalia.statistics.sample_size import for_shares

#: True differences that are drawn, in percentage points, with the look of each.
_LINES: tuple[tuple[int, str, list[int]], ...] = (
    (10, theme.PURPLE, [2, 3]),
    (15, theme.VERMILION, [7, 3]),
    (20, theme.BLUE, [1, 0]),
    (30, theme.GREEN, [10, 3, 2, 3]),
)

_STEP = 5
_LOW, _HIGH = 10, 65
_MOST = 600


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    of = assumed(evidence.chosen)
    if not has_outcome(evidence.study):
        return shown.sentence(shown.NO_OUTCOME)
    planned = design(of)
    if planned is None:
        return shown.sentence("With the shares chosen, the treatment would have to help more people than there are.")
    control = 100 * of.control
    start = control - _STEP * max(0, int((control - _LOW) / _STEP + 1e-9))
    stop = control + _STEP * max(0, int((_HIGH - control) / _STEP + 1e-9))
    places = [start + _STEP * at for at in range(round((stop - start) / _STEP) + 1)]
    z = critical(of.significance)
    reach = f"datum.d * sqrt(datum.n) - {z} * sqrt(2 * datum.middle * (1 - datum.middle))"
    curves = (
        theme.over([{"n": n, "d": d / 100, "line": _label(d)} for d, _, _ in _LINES for n in range(10, _MOST + 1, 10)])
        .transform_calculate(treated="sham / 100 + datum.d", middle="sham / 100 + datum.d / 2")
        .transform_filter("datum.treated < 1")
        .transform_calculate(
            power=f"cumulativeNormal(({reach})"
            " / sqrt(sham / 100 * (1 - sham / 100) + datum.treated * (1 - datum.treated)))"
        )
    )
    names = [_label(d) for d, _, _ in _LINES]
    x = alt.X("n:Q", title="Patients analysed in each group", scale=alt.Scale(domain=[0, _MOST], nice=False))
    y = alt.Y("power:Q", title="Chance of finding it", axis=theme.PERCENT_AXIS, scale=theme.PERCENT_SCALE)
    legend = alt.Legend(columns=2, symbolType="stroke", symbolSize=300)
    wanted = theme.over([{"power": of.power}])
    slider = theme.slider(
        "sham", "Improved after the sham, in percent", start=start, stop=stop, step=_STEP, value=control
    )
    chart = alt.layer(
        wanted.mark_rule(color=theme.QUIET, strokeWidth=1.3, strokeDash=[4, 4]).encode(y=y),
        curves.mark_line(strokeWidth=2.4).encode(
            x=x,
            y=y,
            color=alt.Color("line:N", scale=alt.Scale(domain=names, range=[c for _, c, _ in _LINES]), legend=legend),
            strokeDash=alt.StrokeDash(
                "line:N", scale=alt.Scale(domain=names, range=[dash for _, _, dash in _LINES]), legend=legend
            ),
        ),
    ).add_params(slider, theme.told("sham", [_told(place, evidence) for place in places], start=start, step=_STEP))
    needed = _needed(of.control, evidence)
    title = _told(control, evidence)
    caption = (
        "Each line is a true difference, in percentage points, between the shares who improve. Dashed across: the "
        f"wanted chance, {values.percent(of.power)}. Two-sided test at {values.number(100 * of.significance)}%, normal "
        "approximation; patients lost come on top. The slider changes the share who improve after the sham."
    )
    alternative = (
        f"Chance of finding a difference by patients in each group, with {values.number(control)}% improving after the "
        f"sham. Patients for {values.percent(of.power)}: "
        + "; ".join(f"{_label(d)}, {count}" for d, count in needed)
        + "."
    )
    return Figure(theme.themed(chart, height=300), title, caption, alternative, name)


def _label(points: int) -> str:
    return f"{points} points"


def _needed(control: float, evidence: Evidence) -> list[tuple[int, int]]:
    """For every line that can be, the patients a group that reach the wanted power."""
    of = assumed(evidence.chosen)
    return [
        (d, ceil(for_shares(control, control + d / 100, power=of.power, significance=of.significance)))
        for d, _, _ in _LINES
        if control + d / 100 < 1
    ]


def _told(control: float, evidence: Evidence) -> str:
    """What the chart says where the slider stands at `control` percent."""
    of = assumed(evidence.chosen)
    parts = [f"{count} patients for {d} points" for d, count in reversed(_needed(control / 100, evidence))]
    return (
        f"With {values.number(control)}% improving after the sham, a {values.percent(of.power)} chance of finding the "
        f"difference takes, in each group, {values.listed(parts)}."
    )
