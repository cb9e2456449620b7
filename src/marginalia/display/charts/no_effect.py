"""Trials in which nobody is helped beside the printed results, with the natural course under the reader's hand."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.display import shown, theme, values
from marginalia.display.charts._intervals import Look, panel
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.no_effect import NoEffect, gathered, mean_of, share_of
from marginalia.display.shown import Shown
from marginalia.simulation.scenarios import Results
from marginalia.simulation.summaries import Spread

_SIMULATED, _PRINTED = "simulated, nobody helped", "printed in the paper"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = gathered(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    months = [month for month in found.plan.visits if _printed(found, month) is not None]
    start = min(found.positions, key=lambda position: abs(position[0] - found.assumptions.natural_course))[0]
    records: list[dict[str, Any]] = []
    for place, (_, results) in enumerate(found.positions):
        for month in months:
            spread, printed = _simulated(found, results, month), _printed(found, month)
            if spread is None or printed is None:
                continue
            row = {"row": values.month(month), "place": place}
            ends = {"value": spread.mean, "low": spread.low, "high": spread.high, "shown": _told(found, spread)}
            records.append({**row, "kind": _SIMULATED, **_rounded(ends)})
            records.append({**row, "kind": _PRINTED, "value": printed, "shown": _text(found, printed)})
    courses = [course for course, _ in found.positions]
    step = courses[1] - courses[0]
    slider = theme.slider(
        "natural",
        "Natural course, share of the published improvement",
        start=courses[0],
        stop=courses[-1],
        step=round(step, 4),
        value=start,
    )
    sentences = [_sentence(found, course, results, months) for course, results in found.positions]
    looks = [Look(_SIMULATED, theme.BLUE, "circle"), Look(_PRINTED, theme.VERMILION, "diamond", ranged=False)]
    chart = panel(
        records,
        looks,
        _axis(found),
        rows=[values.month(month) for month in months],
        row_height=46,
        narrowed=f"datum.place == round((natural - {courses[0]}) / {step})",
        extent=76,
    )
    told = theme.told("natural", sentences, start=courses[0], step=step)
    themed = theme.themed(chart.add_params(slider, told), height=46 * len(months))
    seen = ", ".join(
        f"{count} at {values.month(month)}"
        for month, count in zip(found.plan.visits, found.plan.seen[1:], strict=True)
        if month in months
    )
    at_start = sentences[courses.index(start)]
    caption = (
        f"{'Responders among those seen' if found.plan.rule else found.outcome.label}: mean and range of "
        f"{values.percent(found.draw.level)} of {found.positions[0][1].trials} simulated trials in which the "
        "treatment does "
        f"nothing. Patients seen: {seen}. The slider moves how much of the published improvement without treatment "
        "happens, "
        "from none to all of it; the table below gives every position."
    )
    return Figure(themed, at_start, caption, f"{at_start} {_alternative(found, start, months)}", name)


def _axis(found: NoEffect) -> alt.X:
    if found.plan.rule:
        return alt.X("value:Q", title="Responders among those seen", scale=theme.PERCENT_SCALE, axis=theme.PERCENT_AXIS)
    outcome = found.outcome
    return alt.X(
        "value:Q", title=f"{outcome.label}, {outcome.unit}", scale=alt.Scale(domain=[outcome.low, outcome.high])
    )


def _simulated(found: NoEffect, results: Results, month: float) -> Spread | None:
    return results.share(month) if found.plan.rule else results.mean(month)


def _printed(found: NoEffect, month: float) -> float | None:
    return found.printed_share(month) if found.plan.rule else found.printed_mean(month)


def _text(found: NoEffect, value: float) -> str:
    return values.percent(value) if found.plan.rule else values.number(value, 1)


def _told(found: NoEffect, spread: Spread) -> str:
    return share_of(spread) if found.plan.rule else mean_of(spread)


def _rounded(ends: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in ends.items()}


def _sentence(found: NoEffect, course: float, results: Results, months: list[float]) -> str:
    """What a position shows at the page's visit."""
    spread, printed = _simulated(found, results, months[-1]), _printed(found, months[-1])
    what = "responders" if found.plan.rule else f"a mean {found.outcome.label} of"
    simulated = "" if spread is None else _text(found, spread.mean)
    middle = f"{simulated} {what}" if found.plan.rule else f"{what} {simulated}"
    return (
        f"With {values.percent(course)} of the published natural course, simulated trials show {middle} at "
        f"{values.month(months[-1])} although nobody is helped; the paper prints {_text(found, printed or 0.0)}."
    )


def _alternative(found: NoEffect, course: float, months: list[float]) -> str:
    results = dict(found.positions)[course]
    parts = [
        f"{values.month(month)}: simulated {_told(found, spread)}, printed {_text(found, printed)}"
        for month in months
        if (spread := _simulated(found, results, month)) is not None and (printed := _printed(found, month)) is not None
    ]
    return "; ".join(parts) + "."
