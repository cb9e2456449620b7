"""What the book says of a trial with two arms, and what it does not say of it that holds for a single group alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pieces import compares_arms, drawn, table

from marginalia.analysis.arm_proportions import proportions
from marginalia.display import arms, charts, markup, panels
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.statistics.counts import Interval
from marginalia.statistics.number_needed_to_treat import number_needed
from marginalia.study.model import Study

CHAPTERS = (
    "abstract", "arms", "conclusions", "discussion", "efficacy", "follow-up", "how-to-read", "index", "magnitude",
    "methods", "next-trial", "no-effect", "patients", "safety", "subgroups", "after-treatment", "duration",
)  # fmt: skip


def rows(name: str, evidence: Evidence) -> str:
    return unescaped(table(name, evidence).markdown)


def unescaped(markdown: str) -> str:
    """What a page shows, without the signs that keep it from being read as markup."""
    return markup.plain(markdown).replace("\\", "")


def without(study: Study, feature: str) -> Study:
    features = tuple(one for one in study.design.features if one != feature)
    return replace(study, design=replace(study.design, features=features))


@pytest.mark.parametrize("name", [name for name in charts.names() if compares_arms(name)])
def test_one_arm_gives_a_sentence_in_place_of_each_chart(name: str, paper_evidence: Evidence) -> None:
    shown = charts.draw(name, paper_evidence, name)
    assert not isinstance(shown, Figure) and "one arm" in shown.markdown


@pytest.mark.parametrize("name", [name for name in panels.names() if compares_arms(name)])
def test_and_of_each_table(name: str, paper_evidence: Evidence) -> None:
    assert "one arm" in panels.show(name, paper_evidence, name).markdown


def test_the_page_tells_the_difference_with_its_interval(arms_evidence: Evidence) -> None:
    told = facts_of("arms", arms_evidence)
    last = next(one for one in proportions(arms_evidence.study) if one.measure.id == "response" and one.month == 2.76)
    assert f"At 12 weeks, of 100 patients in “{last.contrast.arm.label}” 75" in told["plain_sentence"]
    assert arms.difference(last) == "+7 (−6 to +19)"
    assert "from −6 to +19, no difference included" in told["plain_sentence"]
    assert drawn("arms-differences", arms_evidence).title.startswith("Responders, 12 weeks: +7 percentage points")


def test_the_table_has_the_number_needed_to_treat_through_infinity(arms_evidence: Evidence) -> None:
    shown = rows("arms-proportions", arms_evidence)
    assert "73/97" in shown and "76/111" in shown
    assert "NNTB 15" in shown and "NNTB 6 to ∞ to NNTH 19" in shown


@pytest.mark.parametrize(
    ("gain", "limits", "lines", "words"),
    [
        (0.10, (-0.05, 0.25), ("NNTB 10", "NNTB 4 to ∞ to NNTH 20"), "10 for one more to do better"),
        (-0.10, (-0.25, 0.05), ("NNTH 10", "NNTH 4 to ∞ to NNTB 20"), "10 for one more to do worse"),
        (0.2, (0.05, 0.4), ("NNTB 5", "NNTB 3 to NNTB 20"), "5 for one more to do better (3 to 20)"),
        (0.0, (-0.1, 0.1), ("∞", "NNTB 10 to ∞ to NNTH 10"), "as many either way"),
        (0.1, (0.0, 0.2), ("NNTB 10", "NNTB 5 to ∞"), "(5 to do better to ∞)"),
    ],
)
def test_numbers_needed_to_treat_are_told_as_altman_does(
    gain: float, limits: tuple[float, float], lines: tuple[str, ...], words: str
) -> None:
    """The first is the example of Altman 1998: NNTB 10 (NNTB 4 to infinity to NNTH 20)."""
    found = number_needed(gain, Interval(*limits))
    assert arms.needed_lines(found) == lines
    assert words in arms.needed(found)


def test_an_end_that_is_not_nothing_is_not_rounded_to_nothing(arms_evidence: Evidence) -> None:
    """70/97 against 66/111: the interval reaches to 0.25 points below no difference."""
    found = next(one for one in proportions(arms_evidence.study) if one.measure.id == "response" and one.month == 1.38)
    assert arms.difference(found) == "+13 (−0.3 to +25)"


def test_a_share_that_does_not_follow_is_shown_and_not_compared(arms_evidence: Evidence) -> None:
    last = {
        row.label.lines[0]: row.entries[-1].lines for row in table("arms-baseline", arms_evidence).rows if row.entries
    }
    assert not any(last["Men"]) and all(last["Right knee"])
    assert "disagree" in rows("arms-baseline", arms_evidence)
    assert "Men" not in drawn("arms-baseline", arms_evidence).alt


def test_chance_is_said_to_have_made_the_arms_only_where_it_did(arms_evidence: Evidence) -> None:
    by_chance = facts_of("arms", arms_evidence)
    chosen = facts_of("arms", Evidence(without(arms_evidence.study, "randomised")))
    assert "Chance decided" in by_chance["chance_sentence"] and "Chance made" in by_chance["alike_sentence"]
    assert "chance did not decide" in chosen["chance_sentence"] and "Chance" not in chosen["alike_sentence"]
    assert "not known to be formed by chance" in markup.plain(
        table("arms-who", Evidence(without(arms_evidence.study, "randomised"))).caption
    )


def test_nothing_is_said_of_two_arms_that_holds_for_one(arms_evidence: Evidence) -> None:
    said = " ".join(text for chapter in CHAPTERS for text in facts_of(chapter, arms_evidence).values())
    for wrong in (
        "no control group",
        "who were treated",
        "people were treated",
        "single-arm",
        "sets no rule for who counts",
        "Early studies",
        "speaks against trying",
        "means of a rating before and after",
        "mean before treatment nothing",
        "nan",
        " None)",
    ):
        assert wrong not in said, wrong


def test_what_is_printed_arm_by_arm_is_missing_only_of_all_arms_together(
    arms_evidence: Evidence, other_evidence: Evidence
) -> None:
    for name in ("headline", "fates", "missing-tipping"):
        assert ", all arms together" in charts.draw(name, arms_evidence, name).markdown
        assert "arms" not in charts.draw(name, other_evidence, name).markdown
    assert "Besides its arms" in facts_of("subgroups", arms_evidence)["treatments_sentence"]
    assert "among the per-protocol set" in drawn("efficacy", arms_evidence).caption


def test_the_abstract_that_the_data_support_has_the_rule_and_the_arms(arms_evidence: Evidence) -> None:
    shown = unescaped(panels.show("abstract-beside", arms_evidence, "x").markdown)
    assert "Who counts as a responder, in our words: Pain under load" in shown
    assert "comparisons of means the paper prints enough" in shown


def test_a_result_of_the_whole_study_is_not_missing_at_its_visits(arms_evidence: Evidence) -> None:
    from marginalia.display.promises import promises

    shown = promises(arms_evidence).markdown
    (row,) = [line for line in shown.splitlines() if "rescue medicine" in line]
    assert "the whole study" in shown and row
