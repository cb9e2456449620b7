"""The student edition as it is handed out, searched file by file for what the solutions say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from sphinx.search.en import SearchEnglish
from teaching_wording import bare, figure_in, long_sentences, sentences

from marginalia.teaching.lesson import discussion_topics, ticket_topics
from marginalia.teaching.material import Material
from marginalia.teaching.model import Solution
from marginalia.teaching.sheet import sheet

#: Files without words that a reader could find.
WORDLESS = {".woff", ".woff2", ".ttf", ".otf", ".eot", ".png", ".jpg", ".ico", ".inv", ".pickle", ".doctree"}


@pytest.fixture(scope="module")
def student(build_book: Callable[..., Path]) -> Path:
    return build_book("student", "--edition", "student")


@pytest.fixture(scope="module")
def instructor(build_book: Callable[..., Path]) -> Path:
    return build_book("instructor", "--edition", "instructor")


@pytest.fixture(scope="module")
def solutions(material: Material) -> dict[str, Solution]:
    return {one.exercise.id: one.exercise.solve() for one in sheet(material, "instructor").numbered}


@pytest.fixture(scope="module")
def wanted(material: Material, solutions: dict[str, Solution]) -> set[str]:
    """What only the teacher's book may say: solutions, teaching notes, the keys of the lesson."""
    keys = [topic.listen_for() for topic in (*discussion_topics(material), *ticket_topics(material))]
    return {sentence for solution in solutions.values() for sentence in sentences(solution)} | set(
        long_sentences(*keys)
    )


def words_of(file: Path) -> Iterator[str]:
    """The text of a file, in every form in which a solution could stand in it."""
    if file.suffix == ".pdf":
        yield "".join(page.extract_text() for page in PdfReader(file).pages).replace("-\n", "")
        return
    text = file.read_text(encoding="utf-8", errors="replace")
    yield text
    if file.suffix == ".html":
        yield BeautifulSoup(text, "html.parser").get_text()


def files_of(book: Path) -> list[Path]:
    return sorted(file for file in book.rglob("*") if file.is_file() and file.suffix not in WORDLESS)


def found(book: Path, wanted: set[str], suffixes: set[str] | None = None) -> dict[str, set[Path]]:
    """Which of the sentences stand in which files."""
    places: dict[str, set[Path]] = {}
    for file in files_of(book):
        if suffixes is None or file.suffix in suffixes:
            for text in words_of(file):
                squeezed = bare(text)
                for sentence in wanted:
                    if sentence in squeezed:
                        places.setdefault(sentence, set()).add(file)
    return places


def test_no_file_holds_a_sentence_of_a_solution(student: Path, wanted: set[str]) -> None:
    assert {file.suffix for file in files_of(student)} >= {".html", ".js", ".pdf"}
    assert found(student, wanted) == {}


@pytest.mark.parametrize(("suffix", "share"), [(".html", 1.0), (".pdf", 0.9)])
def test_the_same_search_finds_them_in_the_instructors_book(
    instructor: Path, wanted: set[str], suffix: str, share: float
) -> None:
    """Text taken from a PDF is broken by page ends and hyphens here and there, so nine in ten will do."""
    assert len(found(instructor, wanted, {suffix})) >= share * len(wanted)


def exercises_page(book: Path) -> BeautifulSoup:
    (page,) = book.rglob("exercises.html")
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def test_no_exercise_shows_a_figure_of_its_answer(student: Path, solutions: dict[str, Solution]) -> None:
    page = exercises_page(student)
    for id, solution in solutions.items():
        block = page.find(id=f"exercise-{id}")
        assert block is not None
        shown = " ".join(block.get_text(" ").split())
        assert not [figure for figure in solution.figures if figure_in(figure, shown)], id


def test_no_solution_is_there_even_as_an_empty_box(student: Path) -> None:
    page = exercises_page(student)
    assert not page.select(".solution, .teacher") and not page.find_all(id=lambda id: bool(id) and "solution" in id)


def test_the_search_index_knows_no_word_that_only_a_solution_uses(
    student: Path, instructor: Path, solutions: dict[str, Solution]
) -> None:
    said = " ".join(" ".join((*solution.steps, solution.answer)) for solution in solutions.values())
    hidden = stems(said) - stems(exercises_page(student).get_text(" "))
    assert len(hidden & indexed(instructor)) > 100  # the instructor's index knows the solutions
    assert hidden & indexed(student) == set()


def stems(text: str) -> set[str]:
    """The words of a text as the search index spells them."""
    stem = SearchEnglish({}).stem
    return {stem(word) for word in re.findall(r"\w+", text.lower())}


def indexed(book: Path) -> set[str]:
    """What the search index of a book holds for the page of exercises."""
    (file,) = book.rglob("searchindex.js")
    index = json.loads(file.read_text(encoding="utf-8").removeprefix("Search.setIndex(").removesuffix(")"))
    page = index["docnames"].index("book/exercises")
    places = {**index["terms"], **index["titleterms"]}
    return {term for term, pages in places.items() if page in (pages if isinstance(pages, list) else [pages])}
