"""The audit accuses nobody innocent and misses no planted error, whatever the study.

Studies are made up by the hundred, the same ones every time; with `MARGINALIA_LONG=1` in the environment by the ten
thousand. A failing study is shrunk: what is printed is the plainest plan that fails.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from cohorts.errors import ERRORS
from cohorts.folder import write_package
from cohorts.oddities import ODDITIES, Oddity
from cohorts.plan import Plan, plans
from cohorts.planted import Error, blurred
from cohorts.study import make_study
from hypothesis import HealthCheck, Phase, given, settings

from marginalia.audit import Finding, Severity, Verdict, audit, judge
from marginalia.audit.assumptions import UNUSUAL
from marginalia.study.model import Study
from marginalia.study.reading import read_study

LONG = os.environ.get("MARGINALIA_LONG") == "1"


def every(short: int, long: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test on so many made-up studies, always the same ones."""
    return settings(
        max_examples=long if LONG else short,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def told(findings: Iterable[Finding]) -> list[str]:
    return [f"{one.rule} ({one.severity}): {one.sentence}" for one in findings]


class TestAnHonestPaper:
    @every(400, 10_000)
    @given(plans())
    def test_is_accused_of_nothing(self, plan: Plan) -> None:
        assert told(audit(make_study(plan))) == []

    @every(50, 1_000)
    @given(plans())
    def test_is_accused_of_nothing_under_unusual_assumptions_that_it_meets(self, plan: Plan) -> None:
        study = make_study(replace(plan, nested=True, lasting="at the visit"))
        assert told(audit(study, assuming=UNUSUAL)) == []

    @every(100, 1_000)
    @given(plans())
    def test_has_its_claims_borne_out(self, plan: Plan) -> None:
        """Nothing speaks against a true claim: it is reproduced, but for odd rounding and what the scan has lost."""
        study = make_study(plan)
        verdicts = {claim.id: judge(study, claim, ()).verdict for claim in study.claims}
        assert {id: verdict for id, verdict in verdicts.items() if verdict.gravity > Verdict.ROUNDING.gravity} == {}
        assert plan.damaged or Verdict.UNCHECKABLE not in verdicts.values()

    @every(15, 300)
    @given(plan=plans())
    def test_is_the_same_study_when_read_from_a_package(
        self, plan: Plan, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        study = make_study(plan)
        read = read_study(write_package(study, tmp_path_factory.mktemp("package") / study.slug))
        assert without_rows(read) == study
        assert audit(read) == audit(study) == ()

    @pytest.mark.parametrize("oddity", ODDITIES, ids=lambda oddity: oddity.name)
    def test_may(self, oddity: Oddity) -> None:
        @every(60, 1_000)
        @given(plans())
        def search(plan: Plan) -> None:
            study = oddity.study(plan)
            tried[study is not None] += 1
            assert study is None or told(audit(study)) == []

        tried: Counter[bool] = Counter()
        search()
        assert tried[True]


class TestAPlantedError:
    @pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.name)
    def test_is_found(self, error: Error) -> None:
        """By the rule that is there for it, with a number that is wrong; in most studies there is room for it."""

        @every(60, 1_000)
        @given(plans())
        def search(plan: Plan) -> None:
            planted = error.planted(plan)
            tried[planted is not None] += 1
            if planted is not None:
                findings = audit(planted.study)
                hits = [one for one in findings if one.rule == planted.rule and set(planted.numbers) & set(one.numbers)]
                assert hits, f"{planted.rule} says nothing of {', '.join(planted.numbers)}; said is: {told(findings)}"

        tried: Counter[bool] = Counter()
        search()
        assert tried[True] > tried[False]

    @pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.name)
    def test_where_the_scan_was_repaired_is_at_most_a_question_about_our_reading(self, error: Error) -> None:
        @every(30, 500)
        @given(plans())
        def search(plan: Plan) -> None:
            planted = error.planted(plan)
            findings = audit(blurred(planted)) if planted is not None else ()
            assert told(one for one in findings if one.severity is not Severity.SCAN) == []

        search()


def without_rows(study: Study) -> Study:
    """The study without the lines of the file in which its numbers stood."""
    return replace(study, numbers=tuple(replace(number, row=0) for number in study.numbers))
