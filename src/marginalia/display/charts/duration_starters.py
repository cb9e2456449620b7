"""Everybody who started, by what is known of their response at each later visit."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.duration import Starters, starters
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import CONTINUED_RESPONSE, OVERALL, Study

#: Pieces of fewer patients than this are too narrow on a phone to hold their number.
_NARROW = 3

#: Colour of a number by what it stands on: a strong colour, a light one, or one that is nearly the page's own.
_TEXT = {"dark": theme.CHALK, "light": theme.INK, "page": theme.TEXT}


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    visits = [one for one in _by_visit(evidence.study) if one.uncounted is not None]
    if not visits:
        return shown.sentence("The paper does not report what became of the responders of its first visit.")
    first = values.month(visits[0].since)
    pieces = [_pieces(visit, first) for visit in visits]
    names = [label for label, _, _ in pieces[0]]
    records: list[dict[str, Any]] = []
    for visit, parts in zip(visits, pieces, strict=True):
        at = 0
        for label, _, count in parts:
            records.append(
                {
                    "visit": values.short_month(visit.month),
                    "what": label,
                    "from": at,
                    "to": at + count,
                    "middle": at + count / 2,
                    "count": count,
                    "ground": "dark" if label in names[:2] else "page" if label == names[-1] else "light",
                }
            )
            at += count
    size = visits[0].size
    base = theme.over(records)
    y = alt.Y("visit:N", sort=[values.short_month(one.month) for one in visits], title=None)
    x = alt.X(
        "from:Q",
        title=f"Patients, of the {size} who started",
        scale=alt.Scale(domain=[0, size], nice=False),
        axis=alt.Axis(grid=False, tickCount=5),
    )
    colour = alt.Color(
        "what:N",
        sort=names,
        scale=alt.Scale(domain=names, range=[shade for _, shade, _ in pieces[0]]),
        legend=alt.Legend(columns=1, labelLimit=330, symbolType="square"),
    )
    tooltip = [alt.Tooltip("visit:N", title="Visit"), alt.Tooltip("what:N", title="Who"), alt.Tooltip("count:Q")]
    wide = f"datum.count >= {_NARROW}"
    chart = alt.layer(
        base.mark_bar(stroke=theme.PAPER, strokeWidth=2, height=30).encode(
            x=x, x2="to:Q", y=y, color=colour, tooltip=tooltip
        ),
        *(
            base.transform_filter(f"{wide} && datum.ground == '{ground}'")
            .mark_text(color=colour_of_text, fontSize=13)
            .encode(x="middle:Q", y=y, text="count:Q")
            for ground, colour_of_text in _TEXT.items()
        ),
    )
    last = visits[-1]
    title = (
        f"At {values.month(last.month)} the printed {values.fraction(last.still, last.counted)} speaks of "
        f"{last.counted} of the {last.size} who started and leaves out {last.left_out}."
    )
    caption = (
        "Each bar is everybody who started. From the left: who kept the response and who lost it, which together are "
        "the printed denominator; then those whom it leaves out, read as a table that follows the responders of "
        f"{first}. Pieces of one or two patients carry no number."
    )
    told = "; ".join(
        f"{values.month(visit.month)}: " + ", ".join(f"{label} {count}" for label, _, count in parts)
        for visit, parts in zip(visits, pieces, strict=True)
    )
    figure = theme.themed(chart, height=44 * len(visits))
    return Figure(figure, title, caption, f"Everybody who started, by visit. {values.capital(told)}.", name)


def _by_visit(study: Study) -> list[Starters]:
    cells = (study.best(CONTINUED_RESPONSE, OVERALL, month) for month in study.visits)
    found = (starters(study, cell) for cell in cells if cell is not None)
    return [one for one in found if one is not None]


def _pieces(visit: Starters, first: str) -> list[tuple[str, str, int]]:
    return [
        (f"responder at {first} and still", theme.GREEN, visit.still),
        (f"responder at {first}, no longer", theme.VERMILION, visit.lost),
        (f"responder at {first}, not counted", theme.GREY, visit.uncounted or 0),
        (f"seen at {first} without a response", theme.SKY, visit.without or 0),
        (f"not seen at {first}", theme.PALE, visit.unseen or 0),
    ]
