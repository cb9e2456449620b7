"""A table as draft rows of `numbers.csv`: each number with its place, and with what its labels say it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

from marginalia.importing.answers import Answers, New
from marginalia.importing.cells import Contents, read_cell
from marginalia.importing.labels import Guess, Meaning, guess, same_label
from marginalia.importing.layout import Layout, Line
from marginalia.importing.places import places, row_place
from marginalia.study.model import OVERALL, Study
from marginalia.study.printed import is_not_given

Where = Literal["row", "column", "heading"]
Wants = Literal["", "group", "measure"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole table: its section, and what its numbers are where no label says it. `waits` is what keeps
    all of it from being complete, in words."""

    section: str
    otherwise: Meaning = field(default_factory=Meaning)
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what it was taken for: `meaning`, `None` where that is not known; `how` says by what, in words."""

    text: str
    where: Where
    meaning: Meaning | None
    how: str
    guess: Guess


@dataclass(frozen=True, slots=True)
class Unknown:
    """A label whose numbers wait for somebody to say what it means, with some of these numbers. Where it `wants` one
    thing only, the rest of it is known; `why` says more."""

    label: Label
    examples: tuple[str, ...]
    wants: Wants = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the table: where it stands, what its labels say, what it prints. `problem` is what keeps it from being
    complete, in words; empty where nothing does."""

    line: int
    column: int
    place: str
    meaning: Meaning
    text: str
    contents: Contents
    problem: str = ""


@dataclass(frozen=True)
class Draft:
    """A table, read as far as it can be. Cells in which nothing is printed, or that are skipped, are left out."""

    layout: Layout
    setting: Setting
    cells: tuple[Placed, ...]
    labels: tuple[Label, ...]
    unknown: tuple[Unknown, ...]
    skipped_lines: frozenset[int] = frozenset()
    skipped_columns: frozenset[int] = frozenset()


@dataclass
class _Above:
    """What rows further up say of those below them: the heading in force, and who was named last.

    Where rows with results name groups, a row between them that names none can be about the group above it, or about
    everybody. It is taken to be about the group only where its label comes again and again, as below each group.
    """

    again: frozenset[str]
    group: Label | None = None
    by_row: bool = False
    heading: Label | None = None

    def read(self, own: list[Label], *, is_heading: bool) -> None:
        """Go on below a row: what a heading names holds until another heading, a group until another group."""
        if is_heading:
            self.heading = own[-1] if own else None
        group = next((one for one in own if one.meaning is not None and one.meaning.group), None)
        if group is not None:
            self.group, self.by_row = group, not is_heading

    def holds_for(self, line: Line) -> bool:
        """Whether the group named last is also that of this row, which names none."""
        return self.group is not None and (not self.by_row or same_label(line.label) in self.again)

    def carried(self, line: Line) -> Meaning:
        """What a row is about where it does not say so itself."""
        heading = self.heading.meaning if self.heading is not None else None
        group = self.group.meaning if self.group is not None and self.holds_for(line) else None
        return over(heading or Meaning(), Meaning(group=group.group if group is not None else None))

    def row_place(self, line: Line, own: list[Label]) -> str:
        """How a row is called."""
        heading = ("", Meaning())
        if self.heading is not None and self.heading.meaning is not None:
            heading = (self.heading.text, self.heading.meaning)
        known = all(one.meaning is not None for one in own)
        group = self.group.text if known and self.group is not None and self.holds_for(line) else ""
        return row_place(line.label, _merged(own), heading, group)


@dataclass
class _Reader:
    study: Study
    setting: Setting
    answers: Answers
    missing: frozenset[New]
    known: dict[tuple[str, Where], Label] = field(default_factory=dict)
    asked: dict[tuple[str, Wants], Unknown] = field(default_factory=dict)

    def label(self, text: str, where: Where) -> Label:
        key = (same_label(text), where)
        if key not in self.known:
            self.known[key] = self._label(text, where)
        return self.known[key]

    def _label(self, text: str, where: Where) -> Label:
        guessed = guess(text, self.study)
        answer = self.answers.get(same_label(text))
        if answer is not None:
            return Label(text, where, answer.over(guessed.meaning), "as answered", guessed)
        how = (
            ""
            if guessed.meaning is None
            else "spelled alike"
            if guessed.score > 99.99
            else f"{guessed.score:.0f}% alike"
        )
        return Label(text, where, guessed.meaning, how, guessed)

    def ask(self, label: Label, example: str, wants: Wants = "", why: str = "") -> None:
        key = (same_label(label.text), wants)
        there = self.asked.get(key, Unknown(label, (), wants, why or label.guess.why))
        if example not in there.examples and len(there.examples) < 3:
            there = replace(there, examples=(*there.examples, example))
        self.asked[key] = there


