"""The page of what the audit found: every question, what it rests on and what it bears on; and the files it offers."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from made_reconstruction import FADED, NINE, NOTHING_WRONG, SEVEN, conflict, evidence_with

from marginalia.audit import rules
from marginalia.audit.findings import Severity
from marginalia.audit.verdicts import Verdict
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.findings_files import offered
from marginalia.display.findings_page import RULES, all_findings, severities_table
from marginalia.display.granularity import grains_of, granularity_table
from marginalia.display.markup import plain
from marginalia.display.tables import Table
from marginalia.reconstruction.findings import RULE, beyond
from marginalia.study.model import Study


@pytest.fixture
def quiet(tiny_study: Study, tmp_path: Path) -> Evidence:
    """The small study, all of whose counts can be true at once."""
    return evidence_with(tiny_study, NOTHING_WRONG, tmp_path)


def entries(evidence: Evidence) -> list[str]:
    return plain(all_findings(evidence).markdown).split("{container} finding-entry")[1:]


def test_every_rule_of_the_audit_has_a_name_for_readers() -> None:
    ids = {rule.__name__.replace("_", "-") for rule in rules.RULES}
    assert ids | {RULE} == RULES.keys()


def test_every_question_has_its_entry_the_gravest_first(quiet: Evidence) -> None:
    shown = entries(quiet)
    assert len(shown) == len(quiet.findings)
    ranks = [Severity(text.split("finding-is-")[1].split()[0]).rank for text in shown]
    assert ranks == sorted(ranks)


def test_an_entry_says_what_was_computed_what_it_assumes_and_what_it_rests_on(quiet: Evidence) -> None:
    (entry,) = [text for text in entries(quiet) if "A limit and the counts" in text]
    assert "Computed 1 of 2 fail." in entry
    assert "Assumes that the limit is meant of everybody in the group." in entry
    assert "- 13/20 = 65% patients seen, all patients, 12 months (Results" in entry
    assert "- More than four fifths of the patients were seen at every visit. contradicted" in entry


def test_a_question_about_no_number_lists_none(quiet: Evidence) -> None:
    (entry,) = [text for text in entries(quiet) if "Grip strength was to be measured" in text]
    assert "Rests on" not in entry and "Bears on" not in entry


def test_a_changed_number_changes_its_question(tiny_study: Study, tmp_path: Path) -> None:
    numbers = tuple(
        replace(one, printed="12/20", reading=12.0) if one.id == "results.all.follow-up.12.n" else one
        for one in tiny_study.numbers
    )
    evidence = evidence_with(replace(tiny_study, numbers=numbers), NOTHING_WRONG, tmp_path)
    assert any("12/20" in entry and "A limit and the counts" in entry for entry in entries(evidence))


def test_a_paper_that_gives_no_cause_gets_a_sentence(tiny_study: Study, tmp_path: Path) -> None:
    design = replace(tiny_study.design, promises=())
    silent = replace(tiny_study, numbers=(), groups=(), claims=(), visits=(), design=design)
    evidence = evidence_with(silent, NOTHING_WRONG, tmp_path)
    assert evidence.questions == ()
    assert "found nothing to ask" in all_findings(evidence).html
    assert facts_of("findings", evidence)["questions_sentence"] == "There is nothing to ask."


def test_the_count_of_questions_is_said_by_their_weight(quiet: Evidence) -> None:
    total = len(quiet.questions)
    assert (
        facts_of("findings", quiet)["questions_sentence"] == "There are seven questions: five major and two moderate."
    )
    counts = [row.entries[0].lines[0] for row in severities_table(quiet).rows]
    assert counts == ["5", "2", "0", "0"] and total == 7


# ── What only all numbers together show ──────────────────────────────────────────────────────────────────────────────


def test_a_conflict_that_no_rule_asks_about_is_a_question_of_its_own(tiny_study: Study, tmp_path: Path) -> None:
    made = replace(NOTHING_WRONG, conflicts=(conflict(NINE, FADED), conflict(NINE)))
    evidence = evidence_with(tiny_study, made, tmp_path)
    own = [one for one in evidence.questions if one.rule == RULE]
    assert [one.severity for one in own] == [Severity.SCAN]
    assert own[0].numbers == ("table-2.all.response.12.n", "table-3.all.continued-response.12.n")
    assert own[0].sentence.startswith("These 2 statements cannot all be true of 20 patients: 9 responders")
    assert evidence.findings == Evidence(tiny_study).findings


def test_a_conflict_that_a_finding_asks_about_is_not_asked_again(tiny_study: Study) -> None:
    # The audit asks whether 69% in the abstract or 75% in the discussion is meant, and names the fraction behind 69%.
    known = Evidence(tiny_study).findings
    asked = replace(SEVEN, numbers=("abstract.all.response.12.percent", "discussion.all.response.12.percent"))
    assert beyond(tiny_study, replace(NOTHING_WRONG, conflicts=(conflict(NINE, asked),)), known) == ()


def test_a_conflict_between_groups_says_that_they_share_nobody(tiny_study: Study) -> None:
    light = replace(NINE, numbers=("table-3.light.continued-response.12.n",))
    heavy = replace(NINE, numbers=("table-3.heavy.continued-response.12.n",))
    (found,) = beyond(tiny_study, replace(NOTHING_WRONG, conflicts=(conflict(light, heavy),)), ())
    assert {"groups-disjoint", "everybody-counted", "lasting-responds"} <= set(found.needs)
    assert found.against == ()


def test_a_conflict_speaks_against_what_would_have_to_be_set_aside(tiny_study: Study) -> None:
    made = replace(NOTHING_WRONG, conflicts=(conflict(NINE, SEVEN),), aside=((SEVEN,),))
    (found,) = beyond(tiny_study, made, ())
    assert found.against == SEVEN.numbers
    assert found.verdict is Verdict.CONTRADICTED


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_files_offered_hold_every_question(quiet: Evidence) -> None:
    body = json.loads(offered(quiet).markdown.splitlines()[1])
    files = {one["name"]: one["text"] for one in body["files"]}
    assert files.keys() == {"findings.csv", "findings.json"}
    rows = list(csv.DictReader(io.StringIO(files["findings.csv"])))
    assert [row["sentence"] for row in rows] == [one.sentence for one in quiet.questions]
    assert [one["rule"] for one in json.loads(files["findings.json"])["findings"]] == [row["rule"] for row in rows]


def test_in_jupyterlab_the_links_hold_the_files(quiet: Evidence) -> None:
    assert quote(quiet.questions[0].sentence) in offered(quiet).html


# ── Tests of granularity ─────────────────────────────────────────────────────────────────────────────────────────────


def with_mean(study: Study, printed: str) -> Study:
    """The small study with another mean of everybody's pain at 3 months, when 18 of 20 were seen."""
    number = study.number("table-4.all.vas.3.mean")
    changed = replace(number, printed=printed, reading=float(printed))
    return replace(study, numbers=tuple(changed if one is number else one for one in study.numbers))


