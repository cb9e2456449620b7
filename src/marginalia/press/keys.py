"""What a page and a book depend on, as one digest each.

A stale number is the worst mistake that a build can make, so a key takes in everything that could change the
result: the notebook, the parameters, every byte of the data, our modules, the lock, the packages really installed,
the Python. Names and bytes only: no times, no places, so that a key means the same on every machine.
"""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import marginalia
from marginalia.parameters import Parameters
from marginalia.press.project import Page, Project
from marginalia.press.sources import Study, study_files

#: Raised when what the press itself does to an executed notebook changes.
FORMAT = "1"

_PACKAGE = Path(marginalia.__file__).parent
#: What no notebook can import: changes here make the book anew, but need no chapter executed again.
_NOT_FOR_CHAPTERS = ("press", "cli.py", "__main__.py", "sphinx_extension.py")


def page_key(page: Page, parameters: Parameters, data: str, environment: str) -> str:
    """The digest of everything that an executed page depends on; `data` and `environment` are digests themselves."""
    return digest([FORMAT, page.name, page.text, parameters.model_dump_json(), data, environment])


def book_key(project: Project, parameters: Parameters, data: str) -> str:
    """The digest of everything that the bound book depends on, whichever outputs are asked for."""
    sources = (project.top / folder for folder in project.folders)
    pages = [f"{page.name}\0{page.text}" for page in project.pages]
    settings = [(project.top / name).read_text("utf-8") for name in ("_config.yml", "_toc.yml")]
    trees = [tree_digest(folder) for folder in sources]
    return digest([FORMAT, *settings, *pages, *trees, parameters.model_dump_json(), data, environment_key(project),
                   tree_digest(_PACKAGE, suffixes=(".py", ".json", ".typ", ".js", ".css"))])


def data_key(project: Project, study: Study) -> str:
    """The digest of every data file that a chapter can read: names and bytes."""
    return digest(part for name, file in study_files(project, study)
                  for part in (name.as_posix(), _bytes_digest(file)))


@cache
def chapter_code_key() -> str:
    """The digest of every module of ours that a chapter can import."""
    return tree_digest(_PACKAGE, suffixes=(".py",), without=_NOT_FOR_CHAPTERS)


def environment_key(project: Project) -> str:
    """The digest of the lock, the Python and the packages that are really installed."""
    lock = project.top / "requirements.txt"
    installed = sorted(path.name for path in Path(sysconfig.get_paths()["purelib"]).glob("*.dist-info"))
    return digest([sys.version, sys.platform, lock.read_text("utf-8") if lock.is_file() else "", *installed])


def digest(parts: Iterable[str]) -> str:
    """One SHA-256 of many strings; each is closed off, so that `ab, c` and `a, bc` differ."""
    whole = hashlib.sha256()
    for part in parts:
        piece = part.encode("utf-8")
        whole.update(len(piece).to_bytes(8, "big") + piece)
    return whole.hexdigest()


def tree_digest(folder: Path, *, suffixes: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> str:
    """The digest of a folder: the relative name and bytes of each file, in order of name."""
    return digest(part for file in files_under(folder)
                  if (not suffixes or file.suffix in suffixes) and file.relative_to(folder).parts[0] not in without
                  for part in (file.relative_to(folder).as_posix(), _bytes_digest(file)))


def files_under(folder: Path) -> Iterator[Path]:
    """Every file of a folder in order of name, but hidden ones and what Python leaves behind."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "__pycache__":
            continue
        if path.is_dir():
            yield from files_under(path)
        else:
            yield path


def _bytes_digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
