"""Another real paper becomes a study package by its files alone, with groups, visits and scales of its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from marginalia.study.double_entry import read_double_entry, stale
from marginalia.study.model import Study
from marginalia.study.reading import read_study

ROOT = Path(__file__).parents[2]
SECOND = ROOT / "data" / "rivera-2016"
VISITS = (0.0, 1.0, 3.0, 6.0)


@pytest.fixture(scope="module")
def second() -> Study:
    """The second paper's package, read."""
    return read_study(SECOND)


def test_it_is_read_without_a_problem_and_holds_every_number(second: Study) -> None:
    assert Counter(number.section for number in second.numbers) == {
        "abstract": 26,
        "introduction": 7,
        "methods": 50,
        "results-patients": 55,
        "table-1": 54,
        "results-severity": 12,
        "table-2": 55,
        "results-relief": 10,
        "results-consumption": 9,
        "results-assessment": 4,
        "results-complications": 4,
        "discussion": 19,
    }


def test_its_groups_scales_and_visits_are_not_the_first_papers(second: Study, paper_study: Study) -> None:
    assert second.visits == VISITS and paper_study.visits != VISITS
    assert {group.id for group in second.groups} & {group.id for group in paper_study.groups} == {"all"}
    assert not {scale.id for scale in second.outcomes} & {scale.id for scale in paper_study.outcomes}


def test_no_line_of_our_code_knows_it(second: Study) -> None:
    named = re.compile("rivera|womac|hyaluron|chondroitin|" + re.escape(second.slug), re.IGNORECASE)
    sources = [path for path in (ROOT / "src").rglob("*.py")]
    assert sources
    assert [path.name for path in sources if named.search(path.read_text(encoding="utf-8"))] == []


def test_both_entries_agree_or_say_why_not(second: Study) -> None:
    entries = read_double_entry(SECOND)
    assert entries is not None
    assert entries.second == len(second.numbers)
    assert entries.unresolved == ()
    assert stale(entries.resolutions, entries.differences) == ()


def test_the_entries_differ_in_what_they_call_a_number_and_never_in_the_number() -> None:
    entries = read_double_entry(SECOND)
    assert entries is not None
    assert {difference.what.split()[0] for difference in entries.differences} == {"measure"}


def test_what_the_page_prints_in_a_form_that_we_cannot_read_is_quoted(second: Study) -> None:
    repaired = {number.note: number.reading for number in second.numbers if number.ocr != "clean"}
    quoted = {match[1]: reading for note, reading in repaired.items() if (match := re.search('"(.+?)"', note))}
    assert quoted == {"One hundred and twelve": 112, "57, 1 %": 57.1, "42, 9 %": 42.9}


@pytest.mark.parametrize("month", VISITS)
def test_the_five_printed_items_make_the_printed_score(second: Study, month: float) -> None:
    """The score is the mean of its items, so a slip in any of the six printed means would show."""
    items = [f"table-2.all.womac-{item}.{month:g}.mean" for item in ("walking", "stairs", "bed", "sitting", "standing")]
    readings = [second.number(item).reading or 0.0 for item in items]
    score = second.number(f"table-2.all.womac-a.{month:g}.mean").reading
    assert sum(readings) / 5 == pytest.approx(score, abs=0.05)


def test_the_bands_of_body_mass_follow_from_those_whose_weight_is_known(second: Study) -> None:
    """A footnote leaves three patients out; the printed percentages are of the others."""
    bands = [second.cell(f"table-1.all.{band}.0") for band in ("bmi-under-18", "bmi-18-25", "bmi-25-30", "bmi-from-30")]
    known = second.enrolled - (second.number("table-1.all.bmi-missing.count").reading or 0)
    assert sum(band.n or 0 for band in bands) == known
    for band in bands:
        assert band.reading("percent") == pytest.approx(100 * (band.n or 0) / known, abs=0.05)


def test_a_row_whose_footnote_names_missing_patients_claims_no_denominator(second: Study) -> None:
    """The heading's denominator is not theirs, and the page does not print the one that is."""
    known_in_part = ("bmi-under-18", "bmi-18-25", "bmi-25-30", "bmi-from-30", "prior-surgery", "prior-physiotherapy")
    assert [second.cell(f"table-1.all.{row}.0").N for row in known_in_part] == [None] * len(known_in_part)
    assert second.enrolled == second.cell("table-1.all.women.0").N


def test_every_number_of_the_tables_has_its_place_in_their_layout(second: Study) -> None:
    shown = {
        number.id
        for table in second.tables
        for row in table.rows
        for cell in row.cells
        if cell is not None
        for number in second.numbers_of(cell)
    }
    laid_out = ("n", "percent", "mean")
    left = [
        number.id for number in second.numbers if number.section.startswith("table-") and number.statistic in laid_out
    ]
    assert [id for id in left if id not in shown] == []
