"""The patients' course visit by visit: seen, rated, responding, back later, lost for good; beside the printed count."""

from __future__ import annotations

from marginalia.analysis.patient_course import VisitSeen, course
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.panels import _recomputed
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import FOLLOW_UP, OVERALL


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(_recomputed.NO_PATIENTS)
    visits = course(made.aggregation)
    rows = []
    for visit in visits:
        cell = made.study.best(FOLLOW_UP, OVERALL, visit.month)
        label = values.capital(values.month(visit.month))
        rows.append(
            Row(
                Entry((markup.myst(label), *(() if visit.printed else ("*not in the paper*",)))),
                tuple(map(Entry.plain, ("" if cell is None or cell.n is None else str(cell.n), *_counts(visit)))),
            )
        )
    size = visits[0].size if visits else 0
    caption = (
        f"Where the {values.plural(size, 'patient')} were at each visit. Rated: scored enough to say whether they "
        f"responded. {_order(visits)}"
    )
    if size != made.study.enrolled:
        caption += f" The paper enrolled {made.study.enrolled}."
    columns = ("Visit", "Seen, printed", "Seen", "Rated", "Responders", "Not seen, but later", "Never seen again")
    return Table(name, markup.myst(caption), columns, tuple(rows), "figures")


def _counts(visit: VisitSeen) -> tuple[str, ...]:
    start = visit.month == 0
    rated, responded = ("", "") if start else (str(visit.judged), str(visit.responded))
    return str(visit.seen), rated, responded, str(visit.back), str(visit.lost)


def _order(visits: tuple[VisitSeen, ...]) -> str:
    """Whether patients missed a visit and came to a later one."""
    missed = sum(visit.back for visit in visits)
    if not missed:
        return "Nobody who missed a visit came to a later one."
    return f"Visits missed by patients who came again: {missed}."
