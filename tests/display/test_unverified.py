"""Numbers that nobody has checked: marked wherever they stand, counted wherever something rests on them, and nothing is
said of them where all are checked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from small_site import build

from marginalia.audit import audit, judge
from marginalia.display import data_tables, facts, panels
from marginalia.display.claims import claims_of
from marginalia.display.claims_page import all_claims
from marginalia.display.evidence import Evidence
from marginalia.display.markup import plain
from marginalia.display.published import as_printed, printed
from marginalia.display.recomputed import recomputed
from marginalia.display.records import Audited
from marginalia.display.tables import Table
from marginalia.study.double_entry import Difference, DoubleEntry
from marginalia.study.model import Number, Study

SIGN = "{sup}`§`"


@pytest.fixture
def imported(tiny_study: Study) -> Evidence:
    """The small study with Table 4 and a row of Table 2 fresh from a document."""
    numbers = tuple(
        replace(one, verified=not one.id.startswith(("table-2.light", "table-4"))) for one in tiny_study.numbers
    )
    return Evidence(replace(tiny_study, numbers=numbers))


def test_mirrored_and_recomputed_tables_mark_them_and_say_what_the_mark_means(imported: Evidence) -> None:
    for table in (as_printed(imported.study, "table-2"), recomputed(imported, "table-2")):
        rows = {plain(row.label.lines[0]): row for row in table.rows}
        assert SIGN in rows["Light Cushion"].entries[0].lines[0]
        assert SIGN not in rows["Heavy Cushion"].entries[0].lines[0]
        assert "§ Not yet checked against the paper." in plain(table.caption)
    four = as_printed(imported.study, "table-4")
    assert [entry.classes for entry in four.rows[0].entries] == ["unverified", "unverified", "repaired unverified"]
    assert "{sup}`†§`" in four.rows[0].entries[2].lines[0]
    assert "†" in plain(four.caption) and "§" in plain(four.caption)


def test_claims_say_on_how_many_of_them_they_rest(imported: Evidence) -> None:
    subgroups = plain(claims_of(imported, "subgroups").markdown)
    assert "Rests on three numbers not yet checked against the paper." in subgroups
    assert "not yet checked" in claims_of(imported, "subgroups").html
    assert "not yet checked" not in claims_of(imported, "duration").markdown
    listed = plain(all_claims(imported).markdown)
    assert "Rests on three printed figures (three of their numbers not yet checked against the paper):" in listed
    assert "§ not yet checked against the paper" in listed


def test_the_pages_that_count_numbers_count_them(imported: Evidence) -> None:
    banner = plain(panels.show("unverified", imported, "x").markdown)
    assert "9 of 63 numbers are not yet checked against the paper." in banner and "§" in banner
    table = panels.show("unverified-numbers", imported, "x")
    assert isinstance(table, Table) and len(table.rows) == 5
    assert plain(table.rows[0].label.lines[0]) == "Table 2, Light Cushion / 3M"
    assert plain(table.rows[0].entries[1].lines[0]) == "n 8, N 11, percent 73"
    by_section = data_tables.numbers_by_section(imported)
    assert by_section.columns == ("Section", "Numbers", "Damaged", "Not yet checked")
    assert [plain(entry.lines[0]) for entry in by_section.rows[-1].entries] == ["63", "2", "9"]


def test_the_files_of_the_audit_name_them(imported: Evidence) -> None:
    study = imported.study
    findings = audit(study)
    told = Audited(imported, findings, tuple(judge(study, claim, findings) for claim in study.claims))
    claims = {one["claim"]: one for one in json.loads(told.claims_json())["claims"]}
    named = {id for step in claims["light-beats-heavy"]["chain"] for id in step["unverified"]}
    assert named and all(id.startswith("table-2.light") for id in named)
    assert "unverified" in told.findings_csv().splitlines()[0].split(",")


def test_where_all_are_checked_nothing_is_said(tiny_evidence: Evidence) -> None:
    shown = panels.show("unverified", tiny_evidence, "x")
    assert shown.markdown == "" and shown.html == ""  # type: ignore[union-attr]
    assert "is marked as checked" in panels.show("unverified-numbers", tiny_evidence, "x").markdown
    assert data_tables.numbers_by_section(tiny_evidence).columns == ("Section", "Numbers", "Damaged")
    pages = "".join(claims_of(tiny_evidence, one.chapter).markdown for one in tiny_evidence.study.claims)
    assert "§" not in pages + all_claims(tiny_evidence).markdown + as_printed(tiny_evidence.study, "table-4").markdown


def test_a_mean_stands_with_its_spread_and_a_median_with_its_range(tiny_study: Study) -> None:
    def cell(**parts: str) -> Study:
        numbers = tuple(
            Number(f"x.{name}", "results", "x", "all", 3, "vas", name.replace("_", "-"), text, 1.0)  # type: ignore[arg-type]
            for name, text in parts.items()
        )
        return replace(tiny_study, numbers=numbers)

    assert printed(cell(mean="7.4", sd="1.2"), "x") == "7.4 ± 1.2"
    assert printed(cell(median="3", low="1–5", high="1–5"), "x") == "3 (1–5)"
    assert printed(cell(mean="7.4", ci_low="6.9", ci_high="7.9"), "x") == "7.4 (6.9 to 7.9)"
    assert printed(cell(mean="65.4", sd="10.6", low="44–88", high="44–88"), "x") == "65.4 ± 10.6 (44–88)"
    assert printed(cell(low="1 to 5", high="1 to 5"), "x") == "1 to 5"


def test_differences_of_the_entries_are_shown_before_anybody_settles_them(imported: Evidence) -> None:
    open_one = Difference("table-2: x", "printed", "8/11 (n)", "6/11 (n)")
    evidence = replace(imported, entries=DoubleEntry(62, (open_one,), (), 62, 61))
    table = data_tables.differences(evidence)
    assert isinstance(table, Table)
    assert [plain(entry.lines[0]) for entry in table.rows[0].entries][1:] == [
        "8/11 (n)",
        "6/11 (n)",
        "Not settled yet.",
    ]
    assert "Of the 62 numbers that both have, 61 (98%) are alike" in facts.facts_of("data", evidence)["entry_sentence"]


def test_a_built_page_shows_the_marks_and_the_banner(imported: Evidence, tmp_path: Path) -> None:
    more = {"data": ["# Data", panels.show("unverified", imported, "unverified").markdown]}
    site, warnings = build(imported, tmp_path, more)
    front = (site / "index.html").read_text("utf-8")
    assert front.count("<sup>§</sup>") == 2 and "Not yet checked against the paper." in front
    banner = (site / "data.html").read_text("utf-8")
    assert "9 of 63 numbers are not yet checked" in banner and "note-caution" in banner
    assert "claim-unverified" in (site / "chapters.html").read_text("utf-8")
    assert warnings == ""
