"""A build never replaces what it did not make, never lies among the sources, and says what the disc refuses."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from small_book import TOP, SmallBook
from test_cli import marginalia

from marginalia.errors import MarginaliaError
from marginalia.press.place import writing


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its content."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("theirs", ["html/thesis.txt", "marginalia.pdf", "manifest.json"])
def test_a_strangers_file_is_never_replaced(small_book: SmallBook, tmp_path: Path, theirs: str) -> None:
    out = tmp_path / "elsewhere"
    (out / theirs).parent.mkdir(parents=True)
    (out / theirs).write_text("{}")

    done = marginalia(small_book.top, "build", "data/tiny", "--out", str(out))

    assert done.returncode == 2
    assert f"already holds {Path(theirs).parts[0]}, which Marginalia did not make" in done.stderr
    assert tree(out) == {theirs: b"{}"}


def test_a_strangers_folder_behind_a_link_is_never_replaced(small_book: SmallBook, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "html").symlink_to(tmp_path / "theirs")

    done = marginalia(small_book.top, "build", "data/tiny", "--html", "--out", str(tmp_path / "out"))

    assert done.returncode == 2
    assert (tmp_path / "out" / "html").is_symlink()


@pytest.mark.parametrize("out", [".", "data", "data/tiny", "chapters/new", "book", "src/deep/new", "tests"])
def test_a_book_is_never_built_among_the_sources(small_book: SmallBook, out: str) -> None:
    before = tree(small_book.top)

    done = marginalia(small_book.top, "build", "data/tiny", "--html", "--out", out)

    assert done.returncode == 2
    assert "the output folder" in done.stderr
    assert tree(small_book.top) == before


def test_a_study_from_elsewhere_is_no_output_folder_either(small_book: SmallBook, tmp_path: Path) -> None:
    study = tmp_path / "study"
    (small_book.top / "data/tiny").rename(study)

    done = marginalia(small_book.top, "build", str(study), "--html", "--out", str(study / "out"))

    assert done.returncode == 2
    assert not (study / "out").exists()


def test_what_jupyter_book_built_of_the_same_book_is_replaced(built_book: SmallBook) -> None:
    build = built_book.top / "_build"
    for ours in ("manifest.json", "ro-crate-metadata.json"):
        (build / ours).unlink()
    refused = marginalia(built_book.top, "build", "data/tiny", "--html")
    (build / "html/.buildinfo").write_text("# Sphinx build info version 1\n")

    done = marginalia(built_book.top, "build", "data/tiny", "--html")

    assert (refused.returncode, done.returncode) == (2, 0), done.stderr
    assert marginalia(built_book.top, "build", "data/tiny", "--html").stdout.startswith("Nothing has changed")


def test_an_output_folder_that_cannot_be_made_ends_with_1(small_book: SmallBook, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    done = marginalia(small_book.top, "build", "data/tiny", "--html", "--out", str(tmp_path / "file" / "out"))

    assert done.returncode == 1
    assert "cannot write to the output folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_what_the_disc_refuses_is_told_with_the_folder_and_the_reason(code: int) -> None:
    told = f"^cannot write to the output folder out: {os.strerror(code)}"

    with pytest.raises(MarginaliaError, match=told), writing(Path("out")):
        raise OSError(code, os.strerror(code))


def test_a_file_that_we_should_have_made_is_a_defect() -> None:
    with pytest.raises(FileNotFoundError), writing(Path("out")):
        Path("/nowhere/at/all").read_bytes()


def test_a_name_in_a_script_without_a_font_costs_a_note_and_not_the_book(built_book: SmallBook) -> None:
    shutil.copytree(TOP / "book/_static/fonts", built_book.top / "book/_static/fonts")
    built_book.replace("chapters/plain.md", "Printed:", "By 漢. Printed:")

    done = marginalia(built_book.top, "build", "data/tiny", "--pdf")

    assert done.returncode == 0, done.stderr
    assert "Note: the PDF does not meet PDF/UA-1" in done.stderr
    assert "漢" in done.stderr
    assert (built_book.top / "_build/marginalia.pdf").is_file()
