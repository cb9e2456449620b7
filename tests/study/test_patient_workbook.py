"""Patients one by one in an Excel workbook: read as from CSV files, mistakes named as a spreadsheet shows them, and no
workbook can be more than it seems."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from marginalia.errors import PackageError
from marginalia.study.model import Measure, Study
from marginalia.study.patient_level import Cohort, Event, Patient, Visit
from marginalia.study.patient_tables import read_cohort, write_cohort
from marginalia.study.reading import read_study
from marginalia.study.workbook_limits import column_letters, column_number
from tests.analysis.made_study import study

Cells = Sequence[Sequence[object]]
PATIENTS: Cells = [["Patient", "Synthetic", "Light", "Heavy"], [1, "no", True, False], [2, "No", "n", "YES"]]
VISITS: Cells = [["Patient", "Month", "vas", "gi"], [1, 0, 7.1, None], [1, 3, 5.05, 40], [2, 0, 6, None]]
EVENTS: Cells = [["Patient", "Measure", "Month", "What"], [2, "harms", 0.5, "rash"]]


def cushions() -> Study:
    base = study()
    measures = (*base.measures, Measure("harms", "Harms", kind="proportion"))
    return Study(**{**{name: getattr(base, name) for name in base.__dataclass_fields__}, "measures": measures})


def workbook(folder: Path, sheets: Mapping[str, Cells]) -> Path:
    file = folder / "patients.xlsx"
    with xlsxwriter.Workbook(file) as book:
        dates = book.add_format({"num_format": "d-mmm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(at, column, value, dates)
                    elif isinstance(value, str) and value.startswith("#"):
                        sheet.write_formula(at, column, "=1/0", None, value)
                    elif value is not None:
                        sheet.write(at, column, value)
    return file


def told(folder: Path) -> str:
    with pytest.raises(PackageError) as caught:
        read_cohort(cushions(), folder)
    return str(caught.value)


def test_a_workbook_is_read_as_the_files_are(tmp_path: Path) -> None:
    workbook(tmp_path, {"Patients": PATIENTS, " visits ": VISITS, "EVENTS": EVENTS, "Codebook": [["anything"]]})
    cohort = read_cohort(cushions(), tmp_path)
    assert cohort == Cohort(
        (
            Patient("1", frozenset({"light"}), (Visit(0, {"vas": 7.1}), Visit(3, {"vas": 5.05, "gi": 40}))),
            Patient("2", frozenset({"heavy"}), (Visit(0, {"vas": 6}),), (Event(0.5, "harms", "rash"),)),
        ),
        synthetic=False,
        without_outcomes=frozenset({"grip"}),
        events_recorded=True,
    )
    files = tmp_path / "files"
    files.mkdir()
    write_cohort(cushions(), cohort, files)
    assert read_cohort(cushions(), files) == cohort


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        (
            [["Patient", "Month", "Pain"], [1, 0, 70]],
            "patients.xlsx: sheet visits, row 2, column C (Pain): found '70', expected a number from 0 to 10",
        ),
        (
            [[], ["", "Patient", "Month"], ["", 1, 4]],
            "patients.xlsx: sheet visits, row 3, column C (Month): found '4', expected a visit of study.yml: 0, 3, 12",
        ),
        (
            [["Patient", "Month", "vas"], [1, 0, date(2025, 6, 7)]],
            "column C (vas): found '2025-06-07', expected a number; a spreadsheet seems to have turned it into a date",
        ),
        (
            [["Patient", "Month", "vas"], [1, 0, "#DIV/0!"]],
            "column C (vas): found 'an error of the spreadsheet (such as #DIV/0!)', expected a number",
        ),
        ([["Patient", "Month"], [3, 0]], "column A (Patient): found '3', expected a patient of the sheet patients"),
        ([["Patient", "Month", ""], [1, 0, "x"]], "row 1, column C: nothing found, expected a name for the column"),
        ([["Patient", "Month", "gi"], [1, 0, 0.45], [1, 3, 0.5]], "type 45 for 45%"),
        ([["Patient", "vas 0", "vas 3"], [1, 7, 5]], "row 1: found 'vas 0, vas 3', expected the long form"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_sheet_row_and_column(tmp_path: Path, visits: Cells, expected: str) -> None:
    workbook(tmp_path, {"patients": PATIENTS, "visits": visits})
    assert expected in told(tmp_path)


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({"patients": PATIENTS}, "expected a sheet 'visits'"),
        ({"patients": PATIENTS, "visits": []}, "sheet visits: nothing found, expected the columns patient, month"),
        (
            {"patients": PATIENTS, "visits": VISITS, "Event": EVENTS},
            "sheet Event: found 'Event', expected a sheet called",
        ),
    ],
)
def test_sheets_are_looked_for_by_name(tmp_path: Path, sheets: Mapping[str, Cells], expected: str) -> None:
    workbook(tmp_path, sheets)
    assert expected in told(tmp_path)


def test_a_workbook_beside_files_is_an_error(tmp_path: Path) -> None:
    workbook(tmp_path, {"patients": PATIENTS, "visits": VISITS})
    (tmp_path / "visits.csv").write_text("patient,month\n", encoding="utf-8")
    assert "patients.xlsx: found 'visits.csv as well', expected the patients in one place" in told(tmp_path)


@pytest.mark.parametrize("name", ["patients.xls", "patients.ods"])
def test_another_kind_of_workbook_is_not_left_lying_unread(tiny: Path, name: str) -> None:
    (tiny / name).write_bytes(b"\xd0\xcf")
    with pytest.raises(PackageError, match=r"expected patients.xlsx; save it as an Excel workbook"):
        read_study(tiny)


# ── workbooks that are not what they seem ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return workbook(tmp_path, {"patients": PATIENTS, "visits": VISITS})


def changed(file: Path, parts: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> None:
    """The workbook with some of its parts replaced, or added."""
    with zipfile.ZipFile(file) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()} | dict(parts)
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)


SHEET = "xl/worksheets/sheet2.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"xl/media/image1.png": b"\0" * 40_000_000}, "a workbook that unpacks to far more"),
        ({"xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * 100_000_000}, "a workbook that unpacks to far more"),
        ({f"xl/media/{at}.png": b"" for at in range(1_001)}, "parts', expected a workbook of at most 1,000 parts"),
        ({SHEET: HEAD + b'<row r="1"><c r="XFD1048576"><v>1</v></c></row>' + TAIL}, "found 'a cell XFD1048576'"),
        ({SHEET: HEAD + b'<row r="1048576"><c/><c t="s"><v>0</v></c></row>' + TAIL}, "found 'a cell B1048576'"),
        ({SHEET: b'<!DOCTYPE x [<!ENTITY a "aa">]>' + HEAD + TAIL}, "found 'a document type declaration'"),
        ({SHEET: HEAD}, "a damaged part xl/worksheets/sheet2.xml"),
        ({"xl/workbook.xml": b"<workbook/>"}, "patients.xlsx: "),
    ],
)
def test_a_workbook_that_would_be_more_than_it_seems_is_refused(
    sound: Path, parts: dict[str, bytes], expected: str
) -> None:
    changed(sound, parts)
    assert expected in told(sound.parent)


def test_one_long_text_shown_by_many_cells_is_refused(sound: Path) -> None:
    text = b"x" * 30_000
    shared = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + text + b"</t></si></sst>"
    )
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 2_000))
    changed(sound, {"xl/sharedStrings.xml": shared, SHEET: HEAD + cells + TAIL})
    assert "cells with more text than a book" in told(sound.parent)


def test_an_archive_that_says_less_than_it_holds_is_refused(sound: Path) -> None:
    """The sizes in the archive's directory are only what it says of itself."""
    changed(sound, {"xl/media/image1.png": b"\0" * 40_000_000})
    packed = bytearray(sound.read_bytes())
    for marker, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = packed.find(b"xl/media/image1.png") if marker == b"PK\x03\x04" else packed.rfind(b"xl/media/image1.png")
        start = packed.rfind(marker, 0, at)
        packed[start + place : start + place + 4] = (10).to_bytes(4, "little")
    sound.write_bytes(packed)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.getinfo("xl/media/image1.png").file_size == 10
    assert "patients.xlsx: " in told(sound.parent)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"patient,month\n", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "patients.xlsx").write_bytes(content)
    assert "patients.xlsx: found 'something else', expected an Excel workbook" in told(tmp_path)


def test_a_workbook_larger_than_any_trial_s_is_refused(sound: Path) -> None:
    with sound.open("ab") as file:
        file.write(b"\0" * 6_000_000)
    assert "found 'more than 5,000,000 bytes'" in told(sound.parent)


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("XFD", 16_384)])
def test_columns_are_lettered_as_in_a_spreadsheet(letters: str, number: int) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)
