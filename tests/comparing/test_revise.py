"""A new version of a package: what was is kept whole, and the file says why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marginalia import cli
from marginalia.errors import MarginaliaError
from marginalia.files import files_under
from marginalia.study.contents import earlier_versions, name_of
from marginalia.study.reading import read_study
from marginalia.study.revising import entry, revised
from marginalia.study.yaml_text import load

ROOT = Path(__file__).parents[2]


@pytest.fixture
def book(tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a table of contents and a package, `data/tiny`."""
    top = tmp_path / "book"
    (top / "data").mkdir(parents=True)
    (top / "_toc.yml").write_text("root: index\n")
    (top / "index.md").write_text("# A book\n")
    shutil.move(tiny, top / "data" / "tiny")
    monkeypatch.chdir(top)
    return top


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, list(arguments))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files_under(folder)}


def test_the_present_state_is_kept_whole_and_the_file_says_why(book: Path) -> None:
    package = book / "data/tiny"
    before = contents(package)

    done = run("revise", "data/tiny", "--version", "2", "--because", "An erratum", "--source", "J 1:2", "--date", "May")

    assert done.exit_code == 0, done.output
    assert "tiny is now version 2; what it was stands in data/tiny/earlier/1." in done.output
    assert contents(package / "earlier/1") == before
    assert {name for name in contents(package) if not name.startswith("earlier/")} == set(before)
    study = read_study(package)
    assert study.version == "2"
    [why] = study.changed
    assert (why.version, why.because, why.source, why.date) == ("2", "An erratum", "J 1:2", "May")
    assert read_study(package / "earlier/1").version == "1"


def test_comments_and_layout_of_the_file_stay(book: Path) -> None:
    file = book / "data/tiny/study.yml"
    before = file.read_text("utf-8").splitlines()

    run("revise", "data/tiny", "--version", "2", "--because", "One")
    run("revise", "data/tiny", "--version", "3", "--because", 'Two: "quoted", with # and é')

    after = file.read_text("utf-8").splitlines()
    assert [line for line in after if line and line in before] == [line for line in before if line]
    assert [why.because for why in read_study(file.parent).changed] == ["One", 'Two: "quoted", with # and é']
    assert [folder.name for folder in earlier_versions(file.parent)] == ["1", "2"]
    assert not (file.parent / "earlier/2/earlier").exists(), "versions stand side by side, not one inside another"


@pytest.mark.parametrize(
    "text",
    [
        "# head\n\nenrolled: 20\n",
        "enrolled: 20",
        "version: '1.0'   # ours\nenrolled: 20\n",
        "changed: []\nenrolled: 20\n",
        "enrolled: 20\nchanged:\n- version: '1'\n  because: First\n# tail\n",
        "enrolled: 20\nchanged:\n    - version: '1'\n      because: >\n        First\n        of all\n\nvisits: [0]\n",
        "enrolled: 20\r\nversion: '1'\r\n",
        "\ufeffenrolled: 20\n",
    ],
)
def test_the_file_is_changed_in_two_places_and_nowhere_else(text: str) -> None:
    before = load(text.removeprefix("\ufeff")).value

    after = revised(text, "1", entry(version="2", because="Second"))

    said = load(after.removeprefix("\ufeff")).value
    assert said["version"] == "2"
    assert said["changed"] == [*(before.get("changed") or []), {"version": "2", "because": "Second"}]
    for name in before.keys() - {"version", "changed"}:
        assert said[name] == before[name]
    for comment in ("# head", "# ours", "# tail"):
        assert (comment in text) == (comment in after)
    assert ("\r\n" in text) == ("\r\n" in after)
    assert after.count("\n") == after.count("\r\n") or "\r\n" not in text
    assert text.startswith("\ufeff") == after.startswith("\ufeff")


