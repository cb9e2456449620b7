"""What a page and a book depend on, as one digest each.

A stale number is the worst mistake that a build can make, so a key takes in everything that could change the
result: the notebook, the parameters, every byte of the data, our modules, the lock, the packages really installed,
the Python. Names and bytes only: no times, no places, so that a key means the same in every folder.
"""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import marginalia
from marginalia.parameters import Parameters
from marginalia.press.files import digest, files_digest, files_under
from marginalia.press.project import Page, Project
from marginalia.press.sources import StudyFolder, data_files

#: Raised when what the press itself does to an executed notebook changes.
_FORMAT = "1"

_PACKAGE = Path(marginalia.__file__).parent
#: What no chapter imports: a change here binds the book anew, but needs no chapter executed again.
_NOT_FOR_CHAPTERS = ("press", "cli.py", "__main__.py", "sphinx_extension.py")

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
            _FORMAT,
            parameters.model_dump_json(),
            files_digest(data_files(project, study)),
            files_digest((name, file) for name, file in beside if "_static" not in name.parts),
            files_digest((name, file) for name, file in _our_files() if name.parts[0] not in _NOT_FOR_CHAPTERS),
            _environment(project),
        ]
    )
    settings = [(Path(name), project.top / name) for name in ("_config.yml", "_toc.yml")]
    texts = [text for page in project.pages for text in (page.name, page.text)]
    return Keys(digest([shared, code, *texts, files_digest(beside), files_digest(settings)]), shared, code)


def code_digest() -> str:
    """The digest of every file of ours, as they are now."""
    return files_digest(_our_files())


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
    packages = Path(sysconfig.get_paths()["purelib"]).glob("*.dist-info")
    installed = sorted(
        path.name for path in packages if not path.name.startswith("marginalia-")
    )  # that is hashed itself
    return digest([sys.version, sys.platform, lock.read_text("utf-8") if lock.is_file() else "", *installed])
