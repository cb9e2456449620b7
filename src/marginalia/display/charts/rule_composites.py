"""What other rules would have called this study's responders, and what rules did in other trials."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.comparators import CONTROLS, Comparator
from marginalia.display import rule as rules
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.simulation.responder_rule import Ranged, other_rules

#: Two trials of injected cells: the control arm and the treated arm under a lenient rule, and under a strict one.
OTHERS = ("respine-sham", "respine-cells", "mpc-saline-strict", "mpc-6m-strict")
_PRINTED, _MODELLED = "as printed", "modelled"
_EXTENT = 150


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    setting = rules.setting(evidence)
    found = other_rules(evidence.study, setting.rule) if setting else ()
    if setting is None or not found:
        return shown.sentence(
            "The paper does not report responders by a rule of several thresholds together with their means."
        )
    last = found[-1]
    rows = rules.other_rows(setting.rule, last)
    others = [evidence.comparators[id] for id in OTHERS if id in evidence.comparators]
    panels = [_modelled(rows, f"This study at {values.month(last.month)}")]
    if others:
        panels.append(_published(others))
    strictest, all_ = values.inline(rows[-1][0]), last.at_least[-1]
    title = (
        f"At {values.month(last.month)} the study’s own rule counts {values.fraction(last.n, last.N)}, "
        f"{values.percent(last.n / last.N)}; {strictest} would count about {values.percent(all_.central)} "
        f"({values.interval(all_.low, all_.high)})."
    )
    caption = (
        "Upper part: square, printed; circles, a model of what another rule would keep of the printed responders; "
        "bars, its range over the assumptions. Changes are taken as normal, with the means "
        "printed for responders. All shares are of the patients seen."
    )
    if others:
        caption += (
            " Lower part: other trials’ own rules, with control and treated arms; shares reported by a company are so "
            "marked. Populations and follow-up differ."
        )
    alternative = (
        "; ".join(f"{label}: {rules.ranged(one)}" for label, one in rows)
        + "".join(
            f"; {_label(one)}: {values.percent(one.value)} by the rule {one.rule or one.outcome}" for one in others
        )
        + "."
    )
    chart = alt.vconcat(*panels, spacing=22).resolve_scale(color="independent", shape="independent")
    return Figure(theme.stacked(chart), title, caption, alternative, name)


def _modelled(rows: list[tuple[str, Ranged]], title: str) -> alt.LayerChart | alt.FacetChart:
    records: list[dict[str, Any]] = [
        {
            "rule": label,
            "kind": _PRINTED if at == 0 else _MODELLED,
            "share": round(one.central, 4),
            "low": round(one.low, 4),
            "high": round(one.high, 4),
            "text": values.percent(one.central),
        }
        for at, (label, one) in enumerate(rows)
    ]
    base = theme.over(records)
    y = _y("rule:N", [label for label, _ in rows])
    x = _x("share:Q")
    mark = base.mark_point(size=90, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=[_PRINTED, _MODELLED], range=[theme.VERMILION, theme.BLUE]),
            legend=None,
        ),
        shape=alt.Shape(
            "kind:N", scale=alt.Scale(domain=[_PRINTED, _MODELLED], range=["square", "circle"]), legend=None
        ),
        tooltip=[
            alt.Tooltip("rule:N", title="Rule"),
            alt.Tooltip("share:Q", title="Central", format=".0%"),
            alt.Tooltip("low:Q", title="Lowest", format=".0%"),
            alt.Tooltip("high:Q", title="Highest", format=".0%"),
        ],
    )
    bars = base.mark_rule(strokeWidth=4, opacity=0.45, color=theme.BLUE).encode(x=_x("low:Q"), x2="high:Q", y=y)
    text = base.mark_text(align="left", dx=9).encode(x=_x("high:Q"), y=y, text="text:N")
    return alt.layer(bars, mark, *theme.haloed(text)).properties(
        width="container", height=34 * len(rows), title=_heading(title)
    )


def _published(others: list[Comparator]) -> alt.LayerChart | alt.FacetChart:
    records = [
        {
            "arm": _label(one),
            "share": one.value,
            "side": "control" if one.kind in CONTROLS else "treated",
            "text": values.percent(one.value) + ("" if one.how_verified == "source" else " (reported)"),
            "outcome": one.rule or one.outcome,
        }
        for one in others
    ]
    sides = ["control", "treated"]
    base = theme.over(records)
    y, x = _y("arm:N", [_label(one) for one in others]), _x("share:Q")
    bars = base.mark_bar(height=13).encode(
        x=x,
        y=y,
        color=alt.Color("side:N", scale=alt.Scale(domain=sides, range=[theme.GREY, theme.SKY]), legend=None),
        tooltip=[
            alt.Tooltip("arm:N", title="Arm"),
            alt.Tooltip("outcome:N", title="Rule"),
            alt.Tooltip("text:N", title="Share"),
        ],
    )
    text = base.mark_text(align="left", dx=6).encode(x=x, y=y, text="text:N")
    return alt.layer(bars, *theme.haloed(text)).properties(
        width="container", height=26 * len(records), title=_heading("Other trials, each by its own rule")
    )


def _label(one: Comparator) -> str:
    return one.label or one.arm


def _x(field: str) -> alt.X:
    return alt.X(field, title="Responders among those seen", scale=theme.PERCENT_SCALE, axis=theme.PERCENT_AXIS)


def _y(field: str, order: list[str]) -> alt.Y:
    """Rows in their order; a long name takes two lines."""
    axis = alt.Axis(
        minExtent=_EXTENT,
        maxExtent=_EXTENT,
        labelLimit=_EXTENT - 8,
        labelLineHeight=15,
        **theme.in_lines(order, 21),
    )
    return alt.Y(field, sort=order, title=None, axis=axis)


def _heading(text: str) -> alt.TitleParams:
    return alt.TitleParams(text, fontSize=12.5, fontWeight=600)
