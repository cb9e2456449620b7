"""The loop of somebody who writes: change a page, look at it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_book import SmallBook

from marginalia.parameter_sources import Choice
from marginalia.press.project import Project
from marginalia.press.serve import _is_source, _watched


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


def test_all_that_a_page_can_come_from_is_watched(small_book: SmallBook) -> None:
    (small_book.top / "data/literature").mkdir()
    (small_book.top / "requirements.txt").write_text("")

    watched = _watched(Project(small_book.top), Choice(assignments=("study=data/tiny",)))

    inside = {path.relative_to(small_book.top).as_posix() for path in watched if path.is_relative_to(small_book.top)}
    assert inside >= {"data/tiny", "data/literature", "requirements.txt", "chapters", "book", "_config.yml"}


def test_only_what_is_hidden_inside_the_project_is_left_out() -> None:
    top = Path("/somewhere/.src/book")

    def counts(name: str) -> bool:
        return _is_source((top, top / "chapters"), top / "_build", None, str(top / name))

    assert counts("chapters/plain.md")
    assert counts("_config.yml")
    assert not counts("chapters/.ipynb_checkpoints/deep/down/plain.md")
    assert not counts("chapters/plain.md~")
    assert not counts("_build/html/index.html")


def _fetch(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        text: str = answer.read().decode("utf-8")
    return text
