"""The format of patients one by one: what each row of `patients.csv`, `visits.csv` and `events.csv` may hold.

As for the rest of a package, one schema checks the files, words the messages and writes the data dictionary. Spellings
that can mean one thing only are accepted: YES for yes, NA for nothing, `3 months` for 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import BeforeValidator, StringConstraints

from marginalia.study.fields import Month, Strict, Text, Words, described
from marginalia.study.number_table import decimal
from marginalia.study.patient_level import Related
from marginalia.study.printed import is_not_given

_MONTH = re.compile(r"(?:m(?:onths?|o)?[ -]?)?(\d{1,4}(?:\.\d{1,3})?) ?(?:m(?:onths?|o)?)?", re.IGNORECASE | re.ASCII)
_BEFORE = ("baseline", "before treatment", "before", "pre", "pre-treatment", "start")
_YES, _NO = ("yes", "y", "1", "true"), ("no", "n", "0", "false")
_UNCLEAR = ("unclear", "unknown", "unsure", "?")


def _spelt(read: Callable[[str], object], expected: str) -> BeforeValidator:
    """A check of a cell's text that reads it, or says what was expected."""

    def check(text: str) -> object:
        found = read(text)
        if found is None:
            raise ValueError(expected)
        return found

    return BeforeValidator(check)


def _yes_no(text: str) -> str | None:
    return "yes" if text.lower() in _YES else "no" if text.lower() in _NO else None


def _related(text: str) -> str | None:
    return "unclear" if text.lower() in _UNCLEAR else _yes_no(text)


def _month(text: str) -> float | None:
    found = _MONTH.fullmatch(text)
    return 0.0 if text.lower() in _BEFORE else float(found[1]) if found else None


def is_empty(text: str) -> bool:
    """Whether a cell holds nothing, or a sign that there is nothing: NA, a dash."""
    return not text or is_not_given(text)


YesNo = Annotated[Literal["yes", "no"], _spelt(_yes_no, "yes or no")]
Months = Annotated[Month, _spelt(_month, "months since treatment, as a number")]
Score = Annotated[float, _spelt(decimal, "a number")]
Name = Annotated[Text, StringConstraints(max_length=80)]


class PatientRow(Strict):
    """A row of `patients.csv`: one patient."""

    patient: Name = described("name of the patient, the same in every file; never a person’s own name")
    synthetic: YesNo = described("whether the patient is made up; all are, or none", default="no")
    groups: dict[str, YesNo] = described(
        "a column for each group of `study.yml` but `all`, named as there: whether the patient is in it; without its "
        "column nobody can be told to be in a group",
        title="<group>",
        default_factory=dict,
    )


class VisitRow(Strict):
    """A row of `visits.csv`: a visit at which a patient was seen."""

    patient: Name = described("a patient of `patients.csv`")
    month: Months = described("the visit of `study.yml` that this one was meant to be; 0 is before treatment")
    scores: dict[str, Score] = described(
        "a column for each outcome of `study.yml`, named as there: the score; empty where it was not rated",
        title="<outcome>",
        default_factory=dict,
    )


class EventRow(Strict):
    """A row of `events.csv`: something that happened to a patient."""

    patient: Name = described("a patient of `patients.csv`")
    measure: Text = described(
        "what it is an event of: a measure of `study.yml`, such as `adverse-events`; the file is the whole record, and "
        "adverse events that are not in it did not happen"
    )
    month: Months | None = described("months from treatment to the event, with decimals; empty: unknown", default=None)
    what: Annotated[Words, StringConstraints(max_length=500)] = described("what happened, in words", default="")
    serious: YesNo | None = described("whether it was serious", default=None)
    related: Annotated[Related, _spelt(_related, "yes, no or unclear")] | None = described(
        "whether it came from the treatment", default=None
    )
