"""A study whose numbers are those that its patients give, printed as the paper prints its own.

What agrees keeps the paper's characters, and so does what patients cannot say. Visits of the patients that the paper
does not print get numbers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from marginalia.analysis.recomputed import Recomputation, Recomputed, formatted
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, RESPONSE, Cell, Number, Statistic, Study
from marginalia.study.number_words import Token, tokens
from marginalia.study.printed import plain

#: Where a number stands that no paper prints.
NOT_PRINTED = "recomputed"

_PROPORTIONS = (FOLLOW_UP, RESPONSE, CONTINUED_RESPONSE)
_SIGN = re.compile(r"\s?(?:%|percent|per cent)$", re.IGNORECASE)
#: Which of several numbers in one string is which, by how many there are.
_ENDS: Mapping[str, str] = {"low": "high", "ci-low": "ci-high", "iqr-low": "iqr-high"}


@dataclass(frozen=True, slots=True)
class Reprinted:
    """The study with recomputed numbers. `changed` are the ids of those whose characters are new, `kept` of those that
    patients cannot say and that stand as printed, `added` of those of visits that the paper does not print."""

    study: Study
    changed: frozenset[str]
    kept: frozenset[str]
    added: frozenset[str]


def reprinted(made: Recomputation) -> Reprinted:
    """The study of a recomputation with the patients' numbers."""
    study, by_id = made.study, made.by_id
    numbers = [_again(study.cell(one.number.cell), one, by_id) for one in made.numbers]
    added = tuple(_new_visits(made))
    return Reprinted(
        replace(study, numbers=(*numbers, *added), enrolled=len(made.cohort.patients)),
        frozenset(new.id for new, one in zip(numbers, made.numbers, strict=True) if new.printed != one.number.printed),
        frozenset(one.number.id for one in made.of("cannot be recomputed")),
        frozenset(one.id for one in added),
    )


def _again(cell: Cell, one: Recomputed, by_id: Mapping[str, Recomputed]) -> Number:
    """One number with the patients' value; the other numbers of a shared string (the two halves of a fraction) change
    with it."""
    together = [by_id[other.id] for other in cell.numbers if other.printed == one.number.printed]
    if all(other.answer in ("agrees", "cannot be recomputed") for other in together):
        return one.number
    text = _replaced(plain(one.number.printed), one, together)
    if one.value is None:
        return replace(one.number, printed=text)
    return replace(one.number, printed=text, reading=_reading(one.number, one.value), ocr="clean", note="")


def _replaced(text: str, one: Recomputed, together: list[Recomputed]) -> str:
    found = tokens(text)
    parts = _parts(found, one, {other.number.statistic: other for other in together})
    if parts is None:
        return formatted(one.number, one.value) if one.value is not None else text
    for token, part in reversed(list(zip(found, parts, strict=True))):
        if part is not None and part.value is not None:
            sign = _SIGN.search(text[token.start : token.end])
            digits = formatted(part.number, part.value).removesuffix("%").replace("−", "-")
            text = text[: token.start] + digits + (sign[0] if sign else "") + text[token.end :]
    return text


def _parts(
    found: list[Token], one: Recomputed, by_statistic: Mapping[Statistic, Recomputed]
) -> list[Recomputed | None] | None:
    """Which number each token of a printed string is; `None` where that cannot be told."""
    if len(found) == 1:
        return [one]
    halves = iter((by_statistic.get("n"), by_statistic.get("N")))
    fraction = [by_statistic.get("percent") if token.percent else next(halves, None) for token in found]
    if len(found) in (2, 3) and any(part is one for part in fraction):
        return fraction
    for low, high in _ENDS.items():
        ends = [part for name, part in by_statistic.items() if name in (low, high)]
        if len(found) == 2 and any(part is one for part in ends):
            return [next((part for part in ends if part.number.statistic == name), None) for name in (low, high)]
    return None


def _reading(number: Number, value: float) -> float:
    """The reading of what is printed in the place of a number: the value as rounded."""
    return float(formatted(number, value).removesuffix("%").replace("−", "-"))


def _new_visits(made: Recomputation) -> Iterator[Number]:
    """Numbers of visits of which the paper prints none: of each measure and group that it prints at some other visit,
    as it prints the last of them."""
    study = made.study
    printed = {number.month for number in study.numbers if number.group is not None}
    attended = {visit.month for one in made.cohort.patients for visit in one.visits}
    for month in study.visits:
        if month in printed or month not in attended or month <= 0:
            continue
        for cell in _last_printed(study):
            yield from _at(made, cell.numbers, month)


def _last_printed(study: Study) -> Iterator[Cell]:
    """The last cell of each series of visits, by group and measure, where the paper prints it in several places the one
    that the book uses."""
    last: dict[tuple[str, str], float] = {}
    for cell in study.cells():
        measure = study.measure(cell.measure)
        of_patients = cell.measure in _PROPORTIONS or (measure.kind == "mean" and measure.outcome is not None)
        if of_patients and cell.group is not None and cell.month:
            key = (cell.measure, cell.group)
            last[key] = max(cell.month, last.get(key, 0.0))
    for (measure_id, group), month in last.items():
        found = study.best(measure_id, group, month)
        if found is not None:
            yield found


def _at(made: Recomputation, models: tuple[Number, ...], month: float) -> Iterator[Number]:
    """The numbers of a cell for another visit; none where the patients do not say one of them."""
    first = models[0]
    cell = f"{first.section}.{first.group}.{first.measure}.{NOT_PRINTED}-{f'{month:g}'.replace('.', '-')}"
    blank = [
        replace(one, id=f"{cell}.{one.statistic}", month=month, place=NOT_PRINTED, ocr="clean", note="", row=0)
        for one in models
        if one.reading is not None
    ]
    told = [(one, made.aggregation.value(one)) for one in blank]
    together = [Recomputed(one, value, "differs") for one, value in told]
    if any(value is None for _, value in told):
        return
    for one in together:
        shared = [other for other in together if other.number.printed == one.number.printed]
        if one.value is not None:
            text = _replaced(plain(one.number.printed), one, shared)
            yield replace(one.number, printed=text, reading=_reading(one.number, one.value))
