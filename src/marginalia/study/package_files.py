"""What kind of things a package folder may hold: plain files in plain folders, and links among them.

A package may come from a stranger. A link that leads out of it would put a file of the reader's into the book; one that
leads to a folder may never end; a pipe or a device is no file at all.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from marginalia.errors import PackageError, Problem

#: Far above any package, far below what would fill a disc: every file is copied for a build.
MOST_FILES = 10_000
LARGEST = 200_000_000


def check_files(folder: Path) -> None:
    """Look at every file of a package without opening any. Hidden files are left alone, since they are never read.

    Raises `PackageError` with all that is no plain file, that leads elsewhere, or that is too large.
    """
    home = folder.resolve()
    problems: list[Problem] = []
    for count, (path, found) in enumerate(_walk(home), start=1):
        name = path.relative_to(home).as_posix()
        if count > MOST_FILES:
            problems.append(Problem(folder.name, "", f"more than {MOST_FILES:,} files", "a study package"))
            break
        if stat.S_ISLNK(found.st_mode):
            problems += _link(name, path, home)
        elif not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            problems.append(Problem(name, "", "a pipe, socket or device", "a file"))
        elif found.st_size > LARGEST and stat.S_ISREG(found.st_mode):
            problems.append(Problem(name, "", f"{found.st_size:,} bytes", f"a file of at most {LARGEST:,} bytes"))
    if problems:
        raise PackageError(problems)


def _walk(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Everything below a folder with what it is itself, no link followed, in order of name."""
    with os.scandir(folder) as inside:
        entries = sorted((entry for entry in inside if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in entries:
        yield Path(entry.path), entry.stat(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))


def _link(name: str, path: Path, home: Path) -> Iterator[Problem]:
    target = os.readlink(path)
    hint = "put the file itself into the package"
    try:
        led = path.resolve(strict=True)
    except (OSError, RuntimeError):  # a circle of links
        yield Problem(name, "", f"a link to {target}", "a link to a file that is there", hint)
        return
    if not led.is_relative_to(home):
        yield Problem(name, "", f"a link to {target}", "a file of the package", hint)
    elif not led.is_file():
        yield Problem(name, "", f"a link to {target}", "a link to a file", hint)
