"""Events over time at risk."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from marginalia.statistics.poisson_rate import none_upper, poisson_interval
from marginalia.statistics.zero_events import exact_upper, patients_needed

with (Path(__file__).parent / "worked_examples" / "poisson_rate.csv").open(newline="", encoding="utf-8") as file:
    PUBLISHED = list(csv.DictReader(file))


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row['events']}-{row['confidence']}")
def test_published_limits(row: dict[str, str]) -> None:
    found = poisson_interval(int(row["events"]), float(row["time"]), confidence=float(row["confidence"]))
    digits = int(row["digits"])
    assert (f"{found.low:.{digits}f}", f"{found.high:.{digits}f}") == (row["low"], row["high"])


def test_the_one_sided_bound_after_no_event_is_the_published_one() -> None:
    assert f"{none_upper(1):.3f}" == "2.996"


@given(st.integers(0, 300), st.floats(0.1, 1000), st.floats(0.5, 0.999))
def test_each_end_leaves_its_tail(events: int, time: float, confidence: float) -> None:
    found = poisson_interval(events, time, confidence=confidence)
    tail = (1 - confidence) / 2
    assert stats.poisson.cdf(events, found.high * time) == pytest.approx(tail)
    if events:
        assert stats.poisson.sf(events - 1, found.low * time) == pytest.approx(tail)
    assert found.low <= events / time <= found.high


@given(st.integers(2, 5000), st.floats(0.5, 0.999))
def test_none_in_a_year_each_bounds_a_rate_as_none_among_so_many_bounds_a_share(N: int, confidence: float) -> None:
    assert exact_upper(N, confidence=confidence) <= none_upper(N, confidence=confidence)


@given(st.floats(0.00001, 0.9), st.floats(0.5, 0.999))
def test_the_patients_needed_are_the_fewest_that_rule_the_rate_out(rate: float, confidence: float) -> None:
    needed = patients_needed(rate, confidence=confidence)
    assert exact_upper(needed, confidence=confidence) <= rate * (1 + 1e-9)
    if needed > 1:
        assert exact_upper(needed - 1, confidence=confidence) > rate * (1 - 1e-9)


@pytest.mark.parametrize(("events", "time"), [(-1, 1.0), (0, 0.0)])
def test_what_is_no_count_or_time_is_refused(events: int, time: float) -> None:
    with pytest.raises(ValueError, match="must"):
        poisson_interval(events, time)


def test_a_rate_of_nothing_cannot_be_ruled_out() -> None:
    with pytest.raises(ValueError, match="rate must"):
        patients_needed(0)
