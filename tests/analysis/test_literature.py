"""The tables of published figures: complete, honest about their sources, and read with located errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_study import study

from marginalia.analysis.comparators import VERIFIED, comparator, read_comparators
from marginalia.analysis.thresholds import beside, read_thresholds
from marginalia.errors import PackageError

FOLDER = Path(__file__).parents[2] / "data" / "literature"


def test_every_comparator_row_is_read() -> None:
    rows = read_comparators(FOLDER)
    assert len(rows) == 76
    assert len({row.id for row in rows}) == 76


def test_figures_stand_where_they_can_stand() -> None:
    for row in read_comparators(FOLDER):
        assert row.key and row.population and row.arm and row.outcome and row.url.startswith("http"), row.id
        if row.low is not None and row.high is not None:
            assert row.low <= row.value <= row.high, row.id
        if "proportion" in row.measure or row.measure == "risk":
            assert 0 <= row.value <= 1, row.id
        if row.events is not None and row.n is not None:
            assert row.value == pytest.approx(row.events / row.n, abs=0.006), row.id


def test_a_sham_arm_is_found_by_its_id() -> None:
    sham = comparator(read_comparators(FOLDER), "respine-sham")
    assert (sham.value, sham.n, sham.events, sham.month) == (0.69, 56, None, 12)
    assert "analysed" in sham.note
    with pytest.raises(KeyError, match="nobody"):
        comparator(read_comparators(FOLDER), "nobody")


def test_second_hand_figures_are_marked() -> None:
    rows = {row.id: row for row in read_comparators(FOLDER)}
    assert rows["mpc-saline-strict"].second_hand
    assert rows["guideline-dural-puncture"].second_hand
    assert not rows["respine-sham"].second_hand
    assert {row.how_verified for row in rows.values()} == set(VERIFIED)


def test_a_month_that_was_not_read_is_empty_and_says_so() -> None:
    rows = {row.id: row for row in read_comparators(FOLDER)}
    assert rows["peng-saline-change"].month is None
    assert "not read" in rows["peng-saline-change"].note


def test_a_bad_table_is_reported_with_every_mistake(tmp_path: Path) -> None:
    good = (FOLDER / "comparators.csv").read_text(encoding="utf-8").splitlines()
    header = good[0].split(",")
    row = dict.fromkeys(header, "x") | {"month": "soon", "value": "", "n": "2.5", "low": "", "high": "", "events": ""}
    (tmp_path / "comparators.csv").write_text(",".join(header) + "\n" + ",".join(row.values()) + "\n")
    with pytest.raises(PackageError) as caught:
        read_comparators(tmp_path)
    assert {problem.where for problem in caught.value.problems} == {
        "row 2, column month",
        "row 2, column value",
        "row 2, column n",
        "row 2, column how_verified",
        "row 2, column side",
    }


@pytest.mark.parametrize("content", [None, "id,key\na,b\n"])
def test_a_missing_table_or_column_is_reported(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "comparators.csv").write_text(content)
    with pytest.raises(PackageError, match=r"comparators\.csv"):
        read_comparators(tmp_path)


def test_published_thresholds_are_rescaled_to_the_studys_own_scale() -> None:
    rows = beside(study(), read_thresholds(FOLDER), {"vas": 6.8})
    found = {row.threshold.id: row for row in rows}
    assert found["ostelo-vas"].low == pytest.approx(1.5)
    assert found["ostelo-vas"].side == "above"
    assert (found["ostelo-nrs"].low, found["ostelo-nrs"].side) == (2, "within")
    assert found["williams-nrs"].side == "within"
    # 30% of a mean of 6.8 is 2.04: no more than 2.0 can be said of it.
    assert (found["farrar-nrs-share"].low, found["farrar-nrs-share"].side) == (2.0, "within")


def test_shares_of_the_start_are_left_out_where_the_start_is_not_known() -> None:
    rows = beside(study(), read_thresholds(FOLDER), {})
    assert rows and all(row.threshold.unit == "points" for row in rows)
