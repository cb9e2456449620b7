"""Means of parts against the mean of the whole: a sum by which a reader checks whom the means can be of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from marginalia.analysis.aggregation import MeanOf
from marginalia.analysis.group_overlap import disjoint
from marginalia.audit import words
from marginalia.audit.precision import half_unit
from marginalia.reconstruction.scores import printed_means
from marginalia.reconstruction.statements import Kind, Statement
from marginalia.study.model import OVERALL, Number, Study
from marginalia.words import capital, listed, month


@dataclass(frozen=True, slots=True)
class Pooled:
    """Means that cannot be of so many patients: those of the parts, then that of the whole, and the sum that shows
    it."""

    numbers: tuple[Number, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Mean:
    number: Number
    n: int

    @property
    def low(self) -> Fraction:
        return self.n * (_exact(self.number.reading) - _exact(half_unit(self.number)))

    @property
    def high(self) -> Fraction:
        return self.n * (_exact(self.number.reading) + _exact(half_unit(self.number)))


def pooled(study: Study, kept: tuple[Statement, ...], mean_of: MeanOf) -> Pooled | None:
    """The first means among responders, of disjoint parts and of everybody, that cannot be of the patients counted for
    continued response, with the fewest parts; `None` where there are none.

    The scores of the parts, with every other patient at the end of the scale, must leave the whole its mean. Worked
    example: 3 patients with a mean of 91 and 2 with 38 have 349 points between them, and 6 with a mean of 56 have 336.
    """
    counts = {(one.part.kind, one.part.group, one.part.month): one.value for one in kept if one.value is not None}
    means: dict[tuple[str, float], dict[str, _Mean]] = {}
    kind: Kind = mean_of
    for number in printed_means(study):
        n = counts.get((kind, number.group or "", number.month or 0.0))
        if n and study.measure(number.measure).among and number.ocr == "clean":
            means.setdefault((number.measure, number.month or 0.0), {})[number.group or ""] = _Mean(number, n)
    found = [one for by_group in means.values() for one in _contradictions(study, by_group)]
    return min(found, key=lambda one: len(one.numbers), default=None)


def _contradictions(study: Study, means: dict[str, _Mean]) -> Iterator[Pooled]:
    whole = means.get(OVERALL)
    if whole is None:
        return
    outcome = study.outcome(study.measure(whole.number.measure).outcome or "")
    groups = {one.id: one for one in study.groups}
    parts = [one for group, one in means.items() if group != OVERALL]
    for size in (1, 2, 3):
        for chosen in combinations(parts, size):
            apart = all(
                disjoint(groups[one.number.group or ""], groups[other.number.group or ""])
                for one, other in combinations(chosen, 2)
            )
            rest = whole.n - sum(one.n for one in chosen)
            if not apart or rest < 0:
                continue
            least = sum((one.low for one in chosen), rest * _exact(outcome.low))
            most = sum((one.high for one in chosen), rest * _exact(outcome.high))
            if least > whole.high:
                yield _told(study, chosen, whole, f"at least {words.plain(float(least))}", whole.high, "at most")
            elif most < whole.low:
                yield _told(study, chosen, whole, f"at most {words.plain(float(most))}", whole.low, "at least")


def _told(study: Study, chosen: tuple[_Mean, ...], whole: _Mean, made: str, room: Fraction, bound: str) -> Pooled:
    label = study.measure(whole.number.measure).label
    labels = [f"“{words.group(study, one.number.group)}”" for one in chosen]
    sums = " + ".join(f"{one.n} × {one.number.printed}" for one in chosen)
    reason = (
        f"{capital(label)} at {month(whole.number.month)}: {sums} in {listed(labels)} come to {made} points, but "
        f"{whole.n} × {whole.number.printed} in all to {bound} {words.plain(float(room))}, allowing for rounding."
    )
    return Pooled((*(one.number for one in chosen), whole.number), reason)


def _exact(value: float | None) -> Fraction:
    return Fraction(str(value or 0))
