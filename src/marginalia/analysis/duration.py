"""How long responses lasted, among earlier responders as printed, and as a share of everybody who started."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.follow_up import flow
from marginalia.analysis.proportions import Assessed, assess
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.intervals import Interval
from marginalia.study.model import CONTINUED_RESPONSE, OVERALL, RESPONSE, Cell, Study


@dataclass(frozen=True, slots=True)
class Lasting:
    """Continued response at one visit: one numerator over three denominators. Shares lie between 0 and 1.

    `printed` is the paper's own proportion, among earlier responders seen again. `of_seen` divides the same
    numerator by everybody seen at the visit, `of_starters` by everybody in the group at the start; the last counts a
    patient who was not seen as not known to be still improved. `None` where a count is not printed or cannot be.
    """

    month: float
    printed: Assessed
    seen: int | None
    of_seen: float | None
    seen_interval: Interval | None
    starters: int | None
    of_starters: float | None
    starters_interval: Interval | None


def lasting(study: Study, group: str = OVERALL, settings: Settings = DEFAULT) -> tuple[Lasting, ...]:
    """Every visit at which the paper prints continued response for the group, in the order of the visits."""
    found = []
    for visit in flow(study, group):
        cell = study.best(CONTINUED_RESPONSE, group, visit.month)
        if cell is None:
            continue
        found.append(
            Lasting(
                month=visit.month,
                printed=assess(study, cell, settings),
                seen=visit.seen,
                of_seen=_share(cell.n, visit.seen),
                seen_interval=_interval(cell.n, visit.seen, settings),
                starters=visit.size,
                of_starters=_share(cell.n, visit.size),
                starters_interval=_interval(cell.n, visit.size, settings),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Starters:
    """Everybody who started in a group, by what the table of continued response says of them at a later visit.

    Counts of patients. `counted` is the printed denominator and `still` its numerator; `first_seen` and
    `first_responders` are those seen at the visit `since`, and responding there, both `None` where the paper does not
    print them so that they fit. Where they are known, still + lost + uncounted + without + unseen = size.
    """

    group: str
    month: float
    since: float | None
    cell: Cell
    size: int
    counted: int
    still: int
    first_seen: int | None
    first_responders: int | None

    @property
    def lost(self) -> int:
        """Earlier responders who came and no longer responded."""
        return self.counted - self.still

    @property
    def uncounted(self) -> int | None:
        """Responders of the first visit who are not in the later denominator."""
        return None if self.first_responders is None else self.first_responders - self.counted

    @property
    def without(self) -> int | None:
        """Seen at the first visit and no responders there."""
        return (
            None
            if self.first_seen is None or self.first_responders is None
            else self.first_seen - self.first_responders
        )

    @property
    def unseen(self) -> int | None:
        """Not seen at the first visit, so that nobody knows whether they responded."""
        return None if self.first_seen is None else self.size - self.first_seen

    @property
    def left_out(self) -> int:
        """Starters who are not in the printed denominator."""
        return self.size - self.counted

    @property
    def unknown(self) -> int:
        """Starters who may have kept a response from the first visit to this one, or not, for all that is printed."""
        return self.left_out if self.uncounted is None or self.unseen is None else self.uncounted + self.unseen

    @property
    def worst(self) -> float:
        """The share of the starters who kept a response, if none of the unknown did (Horowitz and Manski 1998)."""
        return self.still / self.size

    @property
    def best(self) -> float:
        """The same, if all of the unknown did (Horowitz and Manski 1998)."""
        return (self.still + self.unknown) / self.size


def since(study: Study, group: str = OVERALL) -> float | None:
    """The visit whose responders the table follows: the one that the package names, else the last one with responders
    before continued response begins; `None` where there is none."""
    named = next((one.since for one in study.measures if one.id == CONTINUED_RESPONSE), None)
    if named is not None:
        return named
    later = [month for month in study.visits if study.best(CONTINUED_RESPONSE, group, month) is not None]
    before = [month for month in study.visits if later and month < later[0] and study.best(RESPONSE, group, month)]
    return before[-1] if before else None


def printed(study: Study, group: str, month: float) -> tuple[Cell, ...]:
    """Every different fraction that the paper prints for a group's continued response, the most trusted first."""
    best = study.best(CONTINUED_RESPONSE, group, month)
    cells = [] if best is None else [best, *study.cells(measure=CONTINUED_RESPONSE, group=group)]
    found: dict[tuple[int | None, int | None], Cell] = {}
    for cell in cells:
        if cell.month == month and cell.is_fraction:
            found.setdefault((cell.n, cell.N), cell)
    return tuple(found.values())


def starters(study: Study, cell: Cell) -> Starters | None:
    """The starters behind one printed cell of continued response, or of response, whose denominator leaves out only
    those who were not seen; `None` where its counts cannot be those of some of the group, or the paper does not print
    how many the group has."""
    group, month = cell.group, cell.month
    if group is None or month is None or cell.n is None or cell.N is None:
        return None
    size = study.group_size(group)
    if size is None or not 0 <= cell.n <= cell.N <= size or not size:
        return None
    first = since(study, group) if cell.measure == CONTINUED_RESPONSE else None
    response = None if first is None else study.best(RESPONSE, group, first)
    seen, responders = (None, None) if response is None else (response.N, response.n)
    if seen is None or responders is None or not cell.N <= responders <= seen <= size:
        seen = responders = None
    return Starters(group, month, first, cell, size, cell.N, cell.n, seen, responders)


@dataclass(frozen=True, slots=True)
class Late:
    """Those seen at a later visit who are not in its denominator of earlier responders: `others` of them, of whom
    `responders` respond. Counts of patients."""

    month: float
    others: int
    responders: int


def late(study: Study, group: str = OVERALL) -> tuple[Late, ...]:
    """Who responds at each later visit without having responded at first, by subtracting the table of continued
    response from that of all responders; visits at which the two do not fit are left out."""
    found = []
    for month in study.visits:
        kept, everyone = study.best(CONTINUED_RESPONSE, group, month), study.best(RESPONSE, group, month)
        if kept is None or everyone is None or None in (kept.n, kept.N, everyone.n, everyone.N):
            continue
        assert kept.n is not None and kept.N is not None and everyone.n is not None and everyone.N is not None
        others, responders = everyone.N - kept.N, everyone.n - kept.n
        if 0 <= responders <= others:
            found.append(Late(month, others, responders))
    return tuple(found)


def _share(n: int | None, N: int | None) -> float | None:
    return n / N if n is not None and N and 0 <= n <= N else None


def _interval(n: int | None, N: int | None, settings: Settings) -> Interval | None:
    return None if n is None or N is None else settings.interval(n, N)
