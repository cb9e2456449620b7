"""Two packages, or two built books, found and read so that they can be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.errors import ParameterError
from marginalia.files import file_digest, files_under
from marginalia.press import manifest
from marginalia.press.project import Project
from marginalia.study.contents import EARLIER, name_of
from marginalia.study.package_files import check_files

if TYPE_CHECKING:
    from marginalia.comparing import State
    from marginalia.display.differences import Differences


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the folder of a package, or the output folder of a build."""

    name: str
    folder: Path
    is_build: bool


def side(project: Project, given: str, start: Path) -> Side:
    """What a name given at the command line means, relative to `start` or else to the book's top.

    Raises `ParameterError` where it is neither a study package nor the output folder of a build, `PackageError` where
    it holds what no package may hold.
    """
    folder = next((folder.resolve() for folder in (start / given, project.top / given) if folder.is_dir()), None)
    if folder is None:
        raise ParameterError(f"{given}: no such folder, neither here nor in {project.top}")
    if (folder / "study.yml").is_file():
        check_files(folder)
        return Side(name_of(folder), folder, is_build=False)
    if "html" in manifest.read(folder).get("outputs", {}) and (folder / "html").is_dir():
        return Side(folder.name, folder, is_build=True)
    raise ParameterError(
        f"{given}: found neither study.yml nor a built HTML book with its {manifest.NAME}, expected the folder of a "
        "study package, or the output folder of a build"
    )


def compared(project: Project, old: Side, new: Side, *, texts: bool) -> Differences:
    """Everything in which the two differ; without sentences, and without what only all counts together show, where
    `texts` are not wanted. Two builds are compared by what they hold, two packages by what is computed from them.

    Raises `PackageError` where a package has mistakes, `ParameterError` where only one of the two is a build.
    """
    if old.is_build != new.is_build:
        build, package = (old, new) if old.is_build else (new, old)
        raise ParameterError(f"{build.name} is a built book and {package.name} a package; give two of a kind")
    if old.name == new.name:
        old, new = replace(old, name=f"{old.name} (old)"), replace(new, name=f"{new.name} (new)")
    if old.is_build:
        from marginalia.press.built_book import built_differences

        return built_differences(old.folder, new.folder, (old.name, new.name), texts=texts)
    return _of_packages(project, old, new, texts=texts)


def _of_packages(project: Project, old: Side, new: Side, *, texts: bool) -> Differences:
    from marginalia.comparing import compare
    from marginalia.display.differences import Differences
    from marginalia.display.package_differences import differences
    from marginalia.press.checking import read_checked

    for one in (old, new):
        read_checked(project, one.folder)
    if _files(old.folder) == _files(new.folder):
        return Differences(old.name, new.name, ())
    return differences(compare(_state(old, texts=texts), _state(new, texts=texts)))


def _state(given: Side, *, texts: bool) -> State:
    """The package with what its book has beside it, worked out with the usual parameters."""
    from marginalia.display.evidence import gather
    from marginalia.display.texts import state_of
    from marginalia.parameters import DEFAULTS

    evidence = gather(DEFAULTS.changed(study=str(given.folder)))
    if not texts:
        evidence = replace(evidence, reconstructions=None)
    return replace(state_of(evidence, given.name, texts=texts), files=_files(given.folder))


def _files(package: Path) -> dict[str, str]:
    """The digest of every file of a package, the versions inside it left out."""
    return {
        name.as_posix(): file_digest(file)
        for file in files_under(package)
        if (name := file.relative_to(package)).parts[0] != EARLIER
    }
