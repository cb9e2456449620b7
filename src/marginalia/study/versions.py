"""A package with the earlier versions that it keeps: each is a whole package, and each must be sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from marginalia.errors import PackageError, Problem
from marginalia.study.contents import EARLIER
from marginalia.study.fields import REFERENCE
from marginalia.study.model import Study

Read = Callable[[Path], Study]

_FOLDER = "the version's name: letters, digits and hyphens, parts joined by dots"


def read_with_earlier(folder: Path, read: Read) -> Study:
    """The study in `folder`, as `read` reads it, once all its earlier versions have been read as well.

    Raises `PackageError` with every problem of every version; those of an earlier one name its folder.
    """
    problems: list[Problem] = []
    study = _try(folder, read, problems)
    for place in _versions(folder):
        name = f"{EARLIER}/{place.name}"
        if not re.fullmatch(REFERENCE, place.name):
            problems.append(Problem(EARLIER, "", place.name, _FOLDER))
            continue
        found: list[Problem] = []
        earlier = _try(place, read, found)
        problems += [replace(one, file=f"{name}/{one.file}") for one in found]
        if earlier is not None and earlier.version != place.name:
            hint = "the folder has the version's name"
            problems.append(Problem(f"{name}/study.yml", "version", earlier.version, repr(place.name), hint))
        if study is not None and study.version == place.name:
            problems.append(Problem("study.yml", "version", study.version, f"a version that is not in {EARLIER}/"))
    if problems or study is None:
        raise PackageError(problems)
    return study


def _versions(folder: Path) -> Iterator[Path]:
    """Every folder among the earlier versions, whether or not it holds a package."""
    kept = folder / EARLIER
    if kept.is_dir():
        yield from (place for place in sorted(kept.iterdir()) if place.is_dir() and not place.name.startswith("."))


def _try(folder: Path, read: Read, problems: list[Problem]) -> Study | None:
    try:
        return read(folder)
    except PackageError as error:
        problems += error.problems
        return None
