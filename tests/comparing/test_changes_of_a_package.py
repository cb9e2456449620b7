"""What changed between two states of a package, part by part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from changed import change, one_more_responder
from hypothesis import given
from hypothesis import strategies as st

from marginalia.audit import Finding, Judgement, Severity, Verdict, audit, judge
from marginalia.comparing.description import changed_description
from marginalia.comparing.entries import changed_claims, changed_numbers
from marginalia.comparing.findings import changed_findings
from marginalia.comparing.kinds import Kind
from marginalia.comparing.passages import changed_paragraphs, changed_pieces, excerpt, words_of
from marginalia.comparing.verdicts import flipped
from marginalia.study.model import Study
from marginalia.study.reading import read_study


def told(old: Study, new: Study) -> list[str]:
    return [change.sentence for change in changed_description(old, new)]


def test_numbers_are_found_by_their_ids_in_the_order_of_the_new_file(tiny: Path) -> None:
    old = read_study(tiny)
    one_more_responder(tiny)
    lines = (tiny / "numbers.csv").read_text("utf-8").splitlines(keepends=True)
    (tiny / "numbers.csv").write_text(
        "".join(line for line in lines if not line.startswith("methods.session")), "utf-8"
    )
    change(tiny / "numbers.csv", ("methods.warmth.low,methods", "methods.heat.low,methods"))
    change(tiny / "numbers.csv", ("methods.warmth.high,methods", "methods.heat.high,methods"))

    found = changed_numbers(old, read_study(tiny))

    assert [(one.kind.value, one.entry.id) for one in found] == [
        ("changed", "abstract.all.response.12.percent"),
        ("added", "methods.heat.low"),
        ("added", "methods.heat.high"),
        ("changed", "table-2.all.response.12.n"),
        ("changed", "table-2.all.response.12.N"),
        ("changed", "table-2.all.response.12.percent"),
        ("removed", "methods.warmth.low"),
        ("removed", "methods.warmth.high"),
        ("removed", "methods.session.value"),
    ]
    assert found[0].differs == ("printed", "reading")
    assert found[4].differs == ("printed",), "the denominator reads as it did"


def test_a_number_on_another_line_is_the_same_number(tiny: Path) -> None:
    old = read_study(tiny)
    head, *rows = (tiny / "numbers.csv").read_text("utf-8").splitlines(keepends=True)
    (tiny / "numbers.csv").write_text("".join([head, *reversed(rows)]), "utf-8")

    assert changed_numbers(old, read_study(tiny)) == ()


def test_what_a_study_is_said_to_be_is_told_in_words(tiny: Path) -> None:
    old = read_study(tiny)
    change(
        tiny / "study.yml",
        ("enrolled: 20", "enrolled: 24"),
        ("visits: [0, 3, 12]", "visits: [0, 3, 12, 24]"),
        ("important_change: 2}", "important_change: 3}"),
        ("condition: a stiff elbow", "condition: a stiff knee"),
        ("features: [prospective, informed-consent, before-after-measurement]", "features: [prospective]"),
        ("label: Heavy cushion,", "label: Very heavy cushion,"),
    )

    assert told(old, read_study(tiny)) == [
        "Design, features: prospective, informed-consent, before-after-measurement before, prospective now.",
        "Enrolled: 20 before, 24 now.",
        "Visit at 24 months: added.",
        "Group heavy, label: Heavy cushion before, Very heavy cushion now.",
        "Outcome vas, important change: 2 before, 3 now.",
        "Words, condition: a stiff elbow before, a stiff knee now.",
    ]


def test_an_entry_that_came_or_went_is_told_as_a_whole(tiny_study: Study) -> None:
    without = replace(tiny_study, outcomes=(), tables=tiny_study.tables[1:])
    table = tiny_study.tables[0]

    assert told(tiny_study, without) == [
        "Outcome vas: removed, Pain (VAS).",
        f"Table {table.id}: removed, {table.title}.",
    ]
    assert told(without, tiny_study)[0] == "Outcome vas: added, Pain (VAS)."


def test_a_verdict_that_flips_brings_the_checks_that_made_it(tiny: Path) -> None:
    def judged(study: Study) -> dict[str, Judgement]:
        found = audit(study)
        return {claim.id: judge(study, claim, found) for claim in study.claims}

    old = read_study(tiny)
    change(tiny / "claims.yml", ("At three months two thirds", "After three months two thirds"))
    change(tiny / "numbers.csv", ("light,,group-size,count,Twelve,12", "light,,group-size,count,Thirteen,13"))
    new = read_study(tiny)

    flips = flipped(judged(old), judged(new))

    [flip] = [flip for flip in flips if flip.claim.id == "group-sizes-add-up"]
    assert flip.verdicts == (Verdict.REPRODUCED, Verdict.CONTRADICTED)
    assert [step.name for step in flip.ceased] == ["sum"]
    assert "sum" in [step.name for step in flip.came]
    assert any("13 + 8 = 21" in step.sentence for step in flip.came)
    [claim] = changed_claims(old, new)
    assert (claim.kind, claim.entry.id, claim.differs) == (Kind.CHANGED, "table-2-percents", ("says",))


def test_findings_are_told_apart_by_what_they_ask_of_which_numbers() -> None:
    def finding(rule: str, sentence: str, *numbers: str) -> Finding:
        return Finding(rule, Severity.MINOR, numbers, sentence, "")

    old = [finding("sums", "Old.", "a"), finding("sums", "Same.", "b"), finding("percent", "Gone.", "a")]
    new = [finding("sums", "New.", "a"), finding("sums", "Same.", "b"), finding("sums", "Twice.", "a")]

    found = [(one.kind.value, one.entry.sentence) for one in changed_findings(old, new)]

    assert found == [("changed", "New."), ("added", "Twice."), ("removed", "Gone.")]


def test_a_paragraph_in_other_words_is_set_beside_the_one_that_it_was() -> None:
    old = ["Alpha beta gamma delta.", "Nine of 13 patients had improved by then.", "Omega."]
    new = ["Alpha beta gamma delta.", "A wholly new remark.", "Ten of 13 patients had improved by then.", "Omega."]

    found = [(one.old, one.new) for one in changed_paragraphs("page", old, new)]

    assert found == [(None, "A wholly new remark."), (old[1], new[2])]


def test_pieces_are_compared_by_name() -> None:
    found = list(changed_pieces("page", {"a": "1", "b": "2", "c": "3"}, {"c": "3", "b": "4", "d": "5"}))

    assert [(one.name, one.kind.value) for one in found] == [("b", "changed"), ("d", "added"), ("a", "removed")]


def test_an_excerpt_keeps_the_words_beside_a_change() -> None:
    before = " ".join(f"w{at}" for at in range(30))
    after = before.replace("w15", "changed")

    assert list(excerpt(before, after, around=2)) == [
        (None, "… w13 w14"),
        (Kind.REMOVED, "w15"),
        (Kind.ADDED, "changed"),
        (None, "w16 w17 …"),
    ]


WORDS = st.lists(st.sampled_from(["one", "two", "three", "of", "13"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_the_runs_of_two_texts_give_back_both(old: str, new: str) -> None:
    runs = list(words_of(old, new))

    assert " ".join(text for kind, text in runs if kind is not Kind.ADDED) == old
    assert " ".join(text for kind, text in runs if kind is not Kind.REMOVED) == new


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_no_paragraph_is_lost_or_told_twice(old: list[str], new: list[str]) -> None:
    found = list(changed_paragraphs("page", old, new))

    gone, came = (sum(getattr(one, side) is not None for one in found) for side in ("old", "new"))
    assert gone - came == len(old) - len(new)
    assert (old == new) == (found == [])
