"""What no harm leaves room for: by visit, by group, by time watched, and against published risks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_study import NUMBERS, fraction, number, size, study

from marginalia.analysis.comparators import Comparator, read_comparators
from marginalia.analysis.harms import (
    cited,
    expected,
    harms,
    none_harmed,
    room_by_group,
    room_by_visit,
    time_by_group,
)
from marginalia.analysis.person_time import person_time
from marginalia.statistics.zero_events import chance_of_none, exact_upper
from marginalia.study.model import Measure, Note, Number, Study

LITERATURE = Path(__file__).parents[2] / "data" / "literature"

NONE = number("results.all.adverse-events.count", "no", 0)


def harmed(*numbers: Number) -> Study:
    made = study((*NUMBERS, *numbers))
    return replace(made, measures=(*made.measures, Measure("adverse-events", "Harms", sources=("results",))))


def risk(id: str, key: str, value: float, measure: str = "risk") -> Comparator:
    """A published figure; what is left open here is that of some other row."""
    return replace(read_comparators(LITERATURE)[0], id=id, key=key, outcome=id, measure=measure, value=value)


class TestRoom:
    def test_grows_from_visit_to_visit_as_patients_stay_away(self) -> None:
        rooms = room_by_visit(harmed(NONE))
        assert [(room.month, room.patients) for room in rooms] == [(None, 20), (3, 18), (12, 12)]
        assert [room.upper for room in rooms] == sorted(room.upper for room in rooms)
        assert rooms[-1].upper == exact_upper(12)

    def test_of_a_group_is_that_of_its_size(self) -> None:
        assert [(room.group, room.patients) for room in room_by_group(harmed(NONE))] == [("light", 12), ("heavy", 8)]

    def test_is_not_spoken_of_where_somebody_was_harmed(self) -> None:
        made = harmed(number("results.all.adverse-events.count", "one", 1))
        assert none_harmed(made) is None
        assert (room_by_visit(made), room_by_group(made), time_by_group(made)) == ((), (), ())

    def test_one_event_has_an_exact_interval(self) -> None:
        found = harms(harmed(number("results.all.adverse-events.count", "one", 1)))
        assert found is not None
        limits = found.interval(confidence=0.95)
        assert 0 < limits.low < 1 / 20 < limits.high < 1


class TestPersonTime:
    def test_is_bounded_by_the_visits_before_and_after(self) -> None:
        # 18 of 20 seen at 3 months, 12 at 12; the next visit announced is at 24.
        found = person_time(study())
        assert found is not None
        assert found.least == pytest.approx((3 * 18 + 9 * 12) / 12)
        assert found.most == pytest.approx((3 * 20 + 9 * 18 + 12 * 12) / 12)
        assert found.promised == pytest.approx(20)

    def test_counts_whoever_came_back_for_the_time_before(self) -> None:
        back = study(
            (*NUMBERS, *fraction("results.all.follow-up.3", 5, 20), *fraction("results.all.follow-up.12", 12, 20))
        )
        found = person_time(back)
        assert found is not None and found.least == pytest.approx(12 * 12 / 12)
        assert found.most >= found.least

    def test_gives_the_wider_bound_with_the_shorter_time(self) -> None:
        found = person_time(study())
        assert found is not None
        assert found.upper(confidence=0.95) > found.upper_at_best(confidence=0.95) > 0

    def test_needs_a_size_and_counts_that_can_be(self) -> None:
        assert person_time(study([size("results.light", 12)])) is None
        assert person_time(study((*NUMBERS, *fraction("results.all.follow-up.3", 25, 20)))) is None


class TestPublishedRisks:
    def with_note(self) -> Study:
        note = Note("n", "safety", "caution", "Others were harmed.", literature=("cited2020",))
        return replace(harmed(NONE), notes=(note,))

    def test_are_those_that_the_package_cites_on_safety(self) -> None:
        rows = [
            risk("leak", "cited2020", 0.1),
            risk("other", "elsewhere2020", 0.1),
            risk("fever", "cited2020", 2, "RR"),
        ]
        assert [row.id for row in cited(self.with_note(), rows, "RR")] == ["fever"]
        (found,) = expected(self.with_note(), rows)
        assert found.comparator.id == "leak"
        assert found.expected == pytest.approx(2) and found.none == chance_of_none(20, 0.1)

    def test_are_not_set_against_a_paper_that_counts_events(self) -> None:
        made = replace(self.with_note(), numbers=(*NUMBERS, number("results.all.adverse-events.count", "one", 1)))
        assert expected(made, [risk("leak", "cited2020", 0.1)]) == ()
