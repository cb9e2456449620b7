"""The chapter on the appraisal instruments shows forms that hold, says what they come to, and hides no stale answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from marginalia.display import appraisal, charts, markup, panels
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.display.panels.instruments_blank import blank
from marginalia.display.tables import Table
from marginalia.study.appraisal_schema import AppraisalEntry


def figure(name: str, evidence: Evidence) -> Figure:
    drawn = charts.draw(name, evidence, name)
    assert isinstance(drawn, Figure)
    return drawn


def changed(evidence: Evidence, readings: dict[str, float]) -> Evidence:
    numbers = tuple(
        replace(number, reading=readings[number.id]) if number.id in readings else number
        for number in evidence.study.numbers
    )
    return Evidence(replace(evidence.study, numbers=numbers), literature=evidence.literature)


BETTER = {"results.all.follow-up.12.n": 47.0, "results.all.follow-up.12.percent": 98.0}


def test_each_form_is_folded_under_its_result(paper_evidence: Evidence) -> None:
    shown = panels.show("instruments-quality", paper_evidence, "instruments-quality").markdown
    heads = [markup.plain(line) for line in shown.splitlines() if line.startswith(":::::{dropdown}")]
    assert [head.removeprefix(":::::{dropdown} ") for head in heads] == [
        "NHLBI: poor",
        "JBI: 4 yes, 4 unclear, 2 no",
        "MINORS: 8 of 16 points, called moderate in one review’s bands",
    ]


def test_a_reason_leads_to_its_claims_numbers_and_place(paper_evidence: Evidence) -> None:
    shown = panels.show("instruments-quality", paper_evidence, "instruments-quality").markdown
    assert "<claim-abstract-follow-up-above-80>" in shown
    assert "29/48 = 60" in shown and "*Where:* Methods, inclusion" in shown


def test_a_stale_answer_is_shown_as_one_to_be_judged_again(paper_evidence: Evidence) -> None:
    evidence = changed(paper_evidence, BETTER)
    minors = next(form for form in evidence.forms if form.appraisal.id == "minors")
    shown = panels.show("instruments-quality", evidence, "instruments-quality").markdown
    assert appraisal.result(minors) == "not worked out: one answer to be judged again"
    assert appraisal.AGAIN in shown and "against a limit of 5%" not in markup.plain(shown)
    assert "to be judged again" in figure("instruments-summary", evidence).alt
    assert "must be judged again" in facts_of("instruments", evidence)["again_sentence"]
    assert "not worked out" in facts_of("instruments", evidence)["bias_sentence"]


def test_certainty_and_what_the_numbers_leave_open_are_computed(paper_evidence: Evidence) -> None:
    shown = panels.show("instruments-findings", paper_evidence, "instruments-findings")
    assert isinstance(shown, Table)
    said = {
        markup.plain(row.label.lines[0]): [markup.plain(" ".join(entry.lines)) for entry in row.entries]
        for row in shown.rows
    }
    assert said["Responders at a year"][1] == "44% to 77%; speaks for 29 of 48 enrolled."
    assert said["Serious harm"][1] == "Of 48, none: at 95% confidence up to 6.1%, if all were asked."
    assert said["Mean pain at a year"][1].startswith("An improvement of 3.1 points")
    assert {row[2] for row in said.values()} == {"Very low certainty"}
    assert said["Responders at a year"][3] == "Starts at low; risk of bias −2; too few data −1."


def test_spin_is_told_claim_by_claim_beside_the_audit_s_verdict(paper_evidence: Evidence) -> None:
    shown = panels.show("instruments-spin-claims", paper_evidence, "instruments-spin-claims")
    assert isinstance(shown, Table)
    claims = [claim.id for claim in paper_evidence.study.claims]
    named = [row.label.lines[0].rpartition("<claim-")[2].rstrip(">`") for row in shown.rows]
    assert named == sorted(named, key=claims.index) and "title-completely-safe" in named
    assert all(row.entries[1].lines[0].startswith("{verdict}") for row in shown.rows)


def test_lights_stand_in_the_order_of_the_items(paper_evidence: Evidence) -> None:
    words = figure("instruments-lights", paper_evidence).alt
    form = next(form for form in paper_evidence.forms if form.appraisal.id == "robins-i")
    signs = " ".join(appraisal.SYMBOLS[appraisal.sign(one.choice)] for one in form.answers)
    assert f"ROBINS-I: {signs}" in words and signs.count("×") == 1


def test_instruments_that_ask_alike_stand_side_by_side(paper_evidence: Evidence) -> None:
    assert "Losses: NHLBI a concern, " in figure("instruments-agreement", paper_evidence).alt
    assert "losses" in facts_of("instruments", paper_evidence)["divided_sentence"]


def test_without_forms_each_place_says_so(tiny_evidence: Evidence) -> None:
    names = [name for name in panels.names() if name.startswith("instruments")]
    for name in names:
        assert panels.show(name, tiny_evidence, name).markdown.endswith("\\.")
    facts = facts_of("instruments", tiny_evidence)
    assert facts["bias_sentence"] == "No form of this kind is filled for this paper."


def test_another_paper_s_forms_are_shown_too(other_evidence: Evidence) -> None:
    assert facts_of("instruments", other_evidence)["results_sentence"] == (
        "JBI: 8 yes, 2 unclear; MINORS: 12 of 16 points, called moderate in one review’s bands."
    )


@pytest.mark.parametrize("id", ["nhlbi", "grade", "robins-i"])
def test_a_blank_form_filled_in_fits(paper_evidence: Evidence, id: str) -> None:
    instrument = paper_evidence.instruments[id]
    lines = []
    for line in blank(instrument).splitlines():
        head, mark, choices = line.partition(": # ")
        first = choices.split(", ")[0]
        lines.append(f'{head}: "{first}"' if mark and head.strip() in ("answer", "overall") else line)
    (form,) = yaml.safe_load("\n".join(lines))
    entry = AppraisalEntry.model_validate(form)
    assert {answer.item: True for answer in entry.answers} == dict.fromkeys(instrument.blank.items, True)
    for answer in entry.answers:
        assert answer.answer in instrument.blank.items[answer.item]


def test_every_sign_is_a_shape_of_its_own() -> None:
    assert len(set(appraisal.SYMBOLS.values())) == len(appraisal.SYMBOLS) == len(appraisal.COLOURS)
