"""`agree`: one quantity, as several places print it."""

from __future__ import annotations

from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result, illegible, result
from marginalia.audit.precision import same
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import listed, places
from marginalia.study.model import Number


def agree(arguments: Arguments) -> Result:
    """`numbers`: ids of two or more. Reproduced where all readings are equal, rounding where they can be roundings of
    one value, contradicted where they cannot. Numbers that cannot be read are left out while two remain; damaged ones
    contradict nobody."""
    study, numbers = arguments.study, arguments.numbers("numbers")
    legible = [number for number in numbers if number.reading is not None]
    if len(legible) < 2:
        lost = illegible(study, numbers)
        return lost or result(study, Verdict.UNCHECKABLE, "It is printed in one place only.", numbers)
    intact = [number for number in legible if number.ocr == "clean"]
    # The intact numbers may settle it between them; a damaged one may then differ without blame.
    compared = intact if _differ(intact) else legible
    versions = _versions(compared)
    if len(versions) == 1:
        told = f"{_shown(compared[0])} in {places(study, compared)}: the same figure."
        return result(study, Verdict.REPRODUCED, told, compared, told)
    told = listed([f"{_shown(version[0])} in {places(study, version)}" for version in versions])
    if _differ(compared):
        return result(study, Verdict.CONTRADICTED, f"The paper prints {told}.", compared, told)
    return result(study, Verdict.ROUNDING, f"{told}: one figure, rounded differently.", compared, told)


def _versions(numbers: list[Number]) -> list[list[Number]]:
    versions: dict[float | None, list[Number]] = {}
    for number in numbers:
        versions.setdefault(number.reading, []).append(number)
    return list(versions.values())


def _differ(numbers: list[Number]) -> bool:
    return any(not same(first, second) for at, first in enumerate(numbers) for second in numbers[at + 1 :])


def _shown(number: Number) -> str:
    """The number as printed; half of a fraction by its own reading."""
    if number.statistic in ("n", "N", "count") and number.reading is not None:
        return f"{number.reading:g}"
    return number.printed
