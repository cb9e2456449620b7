"""One changed cell of the transcription changes every page that rests on it, and what those pages then say is true."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pages import page, words

PAPER = "data/prodromos-2025"


@pytest.fixture(scope="module")
def changed(root: Path, tmp_path_factory: pytest.TempPathFactory, build_book: Callable[..., Path]) -> Path:
    """The book of a copy in which 24, not 18, of the 29 seen at a year responded, wherever the paper prints it."""
    study = tmp_path_factory.mktemp("changed") / "changed-2025"
    shutil.copytree(root / PAPER, study)
    rewrite(study / "numbers.csv", "all.response.12", {"18/29": ("24/29", "24"), "62%": ("83%", "83")})
    return build_book("changed", str(study), "--html")


def rewrite(file: Path, quantity: str, values: dict[str, tuple[str, str]]) -> None:
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        if quantity in row["id"] and row["printed"] in values:
            row["printed"], reading = values[row["printed"]]
            row["reading"] = "29" if row["statistic"] == "N" else reading
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    "name",
    ["chapters/abstract", "chapters/efficacy", "chapters/subgroups", "chapters/discussion"],
)
def test_the_pages_that_rest_on_the_cell_change(name: str, book: Path, changed: Path) -> None:
    before, after = words(page(book, name)), words(page(changed, name))
    assert "18/29" in before
    assert "24/29" in after
    assert "18/29" not in after


def test_the_conclusions_count_anew(book: Path, changed: Path) -> None:
    assert "18 are known to have been better at 12 months" in words(page(book, "chapters/conclusions"))
    assert "24 are known to have been better at 12 months" in words(page(changed, "chapters/conclusions"))


def test_the_front_page_says_what_the_new_numbers_say(changed: Path) -> None:
    text = words(page(changed, "book/index"))
    assert "At 12 months, 24 of the 29 who were seen had" in text
    assert "50% of everybody would be better; had all done well, 90%" in text
    assert "At 12 months, 24 of 48 are known responders, 5 were seen without a response and 19 were not seen." in text


def test_captions_and_alternative_texts_follow(changed: Path) -> None:
    headline = page(changed, "chapters/abstract").find(id="fig-headline")
    assert headline is not None
    assert "24/29, 83%" in str(headline)
    assert "18/29" not in str(headline)


def test_a_claim_that_the_change_breaks_gets_another_verdict(book: Path, changed: Path) -> None:
    """Three of four neck patients was above the whole group's share, and no longer is."""

    def verdict(of: Path, claim: str) -> str:
        entry = page(of, "book/claims").find(id=f"claim-{claim}")
        assert entry is not None
        badge = entry.find_next(class_="verdict")
        assert badge is not None
        return words(badge)

    assert "beyond the design" in verdict(book, "subgroup-neck-better")
    assert "contradicted" in verdict(changed, "subgroup-neck-better")
    # 24 of 29 leaves five without a response, and two of the treatment groups, which share nobody, print nine.
    assert "reproduced" in verdict(book, "efficacy-all")
    assert "contradicted" in verdict(changed, "efficacy-all")


def test_untouched_pages_stay_as_they_were(book: Path, changed: Path) -> None:
    name = "book/glossary"
    assert words(page(book, name)) == words(page(changed, name))
