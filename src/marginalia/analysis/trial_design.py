"""A randomised trial sized to answer what one group cannot: how many patients, under which assumptions.

Two equal groups, treatment against sham; whoever is randomised counts. Shares lie between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil

from marginalia.parameters import Parameters
from marginalia.statistics.power_two_proportions import exact_power
from marginalia.statistics.sample_size import corrected, exact, for_shares, to_enrol
from marginalia.study.model import RESPONSE, Outcome, Study


def has_outcome(study: Study) -> bool:
    """Whether the paper rates patients on a scale or counts responders, so that a trial has something to compare."""
    return bool(study.outcomes) or any(True for _ in study.cells(measure=RESPONSE))


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the size rests on: the share of responders with the sham, the difference worth finding, the wanted chance of
    finding it, the share of patients lost, and the confidence level of the test."""

    control: float
    difference: float
    power: float
    loss: float
    confidence: float

    @property
    def treated(self) -> float:
        """The share of responders with the treatment, if the difference is there."""
        return self.control + self.difference

    @property
    def significance(self) -> float:
        return 1 - self.confidence

    @property
    def possible(self) -> bool:
        """Whether so many can respond to the treatment at all."""
        return self.treated < 1


@dataclass(frozen=True, slots=True)
class Size:
    """One way to work out the size: patients analysed in each group, and enrolled in both together."""

    way: str
    analysed: int
    enrolled: int


@dataclass(frozen=True, slots=True)
class Design:
    """The sized trial. `sizes` are the ways to work it out, from the roughest on; the last one stands. `power` is that
    of Fisher's exact test with `analysed` patients in each group, `None` where it was too large to work out."""

    assumed: Assumed
    sizes: tuple[Size, ...]
    power: float | None

    @property
    def analysed(self) -> int:
        """Patients analysed in each group."""
        return self.sizes[-1].analysed

    @property
    def enrolled(self) -> int:
        """Patients enrolled, both groups together."""
        return self.sizes[-1].enrolled

    @property
    def each(self) -> int:
        """Patients enrolled in each group."""
        return self.enrolled // 2


def assumed(chosen: Parameters) -> Assumed:
    """What a reader chose for the trial."""
    return Assumed(
        chosen.control_share, chosen.target_difference, chosen.power, chosen.expected_loss, chosen.confidence
    )


def design(of: Assumed) -> Design | None:
    """The trial under these assumptions; `None` where the treatment would have to help more than everybody."""
    if not of.possible:
        return None
    wanted = {"power": of.power, "significance": of.significance}
    sizes = [
        _size("pooled", ceil(for_shares(of.control, of.treated, **wanted)), of),
        _size("corrected", ceil(corrected(of.control, of.treated, **wanted)), of),
    ]
    whole = exact(of.control, of.treated, **wanted)
    if whole is None:
        return Design(of, tuple(sizes), None)
    sizes.append(_size("exact", whole, of))
    power = exact_power(of.control, of.treated, whole, significance=of.significance)
    return Design(of, tuple(sizes), power)


def _size(way: str, analysed: int, of: Assumed) -> Size:
    # A t test or a test of shares needs two patients; nobody would plan for fewer.
    analysed = max(2, analysed)
    return Size(way, analysed, 2 * to_enrol(analysed, of.loss))


def waiting(study: Study, feature: str) -> tuple[str, ...]:
    """The claims of the paper that would need a feature which the study does not have."""
    if feature in study.design.features:
        return ()
    return tuple(claim.id for claim in study.claims if feature in claim.needs)


def other_needs(study: Study, known: Collection[str]) -> tuple[str, ...]:
    """Further features that claims need and the study lacks, in the order of the claims."""
    needs = dict.fromkeys(need for claim in study.claims for need in claim.needs)
    return tuple(need for need in needs if need not in study.design.features and need not in known)


def entry_scale(study: Study) -> Outcome | None:
    """The first rating of a state, not of a change: the scale that a trial would compare by its means."""
    return next((one for one in study.outcomes if not one.is_change and one.high > one.low), None)
