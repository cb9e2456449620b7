"""Plain YAML as plain values, each with the line it stands on.

Only what a hand-written package needs: mappings with text keys, lists, text, numbers, true/false, null. Tags, anchors
and aliases are refused (they are how YAML builds objects and grows without bound), depth is limited, and values are
resolved here by the YAML 1.2 core rules, so that `no` stays text and a date stays text. The parser is libyaml's
where PyYAML has it (ten times as fast), read as a stream of events: nothing is ever constructed from a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

#: A step down into a document: a key or a position.
Step = str | int
Path = tuple[Step, ...]
#: Where, what is found, what is expected, what to do.
Mistake = tuple[Path, str, str, str]

DEEPEST = 20
#: Keys and values of one file; the first package's claims have under ten thousand.
MOST_PARTS = 200_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)


class YamlRefused(ValueError):
    """YAML that is broken, or that holds what a package may not hold. `line` counts from 1."""

    def __init__(self, line: int, found: str, expected: str, hint: str = "") -> None:
        self.line, self.found, self.expected, self.hint = line, found, expected, hint
        super().__init__(f"line {line}: found {found}, expected {expected}")


@dataclass(frozen=True)
class Document:
    """A YAML document: its value, the line of every part, by path from the top, and what is wrong with how parts of it
    are written, though they can be read."""

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()

    def line(self, path: Path) -> int:
        """The line of the part at this path, or of the nearest part that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str) -> Document:
    """The document in this text; an empty one has the value `None`. Raises `YamlRefused`."""
    try:
        return _Builder(yaml.parse(text, Loader=_LOADER)).document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 1
        raise YamlRefused(line, *_explained(text, line, str(error.problem))) from None
    except YAMLError as error:
        raise YamlRefused(1, str(error).splitlines()[0], "valid YAML") from None


def _explained(text: str, line: int, complaint: str) -> tuple[str, str, str]:
    """What a beginner needs to hear of a line that libyaml cannot read: what is found, expected, and to be done."""
    lines = [*text.splitlines(), ""]
    here, before = lines[min(line, len(lines)) - 1], lines[max(line - 2, 0)]
    for one in (here, before):
        if "\t" in one[: len(one) - len(one.lstrip())]:
            return "a tab", "spaces before the first word of a line", ""
    found = f"{complaint} at {here.split(' #')[0].strip()[:40]!r}"
    if re.search("[“”„]", f"{before}{here}"):
        return found, "valid YAML", 'write straight quotes, ", instead of “ and ”'
    if "mapping values" in complaint:
        return found, "valid YAML", "text that holds a colon and a space belongs in straight quotes"
    for one in (before, here):
        if re.match(r"\s*(?:- )?\w+:\S", one):
            return found, "valid YAML", "a colon and a space between a name and its value"
    if "'-'" in complaint:
        return found, "valid YAML", "each entry of a list begins with a hyphen and a space, all equally far in"
    if "cannot start any token" in complaint:
        return found, "valid YAML", 'text that begins with a sign such as > & * % @ { [ belongs in quotes, op: ">"'
    begin = "text that begins with a sign such as > & * { [ belongs in quotes"
    return found, "valid YAML", f"the names of one part stand equally far in; each quote, {{ and [ is closed; {begin}"


class _Builder:
    """Turns a stream of events into values and lines."""

    def __init__(self, events: Iterator[Event]) -> None:
        self.events = events
        self.lines: dict[Path, int] = {}
        self.mistakes: list[Mistake] = []

    def document(self) -> Document:
        value: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlRefused(_line(event), "a second document", "one document a file")
            elif isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent | AliasEvent):
                value = self.build(event, ())
        return Document(value, self.lines, tuple(self.mistakes))

    def build(self, event: Event, path: Path) -> Any:
        self._refuse(event, path)
        if len(self.lines) >= MOST_PARTS:
            raise YamlRefused(_line(event), f"more than {MOST_PARTS:,} keys and values", "a file made by hand")
        self.lines.setdefault(path, _line(event))
        if isinstance(event, ScalarEvent):
            if event.implicit[0] and re.fullmatch("[“”„].*[“”]", str(event.value), re.DOTALL):
                hint = 'write straight quotes, "; where the paper prints “ and ”, put straight ones around the whole'
                self.mistakes.append((path, str(event.value), "text in straight quotes", hint))
            return _scalar(event)
        if isinstance(event, SequenceStartEvent):
            return [self.build(item, (*path, position)) for position, item in enumerate(self._until(SequenceEndEvent))]
        return self._mapping(path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._until(MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                self._refuse(event, path)
                raise YamlRefused(_line(event), "a list or mapping as a key", "a word as a key")
            self._refuse(event, path)
            key = str(event.value)
            if key in mapping:
                raise YamlRefused(_line(event), f"the key {key!r} a second time", "each key once")
            self.lines[(*path, key)] = _line(event)
            mapping[key] = self.build(next(self.events), (*path, key))
        return mapping

    def _until(self, end: type[Event]) -> Iterator[Event]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _refuse(self, event: Event, path: Path) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            hint = "put text beginning with & or * in quotes"
            raise YamlRefused(_line(event), "an anchor or alias", "plain values", hint)
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise YamlRefused(_line(event), f"the tag {tag}", "plain values", "put text beginning with ! in quotes")
        if len(path) > DEEPEST:
            raise YamlRefused(_line(event), f"more than {DEEPEST} levels", "a flatter file")


def _line(event: Event) -> int:
    mark = event.start_mark
    return 1 if mark is None else int(mark.line) + 1


def _scalar(event: ScalarEvent) -> str | int | float | bool | None:
    """The value of a scalar by the YAML 1.2 core schema; anything quoted or in a block is text."""
    text = str(event.value)
    plain = bool(event.implicit[0])
    if not plain:
        return text
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
