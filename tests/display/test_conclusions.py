"""The abstract that the data support, the three lists and the next trial follow the study at hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pieces import table

from marginalia.audit import Verdict
from marginalia.display import charts, markup, panels
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.facts.supported import PARTS, abstract
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.parameters import Parameters


def text(name: str, evidence: Evidence) -> str:
    shown = panels.show(name, evidence, name)
    return markup.plain(shown.markdown)


def choosing(evidence: Evidence, **values: object) -> Evidence:
    return Evidence(evidence.study, Parameters.checked(values), evidence.literature)


def test_the_abstract_of_the_small_study_is_its_numbers(tiny_evidence: Evidence) -> None:
    made = abstract(tiny_evidence)
    assert tuple(made) == PARTS
    results = " ".join(made["results"])
    assert "Of 20 patients, the numbers seen were 18 (90%) at 3 months and 13 (65%) at 12 months." in results
    assert "12/18 at 3 months (67%; 44% to 84%) and 9/13 at 12 months (69%; 42% to 87%), with 95% intervals" in results
    assert "the 7 not seen at 12 months counted as failures, then as successes" in results
    assert "between 45% and 80%" in results and "none reported in 20" in results
    assert made["conclusions"][0] == (
        "At 12 months, 9 of 20 patients are known to have improved, 4 are known not to have, and of 7 it is not known."
    )


def test_a_study_that_prints_nothing_gets_an_abstract_that_says_so(tiny_evidence: Evidence) -> None:
    sizes = tuple(replace(group, size=None) for group in tiny_evidence.study.groups)
    silent = Evidence(
        replace(tiny_evidence.study, numbers=(), groups=sizes, claims=(), tables=(), outcomes=(), responder_rule="")
    )
    made = abstract(silent)
    assert "The paper does not report how many patients were seen at each visit." in made["results"]
    assert "The paper does not report a count of serious harms." in made["results"]
    assert "The paper sets no rule for who counts as improved." in made["methods"]
    assert all(sentence.endswith((".", "?")) and "None" not in sentence for part in made.values() for sentence in part)


def test_with_a_control_group_the_abstract_no_longer_asks_for_one(tiny_evidence: Evidence) -> None:
    assert "There was no control group." in abstract(tiny_evidence)["methods"]
    features = (*tiny_evidence.study.design.features, "control-group")
    study = replace(tiny_evidence.study, design=replace(tiny_evidence.study.design, features=features))
    told = " ".join(sentence for part in abstract(Evidence(study)).values() for sentence in part)
    assert "control group" not in told and "sham" not in told
    assert "cannot tell" not in facts_of("conclusions", Evidence(study))["answer_sentence"]


@pytest.mark.parametrize("name", ["tiny_evidence", "other_evidence", "paper_evidence"])
def test_every_claim_of_title_and_abstract_stands_beside_what_the_data_support(
    name: str, request: pytest.FixtureRequest
) -> None:
    evidence: Evidence = request.getfixturevalue(name)
    shown = table("abstract-beside", evidence).markdown
    for judged in evidence.judgements.values():
        target = f"<{markup.anchor('claim', judged.claim.id)}>"
        assert (f"{judged.verdict.value} {target}" in shown) == (judged.claim.section in ("title", "abstract"))


@pytest.mark.parametrize("name", ["tiny_evidence", "other_evidence", "paper_evidence"])
def test_the_lists_hold_every_claim_once_told_or_counted(name: str, request: pytest.FixtureRequest) -> None:
    evidence: Evidence = request.getfixturevalue(name)
    shown = panels.show("conclusions-balance", evidence, "x")
    assert isinstance(shown, Shown)
    supported, against, unsettled = shown.markdown.split("**What it ")[0], *shown.markdown.split("**What it ")[1:]
    for judged in evidence.judgements.values():
        link = f"<{markup.anchor('claim', judged.claim.id)}>"
        if link in shown.markdown:
            good = judged.verdict in (Verdict.REPRODUCED, Verdict.ROUNDING)
            unknown = judged.verdict is Verdict.UNCHECKABLE
            assert (link in supported, link in against, link in unsettled) == (good, not good and not unknown, unknown)
            assert shown.markdown.count(link) == 1


def test_the_trial_follows_what_the_reader_chose(tiny_evidence: Evidence) -> None:
    usual = facts_of("next-trial", tiny_evidence)
    assert usual["analysed"] == "133" and usual["total"] == "314"
    other = facts_of("next-trial", choosing(tiny_evidence, control_share=0.3, expected_loss=0))
    assert "If 30% improve after the sham" in other["size_sentence"]
    assert int(other["total"]) == 2 * int(other["analysed"])
    assert "314" in " ".join(abstract(tiny_evidence)["conclusions"])


def test_an_impossible_choice_is_said_to_be_one(tiny_evidence: Evidence) -> None:
    wrong = choosing(tiny_evidence, control_share=0.9)
    assert "choose other values" in facts_of("next-trial", wrong)["size_sentence"]
    for name in ("next-trial-size", "next-trial-assurance", "next-trial-harms"):
        assert "no trial can be sized" in text(name, wrong)
    assert isinstance(charts.draw("next-trial-power", wrong, "x"), Shown)


@pytest.mark.parametrize("share", [0.05, 0.12, 0.5, 0.62, 0.75])
def test_the_slider_stands_at_the_share_chosen_and_every_place_has_its_sentence(
    tiny_evidence: Evidence, share: float
) -> None:
    figure = charts.draw("next-trial-power", choosing(tiny_evidence, control_share=share), "x")
    assert isinstance(figure, Figure)
    slider, said = (one for one in figure.spec()["params"] if one["name"] in ("sham", "said"))
    bound = slider["bind"]
    assert slider["value"] == pytest.approx(100 * share)
    assert bound["min"] <= slider["value"] <= bound["max"]
    places = round((bound["max"] - bound["min"]) / bound["step"]) + 1
    assert said["expr"].count("chance of finding") == places
    assert figure.title in said["expr"]


def test_the_study_s_own_size_is_drawn_beside_the_planned_one(tiny_evidence: Evidence) -> None:
    figure = charts.draw("next-trial-this-study", tiny_evidence, "x")
    assert isinstance(figure, Figure)
    assert "10 and 10 patients" in figure.alt and "133 and 133 patients, 90%" in figure.alt


def test_questions_close_as_the_design_answers_them(tiny_evidence: Evidence) -> None:
    assert "Did the treatment do it?" in text("next-trial-questions", tiny_evidence)
    design = replace(tiny_evidence.study.design, arms=2, features=("control-group", "randomised-comparison"))
    closed = text("next-trial-questions", Evidence(replace(tiny_evidence.study, design=design)))
    assert "Did the treatment do it?" not in closed and "Who judges?" not in closed
    assert "What counts as better?" in closed
