"""How often an interval holds the truth: published figures, a simulation, and what exactness promises."""

from __future__ import annotations

from functools import partial
from math import sqrt

import numpy as np
import pytest
from scipy.stats import norm

from marginalia.statistics.counts import Interval
from marginalia.statistics.coverage import coverage
from marginalia.statistics.intervals import METHODS


def wald(n: int, N: int) -> Interval:
    share = n / N
    reach = float(norm.ppf(0.975)) * sqrt(share * (1 - share) / N)
    return Interval(share - reach, share + reach)


def test_the_textbook_interval_has_its_published_coverage() -> None:
    # Brown, Cai and DasGupta 2001, Table 1: p = 1/2, n = 10; read as quoted in the documentation of the Rust crate
    # comnum-sim 0.3.0 (stats::coverage).
    assert f"{coverage(wald, [0.5], 10)[0]:.3f}" == "0.891"


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_simulation_finds_the_same(method: str) -> None:
    rng = np.random.default_rng(7)
    draws = 200_000
    for rate in (0.1, 0.37, 0.62):
        counts = np.bincount(rng.binomial(29, rate, draws), minlength=30)
        held = sum(count for n, count in enumerate(counts) if rate in METHODS[method](n, 29)) / draws
        error = sqrt(held * (1 - held) / draws)
        assert coverage(METHODS[method], [rate], 29)[0] == pytest.approx(held, abs=4.5 * error)


@pytest.mark.parametrize("confidence", [0.8, 0.95])
@pytest.mark.parametrize("N", [1, 7, 29])
def test_the_exact_interval_keeps_its_promise_at_every_rate(N: int, confidence: float) -> None:
    limits = partial(METHODS["clopper-pearson"], confidence=confidence)
    assert coverage(limits, [float(rate) for rate in np.linspace(0, 1, 401)], N).min() >= confidence - 1e-12


@pytest.mark.parametrize("method", sorted(METHODS))
def test_coverage_is_the_same_for_a_rate_and_its_complement(method: str) -> None:
    rates = [0.03, 0.21, 0.4]
    assert coverage(METHODS[method], rates, 13) == pytest.approx(coverage(METHODS[method], [1 - r for r in rates], 13))


def test_an_interval_of_everything_always_holds_and_one_of_nothing_never() -> None:
    assert coverage(lambda n, N: Interval(0, 1), [0.0, 0.3, 1.0], 5) == pytest.approx([1, 1, 1])
    assert coverage(lambda n, N: Interval(0.5, 0.5), [0.3], 5) == pytest.approx([0])


def test_rates_outside_0_to_1_are_refused() -> None:
    with pytest.raises(ValueError, match="rates"):
        coverage(METHODS["wilson"], [1.2], 5)
    with pytest.raises(ValueError, match="N"):
        coverage(METHODS["wilson"], [0.2], 0)
