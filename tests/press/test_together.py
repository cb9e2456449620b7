"""All numbers are asked at once before the chapters run, once for each state of the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_book import SmallBook

from marginalia.display.evidence import RECONSTRUCTIONS, Evidence
from marginalia.press.cache import Cache
from marginalia.press.together import reconstruct_once
from marginalia.reconstruction import store, system
from marginalia.study.model import Study

#: The start of a cell that has no solver, and tells how many statements the reconstruction counts.
_ASKS = """from marginalia import open_chapter
from marginalia.reconstruction import store
store.reconstruct = None
made = open_chapter("plain", study="data/tiny").evidence.reconstruction
print("statements", made.statements if made else "none")
sorted("""


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", ".json")


def test_the_stage_has_it_where_chapters_look(tiny_study: Study, kept: Cache, tmp_path: Path) -> None:
    reconstruct_once(tiny_study, kept, tmp_path / "stage")
    (file,) = (tmp_path / "stage" / RECONSTRUCTIONS).iterdir()
    assert file.read_bytes() == kept.get(store.key_of(tiny_study))
    assert Evidence(tiny_study, reconstructions=file.parent).reconstruction is not None


def test_the_solver_is_asked_once(
    tiny_study: Study, kept: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reconstruct_once(tiny_study, kept, tmp_path / "first")
    monkeypatch.setattr(store, "reconstruct", None)
    reconstruct_once(tiny_study, kept, tmp_path / "second")
    first, second = (next((tmp_path / stage / RECONSTRUCTIONS).iterdir()) for stage in ("first", "second"))
    assert first.name == second.name and first.read_bytes() == second.read_bytes()


def test_a_study_that_is_too_large_stops_nothing(
    tiny_study: Study, kept: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "MOST_KINDS", 1)
    reconstruct_once(tiny_study, kept, tmp_path / "stage")
    assert not (tmp_path / "stage").exists()


def test_no_kernel_asks_the_solver(small_book: SmallBook) -> None:
    text = (small_book.top / "chapters" / "plain.md").read_text("utf-8")
    assert text.count("sorted(") == 1
    small_book.replace("chapters/plain.md", "sorted(", _ASKS)
    small_book.build()
    assert "statements 42" in small_book.page("chapters/plain")
