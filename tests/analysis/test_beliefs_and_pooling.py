"""The headline under several expectations, and the groups drawn together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marginalia.analysis.posterior import own_prior, updated
from marginalia.analysis.settings import Settings
from marginalia.analysis.shrinkage import common, shrunken
from marginalia.parameters import DEFAULTS
from marginalia.statistics.beta_posterior import Belief
from marginalia.statistics.shrinkage import partial_pooling
from marginalia.study.model import Study


def test_the_readers_prior_is_that_of_the_parameters() -> None:
    chosen = DEFAULTS.changed(prior_share=0.3, prior_patients=10)
    assert own_prior(chosen) == Belief(0.3, 10)
    assert updated(18, 29, own_prior(chosen), [0.5])[0].prior == Belief(0.3, 10)


def test_a_firm_prior_meets_the_data_half_way() -> None:
    for one in updated(18, 29, Belief(0.5, 2), [0.5]):
        if one.prior.patients == 29:
            assert one.posterior.share == pytest.approx((one.prior.share + 18 / 29) / 2)


def test_higher_expectations_end_higher() -> None:
    firm = [one.above[0] for one in updated(18, 29, Belief(0.5, 2), [0.5]) if one.prior.patients == 29]
    assert firm == sorted(firm) and firm[0] < 0.5 < firm[-1]


def test_the_paper_s_groups_are_pooled_without_everybody(paper_study: Study) -> None:
    found = shrunken(paper_study, 12)
    assert [one.group for one in found] == [group.id for group in paper_study.groups if group.id != "all"]
    assert {(one.n, one.N) for one in found} >= {(6, 6), (3, 4), (11, 13)}
    pooled = partial_pooling([(one.n, one.N) for one in found])
    assert [one.shrunken for one in found] == list(pooled.means)
    assert common(paper_study, 12) == pooled


def test_the_readers_confidence_is_used(paper_study: Study) -> None:
    narrow, wide = (shrunken(paper_study, 12, Settings(level)) for level in (0.8, 0.95))
    for inner, outer in zip(narrow, wide, strict=True):
        assert outer.low < inner.low < inner.high < outer.high


def test_nothing_is_pooled_where_there_is_nothing_to_pool(paper_study: Study) -> None:
    assert shrunken(paper_study, 24) == () and common(paper_study, 24) is None
    one_group = replace(paper_study, groups=paper_study.groups[:2])
    assert shrunken(one_group, 12) == ()
