"""One assumption at a time, mechanisms together, drawn assumptions, and the ranges that they are drawn from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from marginalia.analysis.assumptions import Assumed, read_assumptions
from marginalia.analysis.comparators import read_comparators
from marginalia.analysis.mean_changes import read_mean_changes
from marginalia.errors import PackageError
from marginalia.parameters import DEFAULTS
from marginalia.simulation.assumptions import NAMES, chosen
from marginalia.simulation.plan import Plan, plan_of
from marginalia.simulation.scenarios import Draw, results
from marginalia.simulation.sensitivity import effect_needed, extremes, improvement, mechanisms, swings
from marginalia.simulation.severe import severe_of
from marginalia.simulation.summaries import mean, run, spread_of
from marginalia.simulation.uncertain import uncertain
from marginalia.study.model import Study

FOLDER = Path(__file__).parents[2] / "data" / "literature"
RANGES = {one.id: one for one in read_assumptions(FOLDER)}
COMPARATORS = {one.id: one for one in read_comparators(FOLDER)}
DRAW = Draw(400, 1)


@pytest.fixture(scope="module")
def plan(paper_study: Study) -> Plan:
    found = plan_of(paper_study, COMPARATORS)
    assert isinstance(found, Plan)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_assumption_of_the_engine_has_its_range_and_its_default_in_it(name: str) -> None:
    one = RANGES[name]
    assert one.central == getattr(DEFAULTS, name)
    assert one.low <= one.central <= one.high
    for value in (one.low, one.high):
        DEFAULTS.changed(**{name: value})  # within the parameter's own limits, or it raises
    assert one.keys or one.kind == "assumption"


def test_every_range_is_of_a_parameter_and_every_citation_is_in_the_bibliography() -> None:
    bibliography = (FOLDER.parents[1] / "book" / "references.bib").read_text(encoding="utf-8")
    for one in RANGES.values():
        assert one.id in type(DEFAULTS).model_fields
        assert one.label and one.unit and one.note
        assert all(f"{{{key}," in bibliography for key in one.keys), one.id


def test_a_bad_table_of_assumptions_is_reported(tmp_path: Path) -> None:
    (tmp_path / "assumptions.csv").write_text(
        "id,label,low,central,high,unit,kind,key,note,condition\nspread,a,x,1,2,b,guess,,c,\n", encoding="utf-8"
    )
    with pytest.raises(PackageError) as raised:
        read_assumptions(tmp_path)
    assert "guess" in str(raised.value) and "x" in str(raised.value)


def test_mean_changes_are_made_of_comparators(tmp_path: Path) -> None:
    found = {one.id: one for one in read_mean_changes(FOLDER, COMPARATORS)}
    assert found["np-allograft"].improvement == pytest.approx(35)
    assert found["course"].improvement == pytest.approx(28) and found["course"].start == pytest.approx(51)
    assert found["vast-saline"].improvement == COMPARATORS["vast-saline-change"].value
    lines = (FOLDER / "mean_changes.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "mean_changes.csv").write_text("\n".join([lines[0], "a,vas,b,control,,,nobody,100"]), encoding="utf-8")
    with pytest.raises(PackageError, match="nobody"):
        read_mean_changes(tmp_path, COMPARATORS)


def test_the_widest_swing_stands_first_and_the_extremes_are_its_ends(plan: Plan) -> None:
    base = chosen(DEFAULTS)
    found = swings(plan, base, list(RANGES.values()), 12.0, DRAW)
    widths = [abs(low - high) for low, high in (swing.figures(plan) for swing in found)]
    assert widths == sorted(widths, reverse=True) and {swing.assumed.id for swing in found} == set(NAMES)
    less, more = extremes(base, found, plan)
    assert (less.natural_course, more.natural_course) == (0, 1)
    assert (less.usual_score, more.usual_score) == (RANGES["usual_score"].high, RANGES["usual_score"].low)
    shares = [results(plan, one, DRAW).share(12.0) for one in (less, base, more)]
    means = [one.mean for one in shares if one is not None]
    assert means == sorted(means) and len(means) == 3


def test_mechanisms_add_up_and_neutral_ones_are_left_out(plan: Plan) -> None:
    base = chosen(DEFAULTS)
    steps = mechanisms(plan, base, DRAW)
    assert len(steps) == 5
    assert steps[-1].results == results(plan, base, DRAW)
    error, spells, entry, course, together = (improvement(plan, step.results, 12.0) for step in steps)
    assert error and spells and entry and course and together
    assert abs(error.mean) < 5 * error.mc_error and entry.mean > spells.mean and together.mean > entry.mean
    assert course.mean == pytest.approx(10 * 0.5 * 0.28, abs=0.2)
    assert len(mechanisms(plan, replace(base, recall_shift=0.1, dropout_odds=2.0), DRAW)) == 7


def test_the_effect_needed_gives_the_printed_mean(plan: Plan) -> None:
    base = chosen(DEFAULTS)
    needed = effect_needed(plan, base, 12.0, 3.6, DRAW)
    assert needed is not None and needed > 0
    helped = run(plan, replace(base, effect=needed / 10), lambda trials: mean(trials, "vas", 12.0), trials=400, seed=1)
    spread = spread_of(helped)
    assert spread is not None and spread.mean == pytest.approx(3.6, abs=0.02)
    more_course = effect_needed(plan, replace(base, natural_course=1.0), 12.0, 3.6, DRAW)
    assert more_course is not None and more_course < needed
    assert effect_needed(plan, base, 12.0, -5.0, DRAW) is None


def test_the_severe_group_starts_at_its_limit_and_falls_further(paper_study: Study, plan: Plan) -> None:
    severe = severe_of(paper_study, plan)
    assert severe is not None and (severe.group, severe.limit) == ("severe", 8.0)
    found = results(plan, chosen(DEFAULTS), DRAW, severe)
    start, later, everyone = found.severe_mean(0), found.severe_mean(12.0), found.mean(12.0)
    assert start and later and everyone
    assert start.mean >= 8 and start.mean - later.mean > 6.7 - everyone.mean
    assert severe_of(replace(paper_study, groups=paper_study.groups[:1]), plan) is None


def test_drawn_assumptions_are_wider_than_chosen_ones(plan: Plan) -> None:
    base, ranges = chosen(DEFAULTS), tuple(RANGES.values())
    found = uncertain(plan, base, ranges, DRAW)
    again = uncertain.__wrapped__(plan, base, ranges, DRAW)
    assert np.array_equal(found.shares, again.shares)
    assert (found.sets, found.trials) == (40, 400)
    drawn, fixed = found.share(12.0), results(plan, base, DRAW).share(12.0)
    assert drawn and fixed
    assert drawn.high - drawn.low > fixed.high - fixed.low and drawn.mc_error > fixed.mc_error
    assert found.share_at_least(12.0, 0.0) == 1 and found.share_at_least(12.0, 1.1) == 0
    assert found.mean_as_good(12.0, 10.0) == 1 and found.mean_as_good(12.0, -1.0) == 0


def test_a_range_of_one_value_changes_nothing(plan: Plan) -> None:
    base = chosen(DEFAULTS)
    fixed = tuple(
        Assumed(name, name, value, value, value, "", "assumption", (), "", "")
        for name in NAMES
        if (value := float(getattr(base, name))) is not None
    )
    found = uncertain(plan, base, fixed, DRAW)
    plain = results(plan, base, DRAW).share(12.0)
    spread = found.share(12.0)
    assert spread and plain
    assert spread.mean == pytest.approx(plain.mean, abs=4 * (spread.mc_error + plain.mc_error))
