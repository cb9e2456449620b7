"""Harms in controlled trials of the same kind of treatment: ratios with their intervals on a logarithmic axis."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.harms import cited
from marginalia.display import shown, theme, values
from marginalia.display.charts._forest import Kind, told_apart, whiskers
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_NAMES = {"RR": "risk ratio", "OR": "odds ratio"}
_MORE = Kind("more with the treatment", theme.VERMILION, "square")
_OPEN = Kind("cannot be told apart", theme.BLUE)
_FEWER = Kind("fewer with the treatment", theme.GREEN, "diamond")


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    rows = [
        row
        for row in cited(evidence.study, evidence.comparators.values(), *_NAMES)
        if row.low is not None and row.high is not None and row.low > 0
    ]
    if not rows:
        return shown.sentence("No ratio of harms from controlled trials is cited for this study.")
    records = [
        {
            "row": _label(row),
            "ratio": row.value,
            "low": row.low,
            "high": row.high,
            "kind": _kind(row).name,
            "label": f"{values.number(row.value)}",
            "interval": f"{values.number(row.low or 0)} to {values.number(row.high or 0)}",
            "who": row.population,
        }
        for row in rows
    ]
    kinds = [kind for kind in (_MORE, _OPEN, _FEWER) if any(record["kind"] == kind.name for record in records)]
    ends = [row.low or 1 for row in rows] + [row.high or 1 for row in rows]
    scale = alt.Scale(type="log", domain=[min(0.4, *ends) * 0.95, max(2.5, *ends) * 1.6], nice=False)
    ticks = [tick for tick in (0.1, 0.25, 0.5, 1, 2, 4, 8, 16) if scale.domain[0] <= tick <= max(ends) * 1.1]
    base = theme.over(records)
    x = alt.X(
        "ratio:Q",
        title="Ratio, treated to control",
        scale=scale,
        axis=alt.Axis(values=ticks, format="~g"),
    )
    named = [str(record["row"]) for record in records]
    y = alt.Y(
        "row:N",
        sort=named,
        title=None,
        axis=alt.Axis(labelLimit=190, labelFontSize=12.5, grid=False, **theme.in_lines(named, 22)),
    )
    tooltip = [
        alt.Tooltip("row:N", title="Harm"),
        alt.Tooltip("label:N", title="Ratio"),
        alt.Tooltip("interval:N", title="95% interval"),
        alt.Tooltip("who:N", title="Trials"),
    ]
    one = theme.over([{"ratio": 1}]).mark_rule(strokeDash=[5, 4], strokeWidth=1.4).encode(x=x)
    chart = alt.layer(
        one,
        *whiskers(base, x, scale, y=y, tooltip=tooltip, **told_apart(kinds, alt.Legend(columns=1))),
        *theme.haloed(base.mark_text(align="left", dx=6).encode(x="high:Q", y=y, text="label:N")),
    )
    more = [row for row in rows if _kind(row) == _MORE]
    names = list(dict.fromkeys(row.outcome for row in more))
    title = (
        f"Controlled trials found more {values.listed(names)} with the treatment than without."
        if names
        else "Controlled trials found no harm clearly more frequent with the treatment."
    )
    routes = values.listed(list(dict.fromkeys(row.population for row in rows)))
    caption = (
        f"Ratios with 95% intervals as published ({routes}). Right of the dashed line the harm was more frequent with "
        "the treatment. What the trials gave, and how, need not be what was given here."
    )
    alternative = "; ".join(f"{record['row']}: {record['label']}, {record['interval']}" for record in records)
    return Figure(theme.themed(chart, height=32 * len(records)), title, caption, alternative + ".", name)


def _kind(row: Comparator) -> Kind:
    assert row.low is not None and row.high is not None
    return _MORE if row.low > 1 else _FEWER if row.high < 1 else _OPEN


def _label(row: Comparator) -> str:
    """The harm and its kind of ratio; `*` where the figure was read at second hand."""
    return f"{values.capital(row.outcome)} ({row.measure}){' *' if row.second_hand else ''}"
