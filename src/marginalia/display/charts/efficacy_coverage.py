"""How often each interval method holds the truth with as many patients as were seen at the last visit."""

from __future__ import annotations

from functools import partial
from typing import Any

import altair as alt
import numpy as np

from marginalia.display import by_arm, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline
from marginalia.display.figures import Figure
from marginalia.display.methods import NAMES
from marginalia.display.shown import Shown
from marginalia.statistics.coverage import coverage
from marginalia.statistics.intervals import METHODS

#: True shares at which coverage is worked out: fine enough to show the teeth, coarse enough for a page.
_RATES = np.linspace(0.01, 0.99, 99)
_LOOKS = {"wilson": theme.BLUE, "clopper-pearson": theme.VERMILION, "jeffreys": theme.GREEN, "mid-p": theme.PURPLE}
_AXIS = 60


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = headline(evidence.study, evidence.settings)
    if found is None or not found.N:
        return shown.sentence(by_arm.no_responders(evidence.study))
    level, N = evidence.settings.confidence, found.N
    curves = {
        method: coverage(partial(limits, confidence=level), [float(rate) for rate in _RATES], N)
        for method, limits in METHODS.items()
    }
    floor = min(float(curve.min()) for curve in curves.values())
    ends = [min(floor, level) - 0.01, 1.0]
    panels = [_panel(method, curve, level, ends) for method, curve in curves.items()]
    lowest = {method: float(curve.min()) for method, curve in curves.items()}
    never = [NAMES[method] for method, low in lowest.items() if low >= level]
    title = (
        f"With {N} patients, an interval called {values.percent(level)} holds the truth more or less often than that"
    )
    title += f"; never less often: {values.listed(never)}." if never else "."
    told = [
        f"{NAMES[method]}: {values.percent(float(curve.mean()), 1)} on average, "
        f"{values.percent(lowest[method], 1)} at the lowest"
        for method, curve in curves.items()
    ]
    caption = (
        f"For true shares from {values.percent(float(_RATES[0]))} to {values.percent(float(_RATES[-1]))}, in steps of "
        "one, how often the interval would hold them, exactly and without simulation; the dashed line is the promised "
        f"{values.percent(level)}. {'. '.join(told)}."
    )
    alternative = f"Coverage of the four interval methods with {N} patients. {'; '.join(told)}."
    return Figure(theme.stacked(alt.vconcat(*panels, spacing=14)), title, caption, alternative, name)


def _panel(method: str, curve: Any, level: float, ends: list[float]) -> Any:
    records = [
        {"rate": round(float(rate), 2), "held": round(float(held), 4)} for rate, held in zip(_RATES, curve, strict=True)
    ]
    last = method == list(METHODS)[-1]
    x = alt.X(
        "rate:Q",
        title="True share of responders" if last else None,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], labels=last, ticks=last, grid=False),
    )
    y = alt.Y(
        "held:Q",
        title=None,
        scale=alt.Scale(domain=ends, nice=False, clamp=True),
        axis=alt.Axis(format=".0%", values=[0.9, level, 1.0], minExtent=_AXIS, maxExtent=_AXIS),
    )
    base = theme.over(records)
    promised = theme.over([{"held": level}])
    label = theme.over([{"text": NAMES[method]}])
    tooltip = [
        alt.Tooltip("rate:Q", title="True share", format=".0%"),
        alt.Tooltip("held:Q", title="Held", format=".1%"),
    ]
    return alt.layer(
        promised.mark_rule(strokeDash=[5, 4], strokeWidth=1.4).encode(y=y),
        base.mark_line(color=_LOOKS[method], strokeWidth=1.8).encode(x=x, y=y),
        base.mark_point(color=_LOOKS[method], size=14, opacity=0).encode(x=x, y=y, tooltip=tooltip),
        *theme.haloed(
            label.mark_text(fontWeight=600, color=_LOOKS[method]).encode(
                x=alt.datum(0.5), y=alt.value(64), text="text:N"
            )
        ),
    ).properties(width="container", height=78)
