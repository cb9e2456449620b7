"""The paper's tables: as printed, and with what they leave out."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from marginalia.display.evidence import Evidence
from marginalia.display.markup import plain
from marginalia.display.published import as_printed, printed
from marginalia.display.recomputed import recomputed
from marginalia.display.tables import Entry, Row, Table
from marginalia.parameters import Parameters
from marginalia.study.model import Study


def body(table: Table) -> dict[str, object]:
    """The JSON that the directive carries."""
    return json.loads(table.markdown.splitlines()[-2])  # type: ignore[no-any-return]


def cell(table: Table, row: str, column: int) -> Entry:
    return next(one for one in table.rows if plain(one.label.lines[0]) == row).entries[column]


@pytest.mark.parametrize("id", ["table-2", "table-3", "table-4"])
def test_a_mirrored_table_prints_the_paper_s_characters_in_its_places(id: str, paper_study: Study) -> None:
    published, shown = paper_study.table(id), as_printed(paper_study, id)
    assert [plain(row.label.lines[0]) for row in shown.rows] == [row.label for row in published.rows]
    for mine, theirs in zip(shown.rows, published.rows, strict=True):
        for entry, reference in zip(mine.entries, theirs.cells, strict=True):
            text = plain(entry.lines[0]).rstrip("†‡") if entry.lines else ""
            assert text == ("" if reference is None else printed(paper_study, reference))


def test_fractions_stand_before_their_percent(tiny_study: Study) -> None:
    assert printed(tiny_study, "table-2.all.response.3") == "12/18 = 67%"
    assert printed(tiny_study, "table-4.all.vas.0.mean") == "6.8"
    assert printed(tiny_study, "abstract.all.response.3.percent") == "67%"


def test_damaged_cells_are_marked_and_the_caption_says_why(tiny_study: Study) -> None:
    four, three, two = (as_printed(tiny_study, f"table-{number}") for number in (4, 3, 2))
    assert plain(cell(four, "VAS", 2).lines[0]) == "3.9†" and cell(four, "VAS", 2).classes == "repaired"
    assert plain(cell(three, "VAS", 2).lines[0]) == "2.#‡" and "‡ Illegible" in plain(three.caption)
    assert "†" in plain(four.caption) and "†" not in plain(two.caption)


def test_a_heading_without_cells_spans_the_table(tiny_study: Study) -> None:
    heading = body(as_printed(tiny_study, "table-2"))["rows"][1]  # type: ignore[index]
    assert heading["class"] == "heading"
    assert heading["cells"] == [{"text": "Treatment groups", "span": 3}]


def test_html_for_a_notebook_has_caption_and_scopes(tiny_study: Study) -> None:
    soup = BeautifulSoup(as_printed(tiny_study, "table-2").html, "html.parser")
    assert soup.caption is not None and "as printed" in soup.caption.text
    assert {header["scope"] for header in soup.thead.find_all("th")} == {"col"}  # type: ignore[union-attr]
    assert all(row.th["scope"] == "row" for row in soup.tbody.find_all("tr"))  # type: ignore[union-attr]


def test_recomputed_cells_add_interval_and_whom_the_denominator_leaves_out(tiny_evidence: Evidence) -> None:
    lines = [plain(line) for line in cell(recomputed(tiny_evidence, "table-2"), "All Patients", 0).lines]
    assert lines == ["12/18 = 67%", "44% to 84%", "18 of 20 seen (90%)"]
    assert "Every printed percent follows" in plain(recomputed(tiny_evidence, "table-2").caption)


def test_an_impossible_proportion_is_marked_in_words_not_only_by_its_class(tiny_evidence: Evidence) -> None:
    table = recomputed(tiny_evidence, "table-3")
    found = cell(table, "Heavy Cushion", 2)
    assert found.classes == "differs" and plain(found.lines[1]) == "≠ 5 cannot be among 4"
    assert "≠ marks one cell" in plain(table.caption)


def test_a_percent_that_does_not_follow_is_marked_with_the_one_that_does(paper_evidence: Evidence) -> None:
    wrong = [
        plain(entry.lines[1])
        for row in recomputed(paper_evidence, "table-3").rows
        for entry in row.entries
        if entry.classes == "differs"
    ]
    assert wrong == ["≠ 14/15 is 93%"]


def test_changing_a_number_changes_the_table(tiny_evidence: Evidence) -> None:
    numbers = tuple(
        replace(number, printed="11/18", reading=11.0) if number.id == "table-2.all.response.3.n" else number
        for number in tiny_evidence.study.numbers
    )
    changed = recomputed(Evidence(replace(tiny_evidence.study, numbers=numbers)), "table-2")
    assert plain(cell(changed, "All Patients", 0).lines[1]) == "≠ 11/18 is 61%"
    assert "≠ marks one cell" in plain(changed.caption)


def test_the_caption_names_the_reader_s_confidence(tiny_evidence: Evidence) -> None:
    assert "90% interval" in plain(
        recomputed(replace(tiny_evidence, chosen=Parameters(confidence=0.9)), "table-2").caption
    )


def test_labels_of_tables_can_be_replaced_or_left_out() -> None:
    table = Table("", "Caption", ("A", "B"), (Row(Entry.plain("x"), (Entry.plain("y"),)),))
    assert ":name:" not in table.markdown
    assert re.search(r"^:name: tbl-again$", replace(table, name="again").markdown, re.MULTILINE)
