"""A new version of a package: the present state is kept inside it, and `study.yml` says what was changed and why.

`study.yml` is changed as text, so that comments and layout stay: one line for the version, one entry more in the list
of changes. What comes out is read again and must say exactly what was meant.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path

from pydantic import ValidationError

from marginalia.errors import MarginaliaError, ParameterError
from marginalia.files import files_under, write_whole
from marginalia.study.contents import EARLIER
from marginalia.study.entries import expectation
from marginalia.study.model import Study
from marginalia.study.schema import RevisionEntry
from marginalia.study.yaml_text import Document, load

_FILE = "study.yml"
#: What some editors put in front of a text in UTF-8.
_MARK = "\ufeff"


def revise(folder: Path, study: Study, revision: RevisionEntry) -> Path:
    """Keep the present state of the package in `folder` under `earlier/`, and make it the version of `revision`.

    `study` is the package as read. Returns the folder of what is now the earlier version. Either all of this happens or
    nothing. Raises `ParameterError` where that version exists or the present one is kept already, `MarginaliaError`
    where the disc refuses or `study.yml` is written so that it can only be changed by hand.
    """
    kept = folder / EARLIER / study.version
    if revision.version == study.version:
        raise ParameterError(f"version {study.version} is the present one; choose another name for the new one")
    for version in (revision.version, study.version):
        if os.path.lexists(folder / EARLIER / version):
            raise ParameterError(f"version {version} exists already, in {EARLIER}/{version}; choose another name")
    file = folder / _FILE
    try:
        old = file.read_bytes()
        new = revised(old.decode("utf-8"), study.version, revision).encode("utf-8")
        _keep(folder, kept)
        try:
            write_whole(file, new)
        except OSError:
            shutil.rmtree(kept)
            raise
    except OSError as error:
        raise MarginaliaError(f"cannot write into the package {folder}: {error.strerror or error}") from error
    return kept


def entry(**values: str) -> RevisionEntry:
    """What was changed, checked. Raises `ParameterError` with every mistake."""
    try:
        return RevisionEntry.model_validate(values)
    except ValidationError as error:
        told = []
        for details in error.errors(include_url=False):
            expected, hint = expectation(details)
            told.append(f"--{details['loc'][0]}: found {details['input']!r}, expected {expected}{hint and f'; {hint}'}")
        raise ParameterError("\n".join(told)) from None


def revised(text: str, present: str, revision: RevisionEntry) -> str:
    """The text of `study.yml` with its version and one change more, everything else as it was.

    Raises `MarginaliaError` where the text is written so that this cannot be done line by line.
    """
    if text.startswith(_MARK):
        return _MARK + revised(text.removeprefix(_MARK), present, revision)
    before = load(text)
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += line_end
    said = revision.model_dump(exclude_defaults=True)
    added = _entry(said, _indent(lines, before), line_end)
    # From the end of the file to its beginning, so that the lines above stay where they are.
    if before.value.get("changed"):
        at = _end_of(lines, before, "changed")
        lines[at:at] = added
    else:
        if "changed" in before.value:
            at = before.line(("changed",)) - 1
            del lines[at : _end_of(lines, before, "changed")]
        else:
            at = before.line(("version",)) if "version" in before.value else _first_line(before)
        apart = [] if {"changed", "version"} & set(before.value) else [line_end]
        lines[at:at] = [f"changed:{line_end}", *added, *apart]
    version = f"version: {json.dumps(revision.version)}"
    if "version" in before.value:
        at = before.line(("version",)) - 1
        comment = lines[at].partition(" #")[2].rstrip("\r\n")
        lines[at] = version + (f"  #{comment}" if comment else "") + line_end
    else:
        lines[_first_line(before) : _first_line(before)] = [version + line_end]
    made = "".join(lines)
    if _value(made) != {**before.value, "version": revision.version, "changed": _changes(before, said)}:
        raise MarginaliaError(
            f"{_FILE} is written so that version and changed can only be set by hand; version {present} is still the "
            "present one"
        )
    return made


def _changes(before: Document, said: dict[str, str]) -> list[object]:
    return [*(before.value.get("changed") or []), said]


def _value(text: str) -> object:
    try:
        return load(text).value
    except ValueError:
        return None


def _first_line(document: Document) -> int:
    """How many lines stand before the first key: the comment that heads the file."""
    return min(line for path, line in document.lines.items() if len(path) == 1) - 1


def _end_of(lines: list[str], document: Document, key: str) -> int:
    """How many lines stand up to the end of a key's value, without blank lines and comments that lead to the next."""
    later = [line for path, line in document.lines.items() if len(path) == 1 and line > document.line((key,))]
    end = min(later) - 1 if later else len(lines)
    while lines[end - 1].strip() == "" or lines[end - 1].startswith("#"):
        end -= 1
    return end


def _indent(lines: list[str], document: Document) -> str:
    """How far the entries that there are stand from the margin."""
    if not document.value.get("changed"):
        return "  "
    line = lines[document.line(("changed", 0)) - 1]
    return line[: len(line) - len(line.lstrip(" "))]


def _entry(said: dict[str, str], indent: str, line_end: str) -> list[str]:
    """A list entry. JSON's strings are YAML's quoted ones."""
    return [
        f"{indent}{'- ' if at == 0 else '  '}{name}: {json.dumps(value, ensure_ascii=False)}{line_end}"
        for at, (name, value) in enumerate(said.items())
    ]


def _keep(folder: Path, kept: Path) -> None:
    """Copy a package without the versions inside it, whole or not at all."""
    fresh = kept.with_name(f".{kept.name}.{os.getpid()}")
    try:
        for file in files_under(folder):
            name = file.relative_to(folder)
            if name.parts[0] != EARLIER:
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, fresh / name)
        fresh.replace(kept)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        with contextlib.suppress(OSError):
            kept.parent.rmdir()  # which holds nothing where this would have been the first
        raise
