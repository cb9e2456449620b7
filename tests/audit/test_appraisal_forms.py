"""An answer that was given for other numbers is withdrawn, not shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from marginalia.analysis.instruments import Instrument, read_instruments
from marginalia.audit import audit
from marginalia.audit.appraisal import Filled, filled_forms
from marginalia.study.model import Answer, Appraisal, Study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def instruments() -> dict[str, Instrument]:
    return read_instruments(ROOT / "data" / "instruments")


def one_answer(study: Study, instruments: dict[str, Instrument], answer: Answer) -> Filled:
    form = Appraisal("form", "minors", "The study.", "Nobody.", (answer,))
    (filled,) = filled_forms(replace(study, appraisals=(form,)), instruments, audit(study))
    return filled


def test_an_answer_holds_while_its_conditions_do(tiny_study: Study, instruments: dict[str, Instrument]) -> None:
    loss = Answer("loss", "inadequate", "", holds_when=("results.all.follow-up.12.percent < 95",))
    kept = one_answer(tiny_study, instruments, loss)
    gone = one_answer(tiny_study, instruments, replace(loss, holds_when=("results.all.follow-up.12.percent > 95",)))
    assert kept.answers[0].choice is not None and kept.answers[0].choice.score == 1 and kept.again == 0
    assert gone.answers[0].choice is None and gone.again == 1 and gone.choices == ()


def test_an_answer_that_leans_on_the_audit_goes_with_its_findings(
    tiny_study: Study, instruments: dict[str, Instrument]
) -> None:
    rules = sorted({finding.rule for finding in audit(tiny_study)})
    assert rules, "the small study has something to ask about"
    some = Answer("size", "not-reported", "", rules=(rules[0],), finds="some")
    assert one_answer(tiny_study, instruments, some).answers[0].findings
    assert one_answer(tiny_study, instruments, some).again == 0
    assert one_answer(tiny_study, instruments, replace(some, finds="none")).again == 1
    assert one_answer(tiny_study, instruments, replace(some, rules=("no-such-rule",))).again == 1
    assert one_answer(tiny_study, instruments, replace(some, rules=("no-such-rule",), finds="none")).again == 0


def test_an_overall_answer_goes_with_its_conditions(tiny_study: Study, instruments: dict[str, Instrument]) -> None:
    form = Appraisal("form", "nhlbi", "", "", (), overall="poor", holds_when=("enrolled = 20",))
    other = replace(form, id="other", holds_when=("enrolled = 21",))
    kept, gone = filled_forms(replace(tiny_study, appraisals=(form, other)), instruments, ())
    assert kept.overall is not None and kept.overall.id == "poor"
    assert gone.overall is None


def test_forms_and_items_come_in_the_instruments_order(paper_study: Study, instruments: dict[str, Instrument]) -> None:
    turned = replace(
        paper_study,
        appraisals=tuple(replace(form, answers=form.answers[::-1]) for form in reversed(paper_study.appraisals)),
    )
    forms = filled_forms(turned, instruments, ())
    order = list(instruments)
    assert [order.index(form.instrument.id) for form in forms] == sorted(order.index(f.instrument.id) for f in forms)
    for form in forms:
        assert [one.item for one in form.answers] == list(form.instrument.items)


def test_every_answer_on_the_paper_holds_with_the_paper_s_own_numbers(
    paper_study: Study, instruments: dict[str, Instrument]
) -> None:
    forms = filled_forms(paper_study, instruments, audit(paper_study))
    assert [(form.title, form.again) for form in forms if form.again] == []


def test_better_follow_up_withdraws_the_answers_on_loss(paper_study: Study, instruments: dict[str, Instrument]) -> None:
    better = {"results.all.follow-up.12.n": 47.0, "results.all.follow-up.12.percent": 98.0}
    numbers = tuple(
        replace(number, reading=better[number.id]) if number.id in better else number for number in paper_study.numbers
    )
    forms = filled_forms(replace(paper_study, numbers=numbers), instruments, audit(paper_study))
    again = {(form.appraisal.id, one.item.id) for form in forms for one in form.answers if one.choice is None}
    assert {("nhlbi", "loss"), ("minors", "loss"), ("robins-i", "missing")} <= again
    assert next(form for form in forms if form.appraisal.id == "nhlbi").overall is None


def test_a_form_of_an_instrument_that_is_not_there_is_left_out(
    paper_study: Study, instruments: dict[str, Instrument]
) -> None:
    assert filled_forms(paper_study, {}, ()) == ()
