"""The sample book in print: what is there, under which number, on which page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import FONTS, TOP, Printed, print_book, sample_book, small_book
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from marginalia.errors import BuildError
from marginalia.press.binding import configuration
from marginalia.press.typst import build_pdf


def test_the_file_says_what_it_is(printed: Printed) -> None:
    assert printed.reader.metadata is not None
    assert printed.reader.metadata.title == "A sample trial, read closely"
    assert printed.reader.metadata.author == "The sample authors"
    root = printed.reader.root_object
    assert root["/Lang"] == "en-GB"
    assert bool(root["/MarkInfo"]["/Marked"])  # type: ignore[index]
    assert b"pdfuaid" in printed.pdf.read_bytes()  # it claims PDF/UA-1, which Typst grants only when it holds


def test_the_title_page_names_book_paper_edition_and_version(printed: Printed) -> None:
    for words in (
        "A sample trial, read closely",
        "Journal of Examples",
        "Reader’s edition · version 1.2.3",
        "The sample",
    ):
        assert words in printed.pages[0]


def test_the_contents_give_the_pages_on_which_chapters_begin(printed: Printed) -> None:
    contents = printed.pages[1]
    for title in ("Efficacy: who responded", "Safety", "Teaching", "Register", "References"):
        page = re.search(rf"{title}[ .]+(\d+)", contents)
        assert page is not None
        assert f"Chapter {title}" in re.sub(r"Chapter \d+", "Chapter", printed.pages[int(page[1]) - 1])


def test_sections_of_a_register_are_not_in_the_contents(printed: Printed) -> None:
    assert "The table, recomputed" in printed.pages[1]
    assert "Claim 7" not in printed.pages[1]


def test_bookmarks_follow_parts_chapters_and_sections(printed: Printed) -> None:
    def titles(items: list[Any]) -> list[Any]:
        return [titles(item) if isinstance(item, list) else item.title for item in items]

    outline = titles(printed.reader.outline)
    assert outline[:3] == ["Contents", "The front page", ["Kinds of things"]]
    part = outline[outline.index("The paper") + 1]
    assert [title for title in part if isinstance(title, str)] == ["1 Efficacy: who responded", "2 Safety"]
    assert part[1][:2] == ["1.1 The table, recomputed", ["1.1.1 What this shows"]]


def test_pages_bear_their_number_and_the_chapter(printed: Printed) -> None:
    second = printed.page_of("Its own subsection")
    assert printed.pages[second - 1].startswith("1 Efficacy: who responded")
    assert printed.pages[second - 1].endswith(str(second))


def test_parts_list_their_chapters(printed: Printed) -> None:
    assert any(page == "The paper 1 Efficacy: who responded 2 Safety" for page in printed.pages)


@pytest.mark.parametrize(
    "words",
    [
        "A note with a title, and a verdict: Reproduced",
        "[Brown et al., 2001, Wilson, 1927]",
        "A footnote1 and another2, and the first again1.",
        "1 The first note has emphasis. 2 The second note.",
        "Enrolled 48 patients",
        "• a first item • a second 1. nested one 2. nested two",
        "Term one Its definition.",
        "A title of its own A warning.",
        "First tab Content of the first tab. Second tab Content of the second tab.",
        "Behind a click Printed in full.",
        "Seen in print only.",
        "hash and dollar # $ x $ #let y = 1",
        "stars * _ @ <b> [c] ` ~ = - + / //",
        "back\\slash © Ω ≥",
        "All patients 25/42 = 60% 29/39 = 74% 18/29 = 62%",
        "Months after injection",
        "Fig. 1.1 Responders of those seen.",
        "printed text & < > #",
        "output of a hidden cell",
        "Exercise 3.1 (Intervals by hand)",
        "Solution to Exercise 3.1 (Intervals by hand) It is 74%.",
        "Wilson interval A range of plausible true shares, named after Wilson [1927].",
        "Listing 2.1 A listing enrolled: 48",
        "A legend below the caption.",
        "doi:10.1080/01621459.1927.10502953",
    ],
)
def test_everything_is_printed(printed: Printed, words: str) -> None:
    assert words in printed.text


@pytest.mark.parametrize("words", ["Seen on a screen only", "<b>raw", "IPython.core", "secret = 1", "text_plain"])
def test_what_only_a_screen_can_show_is_not_printed(printed: Printed, words: str) -> None:
    assert words not in printed.text


def test_links_to_other_pages_print_their_page(printed: Printed) -> None:
    page = printed.page_of("The reason for number 3.")
    assert f"the numbers behind it (p.\u202f{page})" in printed.text.replace("(p. ", "(p.\u202f")
    assert "Table 1.1 from elsewhere, and a Wilson interval." in printed.text  # same page; a term


def test_internal_and_external_links_are_live(printed: Printed) -> None:
    targets = [
        annotation.get_object()
        for page in printed.reader.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    addresses = {str(target["/A"]["/URI"]) for target in targets if "/A" in target and "/URI" in target["/A"]}
    assert "https://example.org/a_b#c" in addresses
    assert sum("/Dest" in target or "/D" in target.get("/A", {}) for target in targets) > 20


def test_numbers_agree_with_the_pages_on_the_web(printed: Printed, tmp_path: Path) -> None:
    """And the PDF made from the pages that the HTML build has read is the same file."""
    stage, doctrees = sample_book(tmp_path / "book"), tmp_path / "doctrees"
    with patch_docutils(), docutils_namespace():
        options = configuration(stage, _FONTS)
        app = Sphinx(stage, None, stage / "_build/html", doctrees, "html", options, status=None, warning=None)  # type: ignore[arg-type]
        app.build()
    numbers = 0
    for page in sorted((stage / "_build" / "html").rglob("*.html")):
        article = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find("article")
        for place in article.select("h1, h2, h3, .caption-text, caption, figcaption") if article else []:
            number = place.select_one(".section-number, .caption-number")
            if number is not None:
                words = " ".join(place.get_text().replace("#", "").split())
                assert words.replace(". ", " ", 1).split(" ", 1)[1] in printed.text
                assert number.get_text().strip().rstrip(".") in printed.text
                numbers += 1
    assert numbers > 25
    before = {file: file.stat().st_mtime_ns for file in doctrees.rglob("*.doctree")}
    build_pdf(stage, tmp_path / "book.pdf", doctrees=doctrees, overrides=_FONTS)
    assert {file: file.stat().st_mtime_ns for file in doctrees.rglob("*.doctree")} == before
    assert (tmp_path / "book.pdf").read_bytes() == printed.pdf.read_bytes()


def test_an_unknown_node_names_itself_and_its_page(tmp_path: Path) -> None:
    stage = small_book(tmp_path / "book", "# Title\n\n```{strange}\n```\n", config=_LOCAL.format("strange"))
    (stage / "strange.py").write_text(
        "from docutils import nodes\nfrom docutils.parsers.rst import Directive\n\n\n"
        "class oddity(nodes.General, nodes.Element):\n    pass\n\n\n"
        "class Strange(Directive):\n    def run(self):\n        return [oddity()]\n\n\n"
        "def setup(app):\n    app.add_node(oddity)\n    app.add_directive('strange', Strange)\n",
        encoding="utf-8",
    )
    with pytest.raises(BuildError, match=r"index.*'oddity'"):
        print_book(stage)


def test_an_extension_brings_its_own_node(tmp_path: Path) -> None:
    stage = small_book(tmp_path / "book", "# Title\n\n```{own}\n```\n", config=_LOCAL.format("own"))
    (stage / "own.py").write_text(
        "from docutils import nodes\nfrom docutils.parsers.rst import Directive\n\n\n"
        "class special(nodes.General, nodes.Element):\n    pass\n\n\n"
        "class Own(Directive):\n    def run(self):\n        return [special()]\n\n\n"
        "def visit(self, node):\n    self.words('from the # extension')\n    raise nodes.SkipNode\n\n\n"
        "def setup(app):\n    app.setup_extension('marginalia.press.typst')\n"
        "    app.add_node(special, typst=(visit, None))\n    app.add_directive('own', Own)\n",
        encoding="utf-8",
    )
    assert "from the # extension" in print_book(stage).text


def test_a_character_without_a_glyph_costs_the_standard_not_the_book(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = print_book(small_book(tmp_path / "book", "# Title\n\nA character 漢 of another script.\n"))
    assert "of another script" in book.text
    assert "漢" in capsys.readouterr().err


def test_a_strict_book_keeps_such_a_character_as_a_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage = small_book(tmp_path / "book", "# Title\n\nA character 漢 of another script.\n")

    notes = build_pdf(stage, tmp_path / "book.pdf", overrides=_FONTS, strict=True)

    assert [note.startswith("the PDF does not meet PDF/UA-1") and "漢" in note for note in notes] == [True]
    assert (tmp_path / "book.pdf").is_file()
    assert capsys.readouterr().err == ""


def test_printed_characters_stay_as_they_are(tmp_path: Path) -> None:
    smart = str(configuration(TOP, {})["smartquotes"]).lower()  # as the real book has it
    config = f"sphinx: {{extra_extensions: [marginalia.press.typst], config: {{smartquotes: {smart}}}}}\n"
    printed = """Printed: "5 -- 7", 'n = 3', and so on..."""

    assert printed in print_book(small_book(tmp_path / "book", f"# Title\n\n{printed}\n", config=config)).text


def test_strict_makes_a_warning_an_error(tmp_path: Path) -> None:
    stage = small_book(tmp_path / "book", "# Title\n\n![](dot.svg)\n")
    (stage / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    with pytest.raises(BuildError, match="no alternative text"):
        build_pdf(stage, tmp_path / "book.pdf", overrides=_FONTS, strict=True)


def test_a_book_without_fonts_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no fonts in nowhere"):
        print_book(small_book(tmp_path / "book", "# Title\n\nText.\n"), typst_fonts="nowhere")


_LOCAL = "sphinx: {{extra_extensions: [{0}, marginalia.press.typst], local_extensions: {{{0}: .}}}}\n"
_FONTS: dict[str, object] = {"typst_fonts": str(FONTS)}
