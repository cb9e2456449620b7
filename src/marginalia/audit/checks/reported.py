"""`reported`: whether the paper prints any result for something at all."""

from __future__ import annotations

from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result, illegible, result
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import places, subject
from marginalia.words import capital

#: Statistics that announce something rather than report it.
_ANNOUNCED = ("threshold",)


def reported(arguments: Arguments) -> Result:
    """`measure`, and optionally `month`. Not supported where no such number is printed."""
    study, measure, month = arguments.study, arguments.text("measure"), arguments.month_or_none()
    found = [
        number
        for cell in study.cells(measure=measure)
        for number in cell.numbers
        if (month is None or cell.month == month) and number.statistic not in _ANNOUNCED
    ]
    what = subject(study, measure, None, month)
    if not found:
        return result(study, Verdict.NOT_SUPPORTED, f"The paper prints no number for {what}.")
    legible = [number for number in found if number.reading is not None]
    if not legible:
        lost = illegible(study, found)
        if lost is not None:
            return lost
    told = f"{capital(what)}: printed in {places(study, legible)}."
    return result(study, Verdict.REPRODUCED, told, legible[:1])