def test_a_mean_that_no_whole_scores_have_is_counted(tiny_study: Study) -> None:
    # Whole points: 74/18 = 4.11, 75/18 = 4.17; 82/20 = 4.10, 83/20 = 4.15. Half points: 165/40 = 4.125, or 4.13.
    (scale,) = grains_of(with_mean(tiny_study, "4.13"))
    assert scale.impossible == (1, 0)


def test_the_sentences_say_what_there_is_to_test(tiny_study: Study, tmp_path: Path) -> None:
    facts = facts_of("findings", evidence_with(tiny_study, NOTHING_WRONG, tmp_path))
    assert facts["spreads_sentence"].endswith(
        "no standard deviation, so that three of the four have nothing to work on."
    )
    changed = with_mean(tiny_study, "4.13")
    facts = facts_of("findings", evidence_with(changed, NOTHING_WRONG, tmp_path))
    assert facts["grains_sentence"] == (
        "One of them is impossible in whole points and none of them is impossible in half points."
    )


def test_standard_deviations_are_said_to_be_there(tiny_study: Study, tmp_path: Path) -> None:
    mean = tiny_study.number("table-4.all.vas.3.mean")
    sd = replace(mean, id="table-4.all.vas.3.sd", statistic="sd", printed="2.1", reading=2.1)
    study = replace(tiny_study, numbers=(*tiny_study.numbers, sd))
    facts = facts_of("findings", evidence_with(study, NOTHING_WRONG, tmp_path))
    assert "one standard deviation, so that all four can be asked" in facts["spreads_sentence"]


def test_a_paper_without_means_has_nothing_to_test(quiet: Evidence) -> None:
    shown = granularity_table(Evidence(replace(quiet.study, outcomes=())))
    assert not isinstance(shown, Table) and "prints no mean" in shown.html
