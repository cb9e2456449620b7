"""What the comparison of two treatment groups could have found: the power of Fisher's test against the true
difference."""

from __future__ import annotations

import altair as alt
import numpy as np

from marginalia.analysis.group_comparisons import WANTED_POWER, Compared, between_treatments, findable
from marginalia.display import by_arm, shown, theme, values
from marginalia.display.charts._differences import points
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.statistics.fisher_power import powers

#: Lines that can be told apart without colour.
_LOOKS = ((theme.BLUE, [1, 0]), (theme.VERMILION, [7, 3]), (theme.GREEN, [2, 2]), (theme.PURPLE, [8, 3, 2, 3]))

#: True differences are drawn in steps of so many percentage points.
_STEP = 0.025


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    every = between_treatments(study, evidence.settings)
    if not every:
        return shown.sentence(by_arm.no_two_treatments(study))
    # One pair and its last visits: more lines than looks could not be told apart.
    found = [one for one in every if (one.first, one.second) == (every[-1].first, every[-1].second)][-len(_LOOKS) :]
    first, second = study.group(found[-1].first).label, study.group(found[-1].second or "").label
    labels = [f"{values.short_month(one.month)}: {one.N1} v {one.N2}" for one in found]
    records = [
        {"difference": float(difference), "power": float(power), "visit": label}
        for one, label in zip(found, labels, strict=True)
        for difference, power in _curve(one)
    ]
    x = alt.X(
        "difference:Q",
        title="True difference in responders, in percentage points",
        scale=alt.Scale(domain=[-0.7, 0.5], nice=False),
        axis=alt.Axis(tickCount=7, grid=False, labelExpr="(datum.value > 0 ? '+' : '') + round(datum.value * 100)"),
    )
    y = alt.Y("power:Q", title="Chance that the test notices it", axis=theme.PERCENT_AXIS, scale=theme.PERCENT_SCALE)
    wanted = theme.over([{"power": WANTED_POWER, "label": f"{values.percent(WANTED_POWER)}, as planners want it"}])
    chart = alt.layer(
        wanted.mark_rule(strokeWidth=1.4, strokeDash=[5, 4]).encode(y=y),
        *theme.haloed(
            wanted.mark_text(align="right", dy=-9, dx=-4).encode(x=alt.datum(0.5), y="power:Q", text="label:N")
        ),
        theme.over(records)
        .mark_line(strokeWidth=2.4, clip=True)
        .encode(
            x=x,
            y=y,
            color=alt.Color("visit:N", sort=None, scale=alt.Scale(domain=labels, range=[one for one, _ in _LOOKS])),
            strokeDash=alt.StrokeDash(
                "visit:N", sort=None, scale=alt.Scale(domain=labels, range=[dash for _, dash in _LOOKS])
            ),
            tooltip=[
                alt.Tooltip("visit:N", title="Visit, patients seen"),
                alt.Tooltip("difference:Q", title="True difference", format="+.0%"),
                alt.Tooltip("power:Q", title="Chance to notice", format=".0%"),
            ],
        ),
    )
    could = [findable(one) for one in found]
    up = [one.above for one in could if one.above is not None]
    title = (
        f"A benefit of {values.percent(min(up)).rstrip('%')} points or more could have been found."
        if up
        else f"At no visit was there a chance of {values.percent(WANTED_POWER)} to find a benefit, however large."
    )
    caption = (
        f"The chance that Fisher’s two-sided test gives a p of 0.05 or less, if the second group’s true "
        f"share is the printed one and the first group’s differs by so much ({first} less {second}). The lines end "
        "where a share would pass 0% or 100%. The legend gives the patients seen in the two groups."
    )
    alternative = "; ".join(
        f"{label}: a true gain to 100% would be noticed in {values.percent(one.at_most)}, "
        + ("no loss" if one.below is None else f"a loss of {points(one.below).lstrip('−')} points")
        + f" in {values.percent(one.power)}"
        for label, one in zip(labels, could, strict=True)
    )
    return Figure(theme.themed(chart, height=280), title, caption, alternative + ".", name)


def _curve(compared: Compared) -> list[tuple[float, float]]:
    """Pairs of true difference and power, from a share of 0% to one of 100%."""
    share = compared.n2 / compared.N2
    at = np.unique(np.concatenate(([-share, 1 - share], np.arange(-0.7, 0.5 + _STEP / 2, _STEP))))
    at = at[(at >= -share) & (at <= 1 - share)]
    found = powers(np.clip(share + at, 0, 1), compared.N1, share, compared.N2)
    return [(round(float(one), 4), round(float(power), 4)) for one, power in zip(at, found, strict=True)]
