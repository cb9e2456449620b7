"""What a table that is conditioned on its own outcome shows in simulated trials."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from marginalia.parameters import DEFAULTS
from marginalia.simulation.assumptions import chosen
from marginalia.simulation.conditioning import LASTING, Kept, Printed, compared, conditioned, moved, printed
from marginalia.simulation.plan import Plan, plan_of
from marginalia.simulation.summaries import continued, share
from marginalia.simulation.trials import simulate
from marginalia.study.model import CONTINUED_RESPONSE, Study

FEW = DEFAULTS.changed(simulations=400)


@pytest.fixture(scope="module")
def plan(paper_study: Study) -> Plan:
    found = plan_of(paper_study)
    assert isinstance(found, Plan)
    return found


def visits(plan: Plan, prints: tuple[Printed, ...], **values: float) -> tuple[Kept, ...]:
    assumed = replace(chosen(DEFAULTS), natural_course=0.0, **values)
    return conditioned(plan, assumed, prints, 400, 7)


PRINTS = (Printed(6, 22, 26, 10, 0), Printed(12, 18, 22, 7, 0), Printed(18, 6, 10, None, None))


def test_the_share_kept_is_everybody_s_share_and_the_covariance(plan: Plan) -> None:
    # P(T | S) = P(T) + cov(S, T) / P(S), over all simulated patients seen at both visits; the mean over trials of a
    # share of few patients is a little off that of all of them together.
    trials = simulate(plan, replace(chosen(DEFAULTS), natural_course=0.0), trials=400, seed=7)
    first, later = plan.place(3), plan.place(12)
    both = trials.seen[:, :, first] & trials.seen[:, :, later]
    s, t = trials.responder[:, :, first][both].astype(float), trials.responder[:, :, later][both].astype(float)
    visit = visits(plan, PRINTS)[1]
    assert visit.everyone.mean == pytest.approx(t.mean())
    more = (np.mean(s * t) - s.mean() * t.mean()) / s.mean()
    assert visit.kept.mean - visit.everyone.mean == pytest.approx(more, abs=0.01)


def test_those_who_responded_before_respond_more_often_though_nobody_is_helped(plan: Plan) -> None:
    for visit in visits(plan, PRINTS):
        assert visit.kept.mean > visit.everyone.mean + 3 * (visit.kept.mc_error + visit.everyone.mc_error)


def test_without_anything_that_lasts_only_the_shared_start_keeps_a_response(plan: Plan) -> None:
    apart = [
        visit.kept.mean - visit.everyone.mean
        for lasting in (0.0, 1.0)
        for visit in visits(plan, PRINTS[:1], lasting_share=lasting, spell_months=0.0)
    ]
    assert apart[0] < apart[1]


def test_chances_are_shares_of_trials(plan: Plan) -> None:
    assumed = replace(chosen(DEFAULTS), natural_course=0.0)
    drawn = simulate(plan, assumed, trials=400, seed=7)
    for visit, one in zip(visits(plan, PRINTS), PRINTS, strict=True):
        shares = continued(drawn, plan.since, one.month)
        assert visit.kept.mean == pytest.approx(float(np.nanmean(shares)))
        assert visit.everyone.mean == pytest.approx(float(np.nanmean(share(drawn, one.month))))
        assert visit.at_least.share == pytest.approx(float(np.mean(shares[~np.isnan(shares)] >= one.n / one.N - 1e-9)))
        assert visit.at_least.share + visit.at_most.share >= 1
        assert visit.at_least.mc_error == pytest.approx(
            (visit.at_least.share * (1 - visit.at_least.share) / np.sum(~np.isnan(shares))) ** 0.5
        )


def test_nobody_responding_late_has_the_binomial_chance(plan: Plan) -> None:
    for visit, others in zip(visits(plan, PRINTS[:2]), (10, 7), strict=True):
        assert visit.late is not None and visit.none_late is not None
        assert visit.none_late.share == pytest.approx(float(binom.pmf(0, others, visit.late.share)))


@pytest.mark.parametrize("late", [1, None])
def test_late_responders_or_none_counted_ask_for_no_such_chance(plan: Plan, late: int | None) -> None:
    (visit,) = visits(plan, (Printed(6, 22, 26, 10 if late else None, late),))
    assert visit.none_late is None


def test_a_true_effect_raises_the_share_kept(plan: Plan) -> None:
    for none, some in zip(visits(plan, PRINTS), visits(plan, PRINTS, effect=0.2), strict=True):
        assert some.kept.mean > none.kept.mean


def test_the_paper_s_visits_are_followed(paper_study: Study, plan: Plan) -> None:
    assert printed(paper_study, plan) == PRINTS


def test_the_scenarios_are_chance_alone_and_an_effect_where_no_course_is_at_hand(paper_study: Study) -> None:
    found = compared(paper_study, {}, FEW)
    assert not isinstance(found, str)
    assert [one.kind for one in found.scenarios] == ["chance", "helped"]
    assert [one.assumptions.effect for one in found.scenarios] == [0.0, 0.2]
    assert found == compared(paper_study, {}, FEW)


def test_the_slider_s_positions_hold_the_chosen_one_with_all_its_trials(paper_study: Study) -> None:
    found = moved(paper_study, {}, FEW.changed(lasting_share=0.4))
    assert [one.lasting_share for one in found] == sorted([*LASTING, 0.4])
    assert {one.lasting_share: one.trials for one in found}[0.4] == 400
    at_chosen = compared(paper_study, {}, FEW.changed(lasting_share=0.4))
    assert not isinstance(at_chosen, str) and at_chosen.scenarios == found[2].scenarios


def test_without_continued_response_there_is_a_sentence(paper_study: Study) -> None:
    rest = tuple(number for number in paper_study.numbers if number.measure != CONTINUED_RESPONSE)
    silent = replace(paper_study, numbers=rest)
    assert "does not report" in str(compared(silent, {}, FEW))
    assert moved(silent, {}, FEW) == ()
