"""Published worked examples, each with the place where it was read: see the tables in `worked_examples`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from marginalia.statistics import zero_events
from marginalia.statistics.debit import debit
from marginalia.statistics.fisher import Alternative, fisher
from marginalia.statistics.grim import grim
from marginalia.statistics.grimmer import grimmer
from marginalia.statistics.intervals import interval
from marginalia.statistics.scale import Scale
from marginalia.statistics.sprite import sprite

FOLDER = Path(__file__).parent / "worked_examples"


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def label(row: dict[str, str]) -> str:
    return "-".join(
        value for name, value in row.items() if value and name not in ("source", "why", "published", "ours")
    )


GRANULARITY = table("granularity")


@pytest.mark.parametrize("row", GRANULARITY, ids=label)
def test_granularity(row: dict[str, str]) -> None:
    n = int(row["n"])
    scale = Scale.of(row["step"], int(row["items"]), row["low"] or None, row["high"] or None)
    if row["test"] == "SPRITE":
        found = sprite(row["mean"], row["sd"], n, scale, seed=1)
        said = "consistent" if found.samples else "impossible" if found.impossible else "none found"
    elif row["test"] == "GRIM":
        said = str(grim(row["mean"], n, scale))
    elif row["test"] == "DEBIT":
        said = str(debit(row["mean"], row["sd"], n))
    else:
        said = str(grimmer(row["mean"], row["sd"], n, scale))
    assert said == row["ours"]


@pytest.mark.parametrize("row", GRANULARITY, ids=label)
def test_where_a_verdict_differs_from_the_published_one_the_reason_stands_beside_it(row: dict[str, str]) -> None:
    agrees = (row["ours"] == "consistent") == (row["published"] == "possible")
    assert bool(row["why"]) != agrees


@pytest.mark.parametrize("test", ["GRIM", "GRIMMER", "DEBIT", "SPRITE"])
def test_each_test_has_examples_of_both_verdicts(test: str) -> None:
    assert {row["published"] for row in GRANULARITY if row["test"] == test} == {"possible", "impossible"}


@pytest.mark.parametrize("row", table("intervals"), ids=label)
def test_intervals(row: dict[str, str]) -> None:
    found = interval(int(row["n"]), int(row["N"]), method=row["method"], confidence=float(row["confidence"]))
    assert (f"{found.low:.4f}", f"{found.high:.4f}") == (row["low"], row["high"])


@pytest.mark.parametrize("row", table("fisher"), ids=label)
def test_fisher(row: dict[str, str]) -> None:
    alternative: dict[str, Alternative] = {"two-sided": "two-sided", "less": "less", "greater": "greater"}
    counts = (int(row[name]) for name in ("n1", "N1", "n2", "N2"))
    found = fisher(*counts, alternative=alternative[row["alternative"]])
    assert found.p == pytest.approx(float(row["p"]), rel=5e-4)
    assert found.odds_ratio == pytest.approx(float(row["odds_ratio"]), rel=5e-5)
    # R solves for its limits to about a part in a hundred; the exact ones are tested below.
    assert found.low == pytest.approx(float(row["low"]), rel=0.01)
    assert found.high == pytest.approx(float(row["high"]), rel=0.01)


@pytest.mark.parametrize("row", table("zero_events"), ids=label)
def test_zero_events(row: dict[str, str]) -> None:
    assert row["statistic"] == "rule of three"
    assert 100 * zero_events.rule_of_three(int(row["N"])) == pytest.approx(float(row["percent"]))


@pytest.mark.parametrize("name", ["granularity", "intervals", "fisher", "zero_events"])
def test_every_example_says_where_it_was_read(name: str) -> None:
    rows = table(name)
    assert rows
    assert all(len(row["source"]) > 10 for row in rows)


def test_the_limits_of_the_odds_ratio_leave_their_tails_exactly() -> None:
    found = fisher(3, 4, 1, 4)
    at_least_three = _lady(found.low, 3) + _lady(found.low, 4)
    at_most_three = 1 - _lady(found.high, 4)
    assert (at_least_three, at_most_three) == (pytest.approx(0.025), pytest.approx(0.025))


def _lady(odds: float, right: int) -> float:
    """The chance of so many right cups out of 4 and 4: the ways of each count are 1, 16, 36, 16 and 1."""
    ways = (1, 16, 36, 16, 1)
    return ways[right] * odds**right / sum(way * odds**count for count, way in enumerate(ways))


def test_an_empty_cell_has_an_infinite_or_no_odds_ratio() -> None:
    assert fisher(4, 4, 1, 4).odds_ratio == float("inf")
    assert fisher(0, 4, 3, 4).odds_ratio == 0
    assert fisher(0, 4, 0, 4).odds_ratio is None
    assert fisher(0, 4, 0, 4).p == 1


def test_a_table_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="n must lie between 0 and N = 4, not 5"):
        fisher(5, 4, 1, 4)
    with pytest.raises(ValueError, match="confidence"):
        fisher(3, 4, 1, 4, confidence=1.0)
    with pytest.raises(ValueError, match="alternative must be"):
        fisher(3, 4, 1, 4, alternative="other")  # type: ignore[arg-type]
