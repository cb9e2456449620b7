"""Printed numbers that were added, removed or changed, by their ids."""

from __future__ import annotations

from dataclasses import dataclass, fields

from marginalia.comparing.kinds import Kind, kind_of
from marginalia.study.model import Number, Study

#: What a number says of itself; the line that it stands on is no part of that.
_FIELDS = tuple(field.name for field in fields(Number) if field.name not in ("id", "row"))


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number in both states, `None` where it is in one alone. `differs` names the fields that are not the same."""

    old: Number | None
    new: Number | None
    differs: tuple[str, ...] = ()

    @property
    def number(self) -> Number:
        """The number as it is now, or as it was where it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def kind(self) -> Kind:
        return kind_of(self.old, self.new)

    @property
    def prints_otherwise(self) -> bool:
        """Whether what is printed, or our reading of it, is another."""
        return self.kind is not Kind.CHANGED or bool({"printed", "reading"} & set(self.differs))


def changed_numbers(old: Study, new: Study) -> tuple[NumberChange, ...]:
    """Every number that is not the same in both, in the order of the new file; those that are gone come last."""
    before = {number.id: number for number in old.numbers}
    found = []
    for number in new.numbers:
        was = before.pop(number.id, None)
        differs = () if was is None else tuple(name for name in _FIELDS if getattr(was, name) != getattr(number, name))
        if was is None or differs:
            found.append(NumberChange(was, number, differs))
    return (*found, *(NumberChange(was, None) for was in before.values()))
