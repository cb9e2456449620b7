"""The quick start for another paper, as the README has it: each command as written, and the edit that it shows."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from fresh_copy import Copy, commands_in, fresh_copy
from pages import page, words

from benchmarks.copies import TOP
from marginalia.study.reading import read_study

HEADING = "## Your own paper in fifteen minutes\n"
PACKAGE = "data/my-paper"
NEW, CHECK, BUILD = (f".venv/bin/marginalia {command} {PACKAGE}" for command in ("new", "check", "build"))


@pytest.fixture(scope="module")
def section() -> str:
    """The quick start, up to what follows it."""
    text = (TOP / "README.md").read_text(encoding="utf-8")
    return text.split(HEADING)[1].split("\n## ")[0]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return fresh_copy(tmp_path / "fresh")


def rows_shown(section: str) -> list[str]:
    """The rows of `numbers.csv` that a reader is told to add."""
    (block,) = re.findall(r"^ *```csv\n(.*?)^ *```$", section, re.M | re.S)
    return [line.strip() for line in block.splitlines()]


def test_what_it_tells_to_type_is_make_check_build_edit_check_build(section: str) -> None:
    typed = [next(name for name in (NEW, CHECK, BUILD) if line.startswith(name)) for line in commands_in(section)]
    assert typed == [NEW, CHECK, BUILD, CHECK, BUILD]
    assert section.index("```csv") > section.index(BUILD)


def test_from_the_readme_to_the_books_and_an_added_number_on_the_page(section: str, copy: Copy) -> None:
    """One build stands for both: the first would be of the same package without the two rows."""
    first, *_, check, build = commands_in(section)
    said = copy.does(first)
    assert "references.bib" in said and "numbers.csv" in said
    package = copy.top / PACKAGE
    assert "my-paper: fine. 26 numbers" in copy.does(check)

    added = rows_shown(section)
    with (package / "numbers.csv").open("a", encoding="utf-8") as numbers:
        numbers.write("".join(f"{row}\n" for row in added))
    assert f"my-paper: fine. {26 + len(added)} numbers" in copy.does(check)
    cell = read_study(package).cell(added[0].split(",")[0].rpartition(".")[0])
    assert cell.is_fraction

    assert "1 beyond the design" in copy.does(build)
    book = copy.top / "_build" / "my-paper"
    assert copy.parameters("_build/my-paper")["study"] == PACKAGE
    assert "Doe J, Roe R (2024). Heat wraps in the shoulder." in words(page(book, "book/index"))
    assert f"{cell.n}/{cell.N}" in words(page(book, "chapters/subgroups"))


def test_a_slip_in_an_added_row_is_told_and_builds_nothing(section: str, copy: Copy) -> None:
    first, *_, check, build = commands_in(section)
    copy.does(first)
    numbers = copy.top / PACKAGE / "numbers.csv"
    right = numbers.read_text(encoding="utf-8")
    values = next(csv.reader(rows_shown(section)))
    values[values.index("frozen")] = "forzen"
    numbers.write_text(f"{right}{','.join(values)}\n", encoding="utf-8")

    for command in (check, build):
        done = copy.run(command)
        assert done.returncode == 2
        assert f"numbers.csv: row {len(right.splitlines()) + 1}, column group: found 'forzen'" in done.stderr
        assert "did you mean 'frozen'?" in done.stderr and "nothing was written" in done.stderr
    assert not (copy.top / "_build").exists()
