"""How the audit names things in its sentences: places, groups, printed cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from marginalia import words
from marginalia.statistics.rounding import percent_alone
from marginalia.study.model import Cell, Number, Study
from marginalia.words import inline, listed
from marginalia.words import month as visit


def plain(value: float) -> str:
    """A number without needless decimals: `12`, `4.5`."""
    return words.number(value, 6)


def percent_of(n: int, N: int) -> str:
    """A computed percentage with one decimal, half up, and none where it is whole: `93.3%`, `75%`."""
    return words.percent(Fraction(n, N), 1).replace(".0%", "%")


def contrasted(items: Sequence[str]) -> str:
    """Things that should be one: `a, but b`, `a, but b, but c`."""
    return ", but ".join(items)


def patients(count: int) -> str:
    return f"{count} patient" if count == 1 else f"{count} patients"


def place(study: Study, section: str) -> str:
    """A section as it stands in a sentence: `Table 2`, `the results`."""
    title = next((one.title for one in study.sections if one.id == section), section)
    return title if title.lower().startswith(("table", "figure")) else f"the {inline(title)}"


def places(study: Study, numbers: Iterable[Number]) -> str:
    """Every place that prints one of the numbers, once each: `Table 2 and the results`."""
    return listed(list(dict.fromkeys(place(study, number.section) for number in numbers)))


def group(study: Study, id: str | None) -> str:
    """What the book calls a group; its id where it has no name, nothing where there is no group."""
    return next((one.label for one in study.groups if one.id == id), id or "")


def noun(study: Study, measure: str) -> str:
    """What a sentence calls a measure: its short name where it has one, otherwise its label."""
    found = next((one for one in study.measures if one.id == measure), None)
    return measure if found is None else found.short or inline(found.label)


def subject(study: Study, measure: str, group_id: str | None, month: float | None) -> str:
    """What a number measures: `responders at 12 months (neck pain)`."""
    when = f" {at(month)}" if month is not None else ""
    whom = f" ({inline(group(study, group_id))})" if group_id else ""
    return f"{noun(study, measure)}{when}{whom}"


def at(month: float) -> str:
    """A visit as a time: `at 12 months`, `before treatment`."""
    return f"at {visit(month)}" if month else visit(month)


def subject_of(study: Study, number: Number) -> str:
    """What a number measures, where it is a denominator saying so: `the denominator of patients seen at 3 months`."""
    return denominator(number.statistic) + subject(study, number.measure, number.group, number.month)


def denominator(statistic: str) -> str:
    """`the denominator of `, or nothing where the number is none."""
    return "the denominator of " if statistic == "N" else ""


def alone(number: Number) -> str:
    """A number by itself: as printed, but half of a fraction without its other half."""
    counts = number.statistic in ("n", "N", "count") and number.reading is not None
    return plain(number.reading) if counts and number.reading is not None else number.printed


def shown(cell: Cell) -> str:
    """A cell as a reader meets it: `6/7 (86%)`, `100%`, `3.2`."""
    percent = cell["percent"]
    if cell.is_fraction:
        fraction = f"{cell.n}/{cell.N}"
        return f"{fraction} ({percent_alone(percent.printed)})" if percent is not None else fraction
    if percent is not None:
        return percent_alone(percent.printed)
    return cell.numbers[0].printed
