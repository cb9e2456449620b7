"""Which row of one transcription is the same printed number as which row of the other.

Text is aligned place by place, in the order of the paper; tables by what each number is. Two transcribers may name a
place differently and leave numbers out, so what finds no partner in its own place is looked for in its section.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from marginalia.study.printed import plain

#: What the second transcriber writes for a measure outside the grid.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Transcribed:
    """One row of a transcription; `row` is its number in the file, the header being row 1."""

    row: int
    section: str
    place: str
    group: str
    month: float | None
    measure: str
    statistic: str
    printed: str
    reading: float | None
    ocr: str

    @property
    def characters(self) -> str:
        """The printed string without differences of dashes, spaces and capitals."""
        return re.sub(r"\s+", "", plain(self.printed)).casefold()

    @property
    def spot(self) -> tuple[str, str]:
        """Section and place, without differences of spelling that carry no meaning."""
        return self.section, re.sub(r"[\W_]+", " ", self.place).strip().casefold()


Pair = tuple[Transcribed, Transcribed]
Key = Callable[[Transcribed], Hashable]


@dataclass(frozen=True)
class Alignment:
    """Rows that belong together, those that only one transcription has, and the spots that both name."""

    pairs: tuple[Pair, ...]
    only_first: tuple[Transcribed, ...]
    only_second: tuple[Transcribed, ...]
    shared: frozenset[tuple[str, str]]


def align(first: Iterable[Transcribed], second: Iterable[Transcribed]) -> Alignment:
    """Aligns two transcriptions of the same paper: equal rows first, then ever less equal ones.

    1. in tables, the same group, month, measure and statistic (where both coded the measure);
    2. in the same place, the same characters, statistic, group and month, then the same characters and statistic in
       order, then the same characters in order;
    3. in the same section, in order, the same characters and statistic: a place that the two name differently;
    4. in the same place, in order, the same statistic: a slip in a digit.
    """
    search = _Search(list(first), list(second))
    shared = {row.spot for row in search.first} & {row.spot for row in search.second}
    search.match_by(_in_table)
    search.match_by(lambda row: (row.spot, row.characters, row.statistic, row.group, row.month))
    search.match_in_order(lambda row: row.spot, _print_and_statistic)
    search.match_in_order(lambda row: row.spot, lambda row: row.characters)
    search.match_in_order(lambda row: row.section, _print_and_statistic)
    search.match_in_order(lambda row: row.spot, lambda row: (row.statistic, row.group, row.month))
    search.match_in_order(lambda row: row.spot, lambda row: row.statistic)
    pairs = sorted(search.pairs, key=lambda pair: pair[0].row)
    return Alignment(tuple(pairs), tuple(search.first), tuple(search.second), frozenset(shared))


class _Search:
    """The rows that still lack a partner, and the pairs found so far."""

    def __init__(self, first: list[Transcribed], second: list[Transcribed]) -> None:
        self.first, self.second = first, second
        self.pairs: list[Pair] = []

    def match_by(self, key: Key) -> None:
        """Pairs rows with the same key, in order; a key of `None` pairs nothing."""
        waiting: dict[Hashable, list[Transcribed]] = defaultdict(list)
        for row in self.second:
            waiting[key(row)].append(row)
        keyed = [(row, waiting[key(row)]) for row in self.first if key(row) is not None]
        self._keep([(row, partners.pop(0)) for row, partners in keyed if partners])

    def match_in_order(self, place: Key, key: Key) -> None:
        """Pairs rows of the same place whose keys follow each other alike; a place of `None` is left out."""
        first, second = _by(self.first, place), _by(self.second, place)
        found: list[Pair] = []
        for where in first.keys() & second.keys() - {None}:
            left, right = first[where], second[where]
            matcher = SequenceMatcher(None, [key(row) for row in left], [key(row) for row in right], autojunk=False)
            for block in matcher.get_matching_blocks():
                found += zip(left[block.a : block.a + block.size], right[block.b : block.b + block.size], strict=True)
        self._keep(found)

    def _keep(self, found: list[Pair]) -> None:
        self.pairs += found
        taken = {id(row) for pair in found for row in pair}
        self.first = [row for row in self.first if id(row) not in taken]
        self.second = [row for row in self.second if id(row) not in taken]


def _by(rows: list[Transcribed], key: Key) -> dict[Hashable, list[Transcribed]]:
    together: dict[Hashable, list[Transcribed]] = defaultdict(list)
    for row in rows:
        together[key(row)].append(row)
    return together


def _in_table(row: Transcribed) -> Hashable:
    if not row.section.startswith("table-") or row.measure == OTHER:
        return None
    return row.section, row.group, row.month, row.measure, row.statistic


def _print_and_statistic(row: Transcribed) -> Hashable:
    return row.characters, row.statistic
