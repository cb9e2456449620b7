"""The whole book of generated packages: every notebook runs, and what it shows is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from altair.utils import schemapi
from hypothesis import given, seed
from notebook_runs import Ran, bodies, run, sources
from runs import LONG, every
from valid_packages import Package, packages

#: Packages are gone through in so many parts, for test workers to share, of so many each.
_PARTS, _EACH = 4, 6

#: Most packages of a few dozen patients take some seconds; of large ones some take minutes, all in what the counts of
#: many groups and visits allow together.
_SIZES = (
    packages(most_patients=200, most_visits=5, most_groups=3)
    if LONG
    else packages(most_patients=40, most_visits=3, most_groups=1)
)

#: What a value becomes that nobody looked at before it was shown. A sentence may begin with "None of ...".
_EMPTY = re.compile(r"(?<![\w-])(NaN|nan|None(?! [a-z])|(?<=[a-z,(=] )None|Infinity|inf|NaT|undefined|<NA>)(?![\w-])")
_QUOTED = re.compile(r"\{glue:text\}`([^`]+)`")
_POINTED = re.compile(r"\{numref\}`(?:[^`<]*<)?([\w.-]+)>?`")
_NAMED = re.compile(r"^:name: *(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def top(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sources(root, tmp_path_factory.mktemp("sources"))


@pytest.mark.parametrize("part", range(_PARTS))
def test_every_notebook_runs_and_shows_nothing_half_done(
    part: int, top: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(top)

    @seed(part)
    @every(_EACH, shrink=False)
    @given(package=_SIZES)
    def search(package: Package) -> None:
        folder = package.on_disc(tmp_path_factory.mktemp("book"))
        before = {file: file.read_bytes() for file in folder.rglob("*")}

        # Holding each chart against Vega-Lite's schema takes longer than all the rest.
        with schemapi.debug_mode(LONG):
            ran = list(run(top, folder, simulations=100))

        assert len(ran) > 20
        typed = "\n".join(content.decode("utf-8") for content in before.values())
        assert [told for page in ran for told in empty_values(page, typed)] == []
        assert [told for page in ran for told in unglued(page)] == []
        assert unnamed(ran) == set()
        assert {file: file.read_bytes() for file in folder.rglob("*")} == before

    search()


def empty_values(page: Ran, typed: str) -> Iterator[str]:
    """Where the page shows a value that is none, and nobody typed the word. Raises `ValueError` where a chart or a
    table has one among its data."""
    for name, text in (*texts(page.shown), *page.facts.items()):
        for found in _EMPTY.finditer(text):
            if found[1] not in typed:
                yield f"{page.name}, {name}: {text[max(0, found.start() - 60) : found.end() + 40]!r}"


def texts(shown: tuple[dict[str, Any], ...]) -> Iterator[tuple[str, str]]:
    for bundle in shown:
        assert bundle
        for kind, content in bundle.items():
            # A chart's data and a table's rows, which must be JSON.
            yield kind, content if isinstance(content, str) else json.dumps(content, allow_nan=False)
        for _ in bodies(bundle.get("text/markdown", "")):
            pass


def unglued(page: Ran) -> Iterator[str]:
    """What the prose quotes and the page has not got."""
    for name in _QUOTED.findall(page.prose):
        if name not in page.facts:
            yield f"{page.name}: {name}"


def unnamed(book: list[Ran]) -> set[str]:
    """What the prose points at as a numbered figure or table and no page shows."""
    shown = [bundle.get("text/markdown", "") for page in book for bundle in page.shown]
    named = {name for text in (*shown, *(page.prose for page in book)) for name in _NAMED.findall(text)}
    return {name for page in book for name in _POINTED.findall(page.prose)} - named


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("a share of nan%", True),
        ("None, of 12", True),
        ("None of 12 harmed", False),
        ("at None months", True),
        ("nanny, finance, information", False),
    ],
)
def test_a_value_that_is_none_is_seen(shown: str, told: bool) -> None:
    page = Ran("page", ({"text/plain": shown},), {}, "")
    assert bool([*empty_values(page, "")]) is told
    assert not [*empty_values(page, shown)]


@pytest.mark.parametrize("facts", [{"share": "62%"}, {}])
def test_a_quoted_fact_that_is_not_there_is_seen(facts: Mapping[str, str]) -> None:
    page = Ran("page", (), facts, "It was {glue:text}`share`, see {numref}`fig-x`.")
    assert bool([*unglued(page)]) is not bool(facts)
    assert unnamed([page]) == {"fig-x"}
