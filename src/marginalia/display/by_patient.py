"""What the charts, tables and facts about patients one by one share: words for outcomes, visits, intervals, absence."""

from __future__ import annotations

from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.analysis.patient_changes import last_visit, later_visits
from marginalia.display import values
from marginalia.statistics.counts import Interval
from marginalia.study.model import Outcome

#: What stands where a study's folder holds no patients.
ABSENT = "This study’s folder holds no patients one by one, so that there is nothing to show here."
#: Where there are patients, but nobody was rated.
UNRATED = "No patient was rated on any outcome."

#: Panels below each other in one figure, at most: more would not fit a page.
MOST_PANELS = 4


def better(outcome: Outcome) -> str:
    """Which way is better: `lower is better`."""
    return f"{outcome.better} is better"


def amount(outcome: Outcome, value: float, digits: int = 1) -> str:
    """A value with the outcome's unit: `2.5 points`, `30%`."""
    text = values.number(value, digits)
    return f"{text}%" if outcome.unit == "%" else f"{text} {outcome.unit}"


def between(found: Interval, digits: int = 1) -> str:
    """An interval of values without unit: `1.8 to 3.2`."""
    return f"{values.number(found.low, digits)} to {values.number(found.high, digits)}"


def headed(outcome: Outcome, more: str = "") -> str:
    """The heading of an outcome's panel: `Pain (VAS), points (lower is better)`."""
    unit = "" if outcome.unit == "points" else f", {outcome.unit}"
    return f"{outcome.label}{unit} ({more or better(outcome)})"


def shown_outcomes(made: PatientAnalyses) -> tuple[Outcome, ...]:
    """The outcomes that a figure has room for."""
    return made.outcomes[:MOST_PANELS]


def visited(made: PatientAnalyses) -> tuple[float, ...]:
    """The study's visits up to the last at which anybody was seen, from the one before treatment on."""
    last = last_visit(made.cohort)
    return (0.0, *(month for month in later_visits(made.study) if month <= last))


def left_out(made: PatientAnalyses) -> str:
    """A sentence on the outcomes that a figure has no room for; empty where it has."""
    rest = made.outcomes[MOST_PANELS:]
    return f" Not drawn for want of room: {values.listed([one.label for one in rest])}." if rest else ""


def made_up(made: PatientAnalyses) -> str:
    """A short reminder for captions where the patients are made up; empty where they are not."""
    return " These patients are made up." if made.cohort.synthetic else ""
