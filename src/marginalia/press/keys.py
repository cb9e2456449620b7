"""What a page and a book depend on, as one digest each.

A stale number is the worst mistake that a build can make, so a key takes in everything that could change the
result: the notebook, the parameters, every byte of the data, our modules, the lock, the packages really installed,
the Python. Names and bytes only: no times, no places, so that a key means the same in every folder.
"""

from __future__ import annotations

import json
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import marginalia
from marginalia.files import digest, files_digest, files_under
from marginalia.parameters import Parameters
from marginalia.press.project import Page, Project
from marginalia.press.sources import StudyFolder, data_files

_PACKAGE = Path(marginalia.__file__).parent
#: What the book's top holds besides pages that a bound book depends on.
_SETTINGS = ("_config.yml", "CITATION.cff")
#: What no chapter imports: a change here binds the book anew, but needs no chapter executed again.
_NOT_FOR_CHAPTERS = ("press", "cli", "__main__.py", "sphinx_extension.py")
#: What of it still makes an executed page: how it is read, given its parameters, run and written.
_EXECUTION = tuple(Path("press", name) for name in ("notebooks.py", "kernels.py", "execution.py", "warm"))

_Named = Iterable[tuple[Path, Path]]


@dataclass(frozen=True, slots=True)
class Keys:
    """The digests of one build: of the whole book, of what all its chapters share, and of our own modules."""

    book: str
    shared: str
    code: str

    def page(self, page: Page) -> str:
        """The digest of everything that an executed page depends on."""
        return digest([self.shared, page.name, page.text])


def keys_of(project: Project, study: StudyFolder, parameters: Parameters) -> Keys:
    """The keys of a build, from the files as they are now."""
    code = code_digest()
    beside = list(_beside_pages(project))
    shared = digest(
        [
            parameters.model_dump_json(),
            files_digest(data_files(project, study)),
            files_digest((name, file) for name, file in beside if "_static" not in name.parts),
            files_digest((name, file) for name, file in _our_files() if _makes_pages(name)),
            _environment(project),
        ]
    )
    settings = [(Path(name), project.top / name) for name in _SETTINGS if (project.top / name).is_file()]
    texts = [text for page in project.pages for text in (page.name, page.text)]
    order = json.dumps(project.contents)
    return Keys(digest([shared, code, *texts, order, files_digest(beside), files_digest(settings)]), shared, code)


def code_digest() -> str:
    """The digest of every file of ours, as they are now."""
    return files_digest(_our_files())


def _makes_pages(name: Path) -> bool:
    """Whether a file of ours, named from our package's folder, can change an executed page."""
    return name.parts[0] not in _NOT_FOR_CHAPTERS or any(name.is_relative_to(part) for part in _EXECUTION)


def _our_files() -> _Named:
    return ((file.relative_to(_PACKAGE), file) for file in files_under(_PACKAGE))


def _beside_pages(project: Project) -> _Named:
    """What lies in the pages' folders and is no page: modules, pictures, styles, bibliographies."""
    pages = {project.top / page.file for page in project.pages}
    for folder in project.folders:
        for file in files_under(project.top / folder):
            if file not in pages:
                yield file.relative_to(project.top), file


def _environment(project: Project) -> str:
    """The digest of the lock, the Python and the packages that are really installed."""
    lock = project.top / "requirements.txt"
    text = lock.read_text("utf-8") if lock.is_file() else ""
    return digest([sys.version, sys.platform, text, *_installed()])


def _installed() -> list[str]:
    """Name and version of every installed package, ours left out: its files are hashed themselves.

    Read off the names of the folders that installers leave (`numpy-2.1.0.dist-info`): opening each, as
    `importlib.metadata.distributions` does, takes a quarter of a second. Not from `sys.path`, which imports change.
    """
    places = {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}
    found = {path.name for place in places for path in place.glob("*.dist-info")}
    return sorted(name for name in found if not name.startswith("marginalia-"))
