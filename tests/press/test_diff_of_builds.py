"""Two built books compared by what each build left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_book import SmallBook

from marginalia import cli
from marginalia.press.built_pages import paragraphs


@pytest.fixture
def before(built_book: SmallBook, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    """A built book in its folder, from which commands are given."""
    monkeypatch.chdir(built_book.top)
    return built_book


def diff(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["diff", *arguments])


def differences(old: str, new: str) -> dict[str, list[tuple[str, str, str]]]:
    """The differences of each part: id, old, new."""
    done = diff(old, new, "--format", "json")
    assert done.exit_code == 0, done.output
    found: dict[str, list[tuple[str, str, str]]] = {}
    for one in json.loads(done.stdout)["differences"]:
        found.setdefault(one["part"], []).append((one["id"], one["old"], one["new"]))
    return found


def test_a_changed_number_parameter_and_sentence_are_told_from_the_books_alone(before: SmallBook) -> None:
    before.replace("data/tiny/numbers.csv", "light,,group-size,count,Twelve,12", "light,,group-size,count,Thirteen,13")
    before.replace("book/index.md", "A small book", "A rather small book")
    before.build("confidence=0.9", out="_build/second")

    found = differences("_build", "_build/second")

    assert found["parameters"] == [("confidence", "0.95", "0.9")]
    assert found["numbers"] == [("results.light.group-size.count", "Twelve", "Thirteen")]
    assert ("group-sizes-add-up", "reproduced", "contradicted") in found["verdicts"]
    assert found["findings"]
    texts = [(page, new) for page, _, new in found["texts"]]
    assert ("book/index", "A rather small book") in texts, "prose counts, not only what was computed"
    assert ("chapters/shares", "data/tiny 0.9") in texts
    assert all("made-with" not in new and "Made with" not in new for _, new in texts)
    assert str(before.top) not in diff("_build", "_build/second", "--format", "json").stdout


def test_a_book_has_no_difference_from_itself_and_none_from_the_same_built_elsewhere(before: SmallBook) -> None:
    before.build(out="_build/again")

    for other in ("_build", "_build/again"):
        assert "no differences." in diff("_build", other).output
        assert differences("_build", other) == {}


def test_a_book_and_a_package_are_not_of_a_kind(before: SmallBook) -> None:
    done = diff("_build", "data/tiny")

    assert done.exit_code == 2
    assert "_build is a built book and tiny a package; give two of a kind" in done.output


def test_a_build_whose_data_are_gone_is_compared_by_its_pages(before: SmallBook) -> None:
    before.replace("book/index.md", "A small book", "A rather small book")
    before.build(out="_build/second")
    for file in (before.top / "_build/second/html/data").glob("*.json"):
        file.write_text("{}" if file.stem == "claims" else "not JSON", "utf-8")

    found = differences("_build", "_build/second")

    assert set(found) == {"texts"}


def test_a_page_is_read_in_pieces_as_a_reader_sees_them(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        """<html><body><nav><p>not this</p></nav><article class="bd-article"><section>
        <h1>Title<a class="headerlink" href="#t">#</a></h1>
        <p>One <b>bold</b> word.</p>
        <ul><li><p>First</p></li><li>Second <ul><li>inner</li></ul> goes on</li></ul>
        <table><caption>What</caption><tr><th>a</th><td><p>1</p></td></tr></table>
        <figure><svg><text>drawn</text></svg><script>data</script><figcaption><p>Seen.</p></figcaption></figure>
        <details class="made-with"><summary>Made with x.</summary><p>seed 1</p></details>
        </section></article></body></html>""",
        "utf-8",
    )
    (tmp_path / "empty.html").write_text("", "utf-8")

    assert paragraphs(tmp_path) == {
        "page": ("Title", "One bold word.", "First", "Second goes on", "inner", "What", "a | 1", "Seen.")
    }
