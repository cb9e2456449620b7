"""A package's own list of literature, `references.bib`, as plain text; and plain text as BibTeX that is safe to set.

BibTeX is read by pybtex, which runs no TeX. Of an entry only what a reference list shows is kept, and each value is
turned into plain text, accents decoded, any other command left as its letters. What the book is built from is written
anew from that, so that no command, brace or address of a stranger's file reaches the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marginalia.errors import Problem
from marginalia.study.authors import authors_in
from marginalia.study.fields import CITATION_KEY
from marginalia.study.files import read_text
from marginalia.study.model import Citation
from marginalia.study.suggestions import did_you_mean

NAME = "references.bib"

#: What each kind of entry must have besides author, title and year, as BibTeX has it (Patashnik, BibTeXing, 1988).
_NEEDED: dict[str, tuple[str, ...]] = {
    "article": ("journal",),
    "book": ("publisher",),
    "incollection": ("booktitle", "publisher"),
    "inproceedings": ("booktitle",),
    "mastersthesis": ("school",),
    "misc": (),
    "phdthesis": ("school",),
    "techreport": ("institution",),
    "unpublished": ("note",),
}
#: Newer names (biblatex) for kinds and fields.
_KINDS = {"online": "misc", "report": "techreport", "thesis": "phdthesis", "conference": "inproceedings"}
_FIELDS = {"journaltitle": "journal", "date": "year", "location": "address"}
#: What a reference list shows; other fields of an entry (abstract, keywords, file) are not read.
_SHOWN = (
    *("title", "journal", "booktitle", "publisher", "school", "institution", "year", "volume", "number", "pages"),
    *("edition", "series", "address", "howpublished", "note", "doi", "url"),
)
#: Fields that are not set as text but made into links, with none of the signs that BibTeX or TeX takes for its own.
_ADDRESSES = ("doi", "url")
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"\\^`{}|%]+", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"\\^`{}|]+", re.ASCII)

#: A name: family and the rest, or one name that is not taken apart.
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its citation key, its kind, who wrote it (`others` where some are left out), what else is shown."""

    key: str
    kind: str
    authors: tuple[Name, ...]
    others: bool
    fields: dict[str, str]


def read_sources(folder: Path, problems: list[Problem]) -> tuple[Source, ...]:
    """The sources in a package's `references.bib`; none where it has no such file. Mistakes are added to `problems`."""
    if not (folder / NAME).exists():
        return ()
    text = read_text(folder / NAME)
    if isinstance(text, Problem):
        problems.append(text)
        return ()
    if macro := re.search(r"@\s*string\b", text, re.IGNORECASE):
        problems.append(_problem(text, macro.start(), "@string", "entries that hold their own text"))
        return ()
    sources: dict[str, Source] = {}
    for start, kind, key, fields in _entries(text, problems):
        if key in sources:
            problems.append(_problem(text, start, key, "a key of its own", "an entry above has it already"))
        elif (source := _source(text, start, kind, key, fields, problems)) is not None:
            sources[key] = source
    return tuple(sources.values())


def keys_in(text: str) -> frozenset[str]:
    """The keys of the entries in a BibTeX file, without reading the rest of it."""
    entry = r"^\s*@\s*(?!comment|string|preamble)\w+\s*\{\s*([^,\s]+)\s*,"
    return frozenset(re.findall(entry, text, re.IGNORECASE | re.MULTILINE))


def check_sources(folder: Path, citations: Collection[str], problems: list[Problem]) -> frozenset[str]:
    """Check a package's own list beside the keys that the book has already; the keys of both. Keys of a broken entry
    are among them, so that one mistake does not make every citation look wrong."""
    read_sources(folder, problems)
    text = read_text(folder / NAME) if (folder / NAME).exists() else ""
    own = keys_in(text) if isinstance(text, str) else frozenset()
    for key in sorted(own & frozenset(citations)):
        start = text.find(key) if isinstance(text, str) else 0
        hint = "the book’s references have it already: cite it without an entry here, or choose another key"
        problems.append(_problem(text if isinstance(text, str) else "", start, key, "a key of its own", hint))
    return own | frozenset(citations)


def of_study(citation: Citation) -> Source:
    """The paper itself as a source, from what `study.yml` says of it."""
    authors = authors_in(citation.authors)
    fields = {"title": citation.title, "journal": citation.journal, "year": str(citation.year)}
    fields |= {name: text for name in ("volume", "pages") if (text := getattr(citation, name))}
    fields |= {"doi": citation.doi} if _DOI.fullmatch(citation.doi) else {}
    return Source(citation.key, "article", authors.people or ((citation.authors, ""),), authors.more, fields)


def as_bibtex(sources: tuple[Source, ...]) -> str:
    """The sources as BibTeX in which nothing but its own braces is a command."""
    return "\n".join(_entry(source) for source in sources)


