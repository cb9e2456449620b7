"""A stale number is the worst mistake this project can make: whatever could change a page must change its key."""

import shutil
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from small_book import SmallBook

from marginalia.parameters import parse
from marginalia.press import keys
from marginalia.press.keys import Keys, keys_of
from marginalia.press.project import Project
from marginalia.press.sources import locate_study


def key_of(top: Path, *assignments: str) -> Keys:
    project = Project(top)
    return keys_of(project, locate_study(project, "data/tiny", top), parse(["study=data/tiny", *assignments]))


def page_keys(top: Path, *assignments: str) -> dict[str, str]:
    found = key_of(top, *assignments)
    return {page.name: found.page(page) for page in Project(top).notebooks}


EXECUTION = ("press/notebooks.py", "press/kernels.py", "press/execution.py", "press/warm/zygote.py")


@pytest.fixture(autouse=True)
def our_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in the place of ours."""
    package = tmp_path / "package"
    for name in ("audit/rule.py", "press/build.py", *EXECUTION):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("x = 1\n")
    monkeypatch.setattr(keys, "_PACKAGE", package)
    return package


def test_a_key_does_not_depend_on_place_or_time(small_book: SmallBook, tmp_path: Path) -> None:
    shutil.copytree(small_book.top, tmp_path / "elsewhere")

    assert key_of(small_book.top) == key_of(tmp_path / "elsewhere")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a number": lambda top: append(top / "data/tiny/numbers.csv"),
    "a claim": lambda top: append(top / "data/tiny/claims.yml"),
    "a new file of the study": lambda top: (top / "data/tiny/new.csv").write_text(""),
    "the literature": lambda top: ((top / "data/literature").mkdir(), (top / "data/literature/a.csv").write_text("")),
    "a module beside the chapters": lambda top: (top / "chapters/helper.py").write_text(""),
    "the lock": lambda top: (top / "requirements.txt").write_text("numpy==1"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_chapter_may_read_changes_every_page_and_the_book(small_book: SmallBook, change: str) -> None:
    before, book = page_keys(small_book.top), key_of(small_book.top).book

    CHANGES[change](small_book.top)

    after = page_keys(small_book.top)
    assert all(after[name] != before[name] for name in before)
    assert key_of(small_book.top).book != book


def test_a_parameter_changes_every_page(small_book: SmallBook) -> None:
    before, after = page_keys(small_book.top), page_keys(small_book.top, "confidence=0.9")

    assert all(after[name] != before[name] for name in before)


def test_a_chapter_changes_its_own_page_alone(small_book: SmallBook) -> None:
    before, book = page_keys(small_book.top), key_of(small_book.top).book

    append(small_book.top / "chapters/plain.md")

    after = page_keys(small_book.top)
    assert [name for name in before if after[name] != before[name]] == ["chapters/plain"]
    assert key_of(small_book.top).book != book


@pytest.mark.parametrize("file", ["book/index.md", "_config.yml", "book/_static/look.css"])
def test_what_only_the_binding_reads_changes_the_book_but_no_page(small_book: SmallBook, file: str) -> None:
    before, book = page_keys(small_book.top), key_of(small_book.top).book

    append(small_book.top / file)

    assert page_keys(small_book.top) == before
    assert key_of(small_book.top).book != book


def test_our_modules_change_pages_where_chapters_can_import_them(small_book: SmallBook, our_code: Path) -> None:
    before, book = page_keys(small_book.top), key_of(small_book.top).book

    append(our_code / "press/build.py")
    bound_anew, same_pages = key_of(small_book.top).book, page_keys(small_book.top)
    append(our_code / "audit/rule.py")

    assert bound_anew != book
    assert same_pages == before
    assert all(page_keys(small_book.top)[name] != before[name] for name in before)


@pytest.mark.parametrize("file", EXECUTION)
def test_how_a_page_is_executed_changes_every_page(small_book: SmallBook, our_code: Path, file: str) -> None:
    before = page_keys(small_book.top)

    append(our_code / file)

    assert all(page_keys(small_book.top)[name] != before[name] for name in before)


@pytest.mark.parametrize("kind", ["purelib", "platlib"])
def test_an_installed_package_changes_every_page_but_ours_does_not(
    small_book: SmallBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    real = sysconfig.get_path
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path / "more") if name == kind else real(name))
    before = page_keys(small_book.top)
    (tmp_path / "more" / "marginalia-9.dist-info").mkdir(parents=True)
    same = page_keys(small_book.top)
    (tmp_path / "more" / "other-1.0.dist-info").mkdir()

    assert same == before
    assert all(page_keys(small_book.top)[name] != before[name] for name in before)


def append(file: Path) -> None:
    with file.open("a", encoding="utf-8") as text:
        text.write("\n# changed\n")
