"""British journals print 62·1: the characters stay, and what the statistics make of them is what they make of 62.1."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marginalia.audit.precision import half_unit
from marginalia.statistics.reported import reported
from marginalia.statistics.rounding import parse_percent
from marginalia.study.model import Study
from marginalia.study.printed import readings_of


@pytest.mark.parametrize(("printed", "point"), [("62·1%", "62.1%"), ("7·40", "7.40"), ("0·5", "0.5")])
def test_a_point_at_mid_height_is_a_decimal_point(printed: str, point: str, tiny_study: Study) -> None:
    number = tiny_study.number("table-4.all.vas.0.mean")
    assert readings_of(printed, "percent") == readings_of(point, "percent")
    assert parse_percent(printed) == parse_percent(point)
    assert (reported(printed).units, reported(printed).decimals) == (reported(point).units, reported(point).decimals)
    (value,) = readings_of(point, "percent")
    widths = [half_unit(replace(number, printed=text, reading=value)) for text in (printed, point)]
    assert widths[0] == widths[1] > 0


def test_two_numbers_with_a_dot_between_them_are_still_two() -> None:
    assert readings_of("7 · 40", "mean") == frozenset()
