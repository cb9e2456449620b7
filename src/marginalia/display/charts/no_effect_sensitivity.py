"""Which assumption moves the simulated result most: each at both ends of its plausible range, the others as chosen."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.no_effect import NoEffect, gathered
from marginalia.display.shown import Shown
from marginalia.simulation.sensitivity import figure

_LOW, _HIGH = "at the low end of its range", "at the high end"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = gathered(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    if not found.swings:
        return shown.sentence("No plausible ranges of the assumptions are at hand.")
    chosen = figure(found.plan, found.central, found.month)
    printed = found.printed_share(found.month) if found.plan.rule else found.printed_change(found.month)
    records: list[dict[str, Any]] = []
    for swing in found.swings:
        low, high = swing.figures(found.plan)
        ends = (_LOW, swing.assumed.low, low, low < high), (_HIGH, swing.assumed.high, high, high <= low)
        for end, value, reached, left in ends:
            records.append(
                {
                    "row": swing.assumed.label,
                    "end": end,
                    "value": round(reached, 4),
                    "middle": round(chosen, 4),
                    "at": values.number(value),
                    "left": left,
                    "shown": _text(found, reached),
                }
            )
    rows = [swing.assumed.label for swing in found.swings]
    base = theme.over(records)
    wide = [record["value"] for record in records] + [chosen] + ([] if printed is None else [printed])
    room = 0.12 * (max(wide) - min(wide))
    domain = [0, 1] if found.plan.rule else [min(wide) - room, max(wide) + room]
    # Labels stand above their bars: beside them they would leave a phone no room.
    y = alt.Y("row:N", sort=rows, title=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    x = alt.X(
        "value:Q",
        title=_what(found),
        scale=alt.Scale(domain=domain, nice=False),
        axis=theme.PERCENT_AXIS if found.plan.rule else alt.Axis(),
    )
    names = [_LOW, _HIGH]
    colour = alt.Color(
        "end:N",
        sort=names,
        scale=alt.Scale(domain=names, range=[theme.SKY, theme.BLUE]),
        legend=alt.Legend(columns=1, symbolType="square"),
    )
    tooltip = [
        alt.Tooltip("row:N", title="Assumption"),
        alt.Tooltip("at:N", title="Its value"),
        alt.Tooltip("shown:N", title="Simulated"),
    ]
    labels = base.transform_filter(f"datum.end == '{_LOW}'").mark_text(align="left", fontSize=12.5, dy=-13)
    layers: list[alt.Chart] = [
        theme.over([{"value": chosen}]).mark_rule(color=theme.QUIET, strokeWidth=1.5).encode(x="value:Q"),
        base.mark_bar(height=11, yOffset=6).encode(x=x, x2="middle:Q", y=y, color=colour, tooltip=tooltip),
        *(layer for left in (True, False) for layer in theme.haloed(_beside(base, left).encode(x=x, y=y, text="at:N"))),
        *theme.haloed(labels.encode(x=alt.datum(domain[0]), y=y, text="row:N")),
    ]
    if printed is not None:
        layers.insert(
            0,
            theme.over([{"value": printed}])
            .mark_rule(color=theme.VERMILION, strokeDash=[5, 4], strokeWidth=1.6)
            .encode(x="value:Q"),
        )
    first = found.swings[0]
    low, high = first.figures(found.plan)
    title = (
        f"“{first.assumed.label}” moves the result most: from {_text(found, low)} at "
        f"{values.number(first.assumed.low)} to "
        f"{_text(found, high)} at {values.number(first.assumed.high)}."
    )
    caption = (
        f"{_what(found)} at {values.month(found.month)} in simulated trials with nobody helped. Each bar goes from "
        "the value as "
        f"assumed here ({_text(found, chosen)}, grey line) to the two ends of an assumption’s plausible range, which "
        "stand "
        f"beside it. {'' if printed is None else f'Dashed: the paper ({_text(found, printed)}). '}"
        f"{first.low.trials} trials at each end."
    )
    told = "; ".join(
        f"{swing.assumed.label}: {_text(found, swing.figures(found.plan)[0])} at {values.number(swing.assumed.low)}, "
        f"{_text(found, swing.figures(found.plan)[1])} at {values.number(swing.assumed.high)}"
        for swing in found.swings
    )
    return Figure(theme.themed(alt.layer(*layers), height=38 * len(rows)), title, caption, f"{told}.", name)


def _beside(base: alt.Chart, left: bool) -> alt.Chart:
    """The values of the assumptions at one side of their bars."""
    there = base.transform_filter(f"{'' if left else '!'}datum.left")
    text: alt.Chart = there.mark_text(align="right" if left else "left", dx=-4 if left else 4, dy=6, fontSize=11.5)
    return text


def _what(found: NoEffect) -> str:
    if found.plan.rule:
        return "Responders among those seen"
    return f"Improvement of mean {found.outcome.label}, {found.outcome.unit}"


def _text(found: NoEffect, value: float) -> str:
    return values.percent(value) if found.plan.rule else values.number(value, 1)
