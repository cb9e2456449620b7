"""The missed visits filled in and made worse by degrees, visit by visit, with where a conclusion tips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marginalia.analysis.imputed_response import Imputation, Imputed, NotImputed
from marginalia.analysis.missing import HALF
from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.display import by_patient, markup, shown, values
from marginalia.display.charts.patient_imputed import UNFILLED
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table

#: Of the steps of delta, those that print has.
_DELTAS = (0.0, 1.0, 2.0, 3.0)


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    if isinstance(made.imputation, NotImputed):
        return shown.sentence(f"Missed visits were not filled in: {made.imputation.why}.")
    if not made.imputation.visits:
        return shown.sentence(UNFILLED)
    rows = tuple(_rows(made, made.imputation))
    error = max(at.share.simulation_error for one in made.imputation.visits for at in one.adjusted)
    caption = markup.myst(
        f"The missed visits filled in {made.imputation.sets} times, and what follows if those not seen were worse by "
        f"so many important changes; intervals at {values.percent(made.settings.confidence)}. That it was done "
        f"{made.imputation.sets} times and not without end moves no share by more than about "
        f"{values.number(200 * error, 1)} percentage points (two standard errors).{by_patient.made_up(made)}"
    )
    columns = ("", *(values.capital(values.month(one.month)) for one in made.imputation.visits))
    return Table(name, caption, columns, rows, "ranges")


def _rows(made: PatientAnalyses, found: Imputation) -> Iterator[Row]:
    visits = found.visits
    yield _row("Not seen", [[f"{one.size - one.seen} of {one.size}"] for one in visits])
    yield _row("Responders among those judged", [_judged(one) for one in visits])
    yield _row("If none or all of the others responded", [[_range(one.bounds.low, one.bounds.high)] for one in visits])
    yield Row(Entry.plain("Share of everybody, if those not seen are"), heading=True)
    for delta in _DELTAS:
        label = "like others" if not delta else f"{_changes(delta)} worse"
        yield _row(label, [_share(one, delta) for one in visits])
    yield Row(Entry.plain("The share of everybody is"), heading=True)
    yield _row("not above half from", [[_tip(one, one.falls_to(HALF))] for one in visits])
    yield _row(
        "not above half, by the interval, from", [[_tip(one, one.falls_to(HALF, surely=True))] for one in visits]
    )
    yield _row("not above that of those judged from", [[_tip(one, _printed(one))] for one in visits])
    yield Row(Entry.plain("Mean improvement of everybody, if those not seen are like others"), heading=True)
    for outcome in made.outcomes:
        yield _row(outcome.label, [_mean(one, outcome.id, made.settings.confidence) for one in visits])


def _row(label: str, cells: Sequence[Sequence[str]]) -> Row:
    return Row(Entry.plain(label), tuple(Entry(tuple(map(markup.myst, lines))) for lines in cells))


def _range(low: float, high: float) -> str:
    return values.interval(low, high)


def _judged(one: Imputed) -> list[str]:
    share = one.share_seen
    return [values.fraction(one.responders, one.judged), *([] if share is None else [values.percent(share)])]


def _share(one: Imputed, delta: float) -> list[str]:
    at = next((at for at in one.adjusted if at.delta == delta), None)
    if at is None:
        return []
    return [values.percent(at.share.estimate), _range(at.interval.low, at.interval.high)]


def _printed(one: Imputed) -> float | None:
    return None if one.share_seen is None else one.falls_to(one.share_seen)


def _tip(one: Imputed, delta: float | None) -> str:
    if delta is None:
        return "none tried"
    return "like others" if delta == 0 else f"{_changes(delta)} worse"


def _changes(delta: float) -> str:
    return f"{values.number(delta)} change{'' if delta == 1 else 's'}"


def _mean(one: Imputed, outcome: str, confidence: float) -> list[str]:
    pooled = one.adjusted[0].means.get(outcome)
    if pooled is None:
        return []
    return [values.number(pooled.estimate, 1), by_patient.between(pooled.interval(confidence))]
