"""The command as its users run it, and packages to import into."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from import_pieces import Run, numbers_of_tables

from marginalia.cli import main
from marginalia.study.model import Study

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, root: Path) -> Run:
    """Runs `marginalia` in this process, from the top of the book; a traceback is an error of the test."""
    monkeypatch.chdir(root)

    def command(*arguments: str | Path, stdin: str | bytes = "") -> Result:
        found = CliRunner().invoke(main, [str(one) for one in arguments], input=stdin)
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    return command


@pytest.fixture
def without_tables(paper_study: Study, root: Path, tmp_path: Path) -> Path:
    """The paper's package without its Tables 2 and 3, and without what speaks of them."""
    folder = tmp_path / "paper"
    folder.mkdir()
    shutil.copyfile(root / "data" / "prodromos-2025" / "study.yml", folder / "study.yml")
    gone = numbers_of_tables(paper_study, "table-2", "table-3")
    text = (root / "data" / "prodromos-2025" / "numbers.csv").read_text("utf-8")
    reader = csv.reader(io.StringIO(text, newline=""))
    with (folder / "numbers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(row for row in reader if row and row[0] not in gone)
    return folder
