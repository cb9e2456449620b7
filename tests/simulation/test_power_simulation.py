"""Drawing the trial finds what the formulae say, within the Monte Carlo error that it prints."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import power_proportions_2indep, proportions_ztest

from marginalia.analysis.trial_design import Assumed, assumed, design
from marginalia.parameters import DEFAULTS
from marginalia.simulation.assurance import CONTROL_WORTH, Belief, assurance, beliefs, believed
from marginalia.simulation.power import Frequency, Truth, found, found_exactly
from marginalia.statistics.power_two_proportions import critical, exact_power

TRIALS = 40_000


@pytest.mark.parametrize(("control", "treated", "n"), [(0.5, 0.7, 133), (0.3, 0.5, 100), (0.13, 0.44, 40)])
def test_fisher_s_test_drawn_is_fisher_s_test_summed(control: float, treated: float, n: int) -> None:
    drawn = found_exactly(Truth.fixed(control, treated, TRIALS), n, significance=0.05, seed=1)
    assert drawn.share == pytest.approx(exact_power(control, treated, n), abs=4 * drawn.error)


@pytest.mark.parametrize(("control", "treated", "n"), [(0.5, 0.7, 124), (0.3, 0.45, 220), (0.4, 0.5, 500)])
def test_the_pooled_test_drawn_is_near_statsmodels(control: float, treated: float, n: int) -> None:
    drawn = found(Truth.fixed(control, treated, TRIALS), n, loss=0, significance=0.05, seed=2)
    other = power_proportions_2indep(treated - control, control, n, alpha=0.025, alternative="larger").power
    # The formula approximates; whole counts move the truth by a percentage point or two.
    assert drawn.share == pytest.approx(other, abs=0.02)


def test_one_drawn_trial_is_decided_as_statsmodels_decides_it() -> None:
    from marginalia.simulation.power import _score

    random = np.random.default_rng(3)
    for n0, n1 in ((20, 25), (133, 120)):
        x0, x1 = random.integers(1, n0, 50), random.integers(1, n1, 50)
        mine = _score(x0, np.full(50, n0), x1, np.full(50, n1))
        for at in range(50):
            z, _ = proportions_ztest([x1[at], x0[at]], [n1, n0])
            assert mine[at] == pytest.approx(z)


def test_without_a_difference_the_trial_succeeds_as_rarely_as_its_level_says() -> None:
    drawn = found(Truth.fixed(0.5, 0.5, TRIALS), 200, loss=0.15, significance=0.05, seed=4)
    assert drawn.share == pytest.approx(0.025, abs=0.005)


def test_loss_costs_power() -> None:
    truth = Truth.fixed(0.5, 0.7, TRIALS)
    whole, lost = (found(truth, 100, loss=loss, significance=0.05, seed=5).share for loss in (0.0, 0.4))
    assert lost < whole - 0.1


def test_a_trial_in_which_everybody_is_lost_or_alike_finds_nothing() -> None:
    assert found(Truth.fixed(0.5, 0.9, 200), 1, loss=0.999999, significance=0.05, seed=6).share == 0
    assert found(Truth.fixed(0.0, 0.0, 200), 50, loss=0, significance=0.05, seed=6).share == 0


def test_the_same_seed_gives_the_same_and_the_error_shrinks_with_the_trials() -> None:
    planned = design(assumed(DEFAULTS))
    assert planned is not None
    belief = beliefs(0.2)[1]
    first, again = (assurance(planned, belief, trials=2000, seed=7) for _ in range(2))
    assert first == again and first != assurance(planned, belief, trials=2000, seed=8)
    assert Frequency(0.5, 10_000).error == pytest.approx(0.005)


def test_beliefs_give_one_chance_in_twenty_to_what_they_doubt() -> None:
    sceptical, undecided, hopeful = beliefs(0.2)
    assert sceptical.exceeds(0.2) == pytest.approx(0.05) and hopeful.exceeds(0) == pytest.approx(0.95)
    assert sceptical.mean < undecided.mean < hopeful.mean


def test_a_belief_without_doubt_makes_assurance_power() -> None:
    planned = design(Assumed(0.5, 0.2, 0.9, 0.15, 0.95))
    assert planned is not None
    certain = Belief("certain", 0.2, 1e-9)
    chance = assurance(planned, certain, trials=TRIALS, seed=9)
    fixed = found(Truth.fixed(0.5, 0.7, TRIALS), planned.each, loss=0.15, significance=0.05, seed=9)
    # The share with the sham stays uncertain, and far from a half less is needed.
    assert chance.share == pytest.approx(fixed.share, abs=0.03)


def test_doubt_lowers_the_chance_of_success_below_the_power() -> None:
    planned = design(assumed(DEFAULTS))
    assert planned is not None
    chances = [assurance(planned, belief, trials=4000, seed=10).share for belief in beliefs(0.2)]
    assert chances == sorted(chances) and chances[-1] < DEFAULTS.power


def test_what_is_believed_of_the_sham_is_as_uncertain_as_it_says() -> None:
    truth = believed(beliefs(0.2)[0], 0.5, trials=TRIALS, seed=11)
    assert truth.control.std() == pytest.approx(np.sqrt(0.25 / (CONTROL_WORTH + 1)), rel=0.02)
    assert truth.treated.min() > 0 and truth.treated.max() < 1


def test_the_critical_value_is_the_textbook_s() -> None:
    assert critical(0.05) == pytest.approx(1.959964, abs=1e-6)
