"""How the audit names things in its sentences: places, visits, groups, printed cells, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from marginalia.statistics.rounding import Rounding
from marginalia.study.model import Cell, Number, Study


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return "".join(items) if len(items) < 2 else f"{', '.join(items[:-1])} and {items[-1]}"


def plain(value: float) -> str:
    """A number without needless decimals: `12`, `4.5`."""
    return f"{value:g}"


def percent_of(n: int, N: int) -> str:
    """A computed percentage with one decimal, half up, and none where it is whole: `93.3%`, `75%`."""
    return f"{float(Rounding.HALF_UP(Fraction(100 * n, N), 1)):.1f}".removesuffix(".0") + "%"


def contrasted(items: Sequence[str]) -> str:
    """Things that should be one: `a, but b`, `a, but b, but c`."""
    return ", but ".join(items)


def patients(count: int) -> str:
    return f"{count} patient" if count == 1 else f"{count} patients"


def visit(month: float | None) -> str:
    """`before treatment`, `1 month`, `12 months`; empty where no visit applies."""
    if month is None:
        return ""
    return "before treatment" if month == 0 else f"{plain(month)} month{'' if month == 1 else 's'}"


def visits(months: Iterable[float]) -> str:
    """`3, 6 and 12 months`."""
    months = list(months)
    return f"{listed([plain(month) for month in months])} month{'' if months == [1] else 's'}"


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


def capital(sentence: str) -> str:
    """A sentence with its first letter in upper case, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


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