def test_a_file_that_cannot_be_changed_line_by_line_is_left_to_its_owner() -> None:
    with pytest.raises(MarginaliaError, match="only be set by hand"):
        revised("changed: [{version: '1', because: x}]\nenrolled: 20\n", "1", entry(version="2", because="Second"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--version", "1", "--because", "x"), "version 1 is the present one"),
        (("--version", "../up", "--because", "x"), "--version: found '../up', expected"),
        (("--version", "2", "--because", " "), "--because: found ' ', expected text; it is empty"),
        (("--version", "2", "--because", "bell\x07"), "--because: found"),
    ],
)
def test_what_cannot_be_a_version_is_told_and_nothing_changes(
    book: Path, arguments: tuple[str, ...], told: str
) -> None:
    before = contents(book)

    done = run("revise", "data/tiny", *arguments)

    assert done.exit_code == 2
    assert told in done.output
    assert contents(book) == before


def test_a_version_that_exists_is_not_replaced(book: Path) -> None:
    run("revise", "data/tiny", "--version", "2", "--because", "One")
    before = contents(book)

    done = run("revise", "data/tiny", "--version", "1", "--because", "Two")

    assert done.exit_code == 2
    assert "version 1 exists already, in earlier/1" in done.output
    assert contents(book) == before


def test_an_earlier_version_cannot_be_revised(book: Path) -> None:
    run("revise", "data/tiny", "--version", "2", "--because", "One")

    done = run("revise", "data/tiny/earlier/1", "--version", "9", "--because", "Two")

    assert done.exit_code == 2
    assert "is an earlier version itself" in done.output


def test_a_disc_that_refuses_leaves_the_package_as_it_was(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(book)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for place in ("marginalia.study.revising.write_whole", "marginalia.study.revising.shutil.copyfile"):
        with monkeypatch.context() as patched:
            patched.setattr(place, full)
            done = run("revise", "data/tiny", "--version", "2", "--because", "One")
        assert done.exit_code == 1
        assert "No space left on device" in done.output
        assert contents(book) == before


def test_check_reads_every_version_and_tells_where_a_mistake_stands(book: Path) -> None:
    run("revise", "data/tiny", "--version", "2", "--because", "One")
    assert run("check", "data/tiny").output.startswith("tiny: fine.")
    assert run("check", "data/tiny/earlier/1").output.startswith("tiny-version-1: fine.")
    file = book / "data/tiny/earlier/1/study.yml"
    file.write_text(file.read_text("utf-8").replace("enrolled: 20", "enrolled: many"), "utf-8")
    (book / "data/tiny/earlier/two words").mkdir()
    (book / "data/tiny/earlier/3").mkdir()

    done = run("check", "data/tiny")

    assert done.exit_code == 2
    assert "earlier/1/study.yml: line" in done.output
    assert "found 'many', expected a whole number" in done.output
    assert "earlier: found 'two words', expected the version's name" in done.output
    assert "earlier/3/study.yml: nothing found" in done.output


def test_a_version_in_a_folder_of_another_name_is_told(book: Path) -> None:
    run("revise", "data/tiny", "--version", "2", "--because", "One")
    shutil.move(book / "data/tiny/earlier/1", book / "data/tiny/earlier/2")

    done = run("check", "data/tiny")

    assert "earlier/2/study.yml: version: found '1', expected '2'" in done.output
    assert "study.yml: version: found '2', expected a version that is not in earlier/" in done.output


def test_versions_are_ordered_by_the_size_of_their_numbers(tmp_path: Path) -> None:
    for name in ("10", "2", "1.1", "1", ".9.123"):
        (tmp_path / "earlier" / name).mkdir(parents=True)
        (tmp_path / "earlier" / name / "study.yml").touch()

    assert [folder.name for folder in earlier_versions(tmp_path)] == ["1", "1.1", "2", "10"]
    assert name_of(Path("data/tiny/earlier/10")) == "tiny-version-10"
    assert name_of(Path("data/tiny")) == "tiny"
