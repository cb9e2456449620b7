"""Nothing runs out of its column, nothing stands on top of anything else. Needs poppler's `pdftotext`."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Printed, print_book, small_book

MILLIMETRE = 72 / 25.4
#: Left and right edge of the text, and of the margin that holds the notes, on pages with odd and even numbers.
TEXT = {1: (20, 147), 0: (63, 190)}
NOTES = {1: (153, 198), 0: (12, 57)}


@dataclass(frozen=True)
class Word:
    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def within(self, columns: dict[int, tuple[int, int]], slack: float = 3.5) -> bool:
        """Points and hyphens may hang a little out of the text, as is good practice."""
        left, right = columns[self.page % 2]
        return left * MILLIMETRE - slack <= self.left and self.right <= right * MILLIMETRE + slack


def words(pdf: Path) -> Iterator[Word]:
    if shutil.which("pdftotext") is None:
        pytest.fail("pdftotext is not installed; it comes with poppler (Debian: apt-get install poppler-utils)")
    run = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True)
    page = 0
    for line in run.stdout.splitlines():
        page += "<page " in line
        box = re.search(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*)</word>', line)
        if box:
            yield Word(page, *map(float, box.groups()[:4]), box[5])


def overlaps(found: list[Word]) -> list[tuple[Word, Word]]:
    """Pairs whose middles cover each other; boxes of neighbouring lines may touch."""
    return [
        (one, other)
        for index, one in enumerate(found)
        for other in found[index + 1 :]
        if one.page == other.page
        and min(one.right, other.right) - max(one.left, other.left) > 0.6
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.55 * min(one.height, other.height)
    ]


def test_every_word_stands_in_a_column(printed: Printed) -> None:
    after_title = [word for word in words(printed.pdf) if word.page > 1]
    assert [word for word in after_title if not (word.within(TEXT) or word.within(NOTES))] == []


def test_no_word_stands_on_another(printed: Printed) -> None:
    formulas = printed.page_of("What this shows")  # whose parts stand above each other
    assert overlaps([word for word in words(printed.pdf) if word.page != formulas]) == []


def test_notes_stand_in_the_outer_margin_beside_their_words(printed: Printed) -> None:
    page = [word for word in words(printed.pdf) if word.page == printed.page_of("Safety", after=5)]
    notes = {word.text: word for word in page if word.within(NOTES)}
    text = {word.text: word for word in page if word.within(TEXT)}
    assert abs(notes["first"].top - text["No"].top) < 4
    assert notes["narrow"].bottom < notes["second"].top
    assert notes["stand"].bottom < notes["third"].top


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    chance = random.Random(1)
    some = ["patients", "improved", "at", "every", "visit", "and", "nobody", "was", "harmed"]
    page = "# Crowded\n\n"
    for number in range(40):
        note, text = (" ".join(chance.choices(some, k=chance.randint(*span))) for span in ((8, 60), (10, 40)))
        page += f"```{{margin}}\nNote{number} {note}.\n```\nText{number} {text}.\n\n"
    return print_book(small_book(tmp_path_factory.mktemp("crowded") / "book", page))


def test_too_many_notes_are_all_printed_without_overlap(crowded: Printed) -> None:
    found = list(words(crowded.pdf))
    assert {f"Note{number}" for number in range(40)} <= {word.text for word in found}
    assert overlaps(found) == []
    assert all(word.within(TEXT) or word.within(NOTES) for word in found if word.page > 1)
    assert max(word.bottom for word in found) < 297 * MILLIMETRE - 20


def test_notes_that_find_no_room_are_moved_into_the_text(crowded: Printed) -> None:
    notes = [word for word in words(crowded.pdf) if word.text.startswith("Note")]
    assert any(word.within(NOTES) for word in notes)
    assert any(word.within(TEXT) for word in notes)


def test_a_wide_table_wraps(tmp_path: Path) -> None:
    head = (
        "| Measure | " + " | ".join(f"{month} months" for month in (1, 3, 6, 12, 18, 24)) + " |\n" + "|---" * 7 + "|\n"
    )
    row = "| Epidural, facet and disc injection in the lumbar spine " + "| 25/42 = 60% (44% to 73%) " * 6 + "|\n"
    book = print_book(small_book(tmp_path / "book", f"# Wide\n\n{head}{row * 60}\nAfter the table.\n"))
    found = [word for word in words(book.pdf) if word.page > 2]
    assert all(word.within(TEXT) for word in found)
    assert overlaps(found) == []
    assert sum("Measure" in page for page in book.pages) >= 2  # its header stands on every page
