"""By how much recomputed numbers differ from printed ones: patients, percentage points and points of a scale, each on
an axis of its own."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.recomputed import Recomputed
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.panels import _recomputed
from marginalia.display.shown import Shown

#: Differing numbers that a panel has room for; the largest differences come first.
_MOST = 8
_ROW = 58
_KINDS = {"Patients": ("n", "N", "count"), "Percentage points": ("percent",)}
_OTHER = "Units of the measure"
#: Where a row's two lines of words and its mark stand, in pixels from its middle.
_LABEL, _SAID, _MARK = -19, -4, 15
#: The longest line of words, in pixels, so that it stays on a telephone's page.
_WIDTH = 310


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(_recomputed.NO_PATIENTS)
    found = made.of("differs")
    if not found:
        return shown.sentence("No printed number differs from what the patients say.")
    kinds: dict[str, list[Recomputed]] = {}
    for one in sorted(_once(found), key=lambda one: -abs(one.difference or 0)):
        kinds.setdefault(_kind(one), []).append(one)
    panels = [_panel(evidence, kind, kinds[kind][:_MOST]) for kind in (*_KINDS, _OTHER) if kind in kinds]
    left = sum(max(0, len(one) - _MOST) for one in kinds.values())
    many = values.capital(values.plural(len(found), "printed number"))
    differ = "differs" if len(found) == 1 else "differ"
    title = f"{many} of {made.compared} {differ} from what the patients say."
    caption = (
        "What the patients say less what is printed; above it, printed → recomputed. A diamond right of the dashed "
        "line: the patients give more than the paper. What is printed alike in several places is drawn once."
    )
    caption += f" Not drawn: {values.plural(left, 'smaller difference')}, which the table lists." if left else ""
    drawn = [one for kind in kinds.values() for one in kind[:_MOST]]
    alternative = "Differences, recomputed less printed. " + "; ".join(
        f"{_recomputed.what(evidence.study, one.number)}, {one.number.printed} printed, {one.shown} recomputed"
        for one in drawn
    )
    chart = theme.stacked(alt.vconcat(*panels, spacing=18))
    return Figure(chart, title, caption, f"{alternative}.", name)


def _kind(one: Recomputed) -> str:
    return next((kind for kind, statistics in _KINDS.items() if one.number.statistic in statistics), _OTHER)


def _once(found: tuple[Recomputed, ...]) -> list[Recomputed]:
    """Each quantity once, wherever it is printed alike."""
    return list({(*one.number.quantity, one.number.reading): one for one in reversed(found)}.values())


def _whom(evidence: Evidence, one: Recomputed) -> str:
    of = values.capital(_recomputed.of_whom(evidence.study, one.number))
    return f"{of}{': ' if of else ''}{one.number.printed} → {one.shown}"


def _panel(evidence: Evidence, kind: str, found: list[Recomputed]) -> alt.LayerChart | alt.FacetChart:
    records: list[dict[str, Any]] = [
        {
            "row": str(at),
            "label": _recomputed.measured(evidence.study, one.number),
            "difference": one.difference or 0.0,
            "said": _whom(evidence, one),
            "by": _recomputed.difference(one),
        }
        for at, one in enumerate(found)
    ]
    reach = max(abs(record["difference"]) for record in records)
    base = theme.over(records)
    bare = alt.Axis(labels=False, grid=False, minExtent=0)
    y = alt.Y("row:N", sort=[record["row"] for record in records], title=None, axis=bare)
    ticks = alt.Axis(
        values=[-reach, 0, reach], labelExpr=f"datum.value ? format(datum.value, '{_signed(reach)}') : '0'", grid=False
    )
    scale = alt.Scale(domain=[-1.1 * reach, 1.1 * reach], nice=False)
    x = alt.X("difference:Q", title=kind, scale=scale, axis=ticks)
    zero = theme.over([{"difference": 0}]).mark_rule(strokeDash=[5, 4], strokeWidth=1.2, opacity=0.6).encode(x=x)
    left = alt.datum(-1.1 * reach)
    return alt.layer(
        zero,
        base.mark_rule(color=theme.VERMILION, strokeWidth=2, yOffset=_MARK).encode(x=x, x2=alt.datum(0), y=y),
        base.mark_point(color=theme.VERMILION, shape="diamond", size=90, opacity=1, yOffset=_MARK).encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("label:N", title="Number"),
                alt.Tooltip("said:N", title="Values"),
                alt.Tooltip("by:N", title="Difference"),
            ],
        ),
        *theme.haloed(
            base.mark_text(align="left", fontSize=12.5, fontWeight=600, dy=_LABEL, limit=_WIDTH).encode(
                x=left, y=y, text="label:N"
            )
        ),
        *theme.haloed(
            base.mark_text(align="left", fontSize=12.5, color=theme.QUIET, dy=_SAID, limit=_WIDTH).encode(
                x=left, y=y, text="said:N"
            )
        ),
    ).properties(width="container", height=_ROW * len(records))


def _signed(reach: float) -> str:
    """How an axis writes differences of this size, in d3's notation."""
    return "+.0f" if reach == round(reach) else "+.1f" if reach >= 1 else "+.2~r"
