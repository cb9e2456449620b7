"""Every notebook of the book run for a study in this process: read as the press reads it, its parameters set as
papermill sets them, each cell's last value shown as Jupyter shows it. What needs a kernel or Sphinx is left out."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from marginalia.display import chapter
from marginalia.press.notebooks import parameters_of, read
from marginalia.press.project import Project
from marginalia.press.wanted import for_study

#: What a notebook reads beside the study.
_BESIDE = ("_toc.yml", "chapters", "book", "data/literature", "data/instruments")


def sources(root: Path, place: Path) -> Path:
    """The book's sources without its studies, in a folder of their own: nothing is written into the real one."""
    for name in _BESIDE:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        if (root / name).is_dir():
            shutil.copytree(root / name, place / name)
        else:
            shutil.copy(root / name, place / name)
    return place


@dataclass(frozen=True, slots=True)
class Ran:
    """A page of the book as it came out: what each cell shows, by mime type, what it has for the prose to quote, and
    the prose."""

    name: str
    shown: tuple[dict[str, Any], ...]
    facts: Mapping[str, str]
    prose: str


def run(top: Path, folder: Path, **parameters: object) -> Iterator[Ran]:
    """Every notebook of the book run for the study in this folder.

    To be called with the book's sources as the working directory.
    """
    project = for_study(Project(top), folder)
    for page in project.notebooks:
        notebook = read(page)
        chosen = {"study": str(folder), **parameters}
        chosen = {name: chosen[name] for name in parameters_of(page, notebook) if name in chosen}
        names: dict[str, Any] = {}
        shown: list[dict[str, Any]] = []
        facts: dict[str, str] = {}
        with patch.object(chapter, "glue", lambda name, value, display, facts=facts: facts.update({name: value})):
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    value = _value(cell.source, f"<{page.name}>", names)
                    if "parameters" in cell.metadata.get("tags", ()):
                        names |= chosen
                    if value is not None:
                        shown.append(value._repr_mimebundle_())
        prose = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        yield Ran(page.name, tuple(shown), facts, prose)


def _value(source: str, file: str, names: dict[str, Any]) -> Any:
    """Run a cell; the value of its last line where that is an expression."""
    tree = ast.parse(source, file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, file, "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), file, "eval"), names)


def bodies(markdown: str) -> Iterator[Any]:
    """The JSON of the directives in what a cell shows. Raises `ValueError` where it is none, as with NaN."""
    lines = iter(markdown.splitlines())
    for line in lines:
        if line.startswith("```{") and line.endswith(("vega-figure}", "paper-table}", "offered-files}")):
            inside = next(line for line in lines if line and not line.startswith(":"))
            yield json.loads(inside, parse_constant=_never)


def _never(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
