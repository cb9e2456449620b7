"""Fills the templates of claims and notes: `{reference:format}` becomes a value, everything else is plain text.

The grammar is `marginalia.study.template_syntax`; this module knows only what each format looks like.
"""

from __future__ import annotations

from collections.abc import Callable

from marginalia.analysis.proportions import Assessed, assess
from marginalia.display import markup, values
from marginalia.display.evidence import Evidence
from marginalia.study import template_syntax as syntax

#: What a sentence says where the number it asks for cannot be computed.
UNKNOWN = "not legible"

_OF_CELL: dict[str, Callable[[Assessed], str | None]] = {
    "fraction": lambda cell: None if cell.n is None or cell.N is None else values.fraction(cell.n, cell.N),
    "percent": lambda cell: None if cell.share is None else values.percent(cell.share),
    "percent1": lambda cell: None if cell.share is None else values.percent(cell.share, 1),
    "interval": lambda cell: None if cell.interval is None else values.interval(cell.interval.low, cell.interval.high),
    "n": lambda cell: None if cell.n is None else str(cell.n),
    "N": lambda cell: None if cell.N is None else str(cell.N),
    "rest": lambda cell: None if cell.n is None or cell.N is None else str(cell.N - cell.n),
    "missing": lambda cell: None if cell.N is None else str(cell.enrolled - cell.N),
    "n-of-enrolled": lambda cell: (
        None if cell.n is None else f"{cell.n} of {cell.enrolled} ({values.percent(cell.n / cell.enrolled)})"
    ),
    "of-enrolled": lambda cell: None if cell.of_enrolled is None else values.percent(cell.of_enrolled),
}


def fill(text: str, evidence: Evidence) -> str:
    """A template as MyST inline text. Raises `KeyError` for a reference or format that does not exist; a package
    that was read by `read_study` has none."""
    return "".join(
        markup.myst(piece) if isinstance(piece, str) else _value(piece, evidence)
        for piece in syntax.parse(" ".join(text.split()))
    )


def _value(reference: syntax.Reference, evidence: Evidence) -> str:
    if reference.reference == syntax.CITE:
        return f"{{cite:p}}`{reference.format}`"
    if reference.reference == syntax.ENROLLED:
        return str(evidence.study.enrolled)
    if reference.comparator is not None:
        return markup.myst(_of_comparator(reference, evidence))
    study = evidence.study
    numbers = study.numbers_of(reference.reference)
    single = len(numbers) == 1 and numbers[0].id == reference.reference
    form = reference.format or syntax.DEFAULT_FORMAT["number" if single else "cell"]
    if single:
        number = numbers[0]
        if form == "printed":
            return markup.myst(number.printed)
        return UNKNOWN if number.reading is None else markup.myst(values.number(number.reading))
    text = _OF_CELL[form](assess(study, reference.reference, evidence.settings))
    return UNKNOWN if text is None else markup.myst(text)


def _of_comparator(reference: syntax.Reference, evidence: Evidence) -> str:
    """A published figure: shares as percents, everything else in the unit that its measure says."""
    row = evidence.comparators[reference.comparator or ""]
    share = "proportion" in row.measure or row.measure == "risk"

    def shown(value: float | None, digits: int = 0) -> str:
        return UNKNOWN if value is None else values.percent(value, digits) if share else values.number(value)

    form = reference.format or syntax.DEFAULT_FORMAT["comparator"]
    if form == "percent1":
        return shown(row.value, 1)
    if form == "interval":
        return f"{shown(row.low)} to {shown(row.high)}"
    if form == "fraction":
        return UNKNOWN if row.events is None or row.n is None else values.fraction(row.events, row.n)
    if form in ("n", "events"):
        return UNKNOWN if row.events is None else str(row.events)
    if form == "N":
        return UNKNOWN if row.n is None else str(row.n)
    if form == "reading":
        return values.number(row.value)
    return shown({"low": row.low, "high": row.high}.get(form, row.value))
