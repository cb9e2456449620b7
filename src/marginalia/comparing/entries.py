"""Entries of a list of a package in two states, and what is not the same about them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from marginalia.comparing.kinds import Kind, kind_of
from marginalia.study.model import Claim, Number, Study

T = TypeVar("T")

#: Where an entry stands in its file is no part of what it says.
_PLACING = frozenset({"id", "row"})


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """An entry in both states, `None` where it is in one alone. `differs` names the fields that are not the same."""

    old: T | None
    new: T | None
    differs: tuple[str, ...] = ()

    @property
    def entry(self) -> T:
        """The entry as it is now, or as it was where it is gone."""
        found = self.old if self.new is None else self.new
        assert found is not None
        return found

    @property
    def kind(self) -> Kind:
        return kind_of(self.old, self.new)


def changed_entries(old: Mapping[Any, T], new: Mapping[Any, T]) -> tuple[Changed[T], ...]:
    """Every entry, a dataclass, that is not the same in both, by what tells one from another; in the new order, those
    that are gone last."""
    before: dict[Hashable, T] = dict(old)
    found: list[Changed[T]] = []
    for key, entry in new.items():
        was = before.pop(key, None)
        differs = () if was is None else _differing(was, entry)
        if was is None or differs:
            found.append(Changed(was, entry, differs))
    return (*found, *(Changed(was, None) for was in before.values()))


def changed_numbers(old: Study, new: Study) -> tuple[Changed[Number], ...]:
    """Every printed number that is not the same in both, by its id."""
    return changed_entries({one.id: one for one in old.numbers}, {one.id: one for one in new.numbers})


def changed_claims(old: Study, new: Study) -> tuple[Changed[Claim], ...]:
    """Every claim that is not the same in both, by its id."""
    return changed_entries({one.id: one for one in old.claims}, {one.id: one for one in new.claims})


def _differing(old: Any, new: Any) -> tuple[str, ...]:
    names = [field.name for field in fields(new) if field.name not in _PLACING]
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))
