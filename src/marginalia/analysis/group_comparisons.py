"""Groups that share nobody, compared: two treatment groups, and a group with everybody outside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from marginalia.analysis.group_overlap import disjoint
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.counts import Interval
from marginalia.statistics.difference import newcombe
from marginalia.statistics.fisher_power import detectable, fisher_power, p_values
from marginalia.statistics.freeman_halton import MOST_TABLES, freeman_halton, tables
from marginalia.study.model import OVERALL, RESPONSE, Group, Study

#: The chance of finding a difference that planners usually want.
WANTED_POWER = 0.8


@dataclass(frozen=True, slots=True)
class Compared:
    """The responders of two sets of patients at a visit. `second` is `None` for everybody outside `first`.

    `difference` is the share of the first less that of the second, with Newcombe's interval; `p` is two-sided, by
    Fisher's exact test.
    """

    first: str
    second: str | None
    month: float
    n1: int
    N1: int
    n2: int
    N2: int
    difference: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True)
class Findable:
    """What a comparison could have found: the smallest true differences below and above 0 that Fisher's test notices
    in `power` of such studies, if the second group's true share is the printed one; `None` where not even the largest
    possible is. `at_most` is the power against the largest difference upwards."""

    power: float
    below: float | None
    above: float | None
    at_most: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Whether the groups of a set, no two of which share a patient, differ: `p` by the test of Freeman and Halton."""

    groups: tuple[str, ...]
    month: float
    counts: tuple[tuple[int, int], ...]
    p: float


def between_treatments(study: Study, settings: Settings = DEFAULT) -> tuple[Compared, ...]:
    """Every two treatment groups that are said to share nobody, at every visit that prints both: the smaller group
    first, as what was added to the larger is the question."""
    found = []
    for one, other in combinations(study.treatments, 2):
        if not disjoint(one, other):
            continue
        first, second = sorted((one, other), key=lambda group: study.group_size(group.id) or 0)
        for month in study.visits:
            left, right = counts(study, first.id, month), counts(study, second.id, month)
            if left is not None and right is not None:
                found.append(_compared(first.id, second.id, month, left, right, settings))
    return tuple(found)


def with_the_rest(study: Study, month: float, settings: Settings = DEFAULT) -> tuple[Compared, ...]:
    """Every group at a visit against the patients outside it, whose counts are those of all less the group's.

    A group whose counts do not fit into those of all patients is left out, and one that leaves nobody over.
    """
    whole = counts(study, OVERALL, month)
    found = []
    for group in study.groups:
        inside = counts(study, group.id, month)
        if group.id == OVERALL or whole is None or inside is None:
            continue
        rest = whole[0] - inside[0], whole[1] - inside[1]
        if rest[1] > 0 and 0 <= rest[0] <= rest[1]:
            found.append(_compared(group.id, None, month, inside, rest, settings))
    return tuple(found)


def findable(compared: Compared, *, significance: float = 0.05) -> Findable:
    """What true difference this comparison could have found."""
    share = compared.n2 / compared.N2
    below, above = detectable(compared.N1, share, compared.N2, power=WANTED_POWER, significance=significance)
    at_most = fisher_power(1.0, compared.N1, share, compared.N2, significance=significance)
    return Findable(WANTED_POWER, below, above, at_most)


def spread(study: Study, month: float) -> Spread | None:
    """The largest set of treatment groups of which no two share a patient, tested for one common rate; `None` unless
    there are two with counts at this visit, or where there are too many tables to write out."""
    printed = {one.id: found for one in study.treatments if (found := counts(study, one.id, month)) is not None}
    groups = _apart([one for one in study.treatments if one.id in printed])
    if len(groups) < 2:
        return None
    cells = tuple(printed[group.id] for group in groups)
    if tables(cells) > MOST_TABLES:
        return None
    return Spread(tuple(group.id for group in groups), month, cells, freeman_halton(cells))


def counts(study: Study, group: str, month: float) -> tuple[int, int] | None:
    """The responders and the seen of a group at a visit, where the paper prints a fraction that can be."""
    cell = study.best(RESPONSE, group, month)
    if cell is None or cell.n is None or not cell.N or not 0 <= cell.n <= cell.N:
        return None
    return cell.n, cell.N


def _compared(
    first: str, second: str | None, month: float, one: tuple[int, int], other: tuple[int, int], settings: Settings
) -> Compared:
    (n1, N1), (n2, N2) = one, other
    limits = newcombe(n1, N1, n2, N2, confidence=settings.confidence)
    return Compared(first, second, month, n1, N1, n2, N2, n1 / N1 - n2 / N2, limits, float(p_values(N1, N2)[n1, n2]))


def _apart(groups: list[Group]) -> tuple[Group, ...]:
    """The largest set of groups no two of which share a patient, the first of its size."""
    for size in range(len(groups), 1, -1):
        for together in combinations(groups, size):
            if all(disjoint(one, other) for one, other in combinations(together, 2)):
                return together
    return ()
