"""A whole study package, and how its parts are found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol, TypeVar

from marginalia.study.model.appraisal import Appraisal
from marginalia.study.model.claims import Claim, Note
from marginalia.study.model.description import (
    ARM,
    OVERALL,
    RANDOMISED,
    Citation,
    Design,
    Dose,
    Group,
    Limit,
    Measure,
    Outcome,
    Reading,
    Revision,
    Section,
)
from marginalia.study.model.numbers import Cell, Number, whole
from marginalia.study.model.tables import Table

#: What the version of a package is called that names none.
FIRST_VERSION = "1"


@dataclass(frozen=True)
class Study:
    """A whole study package. `responder_needs` says whether a responder has improved by the important change on any of
    the outcomes that have one, or on all. `version` names this version of the package, `changed` says what was changed
    from version to version, the oldest first. Where the paper does not print how many were enrolled (`enrolled_printed`
    is false), `enrolled` is the largest number of patients that it prints, so that at least so many were."""

    slug: str
    citation: Citation
    design: Design
    enrolled: int
    visits: tuple[float, ...]
    sections: tuple[Section, ...]
    groups: tuple[Group, ...]
    outcomes: tuple[Outcome, ...]
    measures: tuple[Measure, ...]
    responder_rule: str
    numbers: tuple[Number, ...]
    responder_needs: Literal["any", "all"] = "any"
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    tables: tuple[Table, ...] = ()
    limits: tuple[Limit, ...] = ()
    doses: tuple[Dose, ...] = ()
    readings: tuple[Reading, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    version: str = FIRST_VERSION
    changed: tuple[Revision, ...] = ()
    enrolled_printed: bool = True

    @cached_property
    def _numbers(self) -> dict[str, Number]:
        return {number.id: number for number in self.numbers}

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        together: dict[str, list[Number]] = {}
        for number in self.numbers:
            together.setdefault(number.cell, []).append(number)
        return {cell: Cell(cell, tuple(numbers)) for cell, numbers in together.items()}

    @cached_property
    def _by_measure(self) -> dict[str, list[Cell]]:
        together: dict[str, list[Cell]] = {}
        for cell in self._cells.values():
            together.setdefault(cell.measure, []).append(cell)
        return together

    def number(self, id: str) -> Number:
        """The number with this id. Raises `KeyError`."""
        return self._numbers[id]

    def cell(self, id: str) -> Cell:
        """The numbers printed together under this cell id. Raises `KeyError`."""
        return self._cells[id]

    def has(self, reference: str) -> bool:
        """Whether a reference names a number or a cell."""
        return reference in self._numbers or reference in self._cells

    def numbers_of(self, reference: str) -> tuple[Number, ...]:
        """The numbers behind a number id or a cell id. Raises `KeyError`."""
        return (self._numbers[reference],) if reference in self._numbers else self._cells[reference].numbers

    def cells(
        self, *, measure: str | None = None, group: str | None = None, section: str | None = None
    ) -> Iterator[Cell]:
        """Every cell that matches, in the file's order."""
        for cell in self._cells.values() if measure is None else self._by_measure.get(measure, ()):
            if (group is None or cell.group == group) and (section is None or cell.section == section):
                yield cell

    def best(self, measure: str, group: str, month: float | None) -> Cell | None:
        """The cell that the book uses for a quantity: the first of the measure's `sources` that prints it,
        a fraction before a bare percent; `None` where the paper does not print it."""
        sources = next((one.sources for one in self.measures if one.id == measure), ())
        rank = {section: place for place, section in enumerate(sources)}
        found = [cell for cell in self.cells(measure=measure, group=group) if cell.month == month]
        found.sort(key=lambda cell: (not cell.is_fraction, rank.get(cell.section, len(rank))))
        return found[0] if found else None

    @property
    def treatments(self) -> tuple[Group, ...]:
        """The groups formed by how patients were treated."""
        return tuple(group for group in self.groups if group.kind == "treatment")

    @property
    def arms(self) -> tuple[Group, ...]:
        """The arms, the control last; none where the package describes a single one only as everybody."""
        arms = [group for group in self.groups if group.kind == ARM]
        return tuple(sorted(arms, key=lambda group: group.id == self.design.control))

    @property
    def control(self) -> Group | None:
        """The arm that the others are compared with; `None` in a study with one arm."""
        return next((group for group in self.arms if group.id == self.design.control), None)

    @property
    def randomised(self) -> bool:
        """Whether chance decided who is in which arm."""
        return len(self.arms) > 1 and RANDOMISED in self.design.features

    @property
    def subgroups(self) -> tuple[Group, ...]:
        """The groups that are neither everybody nor an arm."""
        return tuple(group for group in self.groups if group.id != OVERALL and group.kind != ARM)

    def group(self, id: str) -> Group:
        return _find(self.groups, id)

    def measure(self, id: str) -> Measure:
        return _find(self.measures, id)

    def outcome(self, id: str) -> Outcome:
        return _find(self.outcomes, id)

    def section(self, id: str) -> Section:
        return _find(self.sections, id)

    def table(self, id: str) -> Table:
        return _find(self.tables, id)

    def claim(self, id: str) -> Claim:
        return _find(self.claims, id)

    def claims_in(self, chapter: str) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.chapter == chapter)

    def notes_in(self, chapter: str) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.chapter == chapter)

    def group_size(self, group: str) -> int | None:
        """How many patients a group is said to have: the number its `size` names, the enrolled for everybody; `None`
        where the paper does not say."""
        if group == OVERALL:
            return self.enrolled if self.enrolled_printed else None
        size = self.group(group).size
        return None if size is None else whole(self.number(size).reading)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Named = TypeVar("_Named", bound=_HasId)


def _find(items: tuple[_Named, ...], id: str) -> _Named:
    for item in items:
        if item.id == id:
            return item
    raise KeyError(id)
