"""Every printed number of a study beside what its patients, one by one, say it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from marginalia.analysis.aggregation import RESPONDERS, Aggregation, Untold, base_visit
from marginalia.analysis.precision import decimals_of, gives_back
from marginalia.study.model import CONTINUED_RESPONSE, RESPONSE, Number, Study
from marginalia.study.patient_level import Cohort
from marginalia.words import number as in_digits
from marginalia.words import rounded

#: How a printed number stands to what the patients say; one that cannot be read in the scan can only be worked out.
Answer = Literal["agrees", "differs", "cannot be read", "cannot be recomputed"]

_COUNTS = ("n", "N", "count")


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A printed number and what the patients say: `value` is not rounded, `None` where they say nothing, for the reason
    in `why`."""

    number: Number
    value: float | None
    answer: Answer
    why: str = ""

    @property
    def difference(self) -> float | None:
        """By how much the patients' value is above the printed one, in its unit; `None` where one of them is not
        there."""
        reading = self.number.reading
        return None if self.value is None or reading is None else self.value - reading

    @property
    def shown(self) -> str:
        """The value with the printed precision, in digits; with one decimal more where it agrees and its own rounding
        would look as if it did not (a percentage that was cut off). Empty where there is none."""
        if self.value is None:
            return ""
        text = formatted(self.number, self.value)
        if self.answer == "agrees" and formatted(self.number, self.number.reading or 0.0) != text:
            return formatted(self.number, self.value, 1)
        return text


def formatted(number: Number, value: float, more: int = 0) -> str:
    """A value as this number is printed: with its decimals (and so many `more`), and with a percent sign where it has
    one. A mean printed as a word gets at most two decimals."""
    sign = "%" if "%" in number.printed or number.statistic == "percent" else ""
    decimals = 0 if number.statistic in _COUNTS else decimals_of(number)
    text = in_digits(value) if decimals is None else str(rounded(value, decimals + more)).replace("-", "−")
    return f"{text}{sign}"


@dataclass(frozen=True)
class Recomputation:
    """All printed numbers of a study, recomputed. Whom means among responders are taken over (`aggregation.mean_of`) a
    paper need not say: it is the population that gives back more numbers."""

    study: Study
    cohort: Cohort
    aggregation: Aggregation
    numbers: tuple[Recomputed, ...]

    @cached_property
    def by_id(self) -> dict[str, Recomputed]:
        return {one.number.id: one for one in self.numbers}

    @cached_property
    def counts(self) -> Counter[Answer]:
        """How many numbers got which answer."""
        return Counter(one.answer for one in self.numbers)

    def of(self, answer: Answer) -> tuple[Recomputed, ...]:
        """The numbers that got an answer, in the paper's order."""
        return tuple(one for one in self.numbers if one.answer == answer)

    @property
    def compared(self) -> int:
        """How many printed numbers the patients can be held against."""
        return self.counts["agrees"] + self.counts["differs"]

    @property
    def chose_population(self) -> bool:
        """Whether a mean among responders was worked out, so that it matters whom it is over."""
        return any(
            one.value is not None
            and one.number.statistic == "mean"
            and self.study.measure(one.number.measure).among != ""
            for one in self.numbers
        )


def recompute(study: Study, cohort: Cohort) -> Recomputation:
    """Every printed number of a study beside its patients."""
    base = base_visit(
        study, _months(study, RESPONSE, ("n", "percent")), _months(study, CONTINUED_RESPONSE, ("n", "N", "percent"))
    )
    made = [_recomputed(study, Aggregation(study, cohort, base, mean_of)) for mean_of in RESPONDERS]
    # The first of those that give back most.
    return max(made, key=lambda one: one.counts["agrees"])


def _recomputed(study: Study, aggregation: Aggregation) -> Recomputation:
    numbers = tuple(_answered(number, aggregation.told(number)) for number in study.numbers)
    return Recomputation(study, aggregation.cohort, aggregation, numbers)


def _answered(number: Number, told: float | Untold) -> Recomputed:
    if isinstance(told, Untold):
        return Recomputed(number, None, "cannot be recomputed", told.why)
    if number.reading is None:
        return Recomputed(number, told, "cannot be read", "the print gives no number to compare with")
    return Recomputed(number, told, "agrees" if gives_back(number, told) else "differs")


def _months(study: Study, measure: str, statistics: Iterable[str]) -> list[float]:
    return [
        one.month
        for one in study.numbers
        if one.measure == measure
        and one.statistic in tuple(statistics)
        and one.reading is not None
        and one.month is not None
        and one.month > 0
    ]
