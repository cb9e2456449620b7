"""The page that takes all numbers at once says what the reconstruction found, for any study, and why there is none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_reconstruction import (
    FADED,
    NESTED,
    NINE,
    NOTHING_WRONG,
    SEVEN,
    asked,
    conflict,
    evidence_with,
    tried,
)  # fmt: skip

from marginalia.display import charts, together
from marginalia.display.evidence import RECONSTRUCTIONS, Evidence, gather
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.display.inferences import inferences
from marginalia.display.markup import plain
from marginalia.display.ranges import ranges_table
from marginalia.display.tables import Table
from marginalia.parameters import Parameters
from marginalia.reconstruction import system
from marginalia.study.model import Reading, Study

ALWAYS = asked("always", "were responders each time", 6, 15)
PAGE = "reconstruction"


def drawn(evidence: Evidence) -> Figure:
    figure = charts.draw("ranges", evidence, "ranges")
    assert isinstance(figure, Figure)
    return figure


# ── What the paper's numbers say ─────────────────────────────────────────────────────────────────────────────────────


def test_a_corrected_number_leaves_less_to_set_aside(tiny_study: Study) -> None:
    before = plain(together.set_aside(Evidence(tiny_study)).markdown)
    numbers = tuple(
        replace(one, printed="69%", reading=69.0) if one.id == "discussion.all.response.12.percent" else one
        for one in tiny_study.numbers
    )
    after = plain(together.set_aside(Evidence(replace(tiny_study, numbers=numbers))).markdown)
    assert "at least three statements" in before and "75% of the patients rated" in before
    assert "at least two statements" in after and "75%" not in after


def test_the_chapters_quote_what_follows_for_them(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(
        NOTHING_WRONG,
        ranges=(
            asked("lost", "had lost it", 4, 11),
            asked("in-two", "are in two", 5, 10),
            asked("in-none", "are in none", 1, 8),
            asked("responders-12", "were responders at 12 months", 6, 12),
        ),
    )
    evidence = evidence_with(tiny_study, made, tmp_path)
    assert facts_of("duration", evidence)["lost_sentence"] == (
        "At least four and at most eleven of the 20 patients had lost it."
    )
    assert facts_of("subgroups", evidence)["overlap_sentence"] == (
        "Taken together, the printed counts put at least five patients in more than one treatment group and at least "
        "one patient in no treatment group. What were they given?"
    )
    # 13 were seen at 12 months.
    assert facts_of("follow-up", evidence)["unprinted_sentence"] == (
        "At least six and at most twelve of the 13 patients seen were responders at 12 months: 46% to 92%."
    )
    assert facts_of("conclusions", evidence)["together_sentence"] == (
        "All 3 printed counts and shares of patients can be true of one set of patients."
    )


def test_nothing_is_said_of_what_does_not_follow(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, ranges=(asked("in-two", "are in two", 0, 9), asked("lost", "lost it", 0, 3)))
    evidence = evidence_with(tiny_study, made, tmp_path)
    assert inferences(evidence).html == "<p>Nothing further follows from the printed counts.</p>"
    assert facts_of("duration", evidence)["lost_sentence"] == facts_of("subgroups", evidence)["overlap_sentence"] == ""


def test_a_range_of_one_number_is_exact_and_one_from_nobody_has_no_fewest(tiny_study: Study, tmp_path: Path) -> None:
    missing = (
        asked("responders-missing", "had responded and stayed away", 4, 4),
        asked("non-responders-missing", "had not and stayed away", 0, 2),
    )
    shown = inferences(evidence_with(tiny_study, replace(NOTHING_WRONG, ranges=missing), tmp_path))
    assert plain(shown.markdown) == (
        "Who stayed away? Exactly four had responded and stayed away; at most two had not and stayed away."
    )


# ── Conflicts and what to set aside ──────────────────────────────────────────────────────────────────────────────────


def test_without_conflicts_the_page_says_that_all_can_be_true(tiny_study: Study, tmp_path: Path) -> None:
    evidence = evidence_with(tiny_study, NOTHING_WRONG, tmp_path)
    assert "there are sets of 20 patients of whom all are true" in facts_of(PAGE, evidence)["possible_sentence"]
    assert together.conflicts(evidence).html == "<p>No statements stand against each other.</p>"
    assert "every statement can be true at once" in together.set_aside(evidence).html


def test_each_conflict_is_told_with_its_sum_and_its_places(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, conflicts=(conflict(NINE, SEVEN),), aside=((SEVEN,),), complete=False)
    text = plain(together.conflicts(evidence_with(tiny_study, made, tmp_path)).markdown)
    assert text.startswith("One small set of statements was found that cannot be true together. It could be")
    assert "There may be more" in text
    assert "1. The number of responders cannot be 9 and 7 at once.\n   - 9 responders at 12 months in all (Tab" in text


def test_several_smallest_choices_are_each_written_out(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, conflicts=(conflict(NINE, SEVEN),), aside=((SEVEN,), (NINE,)))
    text = plain(together.set_aside(evidence_with(tiny_study, made, tmp_path)).markdown)
    assert "at least one statement would have to be set aside. There are two such choices." in text
    assert "- 7 responders" in text and "- 9 responders" in text and "a question, not a repair" in text


def test_a_search_that_stopped_says_so_and_asks_no_further(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, conflicts=(conflict(NINE, SEVEN),), settled=False, complete=False, limit=1)
    evidence = evidence_with(tiny_study, made, tmp_path)
    assert "stopped after 1 conflicts" in together.set_aside(evidence).html
    assert "nothing further was asked" in facts_of(PAGE, evidence)["rest_sentence"]
    assert "no ranges" in charts.draw("ranges", evidence, "ranges").markdown  # type: ignore[union-attr]


def test_a_damaged_number_is_a_question_about_our_reading(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, conflicts=(conflict(NINE, FADED),), aside=((FADED,),))
    evidence = evidence_with(tiny_study, made, tmp_path)
    assert facts_of(PAGE, evidence)["possible_sentence"].endswith(
        "as we read them; each conflict hangs on a place that our copy shows damaged."
    )
    assert together.conflicts(evidence).html.count("this may be our reading and not the paper") == 1


def test_an_assumption_that_cannot_hold_comes_with_the_sum(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, tried=(tried(possible=True), tried(possible=False)))
    table = together.tried(evidence_with(tiny_study, made, tmp_path))
    assert isinstance(table, Table)
    answers = [[entry.lines for entry in row.entries] for row in table.rows]
    assert answers == [[("yes",), ()], [("no",), ("The number of responders cannot be 9 and 7 at once\\.",)]]


# ── Ranges ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_chart_s_title_is_its_widest_range(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, ranges=(asked("never", "were never responders", 2, 3), ALWAYS))
    assert drawn(evidence_with(tiny_study, made, tmp_path)).title == (
        "The printed counts leave much open: 6 to 15 of 20 patients were responders each time."
    )


@pytest.mark.parametrize(
    ("high", "title"), [(8, "leave little open: no answer is wider than 6 to 8"), (6, "one answer")]
)
def test_a_narrow_range_is_not_said_to_be_wide(high: int, title: str, tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, ranges=(replace(ALWAYS, high=high),))
    assert title in drawn(evidence_with(tiny_study, made, tmp_path)).title


def test_chart_alternative_text_and_table_show_the_same_numbers(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, ranges=(ALWAYS, replace(ALWAYS, low=8, assuming=NESTED)))
    evidence = evidence_with(tiny_study, made, tmp_path)
    figure, table = drawn(evidence), ranges_table(evidence)
    assert figure.alt == (
        "Patients who were responders each time: 6 to 15 as the tables are read, 8 to 15 if nobody missed a visit and "
        "came back."
    )
    spec = json.dumps(figure.spec())
    assert '"low": 6' in spec and '"low": 8' in spec and '"high": 15' in spec
    assert isinstance(table, Table)
    assert [entry.lines for entry in table.rows[0].entries] == [("6 to 15",), ("8 to 15",)]


def test_two_sets_of_assumptions_differ_in_shape_as_well_as_in_colour(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, ranges=(ALWAYS, replace(ALWAYS, low=8, assuming=NESTED)))
    spec = json.dumps(drawn(evidence_with(tiny_study, made, tmp_path)).spec())
    assert '["circle", "square"]' in spec


def test_a_way_to_read_the_paper_has_rows_and_a_sign_of_its_own(tiny_study: Study, tmp_path: Path) -> None:
    reading = Reading("heavy-within", "whoever had the heavy cushion also had the light one", "heavy", ("light",))
    made = replace(NOTHING_WRONG, ranges=(ALWAYS, replace(ALWAYS, low=9, high=9, assuming=("heavy-within",))))
    evidence = evidence_with(replace(tiny_study, readings=(reading,)), made, tmp_path)
    table = ranges_table(evidence)
    assert isinstance(table, Table)
    assert table.columns == ("Patients who", "As the tables are read")
    heading, row = table.rows[1:]
    assert heading.heading and plain(heading.label.lines[0]) == "If “Heavy cushion” lies within other groups:"
    assert [entry.lines for entry in row.entries] == [("9",)]
    assert inferences(evidence).html.count("exactly nine were responders each time.") == 1
    assert "9 if “Heavy cushion” lies within other groups" in drawn(evidence).alt


# ── No reconstruction ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def too_large(tiny_study: Study, monkeypatch: pytest.MonkeyPatch) -> Evidence:
    monkeypatch.setattr(system, "MOST_KINDS", 1)
    return Evidence(tiny_study)


def test_a_study_that_is_too_large_says_why_and_still_has_its_page(too_large: Evidence) -> None:
    told = facts_of(PAGE, too_large)
    assert too_large.reconstruction is None
    assert "could not be worked out" in told["possible_sentence"] and "kinds of patient" in told["possible_sentence"]
    assert {value for name, value in told.items() if name.endswith("_sentence")} == {"", told["possible_sentence"]}
    for piece in (together.conflicts, together.set_aside, together.tried):
        assert "not worked out" in piece(too_large).html
    assert too_large.questions == too_large.findings


def test_a_paper_that_counts_nobody_has_nothing_to_set_beside_another(tiny_study: Study) -> None:
    silent = Evidence(replace(tiny_study, numbers=(), groups=(), claims=()))
    assert "prints no count of patients" in facts_of(PAGE, silent)["possible_sentence"]
    assert facts_of("conclusions", silent)["together_sentence"] == ""


# ── Where it is kept ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_worked_out_once_for_all_pages_of_a_book(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tiny.parent / "_toc.yml").write_text("root: index\n")
    monkeypatch.chdir(tiny.parent)
    first = gather(Parameters(study="tiny"))
    made = first.reconstruction
    (kept,) = (tiny.parent / RECONSTRUCTIONS).iterdir()
    kept.write_text(kept.read_text().replace('"statements": 42', '"statements": 43'))
    assert made is not None and made.statements == 42
    again = Evidence(first.study, reconstructions=first.reconstructions).reconstruction
    assert again is not None and again.statements == 43
