"""Tables 2, 3 and 4 of the built book show what was transcribed, cell by cell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from bs4 import Tag
from pages import table, words

from marginalia.study.model import Study

PLACES = {"table-2": "chapters/efficacy", "table-3": "chapters/duration", "table-4": "chapters/magnitude"}


@pytest.fixture(scope="module")
def printed(root: Path) -> dict[str, str]:
    """What stands in `numbers.csv`, read without our own reader: id to printed characters."""
    with (root / "data" / "prodromos-2025" / "numbers.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["printed"] for row in csv.DictReader(file)}


def expected(reference: str | None, printed: dict[str, str]) -> str:
    """What a cell of the book must begin with."""
    if reference is None:
        return ""
    if reference in printed:
        return printed[reference]
    fraction, percent = printed[f"{reference}.n"], printed[f"{reference}.percent"]
    return f"{fraction} = {percent}"


@pytest.mark.parametrize("id", PLACES)
def test_a_table_of_the_book_equals_the_transcription(
    id: str, book: Path, paper_study: Study, printed: dict[str, str]
) -> None:
    published = paper_study.table(id)
    shown = table(book, PLACES[id], f"{id}-recomputed")
    rows = [row for row in shown.find_all("tr") if row.find("td") is not None or len(row.find_all("th")) == 1]
    assert [words(cell) for cell in shown.find("tr").find_all(["th", "td"])][1:] == list(published.columns)
    assert len(rows) == len(published.rows)
    compared = 0
    for row, wanted in zip(rows, published.rows, strict=True):
        label, *cells = row.find_all(["th", "td"])
        assert words(label) == wanted.label
        for cell, reference in zip(cells, wanted.cells, strict=False):
            assert first_line(cell) == expected(reference, printed), f"{wanted.label}: {reference}"
            compared += reference is not None
    assert compared == sum(reference is not None for row in published.rows for reference in row.cells)


def first_line(cell: Tag) -> str:
    """The printed characters: the first paragraph of the cell, without the mark of a damaged scan."""
    line = cell.find("p") or cell
    for mark in line.find_all("sup"):
        mark.decompose()
    return words(line)
