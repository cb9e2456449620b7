"""Every assumption of the audit is a switch."""

from __future__ import annotations

import pytest
from audited import found, of_rule, printing
from made_study import mean, size

from marginalia.audit import audit
from marginalia.audit.assumptions import ASSUMPTIONS, UNUSUAL, made, sentence
from marginalia.errors import ParameterError
from marginalia.study.model import Study


def test_what_needs_an_assumption_that_is_switched_off_is_not_asked() -> None:
    study = printing(mean("results.all.vas.12", "8.6", ocr="repaired"), size("methods.heavy", 9))
    assert {one.rule for one in audit(study)} == {"same-quantity", "group-sizes"}
    assert {one.rule for one in audit(study, without={"scan"})} == {"group-sizes"}


def test_a_finding_says_its_assumptions_in_a_sentence() -> None:
    (one,) = found(mean("results.all.vas.12", "8.6", ocr="repaired"))
    assert one.needs == ("scan",)
    assert one.assumption == ASSUMPTIONS["scan"] == sentence(one.needs)
    assert sentence(("enrolled-once", "scan")) == f"{ASSUMPTIONS['enrolled-once']}; {ASSUMPTIONS['scan']}"


def test_unusual_assumptions_are_made_only_where_asked_for() -> None:
    assert not made() & UNUSUAL
    assert made(assuming=UNUSUAL) == frozenset(ASSUMPTIONS)
    assert made(without={"scan"}, assuming=UNUSUAL) == frozenset(ASSUMPTIONS) - {"scan"}


@pytest.mark.parametrize("argument", ["without", "assuming"])
def test_an_unknown_name_is_refused_with_its_place_and_a_hint(argument: str) -> None:
    with pytest.raises(ParameterError) as refused:
        audit(printing(), **{argument: {"enroled-once"}})
    message = str(refused.value)
    assert message.startswith(f"audit: {argument}: found 'enroled-once', expected an assumption: ")
    assert all(name in message for name in ASSUMPTIONS)
    assert message.endswith("did you mean 'enrolled-once'?")


def test_every_finding_about_the_paper_names_known_assumptions_and_its_numbers(paper_study: Study) -> None:
    findings = audit(paper_study)
    for one in findings:
        assert one.assumption == sentence(one.needs)
        assert one.numbers and all(paper_study.has(id) for id in one.numbers)
        assert set(one.against) <= set(one.numbers)
        assert bool(one.against) == (one.verdict is not None)
    assert audit(paper_study, without=ASSUMPTIONS) == tuple(one for one in findings if not one.needs)


def test_the_damaged_table_of_the_paper_accuses_nobody(paper_study: Study) -> None:
    assert not [one for one in audit(paper_study) for id in one.numbers if id.startswith("table-1.")]
    assert of_rule(audit(paper_study), "limits")
    assert {one.severity for one in of_rule(audit(paper_study), "limits")} == {"scan"}
