"""The repository itself: transcribed twice, said once, clean, and true to its own pages."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from marginalia.parameters import COMMON, Parameters
from marginalia.study.double_entry import read_double_entry, stale
from marginalia.study.model import Study


def test_every_difference_between_the_two_entries_is_settled(root: Path) -> None:
    entries = read_double_entry(root / "data" / "prodromos-2025")
    assert entries is not None
    assert entries.unresolved == ()
    assert stale(entries.resolutions, entries.differences) == ()


def test_the_paper_is_transcribed_in_full_width(paper_study: Study) -> None:
    assert len(paper_study.numbers) > 600
    assert len(paper_study.claims) >= 80
    assert {number.section for number in paper_study.numbers} >= {
        "abstract", "introduction", "methods", "results", "discussion", "table-1", "table-2", "table-3", "table-4",
    }  # fmt: skip


def test_every_chapter_has_the_declared_parameters_with_their_defaults(root: Path) -> None:
    defaults = Parameters().model_dump()
    checked = 0
    for file in sorted((root / "chapters").glob("*.md")) + sorted((root / "book").glob("*.md")):
        text = file.read_text(encoding="utf-8")
        if "kernelspec" not in text:
            continue
        cell = re.search(r"```\{code-cell\} ipython3\n:tags: \[parameters[^\n]*\]\n(.*?)```", text, re.S)
        assert cell, f"{file.name} has no parameters cell"
        values: dict[str, object] = {}
        exec(cell[1], {}, values)  # our own notebook's literals
        assert values == {name: defaults.get(name) for name in values}, file.name
        assert list(values)[: len(COMMON)] == list(COMMON), file.name
        checked += 1
    assert checked >= 13


def test_every_page_is_in_the_table_of_contents(root: Path) -> None:
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    listed = {contents["root"], *(page["file"] for part in contents["parts"] for page in part["chapters"])}
    sources = [file for folder in ("book", "chapters") for file in (root / folder).glob("*.md")]
    assert listed == {f"{file.parent.name}/{file.stem}" for file in sources}


def imports(file: Path) -> set[str]:
    """The packages that a module imports anywhere, by their first names."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_the_rooms_know_no_more_than_the_architecture_says(root: Path) -> None:
    notebooks = {
        "IPython",
        "ipykernel",
        "jupyter_book",
        "jupyter_client",
        "jupytext",
        "myst_nb",
        "nbformat",
        "papermill",
    }
    sphinx = {"docutils", "sphinx"}
    forbidden = {
        **dict.fromkeys(("study", "statistics", "analysis", "audit"), notebooks | sphinx | {"altair"}),
        "display": (notebooks - {"myst_nb"}) | sphinx,
        "teaching": notebooks | sphinx,
        "interchange": notebooks | sphinx,
    }
    source = root / "src" / "marginalia"
    for room, never in forbidden.items():
        for file in (source / room).rglob("*.py"):
            assert imports(file) & never == set(), file
    with_sphinx = {file.relative_to(source).parts[0] for file in source.rglob("*.py") if imports(file) & sphinx}
    assert with_sphinx == {"press", "sphinx_extension.py"}
    assert [file.name for file in (source / "display").rglob("*.py") if "myst_nb" in imports(file)] == ["chapter.py"]


#: In the order in which data flow.
ROOMS = (
    *(
        "study",
        "importing",
        "statistics",
        "analysis",
        "audit",
        "reconstruction",
        "simulation",
        "comparing",
        "display",
        "teaching",
    ),
    *("interchange", "press", "cli"),
)


def test_data_flow_one_way_through_the_rooms(root: Path) -> None:
    source = root / "src" / "marginalia"
    for place, room in enumerate(ROOMS):
        for file in (source / room).rglob("*.py"):
            later = rooms_of(file) & set(ROOMS[place + 1 :])
            assert later == set(), f"{file.relative_to(source)} imports from {sorted(later)}"
    assert {folder.name for folder in source.iterdir() if (folder / "__init__.py").exists()} == set(ROOMS)


def rooms_of(file: Path) -> set[str]:
    """The rooms of ours that a module imports from anywhere, by their names."""
    asked = [
        name
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    ]
    return {name.split(".")[1] for name in asked if name.startswith("marginalia.")}


def test_version_changelog_and_citation_agree(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)} ", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert f"version: {version}" in (root / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["ruff check .", "ruff format --check .", "mypy"])
def test_the_code_is_clean(command: str, root: Path) -> None:
    done = subprocess.run([sys.executable, "-m", *command.split()], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_prose_types_in_no_result(root: Path) -> None:
    """No chapter has a percentage or a fraction of patients in its own words: each comes from the data."""
    for file in sorted((root / "chapters").glob("*.md")):
        prose = re.sub(r"```.*?```", "", file.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r"\d+(\.\d+)?%|\b\d+/\d+\b", prose.split("---", 2)[2]), file.name
