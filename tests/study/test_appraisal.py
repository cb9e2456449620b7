"""Filled forms are read with the package, and a form that does not fit says where and why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marginalia.analysis.instruments import read_instruments
from marginalia.audit.rules import RULES
from marginalia.errors import PackageError
from marginalia.study.appraisal import Blank
from marginalia.study.reading import read_study

ROOT = Path(__file__).parents[2]

SMALL = {
    "small": Blank({"loss": frozenset({"yes", "no"}), "blind": frozenset({"yes", "no", "unclear"})}),
    "judged": Blank({"loss": frozenset({"yes", "no"})}, frozenset({"good", "poor"})),
}
NAMES = ["percent", "same-quantity"]

GOOD = """
- id: by-me
  instrument: small
  about: "The study, with {results.all.follow-up.12} in mind."
  filled_by: One reader.
  result: table-2.all.response.12
  trial:
    - {part: Follow-up, trial: Everybody., study: "{results.all.follow-up.12:percent}."}
  answers:
    - item: loss
      answer: no
      reason: "Seen were {results.all.follow-up.12:fraction}."
      places: [results/all/follow-up]
      rests_on: [results.all.follow-up.12]
      claims: [abstract-follow-up]
      holds_when: ["results.all.follow-up.12.percent < 80"]
      rules: [percent]
      finds: some
    - {item: blind, answer: unclear, reason: Not told.}
"""


def with_form(package: Path, text: str, name: str = "form.yml") -> Path:
    (package / "appraisal").mkdir(exist_ok=True)
    (package / "appraisal" / name).write_text(text, encoding="utf-8")
    return package


def mistakes(package: Path) -> list[str]:
    with pytest.raises(PackageError) as caught:
        read_study(package, instruments=SMALL, rules=NAMES, citations=["doe2010"])
    return [str(problem) for problem in caught.value.problems]


def test_a_form_that_fits_becomes_part_of_the_study(tiny: Path) -> None:
    (form,) = read_study(with_form(tiny, GOOD), instruments=SMALL, rules=NAMES).appraisals

    assert (form.id, form.instrument, form.result) == ("by-me", "small", "table-2.all.response.12")
    assert [(answer.item, answer.answer) for answer in form.answers] == [("loss", "no"), ("blind", "unclear")]
    assert form.answers[0].claims == ("abstract-follow-up",)
    assert form.trial[0].part == "Follow-up"


def test_a_package_needs_no_forms(tiny: Path) -> None:
    assert read_study(tiny, instruments=SMALL, rules=NAMES).appraisals == ()


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("instrument: small", "instrument: smal", ["form.yml: line 3", "found 'smal'", "did you mean 'small'?"]),
        ("item: loss", "item: los", ["found 'los', expected an item of small", "did you mean 'loss'?"]),
        ("answer: unclear", "answer: unclaer", ["answers[1].answer: found 'unclaer'", "did you mean 'unclear'?"]),
        (
            "answer: no\n",
            "answer: unclear\n",
            ["answers[0].answer: found 'unclear', expected an answer to loss: no, yes"],
        ),
        ("item: blind", "item: loss", ["each item once", "missing: blind"]),
        (
            "rests_on: [results.all.follow-up.12]",
            "rests_on: [results.all.folow-up.12]",
            ["rests_on[0]", "did you mean"],
        ),
        (
            "claims: [abstract-follow-up]",
            "claims: [abstract-folow-up]",
            ["claims[0]", "did you mean 'abstract-follow-up'?"],
        ),
        (":fraction}", ":fractoin}", ["answers[0].reason", "did you mean 'fraction'?"]),
        ("percent < 80", "percent below 80", ["holds_when[0]", "a comparison such as"]),
        (
            "places: [results/all",
            "places: [result/all",
            ["a place that begins with a section", "did you mean 'results'?"],
        ),
        ("rules: [percent]", "rules: [percents]", ["rules[0]", "did you mean 'percent'?"]),
        ("      finds: some\n", "", ["the key 'finds' as well"]),
        ("result: table-2.all.response.12", "result: table-2.all.response.6", ["[0].result"]),
        ("filled_by: One reader.", "filld_by: One reader.", ["did you mean 'filled_by'?", "the key 'filled_by'"]),
        ("instrument: small", "instrument: judged", ["the key 'overall', one of good, poor"]),
        ("  result:", "  overall: good\n  result:", ["expected no overall answer"]),
    ],
)
def test_the_message_says_where_the_mistake_is_and_what_belongs_there(
    tiny: Path, wrong: str, right: str, expected: list[str]
) -> None:
    assert wrong in GOOD
    messages = mistakes(with_form(tiny, GOOD.replace(wrong, right, 1)))

    assert all(message.startswith("appraisal/form.yml: ") for message in messages)
    for part in expected:
        assert any(part in message for message in messages), "\n".join(messages)
    assert len(messages) <= 4


def test_two_files_may_not_name_their_forms_alike(tiny: Path) -> None:
    with_form(with_form(tiny, GOOD), GOOD, "other.yml")

    (message,) = mistakes(tiny)

    assert message.startswith("appraisal/other.yml: line 2") and "appraisal/form.yml has it already" in message


def test_a_form_that_is_no_text_is_named_with_its_folder(tiny: Path) -> None:
    with_form(tiny, GOOD)
    (tiny / "appraisal" / "form.yml").write_bytes(b"- id: caf\xe9\n")

    assert mistakes(tiny)[0].startswith("appraisal/form.yml: row 1")


def test_mistakes_in_forms_come_after_those_of_the_package(tiny: Path) -> None:
    with_form(tiny, GOOD.replace("item: loss", "item: los"))
    (tiny / "notes.yml").write_text("- id: one\n", encoding="utf-8")

    files = [re.split(":", message)[0] for message in mistakes(tiny)]

    assert files == sorted(files, key=["notes.yml", "appraisal/form.yml"].index)
    assert set(files) == {"notes.yml", "appraisal/form.yml"}


@pytest.mark.parametrize("slug", ["prodromos-2025", "rivera-2016"])
def test_the_book_s_forms_fit_its_instruments(slug: str) -> None:
    blanks = {id: one.blank for id, one in read_instruments(ROOT / "data" / "instruments").items()}
    rules = [rule.__name__.replace("_", "-") for rule in RULES]
    keys = re.findall(r"^@\w+\{([^,\s]+)", (ROOT / "book" / "references.bib").read_text("utf-8"), re.MULTILINE)

    study = read_study(ROOT / "data" / slug, instruments=blanks, rules=rules, citations=keys)

    assert study.appraisals
