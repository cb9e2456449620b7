"""The same audit asks of another paper what is odd in it, and nothing else."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from marginalia.analysis.conditions import hold
from marginalia.audit import Judgement, Verdict, audit, judge_all, scoreboard
from marginalia.study.model import Claim, Note, Study
from marginalia.study.reading import read_study

SECOND = Path(__file__).parents[2] / "data" / "rivera-2016"

#: What was found true of the paper by hand, with the sum that shows it: the cell, n, N and what the page prints.
TRUE = {
    ("percent", "results-patients.all.tricompartmental.0"): (35, 112, 32.2),  # 31.3; 36 of 112 would be 32.1
    ("percent", "table-1.all.left-knee.0"): (44, 112, 3.3),  # 39.3: a digit is missing; 67 + 44 + 1 make 112
}


@pytest.fixture(scope="module")
def second() -> Study:
    """The second paper's package, read."""
    return read_study(SECOND)


@pytest.fixture(scope="module")
def judgements(second: Study) -> dict[str, Judgement]:
    """Every claim of the second paper, judged."""
    return {one.claim.id: one for one in judge_all(second)}


@pytest.fixture
def mended(tmp_path: Path) -> Study:
    """The paper as it would be had it printed the percentages that its counts give."""
    package = Path(shutil.copytree(SECOND, tmp_path / SECOND.name))
    with (package / "numbers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = {"table-1.all.left-knee.0.percent": "39.3", "results-patients.all.tricompartmental.0.percent": "31.3"}
    for row in rows:
        if row["id"] in right:
            row.update(printed=f"{right[row['id']]} %", reading=right[row["id"]])
    with (package / "numbers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return read_study(package)


def test_it_finds_what_is_true_of_the_paper_and_nothing_else(second: Study) -> None:
    found = {(one.rule, second.number(id).cell) for one in audit(second) for id in one.numbers}
    assert found == set(TRUE)


@pytest.mark.parametrize(("finding", "sums"), TRUE.items())
def test_each_finding_is_right_by_its_own_sum(
    second: Study, finding: tuple[str, str], sums: tuple[int, int, float]
) -> None:
    n, N, printed = sums
    cell = second.cell(finding[1])
    assert (cell.n, cell.N, cell.reading("percent")) == (n, N, printed)
    assert all(round(100 * near / N, 1) != printed for near in (n - 1, n, n + 1))


def test_a_paper_without_the_two_slips_is_asked_nothing(mended: Study) -> None:
    assert audit(mended) == ()


@pytest.mark.parametrize(
    ("id", "printed", "reading", "rules"),
    [
        ("table-2.all.womac-a.3.mean", "24.0", 24.0, {"same-quantity"}),
        ("results-complications.all.adverse-events.n", "two", 2, {"same-quantity"}),
        ("table-1.all.right-knee.0.n", "76", 76, {"percent", "sums"}),
        ("results-patients.screened.screened.count", "123", 123, {"sums"}),
        ("results-patients.all.group-size.count", "122", 122, {"group-sizes", "sums"}),
        ("results-patients.operated.meniscectomy.0.N", "10/38", 38, {"denominators", "percent"}),
    ],
)
def test_a_slip_put_into_the_paper_is_asked_about(
    second: Study, id: str, printed: str, reading: float, rules: set[str]
) -> None:
    slipped = tuple(
        replace(number, printed=printed, reading=reading) if number.id == id else number for number in second.numbers
    )
    asked = [one for one in audit(replace(second, numbers=slipped)) if id in one.numbers]
    assert {one.rule for one in asked} == rules


def test_its_claims_come_out_as_the_numbers_and_the_design_have_it(judgements: dict[str, Judgement]) -> None:
    counted = {verdict: count for verdict, count in scoreboard(judgements.values()).items() if count}
    assert counted == {
        Verdict.REPRODUCED: 24,
        Verdict.UNCHECKABLE: 17,
        Verdict.ROUNDING: 1,
        Verdict.NOT_SUPPORTED: 2,
        Verdict.BEYOND_DESIGN: 5,
        Verdict.IMPOSSIBLE: 2,
    }


@pytest.mark.parametrize(
    ("claim", "verdict", "reason"),
    [
        ("abstract-enrolment", Verdict.ROUNDING, "66 % in the abstract and 66.1 in Table 1"),
        ("patients-screened", Verdict.REPRODUCED, "112 + 20 = 132"),
        ("patients-compartments", Verdict.IMPOSSIBLE, "35 of 112 is 31.3%"),
        ("table-1-side", Verdict.IMPOSSIBLE, "44 of 112 is 39.3%"),
        ("methods-drugs-from-baseline", Verdict.NOT_SUPPORTED, "prints no number"),
        ("abstract-conclusion-effective", Verdict.BEYOND_DESIGN, "a control group"),
        ("discussion-no-control", Verdict.UNCHECKABLE, "A limitation that the authors state"),
    ],
)
def test_a_claim_gets_its_verdict_for_its_own_reason(
    judgements: dict[str, Judgement], claim: str, verdict: Verdict, reason: str
) -> None:
    judgement = judgements[claim]
    assert judgement.verdict is verdict
    assert reason in judgement.reason


def test_every_comment_holds_of_the_paper_as_it_is_printed(second: Study) -> None:
    commented: list[Claim | Note] = [*second.claims, *second.notes]
    assert [one.id for one in commented if not hold(second, one.holds_when)] == []


def test_comments_on_a_slip_go_with_it(mended: Study) -> None:
    commented: list[Claim | Note] = [*mended.claims, *mended.notes]
    silent = {one.id for one in commented if not hold(mended, one.holds_when)}
    assert silent == {"patients-compartments", "table-1-side", "patients-question-percentages"}
    verdicts = {one.claim.id: one.verdict for one in judge_all(mended)}
    assert verdicts["patients-compartments"] is verdicts["table-1-side"] is Verdict.REPRODUCED
