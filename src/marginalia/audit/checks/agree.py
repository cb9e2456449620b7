"""`agree`: one quantity, as several places print it."""

from __future__ import annotations

from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result, illegible, result
from marginalia.audit.precision import close
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import alone, contrasted, denominator, group, places, subject, subject_of
from marginalia.study.model import Number, Study
from marginalia.words import capital, listed
from marginalia.words import months as visits


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
    # Where the intact numbers settle it between them, nothing rests on the damaged ones.
    settled = _differ(intact) or (not _differ(legible) and len(intact) > 1)
    settling = intact if settled else legible
    told = intact if _differ(intact) else legible
    versions = _versions(told)
    if len(versions) == 1:
        sentence = f"{_about(study, told)}{_version(study, told, told)} alike."
        return result(study, Verdict.REPRODUCED, sentence, settling, sentence)
    parts = [_version(study, version, told) for version in versions]
    if _differ(told):
        sentence = f"{_about(study, told)}{contrasted(parts)}."
        return result(study, Verdict.CONTRADICTED, sentence, settling, sentence)
    sentence = f"{_about(study, told)}{listed(parts)}: one figure, rounded differently."
    return result(study, Verdict.ROUNDING, sentence, settling, sentence)


def _versions(numbers: list[Number]) -> list[list[Number]]:
    versions: dict[float | None, list[Number]] = {}
    for number in numbers:
        versions.setdefault(number.reading, []).append(number)
    return list(versions.values())


def _differ(numbers: list[Number]) -> bool:
    return any(not close(first, second) for at, first in enumerate(numbers) for second in numbers[at + 1 :])


def _one_quantity(numbers: list[Number]) -> bool:
    return len({number.quantity for number in numbers}) == 1


def _about(study: Study, numbers: list[Number]) -> str:
    """What is compared, as far as it is the same for all."""
    if _one_quantity(numbers):
        return f"{capital(subject_of(study, numbers[0]))}: "
    groups = {number.group for number in numbers}
    return f"{group(study, numbers[0].group)}: " if len(groups) == 1 and numbers[0].group else ""


def _version(study: Study, version: list[Number], everything: list[Number]) -> str:
    """One reading with where it stands, and with what it measures where the comparison is across quantities."""
    if _one_quantity(everything):
        return f"{alone(version[0])} in {places(study, version)}"
    one_group = len({number.group for number in everything}) == 1
    together: dict[tuple[str, str, str | None], list[Number]] = {}
    for number in version:
        together.setdefault((number.measure, number.statistic, number.group), []).append(number)
    told = []
    for (measure, statistic, group_id), numbers in together.items():
        what = denominator(statistic) + subject(study, measure, None if one_group else group_id, None)
        months = sorted({number.month for number in numbers if number.month is not None})
        when = f" at {visits(months)}" if months and months[0] > 0 else ""
        told.append(f"{what}{when} ({places(study, numbers)})")
    return f"{alone(version[0])} for {listed(told)}"
