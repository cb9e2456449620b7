"""What the methods announce, against what the results report."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.study.model import Study

#: Kinds of measure that count as a result; a printed list of visits or thresholds does not.
_RESULTS = ("proportion", "mean")


@dataclass(frozen=True, slots=True)
class VisitReport:
    """An announced visit and the measures that have a printed result there. Before treatment counts as one."""

    month: float
    measures: tuple[str, ...]

    @property
    def reported(self) -> bool:
        return bool(self.measures)


@dataclass(frozen=True, slots=True)
class MeasureReport:
    """An announced measure, with the announced visits after treatment that have a result for it and those without.

    A measure counts as reported wherever a mean of it, or of the outcome of that name, is printed for any group.
    `undated` where a result is printed of no visit: of the whole study.
    """

    measure: str
    reported_at: tuple[float, ...]
    missing: tuple[float, ...]
    undated: bool = False


def visits_reported(study: Study) -> tuple[VisitReport, ...]:
    """Every announced visit, with what is printed for it."""
    return tuple(
        VisitReport(month, tuple(measure.id for measure in study.measures if _printed(study, measure.id, month)))
        for month in study.visits
    )


def measures_reported(study: Study) -> tuple[MeasureReport, ...]:
    """Every announced measure, in the order of the announcement."""
    after = [month for month in study.visits if month > 0]
    reports = []
    for promise in study.design.promises:
        names = [measure.id for measure in study.measures if promise in (measure.id, measure.outcome)]
        there = tuple(month for month in after if any(_printed(study, name, month) for name in names))
        undated = any(_printed(study, name, None) for name in names)
        reports.append(MeasureReport(promise, there, tuple(month for month in after if month not in there), undated))
    return tuple(reports)


def _printed(study: Study, measure: str, month: float | None) -> bool:
    if study.measure(measure).kind not in _RESULTS:
        return False
    return any(cell.month == month for cell in study.cells(measure=measure))
