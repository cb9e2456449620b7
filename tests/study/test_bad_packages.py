"""A package with a mistake gives one error that says where it is and what belongs there, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from bad_packages import BAD, expected_messages, lay_over

from marginalia.errors import PackageError
from marginalia.study.reading import read_study
from marginalia.study.schema import CHAPTERS

ROOT = Path(__file__).parents[2]
EXPECTED = expected_messages()

#: A misspelt id is missed wherever it is named, but one mistake must never set off an avalanche of messages.
MOST = 8


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def problems_of(package: Path) -> list[str]:
    with pytest.raises(PackageError) as caught:
        read_study(package)
    return [str(problem) for problem in caught.value.problems]


def test_every_bad_package_has_its_messages_and_every_message_its_package() -> None:
    assert {folder.name for folder in BAD.iterdir() if folder.is_dir()} == EXPECTED.keys()


@pytest.mark.parametrize("defect", sorted(EXPECTED))
def test_the_message_says_where_the_mistake_is_and_what_belongs_there(tiny: Path, defect: str) -> None:
    lay_over(tiny, defect)
    before = contents(tiny.parent)

    messages = problems_of(tiny)

    for part in EXPECTED[defect]:
        assert any(part in message for message in messages), "\n".join(messages)
    assert all("\n" not in message for message in messages)
    assert len(messages) <= MOST
    assert contents(tiny.parent) == before


def test_all_mistakes_of_all_files_are_listed_at_once_in_the_order_of_the_files(tiny: Path) -> None:
    lay_over(tiny, "five-at-once")

    messages = problems_of(tiny)

    assert len(messages) == 5
    assert [message.split(":")[0] for message in messages] == sorted(
        (message.split(":")[0] for message in messages),
        key=["study.yml", "numbers.csv", "tables.yml", "claims.yml", "notes.yml"].index,
    )


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "nowhere") == ["nowhere: nothing found, expected a folder that holds a study package"]


def test_a_file_too_large_to_be_written_by_hand_is_refused_unread(tiny: Path) -> None:
    (tiny / "notes.yml").write_bytes(b"# " + b"x" * 5_000_001)

    assert "notes.yml: found 'more than 5,000,000 bytes'" in problems_of(tiny)[0]


def test_a_folder_in_place_of_a_file_is_a_problem_not_a_crash(tiny: Path) -> None:
    (tiny / "claims.yml").unlink()
    (tiny / "claims.yml").mkdir()

    assert problems_of(tiny)[0].startswith("claims.yml: ")


def test_a_book_with_chapters_of_its_own_names_them(tiny: Path) -> None:
    claims = tiny / "claims.yml"
    text = claims.read_text(encoding="utf-8")
    assert "chapter: subgroups" in text
    claims.write_text(text.replace("chapter: subgroups", "chapter: costs"), encoding="utf-8")

    assert "chapter: found 'costs', expected a chapter of the book: abstract, " in problems_of(tiny)[0]
    assert "costs" in {claim.chapter for claim in read_study(tiny, chapters=(*CHAPTERS, "costs")).claims}
    assert "costs" in {claim.chapter for claim in read_study(tiny, chapters=None).claims}


@pytest.mark.parametrize("name", ["study.yml", "claims.yml", "notes.yml"])
def test_every_file_that_names_a_chapter_is_held_to_those_of_the_book(tiny: Path, name: str) -> None:
    with pytest.raises(PackageError) as caught:
        read_study(tiny, chapters=["summary"])

    assert any(problem.file == name and problem.where.endswith(".chapter") for problem in caught.value.problems)


def test_every_standard_chapter_is_in_the_book_in_order() -> None:
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [page["file"] for part in contents["parts"] for page in part["chapters"]]
    assert [file for file in files if file.removeprefix("chapters/") in CHAPTERS] == [
        f"chapters/{name}" for name in CHAPTERS
    ]


def test_comparators_and_citations_are_checked_where_the_caller_knows_them(tiny: Path) -> None:
    notes = tiny / "notes.yml"
    notes.write_text(
        notes.read_text(encoding="utf-8").replace("text: Which", "text: '{comparator.sham-arm} {cite:doe2001} Which"),
        encoding="utf-8",
    )
    notes.write_text(notes.read_text(encoding="utf-8").replace("authors mean?", "authors mean?'"), encoding="utf-8")

    read_study(tiny)
    with pytest.raises(PackageError) as caught:
        read_study(tiny, comparators=["sham-arms"], citations=["doe2010"])

    messages = [str(problem) for problem in caught.value.problems]
    assert "found 'sham-arm', expected a comparator: sham-arms; did you mean 'sham-arms'?" in messages[0]
    assert "found 'doe2001', expected a citation key: doe2010" in messages[1]