def _entries(text: str, problems: list[Problem]) -> list[tuple[int, str, str, dict[str, str]]]:
    """Where each entry begins, its kind, key and fields; broken ones are noted, and left out."""
    from pybtex.database.input.bibtex import LowLevelParser, month_names
    from pybtex.exceptions import PybtexError

    broken: list[int] = []

    def note(error: Any) -> None:
        broken.append(parser.command_start)
        hint = "each entry is @kind{key, name = {text}, …}, its braces in pairs"
        problems.append(Problem(NAME, f"line {error.lineno}", str(error.args[0]), "valid BibTeX", hint))

    parser = LowLevelParser(text, macros=dict(month_names), handle_error=note)
    found = []
    try:
        for command, body in parser:
            if len(body) == 2 and body[0] is not None and parser.command_start not in broken:
                fields = {name.lower(): "".join(parts) for name, parts in body[1]}
                found.append((parser.command_start, command.lower(), body[0], fields))
    except PybtexError as error:
        problems.append(Problem(NAME, "", str(error), "valid BibTeX"))
    return found


def _source(text: str, start: int, kind: str, key: str, raw: dict[str, str], problems: list[Problem]) -> Source | None:
    """One entry checked; `None` where something is wrong with it, which is noted."""
    before = len(problems)

    def wrong(value: str, expected: str, hint: str = "") -> None:
        problems.append(_problem(text, start, value, expected, hint, key))

    kind = _KINDS.get(kind, kind)
    if kind not in _NEEDED:
        wrong(f"@{kind}", f"one of {', '.join(f'@{known}' for known in _NEEDED)}", did_you_mean(kind, _NEEDED))
    if not re.fullmatch(CITATION_KEY, key) or len(key) > 80:
        wrong(key, "a key of letters, digits, hyphens, points and underscores")
    raw = {_FIELDS.get(name, name): value for name, value in raw.items()}
    fields = {name: plain for name in _SHOWN if (plain := _plain(raw.get(name, "")))}
    authors, others = _people(raw.get("author", "") or raw.get("editor", ""))
    for name in ("title", "year", *_NEEDED.get(kind, ())):
        if name not in fields:
            wrong("", f"the field {name!r}", did_you_mean(name, raw.keys() - {name}))
    if not authors:
        wrong(
            "",
            "the field 'author'",
            did_you_mean("author", raw.keys() - {"author"}) or "an organisation goes in double braces, {{…}}",
        )
    if "year" in fields:
        year = re.match(r"\d{4}(?!\d)|n\.d\.", fields["year"], re.ASCII)
        if year is None:
            wrong(fields["year"], "a year of four digits, or n.d. where it has no date")
        else:
            fields["year"] = year[0]
    for name, form, expected in (("doi", _DOI, "10.…/…, without address"), ("url", _URL, "an address, http or https")):
        value = fields.get(name, "")
        bare = re.sub(r"^https?://(?:dx\.)?doi\.org/", "", value) if name == "doi" else value
        if value and not form.fullmatch(bare):
            wrong(value, expected)
        elif value:
            fields[name] = bare
    return None if len(problems) > before else Source(key, kind, authors, others, fields)


def _people(raw: str) -> tuple[tuple[Name, ...], bool]:
    """The names of an author field, and whether it ends in `others`."""
    from pybtex.bibtex.utils import split_name_list
    from pybtex.database import Person
    from pybtex.exceptions import PybtexError

    people: list[Name] = []
    for name in split_name_list(raw) if raw.strip() else ():
        try:
            person = Person(name)
            family = " ".join((*person.prelast_names, *person.last_names, *person.lineage_names))
            people.append((_plain(family), _plain(" ".join((*person.first_names, *person.middle_names)))))
        except PybtexError:
            people.append((_plain(name), ""))
    people = [name for name in people if name[0]]
    others = bool(people) and people[-1] == ("others", "")
    return tuple(people[:-1] if others else people), others


def _plain(raw: str) -> str:
    """A BibTeX value as plain text on one line, accents decoded, braces gone."""
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text

    try:
        text = str(Text.from_latex(re.sub(r"(?<!\\)%", r"\%", raw)))
    except PybtexError:
        text = raw
    return _one_line(text)


def _one_line(text: str) -> str:
    """Text without braces, control characters and line ends."""
    return " ".join("".join(" " if sign in "{}" or not sign.isprintable() else sign for sign in text).split())


def _entry(source: Source) -> str:
    names = [", ".join(f"{{{_set(part)}}}" for part in name if part) for name in source.authors]
    authors = " and ".join([*names, *(["others"] if source.others else [])])
    fields = {
        name: f"{{{value if name in _ADDRESSES else '{' + _set(value) + '}'}}}" for name, value in source.fields.items()
    }
    lines = [f"  {name} = {value}" for name, value in {"author": f"{{{authors}}}", **fields}.items()]
    return f"@{source.kind}{{{source.key},\n" + ",\n".join(lines) + "\n}\n"


def _set(text: str) -> str:
    """Plain text as BibTeX reads it back."""
    signs = {"\\": r"{\textbackslash}", "%": r"\%", "~": r"{\textasciitilde}"}
    return "".join(signs.get(sign, sign) for sign in _one_line(text))


def _problem(text: str, start: int, value: str, expected: str, hint: str = "", key: str = "") -> Problem:
    line = f"line {text.count(chr(10), 0, start) + 1}"
    return Problem(NAME, f"{line}, {key}" if key else line, value, expected, hint)
