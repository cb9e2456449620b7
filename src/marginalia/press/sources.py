"""The data of one build: the study package, and whatever else `data/` holds that is not another study."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from marginalia.errors import ParameterError
from marginalia.files import files_under
from marginalia.press.project import Project
from marginalia.study.package_files import check_files


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """A study package and the relative name that chapters and pages know it by, never an absolute path."""

    folder: Path
    name: str


def locate_study(project: Project, study: str, start: Path) -> StudyFolder:
    """The study package that a command or a parameter means: relative to `start`, else to the book's top.

    A package outside the book is known as `data/<its folder's name>`. Raises `ParameterError` where there is none, and
    `PackageError` where it holds what no package may hold.
    """
    for folder in (start / study, project.top / study):
        if folder.is_dir():
            break
    else:
        raise ParameterError(f"parameter study={study}: no such folder, neither here nor in {project.top}")
    folder = folder.resolve()
    check_files(folder)
    if folder.is_relative_to(project.top):
        return StudyFolder(folder, folder.relative_to(project.top).as_posix())
    taken = (project.top / "data" / folder.name).is_dir() and not _is_study(project.top / "data" / folder.name)
    return StudyFolder(folder, f"data/{'study-' if taken else ''}{folder.name}")


def data_files(project: Project, study: StudyFolder) -> Iterator[tuple[Path, Path]]:
    """Each data file that chapters can read, as (its name in the book, where it is now), in a fixed order."""
    data = project.top / "data"
    others = sorted(data.iterdir()) if data.is_dir() else []
    for other in others:
        if other.is_dir() and other != study.folder and not other.name.startswith(".") and not _is_study(other):
            yield from ((file.relative_to(project.top), file) for file in files_under(other))
    yield from ((Path(study.name) / file.relative_to(study.folder), file) for file in files_under(study.folder))


def copy_data(project: Project, study: StudyFolder, stage: Path) -> None:
    """A snapshot of the data in the stage, so that it cannot change while chapters run."""
    for name, file in data_files(project, study):
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, stage / name)


def _is_study(folder: Path) -> bool:
    return (folder / "study.yml").is_file()
