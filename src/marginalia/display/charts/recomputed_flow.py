"""How many patients were seen at each visit, as printed and as the patients' own visits say."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.patient_course import VisitSeen, course
from marginalia.analysis.recomputed import Recomputation
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.panels._recomputed import NO_PATIENTS
from marginalia.display.shown import Shown
from marginalia.study.model import FOLLOW_UP, OVERALL

_SAYS = ("as the patients’ visits say", "as printed")


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(NO_PATIENTS)
    visits = course(made.aggregation)
    if not any(visit.seen for visit in visits):
        return shown.sentence("The patients’ files hold no visit.")
    printed = {visit.month: count for visit in visits if (count := _printed(made, visit.month)) is not None}
    records: list[dict[str, Any]] = [
        {"month": visit.month, "count": visit.seen, "says": _SAYS[0], "text": str(visit.seen)} for visit in visits
    ]
    records += [
        {"month": month, "count": count, "says": _SAYS[1], "text": str(count)} for month, count in printed.items()
    ]
    used = [_SAYS[0], *([_SAYS[1]] if printed else [])]
    months = [visit.month for visit in visits]
    x = alt.X(
        "month:Q",
        title="Months after treatment",
        axis=alt.Axis(values=months, grid=False, format="~g"),
        scale=alt.Scale(domain=[-0.5, max(months) * 1.04 + 0.5], nice=False),
    )
    top = max(int(record["count"]) for record in records)
    y = alt.Y(
        "count:Q",
        title="Patients seen",
        scale=alt.Scale(domain=[0, top * 1.12 + 0.5], nice=False),
        axis=alt.Axis(tickMinStep=1),
    )
    base = theme.over(records)
    own = theme.over([record for record in records if record["says"] == _SAYS[0]])
    colours, shapes = [theme.BLUE, theme.VERMILION][: len(used)], ["circle", "diamond"][: len(used)]
    chart = alt.layer(
        own.mark_line(color=theme.BLUE, strokeWidth=2).encode(x=x, y=y),
        base.mark_point(opacity=1, filled=False, strokeWidth=2).encode(
            x=x,
            y=y,
            color=alt.Color("says:N", scale=alt.Scale(domain=used, range=colours)),
            shape=alt.Shape("says:N", scale=alt.Scale(domain=used, range=shapes)),
            size=alt.Size("says:N", scale=alt.Scale(domain=used, range=[50, 190][: len(used)]), legend=None),
            tooltip=[
                alt.Tooltip("month:Q", title="Month"),
                alt.Tooltip("says:N", title="Seen"),
                alt.Tooltip("count:Q", title="Patients"),
            ],
        ),
        *theme.haloed(own.mark_text(color=theme.BLUE, fontWeight=600, dy=-15).encode(x=x, y=y, text="text:N")),
    )
    caption = (
        "Diamonds are the counts that the paper prints; a circle inside its diamond means that the two are the same."
    )
    if not printed:
        caption = "The paper does not print how many were seen at any of these visits."
    told = "; ".join(
        f"{values.month(visit.month)} {visit.seen}"
        + (f", printed {printed[visit.month]}" if visit.month in printed else "")
        for visit in visits
    )
    alternative = f"Patients seen at each visit, of {visits[0].size}: {told}."
    return Figure(theme.themed(chart, height=300), _title(visits, printed), caption, alternative, name)


def _title(visits: tuple[VisitSeen, ...], printed: dict[float, int]) -> str:
    wrong = [visit.month for visit in visits if printed.get(visit.month, visit.seen) != visit.seen]
    last = next(visit for visit in reversed(visits) if visit.seen)
    told = f"Of {last.size} patients, {last.seen} were seen at {values.month(last.month)}"
    if last.month == 0:
        told = f"Of {last.size} patients, {last.seen} were seen before treatment and nobody later"
    if not printed:
        return f"{told}."
    if wrong:
        return f"{told}; the printed counts differ at {values.months(wrong)}."
    return f"{told}, and every printed count is the patients’ own."


def _printed(made: Recomputation, month: float) -> int | None:
    cell = made.study.best(FOLLOW_UP, OVERALL, month)
    return None if cell is None else cell.n
