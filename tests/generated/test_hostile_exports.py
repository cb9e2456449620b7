"""What the command writes of a package from somebody who means no good: a spreadsheet runs nothing in it."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from marginalia.cli import main
from tests.generated.hostile_package import write_hostile

#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), and what is a number nevertheless.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_NUMBER = re.compile(r"[+-]\d+(\.\d+)?%?")
#: The one formula of a sheet of ours: whether two cells of a row differ.
_DIFFERS = re.compile(r'IF\((I\d+)="","",IF\(EXACT\(TRIM\(H\d+\),TRIM\(\1\)\),"","differs"\)\)')


@pytest.fixture(scope="module")
def package(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("exports") / "hostile", root)


@pytest.mark.parametrize("command", ["export", "audit", "reconstruct"])
def test_no_table_that_is_written_has_a_formula(
    command: str, package: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    out = tmp_path / "out"
    done = CliRunner().invoke(main, [command, str(package), "--out", str(out)])
    assert done.exit_code == 0, done.output
    found = [cell for file in out.rglob("*.csv") for cell in cells(file)]
    assert found
    assert [cell for cell in found if cell.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(cell)] == []
    assert [file for file in tmp_path.rglob("*") if not file.is_relative_to(out)] == []


def test_the_sheet_has_no_formula_but_its_own_and_no_link(
    package: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    done = CliRunner().invoke(main, ["sheet", str(package), "--out", str(tmp_path / "sheet.xlsx")])
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(tmp_path / "sheet.xlsx") as archive:
        texts = [archive.read(name).decode("utf-8") for name in archive.namelist()]
    formulas = [one for text in texts for one in re.findall(r"<f>(.*?)</f>", text)]
    assert formulas and all(_DIFFERS.fullmatch(one) for one in formulas)
    assert not [text for text in texts if "<hyperlink" in text or 'TargetMode="External"' in text]


def cells(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        for row in csv.reader(text):
            yield from row
