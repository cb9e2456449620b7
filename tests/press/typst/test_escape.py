"""Whatever a text holds, it reaches the page as text."""

from __future__ import annotations

import io

import pytest
import typst
from conftest import FONTS
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from marginalia.press.typst import escape

#: Letters, digits and signs that the book's own serif holds whole, so that a reader of the PDF finds them again.
KNOWN = "".join(map(chr, range(0x21, 0x7F))) + "¡¢£§©«®°±·»¿ÀÅÆÇÉÑÖ×ØÜßàåæçéñöøüŒœŠšŽžŁł–—‘’“”…≤≥≠≈−"


def printed(source: str) -> str:
    page = '#set page(width: 4000pt, height: 80pt)\n#set text(font: "Source Serif Pro", ligatures: false)\n'
    pdf = typst.compile((page + source).encode(), font_paths=[FONTS], ignore_system_fonts=True, format="pdf")
    assert isinstance(pdf, bytes)
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@given(st.text(alphabet=KNOWN + " ", min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_text_comes_out_as_itself(text: str) -> None:
    assert "".join(printed(escape.text(text)).split()) == "".join(text.split())


@given(st.lists(st.text(), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_unicode_compiles_and_stays_one_value(texts: list[str]) -> None:
    values = escape.array([escape.literal(text) for text in texts])
    source = "".join(escape.text(text) for text in texts) + f"#assert.eq({values}.len(), {len(texts)})"
    typst.compile(source.encode(), font_paths=[FONTS], ignore_system_fonts=True, format="pdf")


@pytest.mark.parametrize(
    "text",
    [
        "#let x = 1", "$x$", "*b* _i_ `c`", "@ref <label>", "= Heading", "- item", "+ item", "/ term: x", "//comment",
        "/* comment */", "\\ \\u{41}", '"); panic("', "http://example.org/a_b", "~ -- --- ...", "[x](y)", "1. x",
    ],
)  # fmt: skip
def test_markup_of_typst_is_text(text: str) -> None:
    assert "".join(printed(escape.text(text)).split()) == "".join(text.split())


def test_text_beside_a_function_is_not_taken_for_its_arguments() -> None:
    source = "#emph[a];" + escape.text("(b).c[d]") + "#strong[e];" + escape.text(";")
    assert printed(source).strip() == "a(b).c[d]e;"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ud800", "\ufffe", "\ue000", "\U0010ffff"])
def test_what_no_font_can_show_becomes_the_replacement_character(character: str) -> None:
    assert escape.literal(f"a{character}b") == '"a\ufffdb"'


def test_white_space_collapses_in_running_text_and_stays_in_literals() -> None:
    assert escape.text("a \n  b\u00a0 c") == '#"a b\u00a0 c";'
    assert escape.literal("a\n\tb") == '"a\\n\\tb"'


def test_one_item_is_still_an_array() -> None:
    assert escape.array(["1"]) == "(1,)"
