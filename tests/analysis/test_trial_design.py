"""The trial that would answer: sized as assumed, and honest where it cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marginalia.analysis.trial_design import Assumed, assumed, design, entry_scale, other_needs, waiting
from marginalia.parameters import DEFAULTS
from marginalia.study.model import Study

USUAL = Assumed(0.5, 0.2, 0.9, 0.15, 0.95)


def test_the_default_trial() -> None:
    planned = design(assumed(DEFAULTS))
    assert planned is not None and planned.power is not None
    assert [(size.way, size.analysed) for size in planned.sizes] == [
        ("pooled", 124),
        ("corrected", 134),
        ("exact", 133),
    ]
    # 133 / 0.85 = 156.5, so 157 in each group.
    assert planned.enrolled == 2 * 157 == 2 * planned.each
    assert planned.power >= 0.9


def test_a_treatment_cannot_help_more_than_everybody() -> None:
    assert design(replace(USUAL, control=0.85)) is None


def test_a_trial_too_large_for_the_exact_search_stands_at_the_corrected_size() -> None:
    planned = design(replace(USUAL, difference=0.02))
    assert planned is not None and planned.power is None
    assert [size.way for size in planned.sizes] == ["pooled", "corrected"]
    assert planned.analysed == planned.sizes[1].analysed > 10_000


@pytest.mark.parametrize(("changed", "sign"), [({"power": 0.8}, -1), ({"loss": 0.3}, 1), ({"difference": 0.15}, 1)])
def test_each_assumption_moves_the_size_its_way(changed: dict[str, float], sign: int) -> None:
    usual, other = design(USUAL), design(replace(USUAL, **changed))
    assert usual is not None and other is not None
    assert (other.enrolled - usual.enrolled) * sign > 0


def test_claims_wait_for_what_the_study_lacks(tiny_study: Study) -> None:
    assert waiting(tiny_study, "control-group") == ("title-cures",)
    assert "control-group" in other_needs(tiny_study, ())
    assert "control-group" not in other_needs(tiny_study, ("control-group",))
    controlled = replace(tiny_study, design=replace(tiny_study.design, features=("control-group",)))
    assert waiting(controlled, "control-group") == () == other_needs(controlled, ())


def test_the_scale_to_compare_is_the_first_of_a_state(tiny_study: Study) -> None:
    scale = entry_scale(tiny_study)
    assert scale is not None and scale.id == "vas"
    changes = tuple(replace(outcome, is_change=True) for outcome in tiny_study.outcomes)
    assert entry_scale(replace(tiny_study, outcomes=changes)) is None
