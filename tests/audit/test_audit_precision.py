"""A paper that counts and rounds rightly is never accused, whatever its patients did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st
from made_study import GROUPS, claim, fraction, mean, number, percent, size, study

from marginalia.audit import Severity, Verdict, audit, judge_all
from marginalia.study.model import Claim, Group, Number, Study

VISITS = (3, 12, 24)


@dataclass(frozen=True)
class Patient:
    """What one patient did: the cushion, whether elderly, and at each visit: not seen, seen, or improved."""

    heavy: bool
    elderly: bool
    visits: tuple[str, str, str]
    pain: tuple[float, float, float]


patients = st.builds(
    Patient,
    heavy=st.booleans(),
    elderly=st.booleans(),
    visits=st.tuples(*[st.sampled_from(["away", "seen", "better"])] * 3),
    pain=st.tuples(*[st.integers(0, 20).map(lambda half: half / 2)] * 3),
)
cohorts = st.lists(patients, min_size=1, max_size=40)

ELDERLY = Group("elderly", "Over 65", "diagnosis", "Elderly", "results.elderly.group-size.count", ("all",))


def rounded(n: int, N: int, digits: int = 0) -> str:
    share = Decimal(100 * n) / Decimal(N)
    return f"{share.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)}%"


def printed(cohort: Sequence[Patient], *, sections: Sequence[str] = ("table-2", "results")) -> Iterator[Number]:
    """Everything that such a paper prints, counted from the patients and rounded half up."""
    members = {
        "all": list(cohort),
        "light": [one for one in cohort if not one.heavy],
        "heavy": [one for one in cohort if one.heavy],
        "elderly": [one for one in cohort if one.elderly],
    }
    for group, people in members.items():
        yield size(f"results.{group}", len(people))
        for at, visit in enumerate(VISITS):
            seen = [one for one in people if one.visits[at] != "away"]
            better = [one for one in seen if one.visits[at] == "better"]
            before = [one for one in seen if at and one.visits[0] == "better"]
            lasting = [one for one in before if one.visits[at] == "better"]
            if people:
                yield from fraction(
                    f"results.{group}.follow-up.{visit}", len(seen), len(people), rounded(len(seen), len(people))
                )
            for section in sections:
                if seen:
                    yield from fraction(
                        f"{section}.{group}.response.{visit}", len(better), len(seen), rounded(len(better), len(seen))
                    )
                if before:
                    yield from fraction(
                        f"{section}.{group}.continued-response.{visit}",
                        len(lasting),
                        len(before),
                        rounded(len(lasting), len(before), 1),
                    )
            if seen:
                yield percent(f"abstract.{group}.response.{visit}", rounded(len(better), len(seen), 1))
                pain = Decimal(str(sum(one.pain[at] for one in seen))) / len(seen)
                yield mean(f"table-4.{group}.vas.{visit}", str(pain.quantize(Decimal("0.1"), ROUND_HALF_UP)))
                yield mean(f"discussion.{group}.vas.{visit}", str(pain.quantize(Decimal(1), ROUND_HALF_UP)))


def paper(cohort: Sequence[Patient], numbers: Sequence[Number], claims: Sequence[Claim] = ()) -> Study:
    return study(
        numbers, claims=claims, groups=(*GROUPS, ELDERLY), enrolled=len(cohort), visits=(0, *VISITS), promises=()
    )


@given(cohorts)
def test_a_cohort_counted_and_rounded_rightly_yields_no_finding(cohort: list[Patient]) -> None:
    assert audit(paper(cohort, list(printed(cohort)))) == ()


@given(cohorts)
def test_its_true_claims_are_all_reproduced(cohort: list[Patient]) -> None:
    numbers = [*printed(cohort), number("abstract.all.follow-up.threshold", "at least 0%", 0)]
    cells = sorted({one.cell for one in numbers if one.statistic == "N"})
    same = [
        [f"{section}.{group}.response.{visit}.n" for section in ("table-2", "results")]
        for group in ("all", "light")
        for visit in VISITS
    ]
    there = {one.id for one in numbers}
    claims = [
        claim(("recompute", {"cells": cells}), id="percentages"),
        claim(
            (
                "every",
                {
                    "measure": "follow-up",
                    "statistic": "percent",
                    "op": ">=",
                    "limit": "abstract.all.follow-up.threshold",
                },
            ),
            id="threshold",
        ),
        claim(
            (
                "sum",
                {
                    "parts": ["results.light.group-size.count", "results.heavy.group-size.count"],
                    "whole": "results.all.group-size.count",
                },
            ),
            id="sum",
        ),
        *(claim(("agree", {"numbers": ids}), id=ids[0]) for ids in same if set(ids) <= there),
    ]
    judgements = judge_all(paper(cohort, numbers, claims=claims))
    assert {judgement.verdict for judgement in judgements} == {Verdict.REPRODUCED}


@given(cohorts.filter(lambda cohort: any(one.visits[0] != "away" for one in cohort)), st.data())
def test_one_changed_numerator_is_always_found(cohort: list[Patient], data: st.DataObject) -> None:
    numbers = list(printed(cohort))
    halves = [one for one in numbers if one.statistic == "n" and one.measure == "response"]
    victim = data.draw(st.sampled_from(halves))
    wrong = replace(victim, reading=(victim.reading or 0) + 1, printed="changed")
    findings = audit(paper(cohort, [*numbers, wrong]))
    assert any(wrong.id in one.numbers for one in findings)
    assert {one.severity for one in findings} <= {Severity.MAJOR, Severity.MODERATE, Severity.MINOR}


@given(cohorts.filter(lambda cohort: any(one.visits[0] != "away" for one in cohort)), st.data())
def test_what_hangs_on_a_repaired_number_never_counts_against_the_paper(
    cohort: list[Patient], data: st.DataObject
) -> None:
    numbers = list(printed(cohort))
    victim = data.draw(st.sampled_from([one for one in numbers if one.statistic in ("percent", "mean")]))
    wrong = replace(victim, reading=(victim.reading or 0) + 30, printed="9", ocr="repaired")
    for one in audit(paper(cohort, [*numbers, wrong])):
        assert one.severity is Severity.SCAN
