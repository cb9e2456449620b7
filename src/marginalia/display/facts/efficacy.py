"""Facts of the chapter on efficacy."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.proportions import Assessed, assess
from marginalia.analysis.settings import Settings
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED, headline, proportion_facts
from marginalia.study.model import RESPONSE, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    cells = list(responses(study, settings))
    return {
        **proportion_facts(headline(study, settings)),
        "checked_sentence": check_sentence(cells),
        **_extremes(study, cells),
    }


def responses(study: Study, settings: Settings) -> Iterator[Assessed]:
    """The book's response cell of every group at every visit."""
    for group in study.groups:
        for month in study.visits:
            cell = study.best(RESPONSE, group.id, month)
            if cell is not None and cell.is_fraction:
                yield assess(study, cell, settings)


def check_sentence(cells: list[Assessed]) -> str:
    """Whether the printed percentages follow from their fractions."""
    checked = [cell for cell in cells if cell.check is not None]
    wrong = [cell for cell in checked if cell.check is not None and not cell.check.roundings]
    if not checked:
        return "No percentage is printed together with its fraction, so none can be checked."
    if not wrong:
        return f"All {len(checked)} percentages printed with a fraction follow from it."
    return (
        f"Of {len(checked)} percentages printed with a fraction, {values.count(len(wrong))} cannot come from it under "
        "any rounding."
    )


def _extremes(study: Study, cells: list[Assessed]) -> dict[str, str]:
    """The smallest and largest denominator, with what they do to the interval."""
    usable = [cell for cell in cells if cell.interval is not None and cell.N]
    if not usable:
        return dict.fromkeys(("small", "small_interval", "large", "large_interval"), NOT_REPORTED)
    small = min(usable, key=lambda cell: cell.N or 0)
    large = max(usable, key=lambda cell: cell.N or 0)
    return {
        "small": _described(study, small),
        "small_interval": _interval(small),
        "large": _described(study, large),
        "large_interval": _interval(large),
    }


def _described(study: Study, cell: Assessed) -> str:
    group = study.group(cell.cell.group or "").label
    return f"{group} at {values.month(cell.cell.month)}, {values.fraction(cell.n or 0, cell.N or 0)}"


def _interval(cell: Assessed) -> str:
    return NOT_REPORTED if cell.interval is None else values.interval(cell.interval.low, cell.interval.high)
