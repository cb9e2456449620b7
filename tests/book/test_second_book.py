"""The book of another paper, of another condition: every page is there, and none speaks of the first paper's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from pages import names_for, page, pages, table, words

from marginalia.analysis.assumptions import read_assumptions
from marginalia.study.model import OVERALL, Study
from marginalia.study.reading import read_study

SECOND = "data/rivera-2016"

#: Pages on the whole project, which name the study packages that come with it, and the bibliography.
ABOUT_THE_PROJECT = {"book/references", "book/rerun", "book/data"}

CHAPTERS = [name.removeprefix("chapters/") for name in names_for(SECOND) if name.startswith("chapters/")]


@pytest.fixture(scope="module")
def second(build_book: Callable[..., Path]) -> Path:
    return build_book("second", SECOND, "--html")


@pytest.fixture(scope="module")
def study(root: Path) -> Study:
    return read_study(root / SECOND)


def article(book: Path, name: str) -> Tag:
    """What a page itself says, without the theme's lists of pages."""
    found = page(book, name).find("article")
    assert isinstance(found, Tag)
    return found


def text(book: Path, name: str) -> str:
    return words(article(book, name))


def of_study(book: Path) -> list[str]:
    """The pages that are about the study."""
    names = [f"{file.parent.name}/{file.stem}" for file in pages(book)]
    return [name for name in names if name not in ABOUT_THE_PROJECT]


def test_every_page_is_there(second: Path) -> None:
    assert [f"{file.parent.name}/{file.stem}" for file in pages(second)] == names_for(SECOND)


def test_no_page_names_the_first_paper_or_its_groups(second: Path, study: Study, paper_study: Study) -> None:
    own = {group.label for group in study.groups}
    foreign = [group.label for group in paper_study.groups if group.id != OVERALL and group.label not in own]
    foreign += [paper_study.citation.short, paper_study.citation.authors.split()[0], paper_study.words["treatment"]]
    assert len(foreign) > 5
    said = {(name, label) for name in of_study(second) for label in foreign if label in text(second, name)}
    assert not said


@pytest.mark.parametrize("word", ["needles", "sedation", "epidural", "facet", "umbilical", "the cells", "year later"])
def test_no_chapter_uses_words_of_the_first_treatment(second: Path, word: str) -> None:
    assert [name for name in CHAPTERS if re.search(rf"\b{word}\b", text(second, f"chapters/{name}"))] == []


@pytest.mark.parametrize(
    ("name", "label", "said"),
    [
        ("follow-up", "fig-flow", "Of 112 enrolled, 109 were seen at 6 months"),
        ("magnitude", "fig-magnitude", "111 at 1 month, 111 at 3 months and 109 at 6 months"),
        ("no-effect", "fig-no-effect-mechanisms", "31.6 points"),
        ("next-trial", "fig-next-trial-this-study", "half of the 112 patients"),
        ("conclusions", "fig-verdicts-by-section", "51 claims"),
    ],
)
def test_captions_speak_of_its_own_numbers(second: Path, name: str, label: str, said: str) -> None:
    figure = page(second, f"chapters/{name}").find(id=label)
    assert isinstance(figure, Tag)
    assert said in words(figure)


def test_its_tables_stand_in_the_chapters_that_they_belong_to(second: Path) -> None:
    assert "52.1" in words(table(second, "chapters/magnitude", "table-2-recomputed"))
    assert "67 = 59.8 %" in words(table(second, "chapters/patients", "table-1"))
    assert page(second, "chapters/efficacy").find(id="tbl-table-2-recomputed") is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("abstract", "The paper does not report how many patients responded."),
        ("methods", "The paper sets no threshold above which a patient counts as a responder."),
        ("efficacy", "This one prints no such counts for its patients."),
        ("duration", "The paper does not report how many of those who had improved still were."),
        ("after-treatment", "The paper does not report later operations with a denominator."),
        ("safety", "This paper does not report that nobody was harmed"),
        ("subgroups", "The paper does not report responders by subgroup."),
        ("introduction", "The package cites no published difference against a sham injection."),
    ],
)
def test_what_it_does_not_report_is_said_once(second: Path, name: str, said: str) -> None:
    assert text(second, f"chapters/{name}").count(said) == 1


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_sentence_is_built_around_a_gap(second: Path, name: str) -> None:
    said = text(second, f"chapters/{name}")
    assert "there is none for this study" not in said
    assert not re.search(r"\b(at|of|from|with|gives|prints|lies between) not reported\b", said, re.I)


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_heading_stands_over_nothing(second: Path, name: str) -> None:
    for section in article(second, f"chapters/{name}").find_all("section"):
        heading = section.find(re.compile("^h[1-6]$"))
        assert isinstance(heading, Tag)
        assert len(words(section)) > len(words(heading)), words(heading)


def test_assumptions_read_of_other_patients_say_so(second: Path, root: Path, study: Study) -> None:
    said = text(second, "chapters/no-effect")
    assert f"read of people with back pain; this study is of {study.words['condition']}." in said
    assert "We hold no such figures for these patients" in said
    read = {one.id: one.condition for one in read_assumptions(root / "data" / "literature") if one.condition}
    rows = table(second, "chapters/no-effect", "no-effect-assumptions").find_all("tr")
    named = {words(code): words(row) for row in rows if (code := row.find("code")) is not None}
    shown = read.keys() & named.keys()
    assert shown and all(f"of {read[id]}" in named[id] for id in shown)


@pytest.mark.parametrize(
    ("name", "cited", "condition"),
    [
        ("no-effect", "Menezes Costa", "back pain"),
        ("no-effect", "Strijkers", "back pain"),
        ("no-effect", "Whitney", "jaw pain"),
        ("methods", "Pers", "back pain"),
        ("methods", "PMC3960418", "back pain"),
        ("magnitude", "Artus", "back pain"),
        ("magnitude", "Whitney", "jaw pain"),
        ("discussion", "Pedersen", "back pain"),
        ("next-trial", "Bicket", "spine pain"),
    ],
)
def test_literature_of_another_condition_is_named_as_such(second: Path, name: str, cited: str, condition: str) -> None:
    paragraphs = [words(one) for one in article(second, f"chapters/{name}").find_all("p")]
    citing = [one for one in paragraphs if f"[{cited}" in one or f", {cited}" in one or f"of {cited}" in one]
    assert citing and all(condition in one for one in citing)


def test_the_first_paper_keeps_what_the_second_lacks(book: Path) -> None:
    """The prose that is left out here is not lost there."""
    assert page(book, "chapters/efficacy").find(id="fig-efficacy") is not None
    efficacy = BeautifulSoup(str(article(book, "chapters/efficacy")), "html.parser").get_text()
    assert "by the width of the bars before their position" in efficacy
    assert "A shrinking denominator is how a share can stay high" in text(book, "chapters/duration")
    assert "The dotted line is the smallest gain" in text(book, "chapters/introduction")
