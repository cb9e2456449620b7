"""The sources of a book: the folder with `_toc.yml`, and the pages that it lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from marginalia.errors import BuildError, MarginaliaError

#: A page's YAML header, between two lines of three dashes at its very top.
_HEADER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_ONLY_WITH = re.compile(r"^[ \t]+only-with:[ \t]*(\S+)[ \t]*\r?$", re.MULTILINE)
_NOTEBOOK_KEY = re.compile(r"^(jupytext|kernelspec)[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the book. `name` is how `_toc.yml` calls it, `file` its path from the project's top."""

    name: str
    file: Path
    text: str

    @property
    def is_notebook(self) -> bool:
        """Whether the page is executed: its header says how (`jupytext`, `kernelspec`)."""
        header = _HEADER.match(self.text)
        return header is not None and _NOTEBOOK_KEY.search(header.group(1)) is not None

    @property
    def only_with(self) -> str:
        """What a study must have for the page to be in its book (see `press.wanted`); empty where it always is."""
        header = _HEADER.match(self.text)
        found = None if header is None else _ONLY_WITH.search(header.group(1))
        return "" if found is None else found.group(1)


@dataclass(frozen=True)
class Project:
    """A book's sources. `top` is absolute; pages that are `unwanted` are left out."""

    top: Path
    unwanted: frozenset[str] = frozenset()

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page of `_toc.yml`, in its order. Raises `BuildError` naming all that are missing."""
        pages, missing = [], []
        for name in self._names:
            file = next((file for file in (Path(f"{name}.md"), Path(name)) if (self.top / file).is_file()), None)
            if file is None:
                missing.append(f"{name}.md")
            else:
                pages.append(Page(name.removesuffix(".md"), file, (self.top / file).read_text("utf-8")))
        if missing:
            raise BuildError("_toc.yml", None, None, f"these pages are listed but do not exist: {', '.join(missing)}")
        return tuple(pages)

    @cached_property
    def notebooks(self) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.is_notebook)

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """The top-level folders that hold pages, and so what belongs to them: pictures, styles, bibliographies."""
        return tuple(dict.fromkeys(page.file.parts[0] for page in self.pages if len(page.file.parts) > 1))

    @cached_property
    def contents(self) -> Any:
        """The table of contents, without the pages that are left out and without parts that hold no other."""
        return _without(load_yaml(self.top / "_toc.yml"), self.unwanted)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        names = tuple(_files_in(self.contents))
        if not names:
            raise BuildError("_toc.yml", None, None, "no page is listed, expected at least 'root: <page>'")
        return names


def find_project(start: Path) -> Project:
    """The project around a folder: the nearest parent that holds `_toc.yml`. Raises `MarginaliaError`."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "_toc.yml").is_file():
            return Project(folder)
    raise MarginaliaError(f"no book here: neither {start} nor a folder above it holds _toc.yml")


def load_yaml(file: Path) -> Any:
    """The contents of a YAML file of the book's own. Raises `BuildError` with the place of a mistake."""
    import yaml

    try:
        return yaml.safe_load(file.read_text("utf-8"))
    except FileNotFoundError:
        raise BuildError(file.name, None, None, "the file is missing") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BuildError(file.name, None, line, f"not YAML: {error.problem}") from None


def _files_in(entry: Any) -> list[str]:
    """Every `root` and `file` of a table of contents, depth first, in reading order."""
    if isinstance(entry, list):
        return [name for part in entry for name in _files_in(part)]
    if not isinstance(entry, dict):
        return []
    own = [str(entry[key]) for key in ("root", "file") if key in entry]
    return own + [
        name
        for key in ("parts", "chapters", "sections", "entries", "subtrees", "items")
        for name in _files_in(entry.get(key))
    ]


def _without(contents: Any, unwanted: frozenset[str]) -> Any:
    if isinstance(contents, list):
        kept = (_without(entry, unwanted) for entry in contents if not _names_one(entry, unwanted))
        return [entry for entry in kept if entry not in ({}, []) and not _is_empty_part(entry)]
    if isinstance(contents, dict):
        return {key: _without(value, unwanted) for key, value in contents.items()}
    return contents


def _names_one(entry: Any, unwanted: frozenset[str]) -> bool:
    return isinstance(entry, dict) and str(entry.get("file", "")).removesuffix(".md") in unwanted


def _is_empty_part(entry: Any) -> bool:
    return isinstance(entry, dict) and "file" not in entry and entry.get("chapters") == []
