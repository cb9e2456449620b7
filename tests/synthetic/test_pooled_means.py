"""Means of parts against the mean of the whole: whom a mean among responders can be of."""

from __future__ import annotations

from dataclasses import replace

from marginalia.reconstruction.pooled import pooled
from marginalia.reconstruction.statements import statements
from marginalia.study.model import Number, Study
from tests.analysis.made_study import fraction, mean, number, study

LASTING = (
    *fraction("table-3.all.continued-response.12", 6, 9, "67%"),
    *fraction("table-3.light.continued-response.12", 3, 4, "75%"),
    *fraction("table-3.heavy.continued-response.12", 2, 4, "50%"),
)


def elbows(*numbers: Number) -> Study:
    return study((*study().numbers, *LASTING, *numbers))


def test_parts_with_more_points_than_the_whole_cannot_be_of_those_who_still_respond() -> None:
    read = elbows(
        mean("table-3.all.vas-responders.12", "1"),
        mean("table-3.light.vas-responders.12", "3"),
        mean("table-3.heavy.vas-responders.12", "4"),
    )
    found = pooled(read, statements(read), "lasting")
    assert found is not None
    assert found.reason == (
        "Mean pain at 12 months: 3 × 3 + 2 × 4 in “Light cushion” and “Heavy cushion” come to at least 14.5 points, "
        "but 6 × 1 in all to at most 9, allowing for rounding."
    )
    assert [one.group for one in found.numbers] == ["light", "heavy", "all"]


def test_parts_that_leave_room_for_the_rest_are_left_alone() -> None:
    read = elbows(mean("table-3.all.vas-responders.12", "3"), mean("table-3.light.vas-responders.12", "3"))
    assert pooled(read, statements(read), "lasting") is None


def test_too_few_points_in_a_part_are_found_as_well() -> None:
    read = elbows(mean("table-3.all.vas-responders.12", "9"), mean("table-3.light.vas-responders.12", "1"))
    found = pooled(read, statements(read), "lasting")
    assert found is not None
    assert "come to at most" in found.reason


def test_a_repaired_mean_is_held_against_nobody() -> None:
    read = elbows(
        mean("table-3.all.vas-responders.12", "9", ocr="repaired"), mean("table-3.light.vas-responders.12", "1")
    )
    assert pooled(read, statements(read), "lasting") is None


def test_the_paper_means_all_earlier_responders(paper_study: Study) -> None:
    found = pooled(paper_study, statements(paper_study), "lasting")
    assert found is not None
    assert pooled(paper_study, statements(paper_study), "earlier") is None


def test_a_study_without_continued_response_is_asked_nothing() -> None:
    read = replace(study(), numbers=(number("table-3.all.vas-responders.12.mean", "3", 3),))
    assert pooled(read, statements(read), "lasting") is None
