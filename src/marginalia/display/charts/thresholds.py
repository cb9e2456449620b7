"""The paper's limits for a meaningful change, beside published important and detectable changes."""

from __future__ import annotations

from collections import Counter

import altair as alt

from marginalia.analysis.means import mean_series
from marginalia.analysis.thresholds import Beside, beside
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_IMPORTANT, _DETECTABLE = "important change", "detectable change"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    baselines = {
        outcome.id: one.baseline
        for outcome in study.outcomes
        for one in mean_series(study, outcome.id)[:1]
        if one.baseline is not None
    }
    found = beside(study, evidence.thresholds, baselines)
    if not found:
        return shown.sentence("No published limit was found for the scales that this study uses.")
    outcomes = list(dict.fromkeys(one.outcome.id for one in found))
    panels = [_panel([one for one in found if one.outcome.id == id]) for id in outcomes]
    parts = []
    for id in outcomes:
        rows = [one for one in found if one.outcome.id == id]
        sides = Counter(one.side for one in rows)
        parts.append(
            f"{values.number(rows[0].own)} {rows[0].outcome.unit} on {rows[0].outcome.label}: of "
            f"{values.count(len(rows))} published limits it is below {_many(sides['below'])}, at or within "
            f"{_many(sides['within'])} and above {_many(sides['above'])}"
        )
    title = values.capital("; ".join(parts)) + "."
    caption = (
        "Dashed: the paper’s own limit. Circles: changes that patients call important; squares: the smallest change "
        "that a scale can tell from chance; bars: published ranges. Limits in percent of the start use "
        "the paper’s mean before treatment."
    )
    alternative = "; ".join(
        f"{one.outcome.label}, {_label(one)}, {one.threshold.kind}: {_range(one)}, "
        f"the paper uses {values.number(one.own)}"
        for one in found
    )
    return Figure(theme.stacked(alt.vconcat(*panels, spacing=18)), title, caption, alternative + ".", name)


def _many(count: int) -> str:
    return values.count(count) if count else "none"


def _label(one: Beside) -> str:
    author = one.threshold.key.rstrip("abcdefghijklmnopqrstuvwxyz")
    year = author[-4:]
    scale = one.threshold.instrument.split()[0] if one.threshold.unit == "points" else "% of start"
    return f"{author[:-4].capitalize()} {year}, {scale}"


def _range(one: Beside) -> str:
    low, high = values.number(one.low, 1), values.number(one.high, 1)
    return low if low == high else f"{low} to {high}"


def _panel(rows: list[Beside]) -> alt.LayerChart | alt.FacetChart:
    outcome, own = rows[0].outcome, rows[0].own
    records = [
        {
            "row": _label(one),
            "kind": one.threshold.kind,
            "low": one.low,
            "high": one.high,
            "middle": (one.low + one.high) / 2,
            "range": _range(one),
            "note": one.threshold.note,
        }
        for one in rows
    ]
    top = max(own, *(one.high for one in rows)) * 1.2
    names = [_IMPORTANT, _DETECTABLE]
    key = alt.Legend(orient="top")  # one for all panels, which share their scales
    order = list(dict.fromkeys(str(record["row"]) for record in records))
    base = theme.over(records).encode(
        y=alt.Y("row:N", sort=order, title=None, axis=alt.Axis(minExtent=160, maxExtent=160, labelLimit=155)),
        color=alt.Color("kind:N", scale=alt.Scale(domain=names, range=[theme.BLUE, theme.PURPLE]), legend=key),
        tooltip=[
            alt.Tooltip("row:N", title="Source"),
            alt.Tooltip("kind:N", title="What"),
            alt.Tooltip("range:N", title=outcome.unit.capitalize()),
            alt.Tooltip("note:N", title="Note"),
        ],
    )
    x = alt.X(
        "low:Q",
        title=f"{outcome.label}, {outcome.unit}",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    line = theme.over([{"own": own}]).mark_rule(color=theme.VERMILION, strokeDash=[5, 4], strokeWidth=2)
    return alt.layer(
        base.mark_rule(strokeWidth=4, opacity=0.6).encode(x=x, x2="high:Q"),
        base.transform_filter(alt.datum.low == alt.datum.high)
        .mark_point(size=75, opacity=1)
        .encode(
            x="middle:Q",
            shape=alt.Shape("kind:N", scale=alt.Scale(domain=names, range=["circle", "square"]), legend=key),
        ),
        line.encode(x="own:Q"),
    ).properties(
        width="container",
        height=24 * len(order),
        title=alt.TitleParams(f"{outcome.label}: the paper uses {values.number(own)}", fontSize=12.5, fontWeight=600),
    )
