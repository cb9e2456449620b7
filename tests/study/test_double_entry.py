"""Two transcriptions are compared number by number; whatever differs is listed, whatever agrees is not."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from marginalia.errors import PackageError
from marginalia.study.double_entry import (
    Difference,
    Resolution,
    compare,
    read_double_entry,
    read_resolutions,
    stale,
    unresolved,
)

Row = dict[str, str]
PAPER = Path(__file__).parents[2] / "data" / "prodromos-2025"
GRID = {"follow-up", "response", "continued-response", "group-size", "adverse-events", "vas", "vas-responders"}


@pytest.fixture
def second(tiny: Path) -> Callable[[Callable[[list[Row]], None]], tuple[Difference, ...]]:
    """Makes entry 2 from entry 1 as a second transcriber codes it, lets a test spoil it, and compares."""

    def compared(spoil: Callable[[list[Row]], None]) -> tuple[Difference, ...]:
        with (tiny / "numbers.csv").open(newline="") as file:
            rows = [row for row in csv.DictReader(file)]
        for row in rows:
            del row["id"]
            if row["measure"] not in GRID:
                row.update(measure="other", group="", month="")
        spoil(rows)
        (tiny / "entry-2").mkdir(exist_ok=True)
        with (tiny / "entry-2" / "numbers.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return compare(tiny)

    return compared


def at(rows: list[Row], place: str, statistic: str) -> Row:
    return next(row for row in rows if row["place"] == place and row["statistic"] == statistic)


def test_equal_entries_have_no_differences(second: Callable[..., tuple[Difference, ...]]) -> None:
    assert second(lambda rows: None) == ()


def test_spelling_of_a_print_or_a_place_is_no_difference(second: Callable[..., tuple[Difference, ...]]) -> None:
    def spoil(rows: list[Row]) -> None:
        at(rows, "results/light/follow-up", "count")["printed"] = "twelve "
        at(rows, "methods/cushions", "low")["printed"] = "38  to 42"
        for row in rows:
            row["place"] = row["place"].replace(" / ", "/").replace("results/safety", "results/Complications")

    assert second(spoil) == ()


def test_a_changed_digit_is_listed_in_text_and_in_a_table(second: Callable[..., tuple[Difference, ...]]) -> None:
    def spoil(rows: list[Row]) -> None:
        at(rows, "discussion/heavy", "percent").update(printed="80%", reading="80")
        at(rows, "VAS / 3M", "mean").update(printed="8.0", reading="8")

    assert set(second(spoil)) == {
        Difference("discussion/heavy", "printed", "60% (percent)", "80% (percent)"),
        Difference("discussion/heavy", "reading of 60% (percent)", "60", "80"),
        Difference("table-3: VAS / 3M", "printed", "3.0 (mean)", "8.0 (mean)"),
        Difference("table-3: VAS / 3M", "reading of 3.0 (mean)", "3", "8"),
    }


def test_what_one_entry_left_out_is_listed(second: Callable[..., tuple[Difference, ...]]) -> None:
    def spoil(rows: list[Row]) -> None:
        rows.remove(at(rows, "methods/cushions", "value"))
        rows.append(dict(at(rows, "discussion/opening", "percent"), printed="5", reading="5", statistic="value"))

    assert second(spoil) == (
        Difference("methods/cushions", "only in entry 1", "twenty (value)", ""),
        Difference("discussion/opening", "only in entry 2", "", "5 (value)"),
    )


def test_a_whole_place_left_out_does_not_disturb_its_neighbours(second: Callable[..., tuple[Difference, ...]]) -> None:
    def spoil(rows: list[Row]) -> None:
        rows[:] = [row for row in rows if row["place"] != "results/light/follow-up"]

    differences = second(spoil)

    assert {difference.place for difference in differences} == {"results/light/follow-up"}
    assert {difference.what for difference in differences} == {"only in entry 1"}
    assert len(differences) == 7


@pytest.mark.parametrize(
    ("column", "value", "here"), [("group", "heavy", "all"), ("month", "3", "12"), ("measure", "follow-up", "response")]
)
def test_coding_must_agree_inside_the_grid(
    second: Callable[..., tuple[Difference, ...]], column: str, value: str, here: str
) -> None:
    def spoil(rows: list[Row]) -> None:
        at(rows, "discussion/opening", "percent")[column] = value

    assert second(spoil) == (Difference("discussion/opening", f"{column} of 75% (percent)", here, value),)


def test_coding_is_free_outside_the_grid(second: Callable[..., tuple[Difference, ...]]) -> None:
    def spoil(rows: list[Row]) -> None:
        at(rows, "methods/cushions", "value").update(group="all", month="0")

    assert second(spoil) == ()


def test_a_grid_number_coded_as_something_else_is_listed(second: Callable[..., tuple[Difference, ...]]) -> None:
    def spoil(rows: list[Row]) -> None:
        at(rows, "results/safety", "count")["measure"] = "other"
        rows.append(dict(at(rows, "results/safety", "count"), measure="adverse-events", statistic="N", printed="20"))

    assert Difference("results/safety", "measure of no (count)", "adverse-events", "other") in second(spoil)


def test_a_number_put_into_another_known_place_is_listed(second: Callable[..., tuple[Difference, ...]]) -> None:
    def spoil(rows: list[Row]) -> None:
        at(rows, "discussion/heavy", "percent")["place"] = "discussion/opening"
        rows.append(dict(rows[-1], place="discussion/heavy", printed="61%", reading="61"))

    assert Difference("discussion/heavy", "place of 60% (percent)", "discussion/heavy", "discussion/opening") in second(
        spoil
    )


def test_the_state_of_the_scan_matters_only_where_the_readings_differ(
    second: Callable[..., tuple[Difference, ...]],
) -> None:
    def harmless(rows: list[Row]) -> None:
        at(rows, "VAS / 12M", "mean")["ocr"] = "repaired"
        next(row for row in rows if row["section"] == "table-4" and row["month"] == "12")["ocr"] = "clean"

    def harmful(rows: list[Row]) -> None:
        at(rows, "VAS / 12M", "mean").update(ocr="repaired", reading="2.8")

    assert second(harmless) == ()
    assert {difference.what for difference in second(harmful)} == {"reading of 2.# (mean)", "ocr of 2.# (mean)"}


def test_each_difference_needs_its_own_resolution() -> None:
    slip = Difference("methods/1", "printed", "3 (value)", "8 (value)")
    settled = Resolution(slip, "3", "the page shows 3")

    assert unresolved([slip, slip], [settled]) == (slip,)
    assert unresolved([slip], [settled]) == ()
    assert stale([settled, settled], [slip]) == (settled,)
    assert stale([settled], [slip]) == ()


def test_resolutions_are_read_from_their_file_and_must_give_a_reason(tiny: Path) -> None:
    (tiny / "entry-2").mkdir()
    file = tiny / "entry-2" / "resolutions.csv"
    header = "place,what,entry_1,entry_2,resolution,why\n"
    file.write_text(header + "methods/1,printed,3 (value),8 (value),3,the page shows 3\n")
    slip = Difference("methods/1", "printed", "3 (value)", "8 (value)")
    assert read_resolutions(tiny) == (Resolution(slip, "3", "the page shows 3"),)

    file.write_text(header + "methods/1,printed,3 (value),8 (value),3,\n")
    with pytest.raises(PackageError, match="row 2, column why"):
        read_resolutions(tiny)


def test_a_missing_or_misspelt_second_entry_is_explained(tiny: Path) -> None:
    with pytest.raises(PackageError, match=r"entry-2/numbers\.csv: nothing found"):
        compare(tiny)
    (tiny / "entry-2").mkdir()
    (tiny / "entry-2" / "numbers.csv").write_text("section,place\n")
    with pytest.raises(PackageError, match=r"entry-2/numbers\.csv: row 1: nothing found, expected the column 'group'"):
        compare(tiny)


def test_the_command_prints_what_is_not_settled_in_the_form_of_the_resolutions(
    tiny: Path, second: Callable[..., tuple[Difference, ...]]
) -> None:
    second(lambda rows: at(rows, "discussion/heavy", "percent").update(printed="80%", reading="80"))
    (tiny / "entry-2" / "resolutions.csv").write_text(
        "place,what,entry_1,entry_2,resolution,why\ndiscussion/heavy,printed,60% (percent),80% (percent),60%,page 8\n"
    )

    shown = subprocess.run(
        [sys.executable, "-m", "marginalia.study.double_entry", str(tiny)], capture_output=True, text=True, check=True
    )

    assert shown.stdout.splitlines() == [
        "place,what,entry_1,entry_2,resolution,why",
        "discussion/heavy,reading of 60% (percent),60,80,,",
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "usage: python -m marginalia.study.double_entry FOLDER"),
        (["one", "two"], "usage: "),
        (["--help"], "usage: "),
        (["nowhere"], "numbers.csv: nothing found, expected this file in the package"),
    ],
)
def test_the_command_says_what_is_wrong_without_a_traceback(arguments: list[str], says: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "marginalia.study.double_entry", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_the_paper_was_transcribed_twice_and_every_difference_is_settled() -> None:
    entries = read_double_entry(PAPER)

    assert entries is not None
    assert entries.second > 600
    assert entries.unresolved == ()
    assert stale(entries.resolutions, entries.differences) == ()


def test_a_package_with_one_entry_has_no_comparison(tiny: Path) -> None:
    assert read_double_entry(tiny) is None