def draft(layout: Layout, study: Study, setting: Setting, answers: Answers, missing: frozenset[New]) -> Draft:
    """Read a table. `missing` are names that answers use and study.yml has not got: what needs them is not complete."""
    reader = _Reader(study, setting, answers, missing)
    columns = [[reader.label(text, "column") for text in labels] for labels in layout.columns]
    cells: list[Placed] = []
    rows: list[str] = []
    labels = Counter(same_label(line.label) for line in layout.lines if not line.is_heading)
    above = _Above(frozenset(label for label, count in labels.items() if count > 1))
    skipped_lines: set[int] = set()
    for at, line in enumerate(layout.lines):
        own = [reader.label(text, "heading" if line.is_heading else "row") for text in line.labels]
        rows.append(above.row_place(line, own))
        if _is_skipped(own):
            skipped_lines.add(at)
            continue
        for column, text in enumerate(line.cells):
            if not _is_skipped(columns[column]) and text and not is_not_given(text):
                cells.append(_placed(reader, layout, (at, column), own, columns[column], above))
        above.read(own, is_heading=line.is_heading)
    results = [line.is_heading or at in skipped_lines for at, line in enumerate(layout.lines)]
    at_places = places(
        ["" if out else row for row, out in zip(rows, results, strict=True)], layout.headings, setting.section
    )
    return Draft(
        layout,
        setting,
        tuple(replace(cell, place=at_places[cell.line, cell.column]) for cell in cells),
        tuple(reader.known.values()),
        tuple(reader.asked.values()),
        frozenset(skipped_lines),
        frozenset(at for at, labels in enumerate(columns) if _is_skipped(labels)),
    )


def _is_skipped(labels: list[Label]) -> bool:
    return any(one.meaning is not None and one.meaning.skip for one in labels)


def _merged(labels: list[Label]) -> Meaning:
    """What several labels say together, the last one first."""
    merged = Meaning()
    for one in labels:
        if one.meaning is not None:
            merged = over(one.meaning, merged)
    return merged


def over(first: Meaning, second: Meaning) -> Meaning:
    """What the first says, and the second where it says nothing."""
    return Meaning(
        first.group or second.group,
        second.month if first.month is None else first.month,
        first.measure or second.measure,
        first.form or second.form,
    )


def _placed(
    reader: _Reader, layout: Layout, at: tuple[int, int], own: list[Label], column: list[Label], above: _Above
) -> Placed:
    line, text = layout.lines[at[0]], layout.lines[at[0]].cells[at[1]]
    named = over(_merged(own), _merged(column))
    otherwise = reader.setting.otherwise
    meaning = over(over(named, above.carried(line)), otherwise)
    unknown = [one for one in (*own, *column) if one.meaning is None]
    settled = named.group and (named.measure or otherwise.measure)
    if above.heading is not None and above.heading.meaning is None and not settled:
        unknown.append(above.heading)
    for one in unknown:
        reader.ask(one, text)
    # Whom a row with an unknown label is about, nobody knows yet; nor one below a row that names a group.
    doubtful = above.group is not None and meaning.group is None
    meaning = replace(meaning, group=named.group if unknown else meaning.group or (None if doubtful else OVERALL))
    problem = ""
    if not line.labels:
        problem = "its row has no label"
    elif unknown:
        problem = f"what does {_quoted(unknown)} mean? {unknown[0].guess.why}".strip()
    elif doubtful and above.group is not None:
        why = f"whom is it about? above it stands {above.group.text!r}"
        reader.ask(own[-1], text, "group", why)
        problem = f"the row {own[-1].text!r}: {why}"
    elif meaning.measure is None:
        reader.ask(own[-1], text, "measure", "what is measured there?")
        problem = f"what is measured in the row {own[-1].text!r}?"
    elif (at in layout.spanned) and _repeated(layout, at):
        problem = "one print stands over several cells; write it by hand where it belongs"
    elif lacking := [one for one in reader.missing if _uses(meaning, one)]:
        problem = " and ".join(f"the {one.kind} {one.id!r}" for one in lacking) + " is not in study.yml yet"
    kind = next((one.kind for one in reader.study.measures if one.id == meaning.measure), "")
    contents = read_cell(text, meaning.form, kind)
    if contents.problem:
        meaning = replace(meaning, form="")
    return Placed(at[0], at[1], "", meaning, text, contents, problem or contents.problem or reader.setting.waits)


def _repeated(layout: Layout, at: tuple[int, int]) -> bool:
    """Whether the print of a cell stands beside it or below it again."""
    row, column = at
    around = ((row, column + 1), (row, column - 1), (row + 1, column), (row - 1, column))
    mine = layout.lines[row].cells[column]
    return any(
        place in layout.spanned
        and 0 <= place[0] < len(layout.lines)
        and 0 <= place[1] < len(layout.columns)
        and layout.lines[place[0]].cells[place[1]] == mine
        for place in around
    )


def _uses(meaning: Meaning, one: New) -> bool:
    match one.kind:
        case "group":
            return meaning.group == one.id
        case "measure":
            return meaning.measure == one.id
        case "visit":
            return meaning.month is not None and f"{meaning.month:g}" == one.id


def _quoted(labels: list[Label]) -> str:
    return " and ".join(dict.fromkeys(repr(one.text) for one in labels))
