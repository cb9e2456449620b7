"""The repository itself: transcribed twice, said once, clean, and true to its own pages."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from marginalia.parameters import Parameters
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
        assert values == defaults, file.name
        checked += 1
    assert checked >= 13


def test_every_page_is_in_the_table_of_contents(root: Path) -> None:
    contents = YAML(typ="safe").load((root / "_toc.yml").read_text())
    listed = {contents["root"], *(page["file"] for part in contents["parts"] for page in part["chapters"])}
    sources = [file for folder in ("book", "chapters") for file in (root / folder).glob("*.md")]
    assert listed == {f"{file.parent.name}/{file.stem}" for file in sources}


def test_version_changelog_and_citation_agree(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    assert re.search(rf"^## {re.escape(version)} ", (root / "CHANGELOG.md").read_text(), re.M)
    assert f"version: {version}" in (root / "CITATION.cff").read_text()


@pytest.mark.parametrize("command", ["ruff check .", "ruff format --check .", "mypy"])
def test_the_code_is_clean(command: str, root: Path) -> None:
    done = subprocess.run([sys.executable, "-m", *command.split()], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_prose_types_in_no_result(root: Path) -> None:
    """No chapter has a percentage or a fraction of patients in its own words: each comes from the data."""
    for file in sorted((root / "chapters").glob("*.md")):
        prose = re.sub(r"```.*?```", "", file.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r"\d+(\.\d+)?%|\b\d+/\d+\b", prose.split("---", 2)[2]), file.name
