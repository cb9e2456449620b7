"""What changed in the description of a study (`study.yml`), in its tables and in its appraisal forms, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from marginalia.comparing.kinds import Kind, kind_of
from marginalia.study.model import Study
from marginalia.words import month

#: What has a sentence or a place of its own: the rest of a `Study` is compared here, field by field.
_ELSEWHERE = frozenset({"slug", "numbers", "claims", "notes", "version", "changed"})

#: What the entries of a list are called, one of them at a time.
_ONE = {
    "sections": "section",
    "groups": "group",
    "outcomes": "outcome",
    "measures": "measure",
    "tables": "table",
    "limits": "limit",
    "doses": "dose",
    "readings": "reading",
    "appraisals": "appraisal form",
    "rows": "row",
    "answers": "answer to item",
    "trial": "part",
}

#: What tells one entry of a list from another, where it has it; its first field does otherwise.
_KEYS = ("id", "number", "item", "part", "total", "label")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the description says otherwise. `about` is what it says it of (`outcome vas, important change`);
    `old` and `new` are the values as text, `None` where there is none."""

    about: str
    old: str | None
    new: str | None

    @property
    def kind(self) -> Kind:
        return kind_of(self.old, self.new)

    @property
    def sentence(self) -> str:
        """`Outcome vas, important change: 2 before, 3 now.`"""
        about = self.about[:1].upper() + self.about[1:]
        if self.old is None:
            return f"{about}: added{_as(self.new)}."
        if self.new is None:
            return f"{about}: removed{_as(self.old)}."
        return f"{about}: {self.old} before, {self.new} now."


def _as(value: str | None) -> str:
    return f", {value}" if value else ""


def changed_description(old: Study, new: Study) -> tuple[Change, ...]:
    """Every difference outside the numbers, claims and notes, in the order in which the model names things."""
    return tuple(_of_fields(old, new, "", _ELSEWHERE))


def _of_fields(old: Any, new: Any, about: str, without: frozenset[str] = frozenset()) -> Iterator[Change]:
    for field in fields(new):
        if field.name not in without:
            yield from _of_values(getattr(old, field.name), getattr(new, field.name), about, field.name)


def _of_values(old: Any, new: Any, about: str, name: str) -> Iterator[Change]:
    if old == new:
        return
    if is_dataclass(old) and is_dataclass(new):
        yield from _of_fields(old, new, _joined(about, _words(name)))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_entries(old, new, lambda key: _joined(about, f"{_words(name)}, {_words(str(key))}"))
    elif name == "visits":
        yield from _of_set(old, new, "visit", month)
    elif isinstance(old, tuple) and isinstance(new, tuple) and all(map(is_dataclass, (*old, *new))):
        one = _ONE.get(name, _words(name).removesuffix("s"))
        yield from _of_entries(_by_key(old), _by_key(new), lambda key: _joined(about, f"{one} {key}"))
    else:
        yield Change(_joined(about, _words(name)), _text(old), _text(new))


def _of_entries(old: Mapping[Any, Any], new: Mapping[Any, Any], about: Any) -> Iterator[Change]:
    """The entries of one list or mapping: those that are in both by their differences, the others as a whole."""
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            yield Change(about(key), None if was is None else _title(was), None if now is None else _title(now))
        elif is_dataclass(was) and is_dataclass(now):
            yield from _of_fields(was, now, about(key))
        elif was != now:
            yield Change(about(key), _text(was), _text(now))


def _of_set(old: Iterable[float], new: Iterable[float], one: str, text: Any) -> Iterator[Change]:
    for value in sorted({*old, *new}):
        if value not in old or value not in new:
            at = f"{one} at {text(value)}" if value else f"{one} {text(value)}"
            yield Change(at, None if value not in old else "", None if value not in new else "")


def _by_key(entries: Iterable[Any]) -> dict[str, Any]:
    """Entries by what tells them apart; the second of two that are alike in that gets a number."""
    found: dict[str, Any] = {}
    for entry in entries:
        key = name = _key(entry)
        times = 1
        while name in found:
            times += 1
            name = f"{key} ({times})"
        found[name] = entry
    return found


def _key(entry: Any) -> str:
    names = [field.name for field in fields(entry)]
    return str(getattr(entry, next((name for name in _KEYS if name in names), names[0])))


def _title(entry: Any) -> str:
    """An entry as a whole, in a word or two: its label where it has one."""
    if not is_dataclass(entry):
        return _text(entry) or ""
    return str(
        next((getattr(entry, name) for name in ("label", "title", "says", "answer") if hasattr(entry, name)), "")
    )


def _text(value: Any) -> str | None:
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return ", ".join(_text(one) or "nothing" for one in value)
    return str(value)


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _joined(about: str, more: str) -> str:
    return f"{about}, {more}" if about else more
