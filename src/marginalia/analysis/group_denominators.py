"""One result of one group with every denominator that a paper gives it."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.counts import Interval
from marginalia.study.model import FOLLOW_UP, OVERALL, RESPONSE, Study

#: A printed whole percent lies no further from its fraction.
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Counted:
    """A group's responders at a visit over one denominator. `sections` (ids) print this fraction, or only the percent
    that follows from it and from no other of the fractions; there are none where the paper prints neither. `seen` says
    whether N is the number seen at the visit, `everybody` whether it is the size of the group."""

    group: str
    month: float
    n: int
    N: int
    sections: tuple[str, ...]
    seen: bool
    everybody: bool
    interval: Interval | None

    @property
    def share(self) -> float:
        return self.n / self.N


def disputed(study: Study, settings: Settings = DEFAULT) -> tuple[tuple[Counted, ...], ...]:
    """Every group and visit whose responders are printed as more than one fraction: the fractions by denominator, and
    the whole group as one more. The group of all patients is left out; it has chapters of its own."""
    found = []
    for group in study.groups:
        for month in study.visits:
            rows = _rows(study, group.id, month, settings)
            if group.id != OVERALL and sum(bool(row.sections) for row in rows) > 1:
                found.append(rows)
    return tuple(found)


def _rows(study: Study, group: str, month: float, settings: Settings) -> tuple[Counted, ...]:
    printed: dict[tuple[int, int], list[str]] = {}
    for cell in study.cells(measure=RESPONSE, group=group):
        if cell.month == month and cell.n is not None and cell.N and 0 <= cell.n <= cell.N:
            printed.setdefault((cell.n, cell.N), []).append(cell.section)
    for cell in study.cells(measure=RESPONSE, group=group):
        percent = cell.reading("percent")
        fits = [one for one in printed if percent is not None and abs(100 * one[0] / one[1] - percent) <= _HALF]
        if cell.month == month and not cell.is_fraction and len(fits) == 1:
            printed[fits[0]].append(cell.section)
    size = study.group_size(group)
    follow_up = study.best(FOLLOW_UP, group, month)
    seen = None if follow_up is None else follow_up.n
    best = study.best(RESPONSE, group, month)
    if size and best is not None and best.n is not None and best.n <= size:
        printed.setdefault((best.n, size), [])
    return tuple(
        Counted(group, month, n, N, tuple(dict.fromkeys(sections)), seen == N, size == N, settings.interval(n, N))
        for (n, N), sections in sorted(printed.items(), key=lambda one: one[0][1])
    )
