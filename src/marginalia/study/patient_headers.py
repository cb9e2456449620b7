"""Which columns a table of patients one by one holds, whatever their capitals, and what is wrong with its header."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marginalia.errors import Problem
from marginalia.study.contents import VISITS
from marginalia.study.suggestions import did_you_mean, listed
from marginalia.study.workbook_limits import column_letters

#: The columns that each table must have; the others may be left out.
FIXED: Mapping[str, tuple[str, ...]] = {
    "patients": ("patient",),
    "visits": ("patient", "month"),
    "events": ("patient", "measure"),
}

#: What else a column goes by.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "patient": ("patient-id", "patient-no", "id", "subject", "subject-id", "participant"),
    "month": ("months", "visit-month"),
    "what": ("event", "description"),
}
_MOMENT = re.compile(r"\d|pre|post|base|before|after|start|end|follow|fu")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a table may have: its name, the label that the study gives it, and whether it holds scores or
    memberships, so that the study names it and not the format."""

    name: str
    label: str = ""
    of_study: bool = False

    @property
    def spellings(self) -> set[str]:
        return {plain(text) for text in (self.name, self.label, *_ALSO.get(self.name, ())) if text}


@dataclass(frozen=True, slots=True)
class Header:
    """A header as it stands: the table and the file it heads, the sheet (empty for a CSV file), its row, its texts, and
    which of the places are in use."""

    table: str
    file: str
    sheet: str
    row: int
    texts: Sequence[str]
    used: Sequence[int]


def find_columns(header: Header, wanted: Sequence[Column], problems: list[Problem]) -> dict[str, int] | None:
    """The place of each column that the header holds, by its name; `None` where the header is wrong, which is added to
    `problems`."""
    before = len(problems)
    at = f"sheet {header.sheet}, row {header.row}" if header.sheet else f"row {header.row}"
    found, wrong = _found(header, wanted)
    wide = [
        place for place in wrong if any(_is_wide(header.texts[place], column) for column in wanted if column.of_study)
    ]
    if len(wide) > 1:
        hint = f"in {VISITS} each visit is a row of its own: patient, month, and the scores of that visit"
        value = ", ".join(short(header.texts[place]) for place in wide)
        problems.append(Problem(header.file, at, value, "the long form, with one row for each visit", hint))
    for place in wrong:
        if len(wide) < 2 or place not in wide:
            text = header.texts[place]
            named = column_letters(place + 1) if header.sheet else short(text) or str(place + 1)
            problems.append(Problem(header.file, f"{at}, column {named}", text, *_expected(text, wanted)))
    missing = [name for name in FIXED[header.table] if name not in found]
    problems += [Problem(header.file, at, "", f"the column {name!r}") for name in missing]
    return found if len(problems) == before else None


def plain(text: str) -> str:
    """A heading without what people vary: capitals, spaces, underscores."""
    return re.sub(r"[\s_]+", "-", text.strip().lower())


def short(text: str) -> str:
    """A heading as a message can quote it."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _found(header: Header, wanted: Sequence[Column]) -> tuple[dict[str, int], list[int]]:
    """The columns by place, and the places of those that nobody knows or that are there twice."""
    names = {column.name for column in wanted}
    spellings: dict[str, set[str]] = defaultdict(set)
    for column in wanted:
        for spelling in column.spellings:
            spellings[spelling].add(column.name)
    found: dict[str, int] = {}
    wrong = []
    for place in header.used:
        heading = plain(header.texts[place])
        # A name is itself; another spelling counts where it can mean one column only.
        meant = {heading} if heading in names else spellings.get(heading, set())
        name = next(iter(meant)) if len(meant) == 1 else ""
        if name and name not in found:
            found[name] = place
        else:
            wrong.append(place)
    return found, wrong


def _expected(text: str, wanted: Sequence[Column]) -> tuple[str, str]:
    if not text:
        return "a name for the column, since it holds values", ""
    if any(plain(text) in column.spellings for column in wanted):
        return "each column once", ""
    names = [column.name for column in wanted]
    return f"one of {listed(names)}", did_you_mean(plain(text), names) or "leave out what the study does not name"


def _is_wide(text: str, column: Column) -> bool:
    """Whether a heading seems to be an outcome at one visit: `vas_3`, `VAS baseline`, `m12-vas`."""
    heading = plain(text)
    rests = [
        heading.removeprefix(own) if heading.startswith(own) else heading.removesuffix(own)
        for own in column.spellings
        if heading.startswith(own) or heading.endswith(own)
    ]
    return any(_MOMENT.search(rest) for rest in rests)
