"""A good package becomes a frozen study that holds what its files say, no more and no less."""

from __future__ import annotations

import csv
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marginalia.errors import PackageError
from marginalia.study.model import Check, Study
from marginalia.study.number_table import COLUMNS
from marginalia.study.reading import read_study

TINY = Path(__file__).parents[1] / "packages" / "tiny"


def rows_of(package: Path) -> list[dict[str, str]]:
    with (package / "numbers.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def write_rows(package: Path, rows: list[dict[str, str]]) -> None:
    with (package / "numbers.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def edit(package: Path, id: str, **values: str) -> None:
    """Changes values in the row of one number."""
    rows = rows_of(package)
    next(row for row in rows if row["id"] == id).update(values)
    write_rows(package, rows)


def test_every_row_becomes_one_number_with_its_print_unchanged(tiny: Path, tiny_study: Study) -> None:
    rows = rows_of(tiny)
    assert [number.id for number in tiny_study.numbers] == [row["id"] for row in rows]
    assert [number.printed for number in tiny_study.numbers] == [row["printed"] for row in rows]


def test_a_number_knows_its_row_as_a_spreadsheet_counts(tiny: Path, tiny_study: Study) -> None:
    lines = (tiny / "numbers.csv").read_text().splitlines()
    for number in tiny_study.numbers:
        assert lines[number.row - 1].startswith(number.id + ",")


def test_values_arrive_in_their_types(tiny_study: Study) -> None:
    number = tiny_study.number("table-2.light.response.12.N")
    assert (number.section, number.group, number.month, number.measure) == ("table-2", "light", 12.0, "response")
    assert (number.statistic, number.printed, number.reading, number.ocr) == ("N", "6/8", 8.0, "clean")
    assert tiny_study.number("methods.session.value").group is None
    assert tiny_study.number("methods.session.value").month is None
    assert tiny_study.number("table-3.all.vas-responders.12.mean").reading is None


def test_the_study_file_arrives_whole(tiny_study: Study) -> None:
    assert tiny_study.slug == "tiny"
    assert (tiny_study.enrolled, tiny_study.visits) == (20, (0.0, 3.0, 12.0))
    assert tiny_study.citation.key == "example2020cushions"
    assert tiny_study.words["treatment"] == "warm cushions"
    assert tiny_study.group("light").disjoint_from == ("heavy",)
    assert [tiny_study.group_size(group) for group in ("all", "light", "heavy")] == [20, 12, 8]
    assert tiny_study.outcome("vas").important_change == 2
    assert tiny_study.measure("response").sources == ("table-2", "abstract", "discussion")
    assert tiny_study.design.promises == ("vas", "grip")


def test_checks_keep_the_arguments_that_the_package_gives_and_invent_none(tiny_study: Study) -> None:
    (every,) = tiny_study.claim("abstract-follow-up").checks
    assert every.rule == "every"
    assert every.get("limit") == "abstract.all.follow-up.threshold"
    assert tiny_study.claim("grip-measured").checks == (Check("reported", (("measure", "grip"),)),)
    assert tiny_study.claim("title-cures").needs == ("control-group",)


def test_tables_hold_a_reference_or_nothing_in_each_column(tiny_study: Study) -> None:
    table = tiny_study.table("table-3")
    assert table.rows[0].cells == (None, None, "table-3.all.continued-response.12")
    assert tiny_study.table("table-2").rows[1].heading


@pytest.mark.parametrize("name", ["tables.yml", "claims.yml", "notes.yml"])
def test_files_that_may_be_absent_leave_nothing_behind(tiny: Path, name: str) -> None:
    (tiny / name).unlink()
    assert getattr(read_study(tiny), name.removesuffix(".yml")) == ()


def test_an_empty_list_file_holds_no_entries(tiny: Path) -> None:
    (tiny / "notes.yml").write_text("# none yet\n")
    assert read_study(tiny).notes == ()


def test_an_impossible_print_is_read_as_it_stands(tiny_study: Study) -> None:
    cell = tiny_study.cell("table-3.heavy.continued-response.12")
    assert (cell.n, cell.N) == (5, 4)


def test_an_empty_reading_is_filled_from_a_clean_print(tiny: Path) -> None:
    edit(tiny, "table-2.all.response.12.N", reading="")
    edit(tiny, "results.light.group-size.count", reading="")
    study = read_study(tiny)
    assert study.number("table-2.all.response.12.N").reading == 13
    assert study.number("results.light.group-size.count").reading == 12


def test_a_print_that_gives_no_number_has_no_reading(tiny: Path) -> None:
    edit(tiny, "table-4.all.vas.3.mean", printed="N/A", reading="")
    assert read_study(tiny).number("table-4.all.vas.3.mean").reading is None


def test_spreadsheet_habits_are_forgiven(tiny: Path) -> None:
    """A byte-order mark, Windows line ends, columns in another order, empty rows at the end."""
    plain = read_study(tiny).numbers
    rows = [list(row) for row in csv.reader((tiny / "numbers.csv").read_text().splitlines())]
    lines = [",".join(row[::-1]) for row in rows] + ["," * 10, ""]
    (tiny / "numbers.csv").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    assert read_study(tiny).numbers == plain


def test_reading_twice_gives_equal_studies(tiny: Path) -> None:
    assert read_study(tiny) == read_study(tiny)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["7/6", "07-Jun", "N/A", "1e999", "nan", "-1", "0/0", '"', ",", "\x00", "٣", "all", "12", "n", "62%"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), value=CELLS)
def test_any_change_of_a_value_reads_or_is_explained(data: st.DataObject, value: str) -> None:
    """Whatever stands in a cell, the result is a study or a `PackageError` whose problems name a file and a row."""
    rows = rows_of(TINY)
    data.draw(st.sampled_from(rows))[data.draw(st.sampled_from(COLUMNS))] = value
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "tiny")
        package.mkdir()
        for name in ("study.yml", "tables.yml"):
            shutil.copy(TINY / name, package)
        try:
            write_rows(package, rows)
        except (UnicodeEncodeError, csv.Error):
            return
        try:
            study = read_study(package)
        except PackageError as error:
            assert error.problems
            assert all(problem.file and problem.expected and "\n" not in str(problem) for problem in error.problems)
        else:
            assert all(number.reading is None or abs(number.reading) < 1e15 for number in study.numbers)


@settings(max_examples=60, deadline=None)
@given(
    data=st.data(), garbage=st.one_of(st.binary(max_size=8), st.sampled_from([b"[", b"{", b": ", b"- ", b"\t", b"'"]))
)
def test_any_damage_to_a_yaml_file_reads_or_is_explained(data: st.DataObject, garbage: bytes) -> None:
    content = (TINY / "study.yml").read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 20, len(content))))
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder)
        shutil.copy(TINY / "numbers.csv", package)
        (package / "study.yml").write_bytes(content[:start] + garbage + content[end:])
        try:
            assert read_study(package).numbers
        except PackageError as error:
            assert all("\n" not in str(problem) for problem in error.problems)


def test_the_paper_reads(paper_study: Study) -> None:
    """The package that the book is about: more than 600 numbers, at least 80 claims, and one cell known by heart."""
    assert len(paper_study.numbers) > 600
    assert len(paper_study.claims) >= 80
    cell = paper_study.cell("table-2.all.response.12")
    assert (cell.n, cell.N, cell.reading("percent")) == (18, 29, 62)
