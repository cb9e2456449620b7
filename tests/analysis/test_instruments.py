"""Instruments come from their tables, and answers add up as each instrument says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.analysis.instruments import (
    Choice,
    Instrument,
    Item,
    band,
    certainty,
    lights,
    points,
    read_instruments,
    worst,
)
from marginalia.errors import PackageError

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data" / "instruments"


@pytest.fixture(scope="module")
def instruments() -> dict[str, Instrument]:
    return read_instruments(DATA)


def pick(item: Item, **wanted: object) -> Choice:
    """The first answer to an item with these fields."""
    return next(one for one in item.choices if all(getattr(one, name) == value for name, value in wanted.items()))


def answered(instrument: Instrument, *scores: float) -> list[Choice]:
    return [pick(item, score=score) for item, score in zip(instrument.items, scores, strict=True)]


def test_each_instrument_has_as_many_items_as_its_makers_gave_it(instruments: dict[str, Instrument]) -> None:
    assert {id: len(one.items) for id, one in instruments.items()} == {
        "nhlbi": 12,
        "jbi": 10,
        "minors": 8,
        "robins-i": 7,
        "trend": 22,
        "tidier": 12,
        "spin": 13,
        "inspect-sr": 21,
        "grade": 9,
        "ocebm": 3,
    }


def test_every_instrument_and_band_names_a_source_of_the_book(instruments: dict[str, Instrument]) -> None:
    keys = set(re.findall(r"^@\w+\{([^,\s]+)", (ROOT / "book" / "references.bib").read_text("utf-8"), re.MULTILINE))
    cited = {one.key for one in instruments.values()} | {band.key for one in instruments.values() for band in one.bands}
    assert cited <= keys


def test_items_from_memory_are_marked(instruments: dict[str, Instrument]) -> None:
    marked = {f"{id}.{item.number}" for id, one in instruments.items() for item in one.items if item.from_memory}
    assert marked == {f"trend.{number}" for number in range(9, 23)}


@pytest.mark.parametrize(
    ("scores", "total"),
    # Rows of published tables of reviews: PMC9898419, Table 5 (Conway; Pandit) and e-kjo.org (Ngan; Oliveira).
    [
        ((2, 2, 2, 2, 0, 2, 0, 0), 10),
        ((2, 2, 2, 1, 0, 2, 0, 0), 9),
        ((2, 2, 2, 2, 0, 0, 2, 0), 10),
        ((2, 2, 2, 2, 2, 0, 2, 2), 14),
    ],
)
def test_minors_adds_points_up_as_published_reviews_do(
    instruments: dict[str, Instrument], scores: tuple[float, ...], total: float
) -> None:
    assert points(instruments["minors"], answered(instruments["minors"], *scores)) == (total, 16)


@pytest.mark.parametrize(("total", "label"), [(0, "low"), (7, "low"), (8, "moderate"), (13, "moderate"), (14, "high")])
def test_the_bands_of_minors_include_both_ends(instruments: dict[str, Instrument], total: float, label: str) -> None:
    named = band(instruments["minors"], total)
    assert named is not None and named.label == label


def test_no_instrument_but_minors_has_bands(instruments: dict[str, Instrument]) -> None:
    assert band(instruments["jbi"], 5) is None


@pytest.mark.parametrize(
    ("domains", "overall"),
    # PMC10854525, Table 3 (Sheets; Alvarez) and PMC10421623, Table 3 (Baum).
    [("MSLLLLM", "S"), ("MMLLLLM", "M"), ("MLMMLLL", "M"), ("LLLLLLL", "L"), ("CLLLLLL", "C")],
)
def test_the_worst_domain_decides_as_in_published_tables(
    instruments: dict[str, Instrument], domains: str, overall: str
) -> None:
    items = instruments["robins-i"].items
    assert worst([pick(item, letter=letter) for item, letter in zip(items, domains, strict=True)]).letter == overall


def test_missing_information_decides_only_where_nothing_is_serious(instruments: dict[str, Instrument]) -> None:
    low, serious, unknown = (pick(instruments["robins-i"].items[0], letter=letter) for letter in ("L", "S", "NI"))
    assert worst([low, unknown]) is unknown
    assert worst([serious, unknown]) is serious
    assert worst([unknown]) is unknown
    with pytest.raises(ValueError, match="no domain"):
        worst([])


@pytest.mark.parametrize(
    ("start", "steps", "level"),
    # The table of underlying methods in bjsm.bmj.com, markup 104279: once and twice downgraded trials, upgraded and
    # double-upgraded observational studies, downgraded observational studies.
    [
        (4, (), 4),
        (4, (-1,), 3),
        (4, (-2,), 2),
        (4, (-2, -1), 1),
        (2, (), 2),
        (2, (1,), 3),
        (2, (2,), 4),
        (2, (-1,), 1),
    ],
)
def test_grade_steps_lead_where_its_table_says(start: int, steps: tuple[int, ...], level: int) -> None:
    choices = [Choice("starts-here", "", "", "na", start), *(Choice("step", "", "", "na", step) for step in steps)]
    assert certainty(choices).level == level


def test_nothing_is_rated_up_that_was_rated_down() -> None:
    choices = [
        Choice("starts-observational", "", "", "na", 2),
        Choice("a", "", "", "na", -1),
        Choice("b", "", "", "na", 2),
    ]
    assert certainty(choices).level == 1


def test_a_certainty_needs_one_start() -> None:
    with pytest.raises(ValueError, match="one start"):
        certainty([Choice("serious", "", "", "na", -1)])


@given(st.sampled_from([2, 4]), st.lists(st.integers(-2, 2), max_size=8))
def test_a_certainty_is_one_of_four_and_no_step_down_helps(start: int, steps: list[int]) -> None:
    first = Choice("starts-here", "", "", "na", start)
    made = certainty([first, *(Choice("step", "", "", "na", step) for step in steps)])
    worse = certainty([first, *(Choice("step", "", "", "na", step) for step in [*steps, -1])])
    assert 1 <= worse.level <= made.level <= 4


def test_lights_are_counted(instruments: dict[str, Instrument]) -> None:
    yes, no = (pick(instruments["nhlbi"].items[0], letter=letter) for letter in ("Y", "N"))
    counted = lights([yes, no, no])
    assert (counted["good"], counted["concern"], counted["unclear"]) == (1, 2, 0)


def test_a_form_is_asked_for_an_overall_answer_only_where_it_is_a_judgement(instruments: dict[str, Instrument]) -> None:
    assert {id for id, one in instruments.items() if one.blank.overall} == {"nhlbi", "spin"}


def test_a_wrong_table_says_where(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "instruments"))
    items = folder / "items.csv"
    items.write_text(items.read_text("utf-8").replace("yes-no,read", "yesno,read", 1), "utf-8")
    with pytest.raises(PackageError, match=r"items\.csv: row 2, column scale: found 'yesno'"):
        read_instruments(folder)
