"""The headline share under several expectations, for the chart, the table and the sentences about it."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.missing import HALF
from marginalia.analysis.posterior import Updated, own_prior, updated
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline


@dataclass(frozen=True, slots=True)
class Beliefs:
    """`n` of `N` at `visit`; `updated` one row an expectation, with a probability for each of `labels`."""

    n: int
    N: int
    visit: str
    labels: tuple[str, ...]
    updated: tuple[Updated, ...]

    @property
    def count(self) -> str:
        return values.fraction(self.n, self.N)

    @property
    def own(self) -> Updated:
        """That of the book's parameters."""
        return self.updated[0]


def chance(probability: float) -> str:
    """A probability as a percentage that is not rounded to certainty."""
    if 0 < probability < 0.005:
        return "less than 1%"
    return "more than 99%" if 0.995 <= probability < 1 else values.percent(probability)


def beliefs(evidence: Evidence) -> Beliefs | None:
    """The beliefs about the headline share; `None` where the paper prints none."""
    found = headline(evidence.study, evidence.settings)
    if found is None or found.n is None or not found.N or found.share is None or not 0 <= found.n <= found.N:
        return None
    asked = (("half", HALF), (values.percent(found.share), found.share))
    rows = updated(found.n, found.N, own_prior(evidence.chosen), [value for _, value in asked], evidence.settings)
    return Beliefs(found.n, found.N, values.month(found.cell.month), tuple(label for label, _ in asked), rows)
