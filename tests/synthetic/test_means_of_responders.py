"""Whom a mean among responders can be of, by what the scores of so many patients can add up to."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Literal

import pytest

from marginalia.reconstruction import reconstruct
from marginalia.reconstruction.assumptions import DEFAULT
from marginalia.reconstruction.means import fitting
from marginalia.reconstruction.solver import SolverError
from marginalia.reconstruction.system import system_of
from marginalia.study.model import Measure, Study
from tests.analysis.made_study import MEASURES, OUTCOMES, mean, study

IMPROVEMENT = Measure("gi-responders", "Mean improvement", kind="mean", outcome="gi", among="responders")


def elbows(printed: str, needs: Literal["any", "all"] = "any", since: float | None = None) -> Study:
    """Nine earlier responders were seen at 12 months, of whom six still respond; their mean improvement is printed."""
    measures = tuple(replace(one, since=since) if one.id == "continued-response" else one for one in MEASURES)
    made = study((*study().numbers, mean("table-3.all.gi-responders.12", printed)))
    return replace(
        made,
        measures=(*measures, IMPROVEMENT),
        outcomes=tuple(replace(one, is_change=one.id == "gi") for one in OUTCOMES),
        responder_needs=needs,
    )


def impossible(made: Study) -> bool:
    return fitting(system_of(made, DEFAULT).everywhere(), made, "earlier").impossible


def test_three_who_no_longer_respond_pull_the_mean_down_where_one_rating_is_enough() -> None:
    # Six at 100 and three below 30 have a mean of at most 76.
    assert not impossible(elbows("76%"))
    assert impossible(elbows("78%"))


def test_where_a_response_needs_every_rating_a_high_one_may_stand_beside_none() -> None:
    assert not impossible(elbows("78%", "all"))


def test_a_base_visit_at_which_nobody_is_counted_tells_nobody_apart() -> None:
    found = reconstruct(elbows("78%", since=1))
    assert found.possible
    assert not any(one.conflict for one in found.tried)


def test_what_the_solver_cannot_settle_in_time_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        raise SolverError("time ran out")

    monkeypatch.setattr(sys.modules["marginalia.reconstruction.reconstruct"], "fitting", slow)
    names = {one.name for one in reconstruct(elbows("76%")).tried}
    assert "nested-follow-up" in names
    assert not any(name.startswith("means-of-") for name in names)
