"""A folder of small studies beside a small book, swept by the command."""

from __future__ import annotations

import contextlib
import csv
import shutil
from pathlib import Path

from click.testing import CliRunner, Result
from small_book import TOP, SmallBook

from marginalia.cli import main

TINY = TOP / "tests" / "packages" / "tiny"


def paper(folder: Path, old: str = "", new: str = "", *, file: str = "study.yml") -> Path:
    """A copy of the small invented study, with one place of one of its files changed."""
    shutil.copytree(TINY, folder)
    if old:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


def swept(book: SmallBook, *arguments: str, jobs: int = 1) -> Result:
    """What the command does and says, given at the book's top."""
    with contextlib.chdir(book.top):
        return CliRunner().invoke(main, ["sweep", *arguments, "--jobs", str(jobs)])


def table(out: Path) -> list[dict[str, str]]:
    with (out / "sweep.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
