"""`marginalia reconstruct` as its users meet it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from small_book import SmallBook


def reconstruct(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "marginalia", "reconstruct", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def mended(book: SmallBook) -> SmallBook:
    """The small package without its planted errors."""
    for wrong, right in (
        ("5/4,5,clean", "2/4,2,clean"),
        ("5/4,4,clean", "2/4,4,clean"),
        ("125%,125,clean", "50%,50,clean"),
    ):
        book.replace("data/tiny/numbers.csv", wrong, right)
    book.replace(
        "data/tiny/numbers.csv",
        "discussion/opening,all,12,response,percent,75%,75",
        "discussion/opening,all,12,response,percent,69%,69",
    )
    return book


def test_it_says_that_all_counts_can_be_true_and_what_follows(small_book: SmallBook) -> None:
    done = reconstruct(mended(small_book).top, "data/tiny")
    assert done.returncode == 0, done.stderr
    assert "they can all be true of one set of" in done.stdout
    assert "between the fewest and the most that fit" in done.stdout


def test_counts_that_cannot_be_true_are_named_with_their_sum(small_book: SmallBook) -> None:
    done = reconstruct(small_book.top, "data/tiny")
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "cannot all be true" in said
    assert "Printed: 6 + 5 = 11 against 8." in said or "Printed: 5 + 6 = 11 against 8." in said
    assert "are set aside" in said


def test_json_holds_the_same(small_book: SmallBook) -> None:
    done = reconstruct(mended(small_book).top, "data/tiny", "--format", "json")
    found = json.loads(done.stdout)
    assert found["conflicts"] == []
    assert found["statements"] > 0
    assert all(one["low"] <= one["high"] <= found["enrolled"] for one in found["ranges"])


def test_processes_beside_each_other_find_the_same(small_book: SmallBook) -> None:
    alone = reconstruct(small_book.top, "data/tiny", "--format", "json")
    together = reconstruct(small_book.top, "data/tiny", "--format", "json", "--jobs", "2")
    assert together.stdout == alone.stdout


def test_a_synthetic_cohort_is_written_where_it_was_asked_for(small_book: SmallBook) -> None:
    done = reconstruct(small_book.top, "data/tiny", "--out", "made-up", "--cohorts", "2")
    assert done.returncode == 0, done.stderr
    assert "No such patient exists." in done.stdout
    assert {file.name for file in (small_book.top / "made-up").iterdir()} == {
        "SYNTHETIC.md",
        "another-2",
        "deviations.csv",
        "patients.csv",
        "visits.csv",
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--assume", "nested-folow-up"), "did you mean 'nested-follow-up'?"),
        (("--scheduler", "nowhere"), "expected the address of a running Dask scheduler"),
        (("--out", "data/tiny"), "tiny holds something else than a synthetic cohort"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(
    small_book: SmallBook, arguments: tuple[str, ...], told: str
) -> None:
    before = sorted(small_book.top.joinpath("data/tiny").iterdir())
    done = reconstruct(small_book.top, "data/tiny", *arguments)
    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(small_book.top.joinpath("data/tiny").iterdir()) == before
