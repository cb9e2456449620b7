"""What it takes to plant an error in an honest paper: a place that has room for it, and how it is printed there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

import numpy as np

from cohorts.plan import Plan
from cohorts.printing import percent
from cohorts.study import make_study
from marginalia.study.model import Cell, Number, Study

Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class Planted:
    """A study with one error in it: the rule that must find it, and the numbers of which it must name one."""

    study: Study
    rule: str
    numbers: tuple[str, ...]


#: Plants an error somewhere in a study; `None` where the study has no place for it.
Plant = Callable[[Study, np.random.Generator], Planted | None]


@dataclass(frozen=True, slots=True)
class Error:
    """A kind of error, and the choices of a plan without which a paper has no place for it."""

    plant: Plant
    needs: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.plant.__name__.replace("_", " ")

    def planted(self, plan: Plan) -> Planted | None:
        """The error in the study of a plan, adapted to what it needs, always at the same place. The scan is clean."""
        study = make_study(replace(plan, damaged=False, **self.needs))  # type: ignore[arg-type]
        return self.plant(study, np.random.default_rng((plan.seed, 2)))


def blurred(planted: Planted) -> Study:
    """The same study as a scan that had to be repaired where the error stands."""
    changed = set(planted.numbers)
    return replace(
        planted.study,
        numbers=tuple(
            replace(number, ocr="repaired", note="A smudge.") if number.id in changed else number
            for number in planted.study.numbers
        ),
    )


# ── where an error fits ──────────────────────────────────────────────────────────────────────────────────────────────


def any_of(chance: np.random.Generator, places: Iterable[Place]) -> Place | None:
    found = list(places)
    return found[int(chance.integers(len(found)))] if found else None


class Printed:
    """What a study prints of each quantity: every cell by measure, group and visit."""

    def __init__(self, study: Study) -> None:
        self._cells: dict[tuple[str, str | None, float | None], list[Cell]] = {}
        for cell in study.cells():
            self._cells.setdefault((cell.measure, cell.group, cell.month), []).append(cell)

    def of(self, measure: str, group: str | None, month: float | None) -> list[Cell]:
        return self._cells.get((measure, group, month), [])

    def once(self, measure: str, group: str | None, month: float | None) -> tuple[int, int] | None:
        """The fraction of a quantity that one place prints; `None` where there are more, or none."""
        cells = self.of(measure, group, month)
        return fraction_of(cells[0]) if len(cells) == 1 and cells[0].is_fraction else None

    def twice(self, statistic: str) -> Iterator[Cell]:
        """Cells that print a statistic of a group which another place prints too."""
        for cells in self._cells.values():
            printing = [cell for cell in cells if cell.group is not None and cell[statistic] is not None]
            if len(printing) > 1:
                yield from printing

    def fractions(self, *measures: str) -> Iterator[Cell]:
        """Fractions that are printed in one place, of these measures."""
        for (measure, group, month), cells in self._cells.items():
            if measure in measures and self.once(measure, group, month) is not None:
                yield cells[0]


def size_of(study: Study, group: str | None) -> int | None:
    return None if group is None else study.group_size(group)


def fraction_of(cell: Cell) -> tuple[int, int]:
    assert cell.n is not None and cell.N is not None
    return cell.n, cell.N


def there(number: Number | None) -> Number:
    assert number is not None
    return number


# ── how it is printed ────────────────────────────────────────────────────────────────────────────────────────────────


def spoiled(study: Study, rule: str, changed: Iterable[Number]) -> Planted:
    """The study with these numbers in the place of those that have their ids."""
    new = {number.id: number for number in changed}
    numbers = tuple(new.get(number.id, number) for number in study.numbers)
    return Planted(replace(study, numbers=numbers), rule, tuple(new))


def reprinted(cell: Cell, n: int, N: int) -> list[Number]:
    """The cell with another fraction, and the percentage that belongs to it."""
    changed = []
    for number in cell.numbers:
        if number.statistic == "percent":
            decimals = len(number.printed.rstrip("%").partition(".")[2])
            printed = percent(n, N, decimals, "half up")
            changed.append(replace(number, printed=printed, reading=float(printed.rstrip("%"))))
        else:
            changed.append(replace(number, printed=f"{n}/{N}", reading=n if number.statistic == "n" else N))
    return changed


def moved(number: Number, chance: np.random.Generator) -> Number:
    """A rounded number, three to nine units of its last digit higher."""
    printed = Decimal(number.printed.rstrip("%"))
    by = int(chance.integers(3, 10))
    return worded(number, str(printed + by * Decimal(1).scaleb(int(printed.as_tuple().exponent))))


def worded(number: Number, digits: str) -> Number:
    """The number with other digits, in the words or signs that it had."""
    printed = re.sub(r"\d+(\.\d+)?", digits, number.printed, count=1)
    return replace(number, printed=printed, reading=float(digits))


def recounted(number: Number, by: int) -> Number:
    count = round(reading_of(number)) + by
    return replace(number, printed=str(count), reading=count)


def reading_of(number: Number) -> float:
    assert number.reading is not None
    return number.reading
