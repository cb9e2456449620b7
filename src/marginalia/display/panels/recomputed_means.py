"""Every mean with its standard deviation and number of patients, by outcome, group and visit."""

from __future__ import annotations

from marginalia.analysis.aggregation import Aggregation
from marginalia.analysis.patient_course import ScoreSummary, summaries
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.panels import _recomputed
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import Group, Outcome


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(_recomputed.NO_PATIENTS)
    study = made.study
    months = [
        month
        for month in study.visits
        if any(visit.month == month and visit.scores for one in made.cohort.patients for visit in one.visits)
    ]
    outcomes = [one for one in study.outcomes if summaries(made.aggregation, one)]
    if not outcomes:
        return shown.sentence("The patients’ files hold no scores.")
    groups = [group for group in study.groups if group.id not in made.cohort.without_groups]
    rows: list[Row] = []
    for outcome in outcomes:
        label = f"{outcome.label}, {outcome.unit}"
        rows.append(Row(Entry.plain(label), heading=True))
        rows += [_row(made.aggregation, outcome, group, months) for group in groups]
    caption = "Means with the standard deviation in brackets, and the number of patients rated."
    columns = ("Group", *(values.capital(values.month(month)) for month in months))
    return Table(name, markup.myst(caption), columns, tuple(rows), "figures")


def _row(made: Aggregation, outcome: Outcome, group: Group, months: list[float]) -> Row:
    found = {one.month: one for one in summaries(made, outcome, group.id)}
    return Row(Entry.plain(group.label), tuple(_entry(found.get(month)) for month in months))


def _entry(one: ScoreSummary | None) -> Entry:
    if one is None:
        return Entry(())
    spread = "" if one.sd is None else f" ({values.rounded(one.sd, 1)})"
    return Entry((markup.myst(f"{values.rounded(one.mean, 1)}{spread}"), markup.myst(f"n = {one.n}")))
