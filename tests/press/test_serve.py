"""The loop of somebody who writes: change a page, look at it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest
from small_book import SmallBook


@pytest.fixture
def address(built_book: SmallBook) -> Iterator[str]:
    """The address at which the built book is being served."""
    command = [sys.executable, "-u", "-m", "marginalia", "serve", "data/tiny", "--port", "0"]
    with subprocess.Popen(command, cwd=built_book.top, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        yield next(line.split()[0] for line in serving.stdout if line.startswith("http://"))
        serving.terminate()


def test_a_changed_page_is_built_and_served_without_being_asked_for(built_book: SmallBook, address: str) -> None:
    assert "A small book" in _fetch(f"{address}/book/index.html")
    until = time.monotonic() + 300
    built_book.replace("book/index.md", "A small book", "A renamed book")

    while "A renamed book" not in _fetch(f"{address}/book/index.html"):
        assert time.monotonic() < until, "the change never arrived"
        time.sleep(0.2)


def _fetch(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        text: str = answer.read().decode("utf-8")
    return text
