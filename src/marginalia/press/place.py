"""Where a build may write: beside the sources, and never over what it did not make."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from marginalia.errors import MarginaliaError, ParameterError
from marginalia.files import write_whole
from marginalia.press import manifest
from marginalia.press.project import Project
from marginalia.press.sources import StudyFolder

#: Folders of the book's top that people write in, whether or not this book has pages in them.
_SOURCES = ("book", "chapters", "data", "src", "tests")

#: What a disc or its owner can refuse at any moment; every other `OSError` is a defect of ours.
_REFUSALS = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT)


def check_place(project: Project, study: StudyFolder, out: Path, outputs: tuple[str, ...]) -> None:
    """Raise `ParameterError` where a build into `out` would lie among the sources or replace what is not ours.

    Ours is what the manifest of `out` lists. Writes nothing.
    """
    check_beside_sources(project, [study.folder], out)
    folder = out.resolve()
    known = manifest.read(folder)
    theirs = [] if "marginalia" in known else [manifest.NAME]
    theirs += [] if "crate" in known else [manifest.CRATE]
    theirs += [name for output, name in manifest.OUTPUTS.items() if output in outputs and not _is_ours(known, output)]
    for name in theirs:
        place = folder / name
        if os.path.lexists(place) and not _left_by_jupyter_book(project, place):
            raise ParameterError(
                f"the output folder {out} already holds {name}, which Marginalia did not make and would have to "
                "replace; move it away, or choose another folder with --out"
            )


def check_beside_sources(project: Project, studies: Iterable[Path], out: Path) -> None:
    """Raise `ParameterError` where an output folder would lie among a book's sources or in a study package."""
    folder = out.resolve()
    if folder == project.top:
        raise ParameterError(f"the output folder {out} is the book's own top folder; choose one below it or elsewhere")
    sources = [project.top / name for name in dict.fromkeys((*_SOURCES, *project.folders))]
    sources += [study for study in studies if not project.top.is_relative_to(study)]
    for source in sources:
        if folder.is_relative_to(source.resolve()):
            raise ParameterError(f"the output folder {out} lies in {source}, which holds sources; choose another")


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn what the disc refuses while a build writes into `out` into a `MarginaliaError`."""
    try:
        yield
    except OSError as error:
        if error.errno not in _REFUSALS:
            raise
        raise unwritable(out, error) from error


def write_text(text: str, file: Path) -> None:
    """Write a new file, whole or not at all, its folder made where there is none. Raises `ParameterError` where there
    is such a file already, `MarginaliaError` where the disc refuses."""
    if os.path.lexists(file):
        raise ParameterError(f"{file} exists already; choose another name, or move it away")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text.encode("utf-8"))
    except OSError as error:
        raise MarginaliaError(f"cannot write {file}: {error.strerror or error}") from error


def unwritable(out: Path, error: OSError) -> MarginaliaError:
    """What to tell of an output folder that cannot be made or written."""
    at = f" ({error.filename})" if error.filename else ""
    return MarginaliaError(f"cannot write to the output folder {out}: {error.strerror or error}{at}")


def _is_ours(known: dict[str, Any], output: str) -> bool:
    return output in known.get("outputs", {})


def _left_by_jupyter_book(project: Project, place: Path) -> bool:
    """Whether this is what `jupyter-book build .` makes of this same book, in the one place where it makes it."""
    return place == project.top / "_build" / "html" and (place / ".buildinfo").is_file()
