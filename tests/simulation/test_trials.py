"""A simulated trial in which nobody is helped: printed starts, printed numbers seen, the correlations it states."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marginalia.analysis.comparators import read_comparators
from marginalia.parameters import DEFAULTS
from marginalia.simulation.assumptions import Assumptions, chosen
from marginalia.simulation.entry import entry_of
from marginalia.simulation.plan import Plan, course_of, plan_of
from marginalia.simulation.summaries import continued, mean, run, share, spread_of
from marginalia.simulation.trials import Trials, improvement, simulate
from marginalia.statistics.regression_to_the_mean import fall
from marginalia.study.model import Study
from marginalia.study.reading import read_study

ROOT = Path(__file__).parents[2]
LITERATURE = {one.id: one for one in read_comparators(ROOT / "data" / "literature")}


@pytest.fixture(scope="module")
def plan(paper_study: Study) -> Plan:
    found = plan_of(paper_study, LITERATURE)
    assert isinstance(found, Plan)
    return found


@pytest.fixture(scope="module")
def usual() -> Assumptions:
    return chosen(DEFAULTS)


def wide(plan: Plan) -> Plan:
    """The plan with scales so long that nothing is cut off at their ends, and everybody seen."""
    scored = tuple(
        replace(one, outcome=replace(one.outcome, low=-1000.0, high=1010.0), start=(one.start * 10 + 1000) / 2010)
        for one in plan.scored
    )
    return replace(plan, scored=scored, changes=(), course=(), seen=(plan.enrolled,) * len(plan.months))


def narrow(assumptions: Assumptions) -> Assumptions:
    """The assumptions on those scales: a spread of 2.5 points, a usual score of 5.5."""
    return replace(assumptions, spread=2.5 / 2010, usual_score=(5.5 + 1000) / 2010)


def test_equal_seeds_give_equal_trials(plan: Plan, usual: Assumptions) -> None:
    first, again = (simulate(plan, usual, trials=20, seed=7) for _ in range(2))
    other = simulate(plan, usual, trials=20, seed=8)
    for outcome, scores in first.scores.items():
        assert np.array_equal(scores, again.scores[outcome])
    assert np.array_equal(first.seen, again.seen)
    assert not np.array_equal(first.scores["vas"], other.scores["vas"])


def test_blocks_of_one_seed_are_other_trials(plan: Plan, usual: Assumptions) -> None:
    first, second = (simulate(plan, usual, trials=20, seed=7, block=block) for block in (0, 1))
    assert not np.array_equal(first.scores["vas"], second.scores["vas"])


@pytest.mark.parametrize(
    "change",
    [{}, {"usual_score": 0.2}, {"usual_score": 0.9}, {"spread": 0.05}, {"spread": 0.5}, {"between_scales": 0.0}],
    ids=str,
)
def test_every_scale_starts_at_its_printed_mean(plan: Plan, usual: Assumptions, change: dict[str, float]) -> None:
    trials = simulate(plan, replace(usual, **change), trials=2000, seed=3)
    for scored in plan.scored:
        spread = spread_of(mean(trials, scored.outcome.id, 0))
        assert spread is not None
        printed = scored.outcome.low + scored.start * scored.length
        assert spread.mean == pytest.approx(printed, abs=4.5 * spread.mc_error)


@given(odds=st.floats(0.1, 20), seed=st.integers(0, 1000))
@settings(deadline=None, max_examples=20)
def test_exactly_the_printed_numbers_are_seen_and_nobody_comes_back(plan: Plan, odds: float, seed: int) -> None:
    trials = simulate(plan, replace(chosen(DEFAULTS), dropout_odds=odds), trials=5, seed=seed)
    assert (trials.seen.sum(axis=1) == plan.seen).all()
    assert not (trials.seen[:, :, 1:] & ~trials.seen[:, :, :-1]).any()


def test_where_more_are_seen_than_before_all_of_those_before_are(plan: Plan, usual: Assumptions) -> None:
    back = replace(plan, seen=(48, 20, 30, 30, 30, 48))
    seen = simulate(back, usual, trials=50, seed=1).seen
    assert (seen.sum(axis=1) == back.seen).all()
    assert not (seen[:, :, 1] & ~seen[:, :, 2]).any()


def test_losses_are_drawn_by_the_odds(plan: Plan, usual: Assumptions) -> None:
    """One lost of two, one improved and one not: with odds 3 the one not improved is lost three times in four."""
    from marginalia.simulation.follow_up import drawn

    improved = np.zeros((40_000, 2, 2), dtype=bool)
    improved[:, 0, 1] = True
    seen = drawn(np.random.default_rng(1), (2, 1), improved, 3.0)
    assert seen[:, 0, 1].mean() == pytest.approx(0.75, abs=4 * np.sqrt(0.75 * 0.25 / 40_000))


def test_the_fall_is_that_of_the_published_formula(plan: Plan, usual: Assumptions) -> None:
    """Barnett 2005, on scales that cut nothing off: (start - usual) (1 - correlation)."""
    trials = simulate(wide(plan), narrow(usual), trials=4000, seed=5)
    for month in plan.visits:
        correlation = usual.reliability * float(usual.correlation(month))
        spread = spread_of(mean(trials, "vas", 0) - mean(trials, "vas", month))
        assert spread is not None
        assert spread.mean == pytest.approx(fall(6.7, 5.5, correlation), abs=4.5 * spread.mc_error)


@given(lasting=st.floats(0, 1), spell=st.floats(0, 24), reliability=st.floats(0.3, 1), between=st.floats(0, 1))
@settings(deadline=None, max_examples=15)
def test_ratings_correlate_as_stated(
    plan: Plan, lasting: float, spell: float, reliability: float, between: float
) -> None:
    """Among everybody, before anybody is chosen: the entry is switched off by a usual score at the start."""
    everybody = wide(plan)
    assumptions = replace(
        narrow(chosen(DEFAULTS)),
        usual_score=everybody.entry.start,
        lasting_share=lasting,
        spell_months=spell,
        reliability=reliability,
        between_scales=between,
    )
    trials = simulate(everybody, assumptions, trials=800, seed=11)
    pain, tasks = (trials.scores[one].reshape(-1, len(plan.months)) for one in ("vas", "quebec"))
    for place, month in enumerate(plan.months[1:], start=1):
        expected = reliability * float(assumptions.correlation(month))
        assert np.corrcoef(pain[:, 0], pain[:, place])[0, 1] == pytest.approx(expected, abs=0.03)
        across = np.corrcoef(pain[:, 0], tasks[:, place])[0, 1]
        assert across == pytest.approx(expected * between, abs=0.03)
    assert np.corrcoef(pain[:, 0], tasks[:, 0])[0, 1] == pytest.approx(reliability * between, abs=0.03)
    assert pain.std(axis=0) == pytest.approx(2.5, rel=0.03)


def test_those_who_enter_are_the_worst_and_correlate_as_the_selected_do(plan: Plan, usual: Assumptions) -> None:
    """Against brute force: draw everybody, keep those above the threshold."""
    everybody, assumptions = wide(plan), narrow(usual)
    threshold = entry_of(everybody, assumptions).threshold
    open_door = replace(assumptions, usual_score=everybody.entry.start)
    free = simulate(everybody, open_door, trials=4000, seed=2).scores["vas"].reshape(-1, len(plan.months))
    free = free - 6.7 + 5.5
    kept = free[free[:, 0] > 5.5 + 2.5 * threshold]
    drawn = simulate(everybody, assumptions, trials=4000, seed=3).scores["vas"].reshape(-1, len(plan.months))
    assert drawn.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.05)
    assert drawn.std(axis=0) == pytest.approx(kept.std(axis=0), abs=0.05)
    assert np.corrcoef(drawn.T) == pytest.approx(np.corrcoef(kept.T), abs=0.02)


def test_without_any_mechanism_nobody_changes(plan: Plan, usual: Assumptions) -> None:
    still = replace(usual, lasting_share=1.0, reliability=1.0, natural_course=0.0)
    trials = simulate(plan, still, trials=50, seed=1)
    assert not trials.responder.any()
    assert np.allclose(trials.scores["vas"], trials.scores["vas"][:, :, :1])
    assert np.allclose(trials.scores["gi"], 0)


def test_the_published_course_and_an_effect_come_on_top(plan: Plan, usual: Assumptions) -> None:
    """51 of 100 falls to 33, 26 and 23 by 1.5, 6 and 12 months: shares of the scale 0.18, 0.25 and 0.28."""
    months, eased_by = zip(*course_of(LITERATURE), strict=True)
    assert months == (0, 1.5, 6, 12) and eased_by == pytest.approx((0, 0.18, 0.25, 0.28))
    eased = improvement(plan, replace(usual, natural_course=1.0, effect=0.1), plan.entry)
    assert eased == pytest.approx([0, 0.22, 0.18 + 0.07 / 3 + 0.1, 0.35, 0.38, 0.38])
    other = improvement(plan, replace(usual, natural_course=1.0), plan.scored[1])
    assert other[4] == pytest.approx(0.28 * 0.32 / 0.67)


def test_a_responder_is_whom_the_paper_s_rule_names(plan: Plan, usual: Assumptions) -> None:
    trials = simulate(plan, usual, trials=20, seed=4)
    pain, tasks, change = (trials.scores[one] for one in ("vas", "quebec", "gi"))
    expected = (pain[:, :, :1] - pain >= 2) | (tasks[:, :, :1] - tasks >= 15) | (change >= 30)
    assert (trials.responder == expected)[:, :, 1:].all() and not trials.responder[:, :, 0].any()
    strict = simulate(replace(plan, needs="all"), usual, trials=20, seed=4)
    both = (pain[:, :, :1] - pain >= 2) & (tasks[:, :, :1] - tasks >= 15) & (change >= 30)
    assert (strict.responder == both)[:, :, 1:].all()


def test_the_start_is_recalled_as_worse(plan: Plan, usual: Assumptions) -> None:
    plain, recalled = (
        simulate(plan, replace(usual, recall_shift=shift), trials=50, seed=4).scores for shift in (0.0, 0.1)
    )
    start = plain["vas"][:, :, :1]
    better = 100 * (np.minimum(start + 1, 10) - plain["vas"]) / np.minimum(start + 1, 10)
    assert recalled["gi"][:, :, 1:] == pytest.approx(np.clip(better, 0, 100)[:, :, 1:])
    assert (recalled["gi"] >= plain["gi"] - 1e-9).all()


def test_scores_stay_on_their_scale_and_keep_their_step(plan: Plan, usual: Assumptions) -> None:
    stepped = replace(
        plan, scored=(replace(plan.entry, outcome=replace(plan.entry.outcome, step=0.5)), *plan.scored[1:])
    )
    trials = simulate(stepped, replace(usual, spread=0.5), trials=20, seed=9)
    for scored in stepped.scored:
        scores = trials.scores[scored.outcome.id]
        assert scores.min() >= scored.outcome.low and scores.max() <= scored.outcome.high
    assert np.allclose(trials.scores["vas"] * 2, np.round(trials.scores["vas"] * 2))


def test_a_scale_where_more_is_better_mirrors_one_where_less_is(plan: Plan, usual: Assumptions) -> None:
    outcome = replace(plan.entry.outcome, better="higher")
    mirrored = replace(plan, scored=(replace(plan.entry, outcome=outcome), *plan.scored[1:]))
    ours, theirs = (simulate(one, usual, trials=10, seed=1) for one in (plan, mirrored))
    assert theirs.scores["vas"] == pytest.approx(10 - ours.scores["vas"])
    assert np.array_equal(ours.responder, theirs.responder)


def test_shares_and_means_count_those_seen(plan: Plan, usual: Assumptions) -> None:
    trials = simulate(plan, usual, trials=3, seed=1)
    at = plan.place(12)
    seen, responder = trials.seen[0, :, at], trials.responder[0, :, at]
    assert share(trials, 12)[0] == pytest.approx(responder[seen].mean())
    assert mean(trials, "vas", 12)[0] == pytest.approx(trials.scores["vas"][0, seen, at].mean())
    earlier = trials.responder[0, :, plan.place(3)] & trials.seen[0, :, plan.place(3)]
    both = earlier & seen
    assert continued(trials, 3, 12)[0] == pytest.approx(responder[both].mean())
    assert mean(trials, "vas", 12, responders=True)[0] == pytest.approx(trials.scores["vas"][0, both, at].mean())
    assert mean(trials, "vas", 0, responders=True)[0] == pytest.approx(trials.scores["vas"][0, earlier, 0].mean())


def test_what_nobody_has_is_not_a_number(plan: Plan, usual: Assumptions) -> None:
    still = replace(usual, lasting_share=1.0, reliability=1.0, natural_course=0.0)
    trials = simulate(plan, still, trials=5, seed=1)
    assert np.isnan(continued(trials, 3, 12)).all()
    assert spread_of(continued(trials, 3, 12)) is None
    assert np.isnan(share(simulate(replace(plan, rule=()), usual, trials=5, seed=1), 12)).all()
    with pytest.raises(ValueError, match="not in"):
        share(trials, 24)


def test_a_long_run_is_made_of_blocks(plan: Plan, usual: Assumptions) -> None:
    def shares(trials: Trials) -> np.ndarray:
        return share(trials, 12)

    short, long = (run(plan, usual, shares, trials=trials, seed=1) for trials in (2000, 2500))
    assert len(long) == 2500
    assert np.array_equal(short, long[:2000])


def test_a_spread_says_how_exact_its_mean_is() -> None:
    found = spread_of(np.array([0.0, 1.0, 2.0, 3.0, 4.0, np.nan]), level=0.5)
    assert found is not None
    assert (found.mean, found.low, found.high) == (2.0, 1.0, 3.0)
    assert found.mc_error == pytest.approx(np.std([0, 1, 2, 3, 4], ddof=1) / np.sqrt(5))


def test_a_study_without_a_start_says_so(paper_study: Study) -> None:
    without = replace(paper_study, numbers=tuple(one for one in paper_study.numbers if one.month != 0))
    assert isinstance(plan_of(without), str) and "no mean before treatment" in str(plan_of(without))
    silent = replace(paper_study, numbers=tuple(one for one in paper_study.numbers if one.month in (0, None)))
    assert plan_of(silent) == "No trial can be drawn: the paper does not report whom it saw after treatment."
    assert isinstance(plan_of(replace(paper_study, outcomes=())), str)


def test_a_visit_without_a_count_is_carried_or_left_out(paper_study: Study, plan: Plan) -> None:
    assert plan.unseen_visits == (24.0,) and plan.carried == ()
    counted = tuple(
        one
        for one in paper_study.numbers
        if not (one.month == 12 and one.measure in ("follow-up", "response") and one.group == "all")
    )
    found = plan_of(replace(paper_study, numbers=counted))
    assert isinstance(found, Plan)
    assert found.carried == (12.0,) and found.seen[found.place(12)] == found.seen[found.place(6)]


def test_another_paper_without_a_rule_has_means_alone() -> None:
    found = plan_of(read_study(ROOT / "data" / "rivera-2016"), LITERATURE)
    assert isinstance(found, Plan) and found.rule == () and found.entry.outcome.id == "womac-a"
    trials = simulate(found, chosen(DEFAULTS), trials=20, seed=1)
    assert not np.isnan(mean(trials, "womac-a", 6)).any()
