"""What the exercises look up in a study, in one place and with the gaps already taken out."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.display import markup
from marginalia.statistics.intervals import Interval, interval
from marginalia.statistics.rounding import percent_alone
from marginalia.study.model import OVERALL, Cell, Study


@dataclass(frozen=True, slots=True)
class Share:
    """A printed fraction that can be worked with: 0 <= n <= N, N > 0."""

    cell: Cell
    n: int
    N: int

    @property
    def value(self) -> float:
        return self.n / self.N

    @property
    def month(self) -> float:
        return self.cell.month or 0.0

    @property
    def printed_percent(self) -> str | None:
        percent = self.cell["percent"]
        return None if percent is None or percent.reading is None else percent_alone(percent.printed)


def share_of(cell: Cell | None) -> Share | None:
    """The cell's fraction, or `None` where it has none or prints an impossible one."""
    if cell is None or cell.n is None or cell.N is None or not 0 <= cell.n <= cell.N or cell.N == 0:
        return None
    return Share(cell, cell.n, cell.N)


@dataclass(frozen=True, slots=True)
class Material:
    """A study, the reader's settings, and what the book knows from other studies."""

    study: Study
    settings: Settings = DEFAULT
    comparators: tuple[Comparator, ...] = ()

    @property
    def confidence(self) -> float:
        return self.settings.confidence

    def share(self, measure: str, group: str, month: float | None) -> Share | None:
        """The fraction that the book uses for this quantity."""
        return share_of(self.study.best(measure, group, month))

    def shares(self, measure: str, group: str = OVERALL) -> tuple[Share, ...]:
        """The fractions of a measure after treatment, visit by visit."""
        found = (self.share(measure, group, month) for month in sorted(self.study.visits) if month > 0)
        return tuple(share for share in found if share is not None)

    def everywhere(self, measure: str) -> tuple[Share, ...]:
        """The fractions of a measure for every group and visit, one a quantity."""
        return tuple(share for group in self.study.groups for share in self.shares(measure, group.id))

    def label(self, group: str) -> str:
        """A group's name, safe inside our markup."""
        return markup.myst(self.study.group(group).label)

    def latest(self, measure: str, group: str = OVERALL) -> Share | None:
        """The fraction at the last visit that has one."""
        shares = self.shares(measure, group)
        return shares[-1] if shares else None

    def mean(self, measure: str, group: str, month: float) -> float | None:
        """A printed mean, where the study has it."""
        cell = self.study.best(measure, group, month)
        return None if cell is None else cell.reading("mean")

    def interval(self, n: int, N: int) -> Interval:
        """The interval of n/N by the method and at the level of this book. Needs 0 <= n <= N, N > 0."""
        return interval(n, N, method=self.settings.interval_method, confidence=self.confidence)
