"""A table's title against the text that discusses the table: do both speak of the same patients?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marginalia.audit.findings import Finding, Severity, damaged, finding
from marginalia.audit.precision import same
from marginalia.audit.words import at, contrasted, noun, place, places
from marginalia.study.model import Measure, Number, Study, Table
from marginalia.words import capital, listed

#: What a mean measures, whomever it is taken among: the scale, the group, the visit.
_Quantity = tuple[str, str | None, float]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A mean in the text and the table's own for the same scale, group and visit, of other patients."""

    told: Number
    own: Number


def table_titles(study: Study) -> Iterator[Finding]:
    """Where a text discusses a table and repeats means, these are the table's own, of the patients in its title.

    Text against tables, item 4.4 of INSPECT-SR (Wilkinson et al. 2025). Worked example: a table titled for all patients
    has a mean of 6.7 before treatment; the text that introduces it speaks of responders and prints 7.1, which stands in
    the table before. Other figures for the same patients are another rule's finding.
    """
    measures = {measure.id: measure for measure in study.measures}
    contents = {table.id: _numbers(study, table) for table in study.tables}
    for table in study.tables:
        if table.population and table.discussed_in:
            pairs = _pairs(study, table, contents, measures)
            differing = [pair for pair in pairs if not same(pair.told, pair.own)]
            if differing:
                yield _finding(study, table, differing, contents, measures)


def _finding(
    study: Study,
    table: Table,
    pairs: list[_Pair],
    contents: dict[str, tuple[Number, ...]],
    measures: dict[str, Measure],
) -> Finding:
    first = pairs[0]
    told, own = [pair.told for pair in pairs], [pair.own for pair in pairs]
    among = listed(list(dict.fromkeys(_among(measures[number.measure]) for number in told)))
    example = contrasted([f"{number.printed} in {place(study, number.section)}" for number in (first.own, first.told)])
    when = at(first.own.month) if first.own.month is not None else ""
    more = f", and {len(pairs) - 1} more like it" if len(pairs) > 1 else ""
    origin = [place(study, other) for other, numbers in contents.items() if other != table.id and _holds(numbers, told)]
    source = f" They are the figures of {listed(origin)}." if origin else ""
    return finding(
        "table-titles",
        Severity.MODERATE,
        (*own, *told),
        f"{capital(place(study, table.id))} is titled for {table.population}, but the text that discusses it "
        f"({places(study, told)}) gives other figures, of {among}: {noun(study, first.own.measure)} {when} {example}"
        f"{more}.{source} Whom does the table describe?",
        f"{len(pairs)} means of other patients",
    )


def _pairs(
    study: Study, table: Table, contents: dict[str, tuple[Number, ...]], measures: dict[str, Measure]
) -> list[_Pair]:
    """The intact means at the places that discuss the table, each with the table's own where that is of others.

    A text may give both: figures beside the table's own, and those of another table that it discusses as well, are
    left alone.
    """
    own: dict[_Quantity, Number] = {}
    for number in contents[table.id]:
        quantity = _quantity(number, measures)
        if quantity is not None:
            own.setdefault(quantity, number)
    told = [number for number in study.numbers if number.place in table.discussed_in]
    repeated = {number.quantity for number in told}
    discussed = {
        number.quantity
        for other in study.tables
        if other.id != table.id and set(other.discussed_in) & set(table.discussed_in)
        for number in contents[other.id]
    }
    pairs = []
    for number in told:
        quantity = _quantity(number, measures)
        beside = None if quantity is None else own.get(quantity)
        if beside is None or measures[number.measure].among == measures[beside.measure].among:
            continue
        if beside.quantity not in repeated and number.quantity not in discussed:
            pairs.append(_Pair(number, beside))
    return pairs


def _quantity(number: Number, measures: dict[str, Measure]) -> _Quantity | None:
    """What an intact mean measures; `None` for any other number."""
    measure = measures.get(number.measure)
    if measure is None or measure.kind != "mean" or measure.outcome is None or number.statistic != "mean":
        return None
    return None if damaged((number,)) or number.month is None else (measure.outcome, number.group, number.month)


def _numbers(study: Study, table: Table) -> tuple[Number, ...]:
    references = [cell for row in table.rows for cell in row.cells if cell is not None and study.has(cell)]
    return tuple(number for reference in references for number in study.numbers_of(reference))


def _holds(numbers: tuple[Number, ...], told: list[Number]) -> bool:
    """Whether a table prints every one of these figures, of the same patients."""
    return all(any(number.quantity == one.quantity and same(number, one) for number in numbers) for one in told)


def _among(measure: Measure) -> str:
    return measure.among or "everybody seen"
