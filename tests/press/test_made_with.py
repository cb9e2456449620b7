"""Each executed page says at its end what it was made with."""

from __future__ import annotations

import shutil

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from small_book import SmallBook

from marginalia.parameters import DEFAULTS
from marginalia.press.made_with import every_value, made_with, summary, visit_typst


def line(book: SmallBook, page: str) -> tuple[str, str]:
    """The short sentence of a built page, and what unfolds below it."""
    found = BeautifulSoup(book.page(page), "html.parser").select("details.made-with")
    assert len(found) == 1
    told = found[0].select_one("summary")
    unfolded = found[0].select_one("p")
    assert told is not None and unfolded is not None
    return told.get_text(), " ".join(unfolded.get_text().split())


def test_what_differs_from_the_usual_is_said_in_words(small_book: SmallBook) -> None:
    small_book.build("confidence=0.9", "seed=3")

    assert line(small_book, "chapters/shares") == (
        "Made with tiny and confidence 0.9 instead of 0.95.",
        "study tiny · confidence 0.9 instead of 0.95.",
    )
    assert str(small_book.top) not in small_book.page("chapters/shares")


def test_it_stands_at_the_very_end_of_the_page_whatever_stands_before_it(built_book: SmallBook) -> None:
    page = BeautifulSoup(built_book.page("chapters/shares"), "html.parser").select_one("article section")
    assert page is not None
    last = page.find_all(recursive=False)[-1]
    assert last.name == "details"
    assert line(built_book, "chapters/shares")[0] == "Made with tiny and the usual parameters."


def test_a_page_that_takes_no_parameter_or_is_not_executed_says_nothing(built_book: SmallBook) -> None:
    for page in ("chapters/plain", "book/index"):
        assert "made-with" not in built_book.page(page)


def test_an_earlier_version_is_named_by_its_package_and_version(built_book: SmallBook) -> None:
    shutil.copytree(built_book.top / "data/tiny", built_book.top / "scratch")
    shutil.move(built_book.top / "scratch", built_book.top / "data/tiny/earlier/1")

    built_book.build("study=data/tiny/earlier/1", out="_build/old")

    html = (built_book.top / "_build/old/html/chapters/shares.html").read_text("utf-8")
    assert "Made with tiny-version-1 and the usual parameters." in html


@pytest.mark.parametrize(
    ("values", "short", "long"),
    [
        ({"study": "x"}, "Made with x and the usual parameters.", "study x"),
        ({"seed": 20250101}, "Made with the usual parameters.", "seed 20250101"),
        (
            {"study": "x", "power": 0.8, "prior_patients": 4.0, "spread": 0.25},
            "Made with x, power 0.8 instead of 0.9 and prior patients 4 instead of 2.",
            "study x · power 0.8 instead of 0.9 · prior patients 4 instead of 2 · spread 0.25",
        ),
    ],
)
def test_the_words(values: dict[str, object], short: str, long: str) -> None:
    assert summary(values) == short
    assert every_value(values) == long


def test_every_parameter_has_words() -> None:
    values = DEFAULTS.model_dump()
    assert every_value(values).count(" · ") == len(values) - 1


def test_print_has_the_short_sentence_and_where_all_parameters_stand() -> None:
    class Writer:
        said = ""

        def content(self, *children: nodes.Node) -> str:
            return "[" + "".join(child.astext() for child in children) + "]"

        def add(self, text: str) -> None:
            self.said += text

    paragraph = nodes.paragraph("", "", nodes.Text("every value "), nodes.reference("", "All parameters"))
    writer = Writer()
    with pytest.raises(nodes.SkipNode):
        visit_typst(writer, made_with("", paragraph, summary="Made with x."))

    assert '"made-with"' in writer.said
    assert "Made with x. All parameters" in writer.said
    assert "every value" not in writer.said
