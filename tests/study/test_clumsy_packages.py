"""The mistakes of somebody who fills the first package: each is told where it stands and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marginalia.errors import PackageError
from marginalia.study.new_package import Paper, write_package
from marginalia.study.reading import read_study

Mistake = Callable[[Path], object]

#: One mistake must not set off an avalanche of messages.
MOST = 4


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "my-paper"
    write_package(folder, Paper())
    return folder


def problems_of(package: Path) -> list[str]:
    with pytest.raises(PackageError) as caught:
        read_study(package, citations=["doe2001"])
    return [str(problem) for problem in caught.value.problems]


def typed(file: str, old: str, new: str) -> Mistake:
    """The first of these characters in a file replaced."""

    def make(package: Path) -> None:
        text = (package / file).read_text(encoding="utf-8")
        assert old in text
        (package / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return make


def saved_as(file: str, content: bytes) -> Mistake:
    return lambda package: (package / file).write_bytes(content)


def encoded(file: str, encoding: str) -> Mistake:
    return lambda package: (package / file).write_bytes(
        (package / file).read_text(encoding="utf-8").replace("Invented", "Inventéd").encode(encoding)
    )


def called(old: str, new: str) -> Mistake:
    return lambda package: (package / old).rename(package / new)


def without_header(package: Path) -> None:
    lines = (package / "numbers.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (package / "numbers.csv").write_text("".join(lines[1:]), encoding="utf-8")


def a_folder(package: Path) -> None:
    (package / "numbers.csv").unlink()
    (package / "numbers.csv").mkdir()


S, N, C, B = "study.yml", "numbers.csv", "claims.yml", "references.bib"
TITLE = 'title: "Heat wraps for stiff shoulders: a pilot study"'

MISTAKES: dict[str, tuple[Mistake, tuple[str, ...]]] = {
    # how YAML is written
    "a tab": (typed(S, "  year:", "\tyear:"), ("line 13", "found 'a tab', expected spaces before the first word",)),
    "too far in": (typed(S, "  year:", "   year:"), ("line 13", "stand equally far in")),
    "a colon in a title": (typed(S, TITLE, TITLE.replace('"', "")), ("line 14", "belongs in straight quotes")),
    "curly quotes around a colon": (
        typed(S, TITLE, "title: “Heat wraps: a pilot study”"), ("line 14", "write straight quotes"),
    ),
    "curly quotes": (typed(S, '"1"', "“1”"), ("citation.volume: found '“1”', expected text in straight quotes",)),
    "no space after a colon": (typed(S, "enrolled: 24", "enrolled:24"), ("a colon and a space between a name",)),
    "no hyphen": (typed(C, "- id: wraps-work", "id: wraps-work"), ("begins with a hyphen and a space",)),
    "an operator without quotes": (
        typed(C, "{rule: reported, measure: pain, month: 3}", "{rule: compare, left: a, op: >, right: b}"),
        ("line 65", 'op: ">"'),
    ),
    "a key twice": (typed(S, "enrolled: 24", "enrolled: 24\nenrolled: 25"), ("expected each key once",)),
    # values of study.yml
    "a misspelt key": (typed(S, "enrolled:", "enroled:"), ("expected the key 'enrolled'", "did you mean 'enrolled'?")),
    "a number in words": (typed(S, "enrolled: 24", "enrolled: twenty"), ("enrolled: found 'twenty', expected a",)),
    "a year in quotes": (typed(S, "year: 2024", 'year: "2024"'), ("expected a whole number; write it without quotes",)),
    "a volume without quotes": (typed(S, '"1"', "1"), ("citation.volume: found '1', expected text; put a number",)),
    "an address for a DOI": (
        typed(S, "doi: 10.0000/invented.2024.1", "doi: https://doi.org/10.1000/x"), ("without https://doi.org/",),
    ),
    "visits in words": (
        typed(S, "[0, 1, 3]", "[before, 1 month, 3 months]"),
        ("visits[0]: found 'before', expected a number", "visits[2]: found '3 months', expected a number"),
    ),
    "one visit, no list": (typed(S, "visits: [0, 1, 3]", "visits: 3"), ("expected a list; write it as [one, two]",)),
    "a label for a name": (
        typed(S, "id: frozen,", "id: Frozen Shoulder,"), ("lower-case letters, digits and single hyphens, such as "
                                                         "frozen-shoulder",),
    ),
    "a chapter that is none": (typed(S, "chapter: magnitude", "chapter: pain"), ("expected a chapter of the book",)),
    "a kind that is none": (typed(S, "kind: diagnosis", "kind: diagnoses"), ("did you mean 'diagnosis'?",)),
    # numbers.csv
    "a share for a percentage": (typed(N, "75%,75", "75%,0.75"), ("row 3", "found '0.75', expected 75",)),
    "a percent sign": (typed(N, "75%,75", "75%,75%"), ("column reading: found '75%'", "leave out the percent sign")),
    "a decimal comma": (typed(N, "6.4,6.4", '6.4,"6,4"'), ("row 22", "write decimals with a point")),
    "a printed decimal comma": (
        typed(N, "6.4,6.4", '"6,4",6.4'), ("where the paper prints a decimal comma write a point, with ocr repaired",),
    ),
    "a month with its unit": (typed(N, "frozen,3,", "frozen,3 months,"), ("column month", "leave out the unit")),
    "a mean with its deviation": (typed(N, "6.4,6.4", "6.4 ± 1.7,6.4"), ("row 22", "two numbers are two rows")),
    "a deviation in brackets": (typed(N, "6.4,6.4", "6.4 (1.7),6.4"), ("row 22", "two numbers are two rows")),
    "a percentage for a count": (
        typed(N, "response,n,4/6,4", "response,n,67%,67"), ("a percentage has the statistic percent",),
    ),
    "a spreadsheet's date": (typed(N, "n,4/6,4", "n,04-Jun,4"), ("turned a fraction such as 6/7 into a date",)),
    "an average": (typed(N, "pain,mean,", "pain,average,"), ("column statistic", "did you mean 'mean'?")),
    "a p value": (typed(N, "pain,mean,", "pain,P-value,"), ("column statistic", "did you mean 'p'?")),
    "another case": (typed(N, "pain,sd,", "pain,SD,"), ("column statistic", "did you mean 'sd'?")),
    "another word for clean": (typed(N, "1.7,1.7,clean", "1.7,1.7,ok"), ("one of clean, illegible, repaired",)),
    "a group in another case": (typed(N, ",frozen,3,response,n", ",Frozen,3,response,n"), ("did you mean 'frozen'?",)),
    "no header": (without_header, ("row 1", "the first row names the columns; the numbers begin in the second")),
    "semicolons": (
        lambda package: (package / N).write_bytes((package / N).read_bytes().replace(b",", b";")),
        ("expected columns separated by commas; save as “CSV (comma delimited)”",),
    ),
    # how files are saved and called
    "UTF-16": (encoded(N, "utf-16"), ("found 'text in UTF-16'", "save as “CSV UTF-8”")),
    "UTF-16 without its mark": (encoded(N, "utf-16-le"), ("found 'text in UTF-16'",)),
    "Latin 1": (encoded(S, "latin-1"), ("study.yml: row 15", "in a text editor, save as plain text")),
    "a workbook called CSV": (saved_as(N, b"PK\x03\x04\x14\x00"), ("found 'a workbook,", "save as “CSV UTF-8”")),
    "an empty study": (saved_as(S, b""), ("study.yml: nothing found, expected keys with values",)),
    "an empty table": (saved_as(N, b""), ("row 1: nothing found, expected the columns id, section",)),
    "a folder": (a_folder, ("numbers.csv: found 'a folder', expected a file",)),
    "number.csv": (called(N, "number.csv"), ("did you mean 'numbers.csv'? rename it", "expected this file")),
    "claim.yml": (called(C, "claim.yml"), ("claim.yml: found 'claim.yml'", "did you mean 'claims.yml'? rename it")),
    "studies.yml": (called(S, "studies.yml"), ("did you mean 'study.yml'? rename it",)),
    "Claims.yaml": (called(C, "Claims.yaml"), ("did you mean 'claims.yml'? rename it",)),
    "numbers.xlsx": (called(N, "numbers.xlsx"), ("save the sheet as “CSV UTF-8” under the name numbers.csv",)),
    # claims and literature
    "a misspelt reference": (
        typed(C, "{results.all.response.3} of", "{results.all.respons.3} of"),
        ("claims[0].annotation", "did you mean 'results.all.response.3'?"),
    ),
    "an open brace": (typed(C, "{results.all.response.3} of", "{results.all.response.3 of"), ("braces in pairs",)),
    "an open entry": (typed(B, "stiff shoulders},", "stiff shoulders,"), ("references.bib: line", "braces in pairs")),
    "an entry without a year": (typed(B, "  year    = {2019},\n", ""), ("sample2019cold: nothing found", "'year'")),
    "an entry of a strange kind": (typed(B, "@article", "@artikel"), ("line 6", "did you mean 'article'?")),
    "a key of the book": (typed(B, "sample2019cold", "doe2001"), ("the book’s references have it already",)),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_beginners_mistake_is_told_with_what_to_do(package: Path, name: str) -> None:
    make, expected = MISTAKES[name]
    make(package)
    before = {file: file.read_bytes() for file in package.rglob("*") if file.is_file()}

    messages = problems_of(package)

    told = "\n".join(messages)
    assert [part for part in expected if part not in told] == [], told
    assert len(messages) <= MOST, told
    assert {file: file.read_bytes() for file in package.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "make",
    [
        encoded(N, "utf-8-sig"),
        lambda package: (package / S).write_bytes((package / S).read_bytes().replace(b"\n", b"\r\n")),
        lambda package: (package / N).write_bytes((package / N).read_bytes().replace(b"\n", b"\r\n")),
        saved_as(C, b""),
        saved_as("notes.yml", b"# nothing yet\n"),
        saved_as("my notes.txt", b"buy milk"),
        saved_as("numbers-old.csv", b"whatever"),
        saved_as("paper.pdf", b"%PDF"),
        lambda package: (package / "scans").mkdir(),
    ],
)
def test_what_does_no_harm_is_let_be(package: Path, make: Mistake) -> None:
    make(package)
    assert read_study(package, citations=[]).numbers


def test_mistakes_in_every_file_are_told_at_once(package: Path) -> None:
    together = [
        "a year in quotes", "a kind that is none", "a share for a percentage", "an average", "another word for clean",
        "a misspelt reference", "an entry without a year",
    ]  # fmt: skip
    for name in together:
        MISTAKES[name][0](package)
    (package / "tables.yml").rename(package / "table.yml")
    typed("notes.yml", "kind: credit", "kind: praise")(package)

    messages = problems_of(package)

    assert len(messages) == len(together) + 2
    for name in together:
        assert any(MISTAKES[name][1][-1] in message for message in messages), name
    files = list(dict.fromkeys(message.split(":")[0] for message in messages))
    assert files == [S, N, C, "notes.yml", B, "table.yml"]
