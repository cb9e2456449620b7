"""The study packages that somebody means: folders of their own, and folders full of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from marginalia.errors import ParameterError
from marginalia.press.project import Project

#: How far below a folder packages are looked for.
_DEEPEST = 4

#: Either makes a folder a package, so that one that lacks the other is told of and not passed over.
_MARKS = ("study.yml", "numbers.csv")


def packages(project: Project, named: Sequence[str], start: Path) -> tuple[Path, ...]:
    """The folder of each package, in the order in which they are named, and by name within a folder of several.

    Each name is looked for from `start`, else from the book's top. Raises `ParameterError` with every name that is no
    folder, or has no package in it.
    """
    found: dict[Path, None] = {}
    mistakes = []
    for name in named:
        folder = next((one for one in (start / name, project.top / name) if one.is_dir()), None)
        inside = [] if folder is None else list(_inside(folder.resolve(), _DEEPEST))
        if folder is None:
            mistakes.append(f"{name}: no such folder, neither here nor in {project.top}")
        elif not inside:
            mistakes.append(f"{name}: no study package, expected study.yml in it or in a folder below it")
        found.update(dict.fromkeys(inside))
    if mistakes:
        raise ParameterError("\n".join(mistakes))
    return tuple(found)


def _inside(folder: Path, deeper: int) -> Iterator[Path]:
    """The package that a folder is, or those below it; what lies inside a package is the package's own."""
    if any((folder / mark).is_file() for mark in _MARKS):
        yield folder
    elif deeper:
        for below in sorted(folder.iterdir()):
            if below.is_dir() and not below.name.startswith("."):
                yield from _inside(below.resolve(), deeper - 1)
