"""How the audit names things in its sentences: places, groups, printed cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from marginalia import words
from marginalia.study.model import Cell, Number, Study
from marginalia.words import listed
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
    return title if title.lower().startswith(("table", "figure")) else f"the {title[:1].lower()}{title[1:]}"


def places(study: Study, numbers: Iterable[Number]) -> str:
    """Every place that prints one of the numbers, once each: `Table 2 and the results`."""
    return listed(list(dict.fromkeys(place(study, number.section) for number in numbers)))


def group(study: Study, id: str | None) -> str:
    return next((one.label for one in study.groups if one.id == id), id or "")


def subject(study: Study, measure: str, group_id: str | None, month: float | None) -> str:
    """What a number measures: `Responders among those seen (Neck pain, 12 months)`."""
    label = next((one.label for one in study.measures if one.id == measure), measure)
    details = ", ".join(part for part in (group(study, group_id), visit(month)) if part)
    return f"{label} ({details})" if details else label


def subject_of(study: Study, number: Number) -> str:
    """What a number measures, and which half of a fraction it is: `the numerator of Patients seen (All, 3 months)`."""
    return half_of(number.statistic) + subject(study, number.measure, number.group, number.month)


def half_of(statistic: str) -> str:
    """`the numerator of `, `the denominator of `, or nothing where the number is no half of a fraction."""
    return {"n": "the numerator of ", "N": "the denominator of "}.get(statistic, "")


def alone(number: Number) -> str:
    """A number by itself: as printed, but half of a fraction without its other half."""
    counts = number.statistic in ("n", "N", "count") and number.reading is not None
    return plain(number.reading) if counts and number.reading is not None else number.printed


def shown(cell: Cell) -> str:
    """A cell as a reader meets it: `6/7 (86%)`, `100%`, `3.2`."""
    percent = cell["percent"]
    if cell.is_fraction:
        fraction = f"{cell.n}/{cell.N}"
        return f"{fraction} ({percent.printed})" if percent is not None else fraction
    if percent is not None:
        return percent.printed
    return cell.numbers[0].printed
