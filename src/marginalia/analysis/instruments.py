"""Appraisal instruments: their items and answers (`data/instruments`), and how answers add up to a result.

Item words are ours. Nothing here knows a paper; a form is a choice for each item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar, get_args

from marginalia.analysis.literature import Row, read_table
from marginalia.study.appraisal import Blank

T = TypeVar("T")

#: What an answer says of the study, from good to grave; `unclear` and `na` are neither.
Light = Literal["good", "partly", "concern", "grave", "unclear", "na"]
#: What an instrument is for, in the order in which a chapter shows them.
Kind = Literal["quality", "bias", "reporting", "spin", "trust", "certainty", "level"]
#: How its answers become a result: points added up; answers counted; one reader's judgement; the worst domain;
#: GRADE's steps; the answers themselves.
Scoring = Literal["sum", "count", "judgement", "worst", "grade", "level"]

_INSTRUMENTS = ("id", "short", "name", "kind", "key", "scoring", "overall", "made_for", "asks", "read", "note")
_ITEMS = ("id", "number", "asks", "theme", "scale", "words")
_ANSWERS = ("id", "label", "letter", "light", "score")
_BANDS = ("id", "low", "high", "label", "key")


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that an item can take. `score` is its points, its rank, or its step, as the scoring says."""

    id: str
    label: str
    letter: str
    light: Light
    score: float | None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an instrument. `theme` names what several instruments ask alike; `from_memory` where no source of the
    item could be read."""

    id: str
    number: str
    asks: str
    theme: str
    choices: tuple[Choice, ...]
    from_memory: bool

    def choice(self, id: str) -> Choice:
        """Raises `KeyError`."""
        return {choice.id: choice for choice in self.choices}[id]


@dataclass(frozen=True, slots=True)
class Band:
    """A name for a range of points, both ends included, as the source `key` draws it."""

    low: float
    high: float
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument: `short` and `name`, `made_for` and `asks` in our words, the citation `key`, what was `read`, and a
    `note` on its use here. `overall` are the answers of its own overall judgement."""

    id: str
    short: str
    name: str
    kind: Kind
    key: str
    scoring: Scoring
    overall: tuple[Choice, ...]
    made_for: str
    asks: str
    read: str
    note: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...]

    def item(self, id: str) -> Item:
        """Raises `KeyError`."""
        return {item.id: item for item in self.items}[id]

    @property
    def blank(self) -> Blank:
        """What a form of this instrument must fit. The worst domain decides by itself: no overall answer is given."""
        judged = self.overall if self.scoring == "judgement" else ()
        return Blank(
            {item.id: frozenset(choice.id for choice in item.choices) for item in self.items},
            frozenset(choice.id for choice in judged),
        )


@dataclass(frozen=True, slots=True)
class Certainty:
    """GRADE's way to a certainty: where it starts, steps down and up, and the level, 1 (very low) to 4 (high)."""

    start: int
    down: int
    up: int
    level: int


def read_instruments(folder: Path) -> dict[str, Instrument]:
    """Every instrument of `instruments.csv` by its id, with its items, in the files' order. Raises `PackageError`."""
    scales = _scales(folder)
    items = _items(folder, scales)
    bands = _bands(folder)

    def make(row: Row) -> Instrument:
        overall = scales.get(row.one_of("overall", ("", *scales)), ())
        return row.record(Instrument, overall=overall, items=items.get(row["id"], ()), bands=bands.get(row["id"], ()))

    return {one.id: one for one in read_table(folder / "instruments.csv", _INSTRUMENTS, make)}


def lights(choices: Iterable[Choice]) -> dict[Light, int]:
    """How many answers have which light."""
    given = [choice.light for choice in choices]
    return {light: given.count(light) for light in get_args(Light)}


def points(instrument: Instrument, choices: Sequence[Choice]) -> tuple[float, float]:
    """The points of a form, and the most that its instrument can give."""
    most = sum(max(choice.score or 0 for choice in item.choices) for item in instrument.items)
    return sum(choice.score or 0 for choice in choices), most


def band(instrument: Instrument, total: float) -> Band | None:
    """The range that a total lies in; `None` where nobody named one."""
    return next((one for one in instrument.bands if one.low <= total <= one.high), None)


def worst(choices: Sequence[Choice]) -> Choice:
    """The overall risk of bias of ROBINS-I: that of the worst domain (Sterne et al. 2016, `sterne2016robinsi`).

    A domain without information decides only where no other is worse than moderate; the score of such an answer is
    empty. Raises `ValueError` for no choices.
    """
    ranked = [choice for choice in choices if choice.score is not None]
    unknown = next((choice for choice in choices if choice.score is None), None)
    gravest = max(ranked, key=lambda choice: choice.score or 0, default=None)
    if gravest is None and unknown is None:
        raise ValueError("no domain is answered")
    if gravest is None or (unknown is not None and (gravest.score or 0) < _SERIOUS):
        assert unknown is not None
        return unknown
    return gravest


#: The rank of serious risk in ROBINS-I.
_SERIOUS = 2


def certainty(choices: Sequence[Choice]) -> Certainty:
    """GRADE's certainty from its steps: start (randomised 4, observational 2), minus each step down, plus each step up,
    between 1 and 4. Steps up count only where nothing was rated down (Schünemann et al. 2019, Table 1:
    `schunemann2019robins`). The start is the one answer whose id
    begins with `starts-`. Raises `ValueError` where there is none."""
    starts = [choice for choice in choices if choice.id.startswith("starts-")]
    if len(starts) != 1 or starts[0].score is None:
        raise ValueError("one start is needed")
    start = round(starts[0].score)
    steps = [round(choice.score or 0) for choice in choices if choice not in starts]
    down = -sum(step for step in steps if step < 0)
    up = sum(step for step in steps if step > 0) if down == 0 else 0
    return Certainty(start, down, up, max(1, min(4, start - down + up)))


def _scales(folder: Path) -> dict[str, tuple[Choice, ...]]:
    return _by_owner(folder / "answers.csv", _ANSWERS, lambda row, id: row.record(Choice, id=id))


def _items(folder: Path, scales: dict[str, tuple[Choice, ...]]) -> dict[str, tuple[Item, ...]]:
    def make(row: Row, id: str) -> Item:
        choices = scales.get(row.one_of("scale", tuple(scales)), ())
        return row.record(Item, id=id, choices=choices, from_memory=row.one_of("words", ("read", "memory")) == "memory")

    return _by_owner(folder / "items.csv", _ITEMS, make)


def _bands(folder: Path) -> dict[str, tuple[Band, ...]]:
    return _by_owner(folder / "bands.csv", _BANDS, lambda row, id: row.record(Band))


def _by_owner(path: Path, columns: tuple[str, ...], make: Callable[[Row, str], T]) -> dict[str, tuple[T, ...]]:
    """The rows of a table whose ids are `owner.part`, by owner; `make` is given the part."""
    found: dict[str, list[T]] = {}
    for owner, one in read_table(path, columns, lambda row: _of(row, make)):
        found.setdefault(owner, []).append(one)
    return {owner: tuple(rows) for owner, rows in found.items()}


def _of(row: Row, make: Callable[[Row, str], T]) -> tuple[str, T]:
    owner, _, part = row["id"].partition(".")
    return owner, make(row, part)
