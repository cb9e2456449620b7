"""The tables of published figures: complete, honest about their sources, and read with located errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_study import study

from marginalia.analysis.comparators import (
    KINDS,
    VERIFIED,
    comparator,
    control_range,
    of_study,
    parts_of_improvement,
    read_comparators,
    sham_trials,
)
from marginalia.analysis.mean_changes import read_mean_changes
from marginalia.analysis.thresholds import beside, read_thresholds
from marginalia.errors import PackageError
from marginalia.study.reading import read_study

FOLDER = Path(__file__).parents[2] / "data" / "literature"


def test_every_comparator_row_is_read() -> None:
    rows = read_comparators(FOLDER)
    assert len(rows) == 97
    assert len({row.id for row in rows}) == 97


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


def test_no_arm_is_a_control_that_was_given_the_treatment_of_its_trial() -> None:
    """The kind says what the arm's own words say: nothing but sham, vehicle, dye, or the care that anybody gets."""
    inert = ("sham", "saline", "placebo", "vehicle", "discography", "usual", "untreated", "management alone", "cohorts")
    active = ("MSC", "MPC", "steroid", "prednisolone", "ablation", "fusion", "stimulator", "allograft", "stimulation")
    rows = read_comparators(FOLDER)
    for row in rows:
        if row.control:
            assert any(word in row.arm for word in inert), row.id
        if any(word in row.arm for word in active) and not any(word in row.arm for word in inert):
            assert not row.control, row.id
    assert {row.kind for row in rows} == set(KINDS)


def test_a_responder_share_has_a_rule_a_kind_of_arm_and_stands_between_0_and_1() -> None:
    found = [row for row in read_comparators(FOLDER) if row.responders]
    assert len(found) > 20
    for row in found:
        assert row.measure == "proportion" and row.kind not in ("review", "harms"), row.id
        # The rule is written for a reader: a sentence's beginning, no formula.
        assert row.rule[0].isupper() and not set(row.rule) & set("<>="), row.id


def test_events_are_not_worked_back_from_a_percentage() -> None:
    """Where a source prints a percentage that is no whole count of its patients, no events are recorded."""
    for row in read_comparators(FOLDER):
        if row.responders and row.n and row.events is None:
            assert "n = " in row.note or "events not shown" in row.note, row.id


def test_a_gain_counts_upwards_whichever_way_the_source_prints_it() -> None:
    rows = {row.id: row for row in read_comparators(FOLDER)}
    assert rows["fusion-vs-nonsurgical"].gain == (3.9, 0.17, 7.62)
    # Below nought is less pain than after the sham: the ends change places with their signs.
    assert rows["nma-epidural-la"].gain == (-0.28, -1.75, 1.18)
    assert rows["cochrane-sciatica-later"].gain == (5, None, None)
    assert rows["burst-change"].scale == rows["fusion-vs-nonsurgical"].scale == "ODI 0-100"


def test_only_sources_that_a_package_cites_are_set_beside_it() -> None:
    rows = read_comparators(FOLDER)
    assert of_study(study(), rows) == ()
    paper = of_study(read_study(FOLDER.parent / "prodromos-2025"), rows)
    assert {"pers2024respine", "smuck2021intracept", "nandi2017caudal"} <= {row.key for row in paper}
    assert of_study(read_study(FOLDER.parent / "rivera-2016"), rows) == ()


def test_trials_with_a_sham_are_counted_once_and_reviews_not_at_all() -> None:
    rows = read_comparators(FOLDER)
    found = sham_trials(rows)
    assert len(set(found)) == len(found)
    assert {"pers2024respine", "vanwijk2005facet", "hara2022burst"} <= set(found)
    assert not {"jonas2015sham", "shamspine_pmid34616178", "wang2025nma", "smuck2021intracept"} & set(found)


def test_the_range_of_control_arms_has_both_ends_and_no_middle() -> None:
    rows = read_comparators(FOLDER)
    low, high = control_range(rows) or pytest.fail("no control arm")
    shares = [row.value for row in rows if row.responders and row.control]
    assert (low.value, high.value) == (min(shares), max(shares))
    assert control_range([row for row in rows if not row.control]) is None


def test_the_parts_of_improvement_are_a_whole() -> None:
    assert sum(row.value for row in parts_of_improvement(read_comparators(FOLDER))) == pytest.approx(1)


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
        "row 2, column kind",
        "row 2, column important",
    }


@pytest.mark.parametrize("content", [None, "id,key\na,b\n"])
def test_a_missing_table_or_column_is_reported(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "comparators.csv").write_text(content)
    with pytest.raises(PackageError, match=r"comparators\.csv"):
        read_comparators(tmp_path)


def header(table: str) -> str:
    return (FOLDER / table).read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("a,vas,any,important change,1,2,points,,key,note,back pain", "row 2, column scale"),
        ("a,vas,any,important change,1,2,% of baseline,100,key,note,back pain", "row 2, column scale"),
        ("a,vas,any,important change,1,inf,points,100,key,note,back pain", "row 2, column high"),
        ("a,vas,any,change,1,2,points,100,key,note,back pain", "row 2, column kind"),
        (",vas,any,important change,1,2,points,100,key,note,back pain", "row 2, column id"),
        ("a,vas,any,important change,1,2,points,100,key,a note, with a comma,back pain", "row 2"),
    ],
)
def test_a_bad_threshold_is_reported_with_its_place(tmp_path: Path, row: str, where: str) -> None:
    (tmp_path / "thresholds.csv").write_text(f"{header('thresholds.csv')}\n{row}\n")
    with pytest.raises(PackageError) as caught:
        read_thresholds(tmp_path)
    assert [problem.where for problem in caught.value.problems] == [where]


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("a,vas,A,control,nobody,vast-first-saline-vas-12,,100", ["before"]),
        ("a,vas,A,control,,vast-first-saline-vas-12,,100", ["before"]),
        ("a,vas,A,control,vast-first-saline-vas-0,,,100", ["after"]),
        ("a,vas,A,control,vast-first-saline-vas-0,,vast-saline-change,100", ["before"]),
        ("a,vas,A,control,,,nobody,", ["change", "scale"]),
    ],
)
def test_a_mean_change_is_of_figures_that_are_there(tmp_path: Path, row: str, columns: list[str]) -> None:
    (tmp_path / "mean_changes.csv").write_text(f"{header('mean_changes.csv')}\n{row}\n")
    with pytest.raises(PackageError) as caught:
        read_mean_changes(tmp_path, {one.id: one for one in read_comparators(FOLDER)})
    assert [problem.where for problem in caught.value.problems] == [f"row 2, column {column}" for column in columns]


def test_a_mean_change_is_the_published_one_or_the_way_from_before_to_after() -> None:
    figures = {one.id: one for one in read_comparators(FOLDER)}
    found = {one.id: one for one in read_mean_changes(FOLDER, figures)}
    change, means = found["vast-saline"], found["vast-first-saline"]
    assert (change.improvement, change.start) == (figures["vast-saline-change"].value, None)
    before, after = figures["vast-first-saline-vas-0"], figures["vast-first-saline-vas-12"]
    assert (means.improvement, means.start) == (pytest.approx(before.value - after.value), before.value)


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
