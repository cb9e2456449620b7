"""`marginalia diff`: two packages and two built books, in every form."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from changed import change, one_more_responder
from click.testing import CliRunner, Result

from marginalia import cli
from marginalia.display.differences import Part

ROOT = Path(__file__).parents[2]


@pytest.fixture
def two(tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """A package, and the same with one responder more, another enrolment and another claim, inside a book."""
    top = tmp_path / "book"
    top.mkdir()
    (top / "_toc.yml").write_text("root: index\n")
    (top / "index.md").write_text("# A book\n")
    old, new = Path(shutil.copytree(tiny, top / "old")), Path(shutil.copytree(tiny, top / "new"))
    one_more_responder(new)
    change(new / "study.yml", ("important_change: 2}", "important_change: 3}"))
    change(new / "numbers.csv", ("light,,group-size,count,Twelve,12", "light,,group-size,count,Thirteen,13"))
    change(new / "claims.yml", ("and at twelve months slightly more", "and at twelve months many more"))
    monkeypatch.chdir(top)
    yield old, new


def diff(*arguments: str, width: int = 160) -> Result:
    return CliRunner().invoke(cli.main, ["diff", *arguments], env={"COLUMNS": str(width)})


def records(*arguments: str) -> list[dict[str, object]]:
    done = diff(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return list(json.loads(done.stdout)["differences"])


@pytest.mark.usefixtures("two")
def test_it_tells_numbers_description_claims_verdicts_and_questions() -> None:
    found = records("old", "new", "--quick")

    def of(part: str) -> dict[object, tuple[object, object]]:
        return {one["id"]: (one["old"], one["new"]) for one in found if one["part"] == part}

    assert of("numbers")["table-2.all.response.12.n"] == ("9/13", "10/13")
    assert of("numbers")["results.light.group-size.count"] == ("Twelve", "Thirteen")
    assert of("study") == {"outcome vas, important change": ("2", "3")}
    assert list(of("claims")) == ["table-2-percents"]
    assert of("verdicts")["group-sizes-add-up"] == ("reproduced", "contradicted")
    assert of("findings")
    assert of("texts") == {}
    assert set(of("files")) == {"numbers.csv", "study.yml", "claims.yml"}
    [flip] = [one for one in found if one["id"] == "group-sizes-add-up"]
    assert "13 + 8 = 21" in str(flip["because"])
    [n] = [one for one in found if one["id"] == "table-2.all.response.12.n"]
    assert (n["old_reading"], n["new_reading"]) == (9, 10)


@pytest.mark.usefixtures("two")
def test_every_form_tells_the_same_differences() -> None:
    as_json = records("old", "new", "--quick")
    as_csv = list(csv.DictReader(io.StringIO(diff("old", "new", "--quick", "--format", "csv").stdout)))
    as_text = diff("old", "new", "--quick").stdout
    as_markdown = diff("old", "new", "--quick", "--format", "md").stdout

    assert [(row["part"], row["id"], row["old"], row["new"]) for row in as_csv] == [
        (one["part"], one["id"], one["old"], one["new"]) for one in as_json
    ]
    for part in {one["part"] for one in as_json}:
        assert Part(str(part)).heading in as_text
        assert f"## {Part(str(part)).heading}" in as_markdown
    assert "9/13 → 10/13" in as_text
    assert "reproduced → contradicted" in as_text
    assert "→ changed" in as_text, "a sign and a word, not a colour alone"
    assert as_markdown.count("| ") > len(as_json)


@pytest.mark.usefixtures("two")
def test_the_sentences_that_read_differently_are_told_page_by_page() -> None:
    found = {one["id"]: one for one in records("old", "new") if one["part"] == "texts"}

    assert (found["efficacy: fraction"]["old"], found["efficacy: fraction"]["new"]) == ("9/13", "10/13")
    assert "3 points" in str(found["methods: rule_sentence"]["new"])
    assert found["efficacy: claim table-2-percents"]["new"]
    assert any(str(id).startswith("figures and tables: ") for id in found)
    assert all(one["old"] != one["new"] for one in found.values())


@pytest.mark.usefixtures("two")
def test_equal_packages_have_no_differences() -> None:
    assert diff("old", "old").output.endswith("old (old) and old (new): no differences.\n")
    assert diff("old", "old", "--exit-code").exit_code == 0
    assert records("old", "old") == []


@pytest.mark.usefixtures("two")
def test_the_exit_status_tells_of_differences_only_where_asked() -> None:
    assert diff("old", "new", "--quick").exit_code == 0
    assert diff("old", "new", "--quick", "--exit-code").exit_code == 1


def test_a_comment_in_a_file_is_a_difference_of_files_alone(two: tuple[Path, Path]) -> None:
    old, _ = two
    shutil.copytree(old, old.with_name("commented"))
    with (old.with_name("commented") / "study.yml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")

    assert [(one["part"], one["id"]) for one in records("old", "commented", "--quick")] == [("files", "study.yml")]


def test_earlier_versions_are_no_part_of_the_present_one(two: tuple[Path, Path]) -> None:
    old, _ = two
    CliRunner().invoke(cli.main, ["revise", "old", "--version", "2", "--because", "An erratum"])

    found = records("old/earlier/1", "old", "--quick")

    assert [(one["part"], one["id"]) for one in found] == [("files", "study.yml")]
    assert json.loads(diff("old/earlier/1", "old", "--quick", "--format", "json").stdout)["old"] == "old-version-1"
    assert old.is_dir()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere", "new"), "nowhere: no such folder"),
        ((".", "new"), "found neither study.yml nor a built HTML book"),
        (("old", "new", "--out", "x.txt"), "--out writes json, csv or md"),
        (("old", "new", "--quick", "--format", "csv", "--out", "new/numbers.csv"), "exists already"),
    ],
)
@pytest.mark.usefixtures("two")
def test_wrong_input_is_told_and_changes_nothing(arguments: tuple[str, ...], told: str) -> None:
    before = Path("new/numbers.csv").read_bytes()

    done = diff(*arguments)

    assert done.exit_code == 2
    assert told in done.output
    assert Path("new/numbers.csv").read_bytes() == before


def test_a_package_with_mistakes_is_told_with_their_places(two: tuple[Path, Path]) -> None:
    change(two[1] / "study.yml", ("enrolled: 20", "enrolled: many"))

    done = diff("old", "new")

    assert done.exit_code == 2
    assert "study.yml: line" in done.output
    assert "found 'many', expected a whole number" in done.output


def test_what_a_stranger_wrote_is_shown_and_never_run(two: tuple[Path, Path]) -> None:
    change(two[1] / "study.yml", ("label: Heavy cushion,", 'label: "=cmd() [red]x[/red] <b>|b</b>",'))
    Path("out").mkdir()
    for form in ("csv", "md", "json"):
        assert diff("old", "new", "--quick", "--format", form, "--out", f"out/d.{form}").exit_code == 0

    assert "[red]x[/red]" in diff("old", "new", "--quick").stdout
    rows = list(csv.DictReader(io.StringIO(Path("out/d.csv").read_text("utf-8"))))
    assert "'=cmd() [red]x[/red] <b>|b</b>" in [row["new"] for row in rows]
    assert "\\=cmd" in Path("out/d.md").read_text("utf-8") or "=cmd\\(\\)" in Path("out/d.md").read_text("utf-8")
    assert "<b>" not in Path("out/d.md").read_text("utf-8")
    assert "=cmd() [red]x[/red] <b>|b</b>" in Path("out/d.json").read_text("utf-8")
