"""The transcription sheet: a second person types in a spreadsheet, and the package gets entry 2."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from import_pieces import Run
from python_calamine import CalamineWorkbook

from marginalia.importing.sheet import NUMBERS, columns, said
from marginalia.study.double_entry import read_double_entry
from marginalia.study.reading import read_study


def content(file: Path) -> list[dict[str, str]]:
    """The rows of the sheet, as a spreadsheet would hand them on."""
    head, *rows = CalamineWorkbook.from_path(file).get_sheet_by_name(NUMBERS).to_python()
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]


def fill(folder: Path, file: Path, typed: dict[str, dict[str, str]], everything: bool = True) -> None:
    """A filled sheet: entry 2 is what entry 1 has, but for what is `typed` by id."""
    names = columns(blind=False)
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Instructions")
        page = book.add_worksheet(NUMBERS)
        page.write_row(0, 0, names)
        for row, number in enumerate(read_study(folder).numbers, start=1):
            values = dict(zip(names, [*said(number), number.printed], strict=False))
            values |= {"entry 2": number.printed if everything else "", "state": "", "reading": "", "note": ""}
            if number.ocr != "clean" and everything:
                values |= {"state": number.ocr, "reading": "" if number.reading is None else f"{number.reading:g}"}
            values |= typed.get(number.id, {})
            for column, name in enumerate(names):
                page.write_string(row, column, values.get(name, ""))


def test_the_sheet_has_a_row_a_number_and_all_of_it_is_text(run: Run, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "sheet.xlsx"
    done = run("sheet", tiny, "--out", file)

    assert done.exit_code == 0 and "63 numbers" in done.output
    rows = content(file)
    numbers = read_study(tiny).numbers
    assert [(row["id"], row["entry 1"], row["entry 2"]) for row in rows] == [
        (one.id, one.printed, "") for one in numbers
    ]
    with zipfile.ZipFile(file) as archive:
        page = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "=EXACT" not in page and "EXACT(TRIM(H2),TRIM(I2))" in page
    assert "<sheetProtection" in page and "<dataValidation " in page and "conditionalFormatting" in page
    assert page.count("<f>") == len(numbers)


def test_a_blind_sheet_does_not_show_what_the_first_person_typed(run: Run, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "blind.xlsx"
    run("sheet", tiny, "--out", file, "--blind")

    rows = content(file)
    assert len(rows) == 63 and "entry 1" not in rows[0] and "difference" not in rows[0]
    with zipfile.ZipFile(file) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "ignore")
    assert "12/18" not in whole and "3.9" not in whole


def test_the_same_package_gives_the_same_bytes(run: Run, tiny: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    run("sheet", tiny, "--out", one)
    run("sheet", tiny, "--out", two)
    assert one.read_bytes() == two.read_bytes()


def test_only_some_sections_when_asked(run: Run, tiny: Path, tmp_path: Path) -> None:
    run("sheet", tiny, "--out", tmp_path / "some.xlsx", "--section", "table-4")
    assert {row["section"] for row in content(tmp_path / "some.xlsx")} == {"table-4"}
    assert "did you mean 'table-4'" in run("sheet", tiny, "--out", tmp_path / "x.xlsx", "--section", "table4").output


def test_what_a_spreadsheet_would_run_is_written_as_text(run: Run, tiny: Path, tmp_path: Path) -> None:
    file = tiny / "numbers.csv"
    text = file.read_text("utf-8")
    file.write_text(text.replace("results/safety", "=HYPERLINK(1)").replace(",no,0,", ",+0,0,"), encoding="utf-8")
    run("sheet", tiny, "--out", tmp_path / "sheet.xlsx")

    row = next(row for row in content(tmp_path / "sheet.xlsx") if row["id"] == "results.all.adverse-events.count")
    assert (row["place"], row["entry 1"]) == ("=HYPERLINK(1)", "+0")
    with zipfile.ZipFile(tmp_path / "sheet.xlsx") as archive:
        assert "HYPERLINK" not in archive.read("xl/worksheets/sheet2.xml").decode()


def test_a_filled_sheet_becomes_entry_2_and_the_differences_are_told(run: Run, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "filled.xlsx"
    fill(tiny, file, {
        "table-2.light.response.3.n": {"entry 2": "6/11"},
        "table-4.all.vas.3.mean": {"entry 2": ""},
        "table-2.all.response.3.percent": {"entry 2": " 67 % "},
    })  # fmt: skip
    done = run("sheet", "--read", file, tiny)

    assert done.exit_code == 0, done.output
    entries = read_double_entry(tiny)
    assert entries is not None
    assert (entries.second, entries.both, entries.alike) == (62, 62, 61)
    assert {(one.what, one.entry_1, one.entry_2) for one in entries.differences} == {
        ("printed", "8/11 (n)", "6/11 (n)"),
        ("reading of 8/11 (n)", "8", "6"),
        ("only in entry 1", "4.1 (mean)", ""),
    }
    assert "61 of 62 numbers" in done.output and "3 differences" in done.output
    assert "1 number of the sheet was left empty" in done.output
    assert run("check", tiny).exit_code == 0


def test_a_sheet_shows_what_entry_2_has_already(run: Run, tiny: Path, tmp_path: Path) -> None:
    fill(tiny, tmp_path / "filled.xlsx", {"table-2.light.response.3.percent": {"entry 2": "72%"}})
    run("sheet", "--read", tmp_path / "filled.xlsx", tiny)
    run("sheet", tiny, "--out", tmp_path / "again.xlsx")

    rows = {row["id"]: row for row in content(tmp_path / "again.xlsx")}
    row = rows["table-2.light.response.3.percent"]
    assert (row["entry 1"], row["entry 2"], row["difference"]) == ("73%", "72%", "differs")
    assert rows["table-4.all.vas.12.mean"]["state"] == "repaired"
    assert sum(row["difference"] == "differs" for row in rows.values()) == 1


def test_an_empty_sheet_changes_nothing(run: Run, tiny: Path, tmp_path: Path) -> None:
    run("sheet", tiny, "--out", tmp_path / "sheet.xlsx")
    done = run("sheet", "--read", tmp_path / "sheet.xlsx", tiny)
    assert done.exit_code == 0 and "nothing was written" in done.output
    assert not (tiny / "entry-2").exists()


def test_a_second_entry_and_a_sheet_are_not_written_over_unasked(run: Run, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "filled.xlsx"
    fill(tiny, file, {})
    run("sheet", "--read", file, tiny)
    before = (tiny / "entry-2" / "numbers.csv").read_bytes()
    fill(tiny, file, {"table-4.all.vas.3.mean": {"entry 2": "4.2"}})

    refused = run("sheet", "--read", file, tiny)
    assert refused.exit_code == 2 and "--replace" in refused.output
    assert (tiny / "entry-2" / "numbers.csv").read_bytes() == before
    assert run("sheet", tiny, "--out", file).exit_code == 2
    assert run("sheet", "--read", file, tiny, "--replace").exit_code == 0
    assert (tiny / "entry-2" / "numbers.csv").read_bytes() != before


def test_every_mistake_in_a_sheet_is_told_by_row_and_column(run: Run, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "filled.xlsx"
    fill(tiny, file, {
        "abstract.all.group-size.count": {"entry 2": "many"},
        "abstract.all.follow-up.threshold": {"state": "dirty"},
        "abstract.all.response.3.percent": {"entry 2": "07-Jun"},
        "abstract.all.response.12.percent": {"reading": "96"},
        "methods.warmth.low": {"id": "methods.warmth.lo"},
    })  # fmt: skip
    done = run("sheet", "--read", file, tiny)

    assert done.exit_code == 2
    for place, told in (
        ("row 2, column entry 2", "'many'"),
        ("row 3, column state", "'dirty'"),
        ("row 4, column entry 2", "a date"),
        ("row 5, column reading", "'96'"),
        ("row 6, column id", "did you mean 'methods.warmth.low'"),
    ):
        line = next(line for line in done.output.splitlines() if f"sheet {NUMBERS}, {place}" in line)
        assert told in line
    assert "5 problems; nothing was written" in done.output
    assert not (tiny / "entry-2").exists()


@pytest.mark.parametrize("make", ["no workbook", "another workbook"])
def test_what_is_no_sheet_of_ours_is_refused(make: str, run: Run, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.xlsx"
    if make == "no workbook":
        file.write_text("id,entry 2\n", encoding="utf-8")
    else:
        with xlsxwriter.Workbook(file) as book:
            book.add_worksheet("Budget")
    done = run("sheet", "--read", file, tiny)
    assert done.exit_code == 2 and "other.xlsx" in done.output
    assert run("sheet", tiny).exit_code == 2
