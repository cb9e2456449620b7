from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_book import SmallBook


@pytest.fixture
def small_book(tmp_path: Path) -> SmallBook:
    """A small book's sources, not built."""
    return SmallBook.create(tmp_path / "small")


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    book = SmallBook.create(tmp_path_factory.mktemp("built") / "small")
    book.build()
    return book


@pytest.fixture
def built_book(_built_once: SmallBook, tmp_path: Path) -> SmallBook:
    """A small book, built, that a test may change: its next build starts from a full cache."""
    shutil.copytree(_built_once.top, tmp_path / "small")
    return SmallBook(tmp_path / "small")
