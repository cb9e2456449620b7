"""Facts and tooltips say what the study at hand says, for any study."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from marginalia.audit import Verdict
from marginalia.audit.claims import with_assumption
from marginalia.audit.findings import Finding, Severity
from marginalia.display import charts
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.display.findings import findings_of
from marginalia.display.markup import plain
from marginalia.study.model import Study


def with_readings(study: Study, **readings: float) -> Study:
    """The study with other readings: `a__b__n=10` for the number `a.b.n`."""
    wanted = {name.replace("__", ".").replace("_", "-"): value for name, value in readings.items()}
    assert wanted.keys() <= {number.id for number in study.numbers}
    return replace(study, numbers=tuple(replace(one, reading=wanted.get(one.id, one.reading)) for one in study.numbers))


def with_control(evidence: Evidence) -> Evidence:
    design = replace(evidence.study.design, features=("control-group",))
    return Evidence(replace(evidence.study, design=design), literature=evidence.literature)


def drawn(name: str, evidence: Evidence) -> Figure:
    figure = charts.draw(name, evidence, name)
    assert isinstance(figure, Figure)
    return figure


def test_a_visit_exactly_at_the_claimed_limit_fails_in_the_sentence_and_in_the_chart(tiny_study: Study) -> None:
    evidence = Evidence(with_readings(tiny_study, results__all__follow_up__12__n=16))
    assert "at or below that at 12 months, first with 80%" in facts_of("follow-up", evidence)["limit_sentence"]
    assert "at or below the claimed 80% at 12 months, first with 16 of 20, 80%" in drawn("follow-up", evidence).title


def test_a_follow_up_above_the_limit_throughout_is_said_to_be(tiny_study: Study) -> None:
    evidence = Evidence(with_readings(tiny_study, results__all__follow_up__12__n=17))
    assert facts_of("follow-up", evidence)["limit_sentence"].endswith("At every visit with a printed count it did.")
    assert drawn("follow-up", evidence).title.startswith("Follow-up goes from")


def test_the_sentence_and_the_chart_on_safety_read_the_same_zero(tiny_evidence: Evidence) -> None:
    assert "none in 20 patients" in facts_of("safety", tiny_evidence)["events_sentence"]
    assert "None harmed of 20" in drawn("safety", tiny_evidence).title


def test_a_printed_denominator_of_harms_is_used_by_both(paper_study: Study) -> None:
    zero = paper_study.number("results.all.adverse-events.n")
    N = replace(zero, id="results.all.adverse-events.N", statistic="N", printed="40", reading=40.0)
    evidence = Evidence(replace(paper_study, numbers=(*paper_study.numbers, N)))
    facts = facts_of("safety", evidence)
    assert "none in 40 patients" in facts["events_sentence"] and "among 40 people" in facts["upper_sentence"]
    assert f"None harmed of 40 still allows a true rate of up to {facts['upper']}" in drawn("safety", evidence).title


def test_visits_are_planned_after_treatment_only(paper_evidence: Evidence) -> None:
    assert (
        facts_of("methods", paper_evidence)["visits_sentence"]
        == "Visits were planned at 1, 3, 6, 12, 18 and 24 months."
    )


@pytest.mark.parametrize("uncheckable_only", [False, True])
def test_what_cannot_be_settled_here_is_not_said_to_be_about_other_studies(
    paper_study: Study, uncheckable_only: bool
) -> None:
    judged = Evidence(paper_study).judgements.values()
    claims = tuple(
        one.claim
        for one in judged
        if one.claim.chapter == "introduction" and (one.verdict is Verdict.UNCHECKABLE or not uncheckable_only)
    )
    sentence = facts_of("introduction", Evidence(replace(paper_study, claims=claims)))["outside_sentence"]
    assert sentence.startswith("None of them") == uncheckable_only
    assert "stands elsewhere" in sentence and "other" not in sentence


def test_damaged_numbers_are_not_said_to_be_printed_elsewhere(paper_evidence: Evidence) -> None:
    sentence = facts_of("data", paper_evidence)["ocr_sentence"]
    assert "can still be read with care" in sentence and "other places" not in sentence


def test_a_control_group_is_denied_only_where_there_is_none(paper_evidence: Evidence) -> None:
    without, having = (
        json.dumps(drawn("comparators", one).spec()) for one in (paper_evidence, with_control(paper_evidence))
    )
    assert "no control group" in without
    assert "no control group" not in having and "with a control group" in having


def test_the_table_of_patients_may_have_any_number(paper_study: Study) -> None:
    def moved(id: str) -> str:
        return id.replace("table-1", "table-9")

    study = replace(
        paper_study,
        sections=tuple(replace(one, id=moved(one.id)) for one in paper_study.sections),
        tables=tuple(replace(one, id=moved(one.id)) for one in paper_study.tables),
        numbers=tuple(replace(one, section=moved(one.section)) for one in paper_study.numbers),
    )
    before, after = Evidence(paper_study), Evidence(study)
    assert facts_of("patients", after)["damage_sentence"] == facts_of("patients", before)["damage_sentence"]
    assert "counts" in facts_of("patients", after)["damage_sentence"]
    assert drawn("legibility", after).alt == drawn("legibility", before).alt


def test_a_finding_says_what_it_assumes(tiny_evidence: Evidence) -> None:
    page = findings_of(tiny_evidence, "follow-up")
    assert "Assumes that the limit is meant of everybody in the group." in plain(page.markdown)
    assert "Assumes that the limit is meant of everybody in the group." in page.html


def test_several_assumptions_are_one_sentence_and_none_is_no_sentence() -> None:
    finding = Finding(
        "sums", Severity.MINOR, (), "Which is right?", "2 > 1", "one is part of two; our reading is right"
    )
    assert with_assumption(finding) == "Which is right? Assumes that one is part of two, and that our reading is right."
    assert with_assumption(replace(finding, assumption="")) == "Which is right?"
