"""Writes a study package to begin with: the commented example of `template/`, with what is known of the paper."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import ValidationError

from marginalia.errors import MarginaliaError, ParameterError
from marginalia.study.authors import authors_in
from marginalia.study.entries import expectation
from marginalia.study.fields import SLUG, slug_of
from marginalia.study.schema import CitationEntry
from marginalia.study.suggestions import did_you_mean

TEMPLATE = Path(__file__).with_name("template")

#: Stands at the end of each line of the example that says something of the invented paper.
MARK = "# REPLACE"

#: Words that make no good part of a citation key.
_SMALL = frozenset(("a", "an", "and", "for", "from", "in", "is", "of", "on", "the", "to", "with"))


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of the paper beforehand; `None` where the example's own stays."""

    title: str | None = None
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    volume: str | None = None
    pages: str | None = None
    doi: str | None = None


def write_package(folder: Path, paper: Paper) -> tuple[Path, ...]:
    """Make the package and say which files it has. `folder` must be empty or not exist, the one around it must.

    Raises `ParameterError` for a name or a value that cannot be used, `MarginaliaError` where the folder cannot be
    written; in either case nothing has changed.
    """
    _check_place(folder)
    given = _citation(paper)
    names = sorted(file.name for file in TEMPLATE.iterdir() if file.is_file())
    made = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        made.mkdir()
        try:
            for name in names:
                text = (TEMPLATE / name).read_text("utf-8")
                (made / name).write_text(_filled(text, given) if name == "study.yml" else text, "utf-8")
            made.rename(folder)  # takes the place of an empty folder, never of one with something in it
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise MarginaliaError(f"cannot make {folder}: {error.strerror or error}; nothing was written") from error
    return tuple(folder / name for name in names)


def _check_place(folder: Path) -> None:
    if not re.fullmatch(SLUG, folder.name) or len(folder.name) > 80:
        meant = slug_of(folder.name)
        hint = f"; for example {folder.parent / meant}" if meant else ""
        raise ParameterError(
            f"{folder}: found {folder.name!r}, expected a name of lower-case letters, digits and single hyphens{hint}"
        )
    if os.path.lexists(folder) and not folder.is_dir():
        raise ParameterError(f"{folder}: found a file, expected a folder that is not there yet")
    try:
        if folder.is_symlink() or (folder.is_dir() and any(folder.iterdir())):
            raise ParameterError(
                f"{folder}: found a folder with something in it, expected one that is not there yet; "
                "choose another name"
            )
        if not folder.parent.is_dir():
            beside = folder.parent.parent
            near = [one.name for one in beside.iterdir() if one.is_dir()] if beside.is_dir() else []
            hint = did_you_mean(folder.parent.name, near) or "make it first, or write data/my-paper"
            raise ParameterError(f"{folder}: there is no folder {folder.parent}; {hint}")
    except OSError as error:
        raise MarginaliaError(f"cannot make {folder}: {error.strerror or error}; nothing was written") from error


def _citation(paper: Paper) -> dict[str, object]:
    """The keys of `citation` that are not the example's, checked by the schema. Raises `ParameterError`."""
    given: dict[str, object] = {name: value for name, value in asdict(paper).items() if value is not None}
    if "authors" in given or "year" in given:
        given |= _names(paper)
    needed = [name for name, field in CitationEntry.model_fields.items() if field.is_required()]
    example: dict[str, object] = {name: 2000 if name == "year" else "x" for name in needed}
    try:
        checked = CitationEntry.model_validate(example | given)
    except ValidationError as error:
        told = []
        for details in error.errors(include_url=False):
            expected, hint = expectation(details)
            found = f"found {str(details['input'])[:80]!r}, expected {expected}"
            told.append(f"--{details['loc'][0]}: {found}" + (f"; {hint}" if hint else ""))
        raise ParameterError("\n".join(told)) from None
    return {name: getattr(checked, name) for name in given}


def _names(paper: Paper) -> dict[str, object]:
    """How sentences and citations call the paper, from its authors, year and title; nothing where no name is told."""
    authors = authors_in(paper.authors or "")
    if not authors.people:
        return {}
    title = next((word for word in slug_of(paper.title or "").split("-") if word and word not in _SMALL), "")
    year = "" if paper.year is None else str(paper.year)
    key = f"{slug_of(authors.people[0][0]).replace('-', '')}{year}{title}"
    made: dict[str, object] = {"short": f"{authors.short} {year}".strip()}
    if key:
        made["key"] = key
    return made


def _filled(text: str, given: dict[str, object]) -> str:
    """The example with what is given in the place of its own; a line that is filled loses its mark."""
    for name, value in given.items():
        line = re.search(rf"^  {name}: .*$", text, re.MULTILINE)
        assert line is not None, name
        text = f"{text[: line.start()]}  {name}: {json.dumps(value, ensure_ascii=False)}{text[line.end() :]}"
    return text
