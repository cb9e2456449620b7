"""The paper's own tables, written as a document of each kind and imported, give the numbers that were typed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from documents_made import WRITERS
from import_pieces import Run, numbers_of_tables

from marginalia.display.published import printed
from marginalia.study.model import Number, Study, Table
from marginalia.study.reading import read_study

#: From 6 months on the table follows earlier responders; its means are those of responders.
LABELS = """
VAS: {measure: vas-responders}
GI: {measure: gi-responders}
Quebec: {measure: quebec-responders}
6M: {measure: continued-response}
12M: {measure: continued-response}
18M: {measure: continued-response}
"""


def rows_of(study: Study, table: Table) -> list[list[str]]:
    """A table of the paper as it stands."""
    cells = [["" if one is None else printed(study, one) for one in row.cells] for row in table.rows]
    return [["Group", *table.columns], *([row.label, *line] for row, line in zip(table.rows, cells, strict=True))]


def said(numbers: Iterator[Number] | list[Number], results: str = "") -> dict[str, Number]:
    """Numbers by id, without what an import cannot know: the state of the scan and what it shows. The page has a
    heading more above its columns, which then stands in the places."""
    return {
        one.id: replace(one, ocr="clean", note="", row=0, verified=True, place=one.place.replace(results, ""))
        for one in numbers
    }


@pytest.mark.parametrize("name", WRITERS)
def test_imported_tables_give_the_numbers_typed_by_hand(
    name: str, run: Run, without_tables: Path, paper_study: Study, tmp_path: Path
) -> None:
    labels = tmp_path / "labels.yml"
    labels.write_text(f"Resultsᵃ: {{}}\n{LABELS}", encoding="utf-8")
    (tmp_path / "two.yml").write_text("Resultsᵃ: {}\n", encoding="utf-8")
    before = (without_tables / "numbers.csv").read_bytes()
    for id, answers in (("table-2", tmp_path / "two.yml"), ("table-3", labels)):
        document = tmp_path / f"{id}-{name}"
        table = paper_study.table(id)
        WRITERS[name](rows_of(paper_study, table), f"Table {table.number}. {table.title}", document)
        done = run("import", document, without_tables, "--measure", "response", "--labels", answers)
        assert done.exit_code == 0, done.output
        assert " 0 not complete." in done.output
    assert not (without_tables / "draft.csv").exists()

    made = read_study(without_tables)
    wanted = numbers_of_tables(paper_study, "table-2", "table-3")
    found = said([one for one in made.numbers if one.id in wanted], "Resultsᵃ, ")
    assert found == said([one for one in paper_study.numbers if one.id in wanted])
    assert {one.id for one in made.numbers if not one.verified} == wanted
    for id in ("table-2", "table-3"):
        assert [row.cells for row in made.table(id).rows if any(row.cells)] == [
            row.cells for row in paper_study.table(id).rows if any(row.cells)
        ]
    after = (without_tables / "numbers.csv").read_bytes()
    assert after.count(b"\n") == before.count(b"\n") + len(wanted)
    for old, new in zip(before.splitlines()[1:], after.splitlines()[1:], strict=False):
        assert new in (old, old + b",")


def test_an_import_that_is_repeated_adds_nothing(
    run: Run, without_tables: Path, paper_study: Study, tmp_path: Path
) -> None:
    document = tmp_path / "two.csv"
    table = paper_study.table("table-2")
    WRITERS["table.csv"](rows_of(paper_study, table), f"Table 2. {table.title}", document)
    first = run("import", document, without_tables, "--measure", "response")
    files = {file.name: file.read_bytes() for file in without_tables.iterdir()}
    again = run("import", document, without_tables, "--measure", "response")

    assert "72 new numbers, 0 there already" in first.output
    assert "0 new numbers, 72 there already" in again.output
    assert "Nothing had to be written." in again.output
    assert {file.name: file.read_bytes() for file in without_tables.iterdir()} == files
