"""Text from a package never becomes markup."""

from __future__ import annotations

import json

from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.docutils_ import Parser

from marginalia.display import markup

#: Those of the book's `_config.yml` that the parser knows outside Sphinx.
_EXTENSIONS = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"]
_ANYTHING = st.text(st.sampled_from("ab1 .,;:!?'\"`*_~^$%&|/\\<>()[]{}#+-=@\n"), min_size=1, max_size=40)


def rendered(text: str) -> nodes.document:
    settings = {"myst_enable_extensions": _EXTENSIONS, "report_level": 5, "smart_quotes": False}
    return publish_doctree(text, parser=Parser(), settings_overrides=settings)


@given(_ANYTHING.filter(lambda text: text.strip()))
def test_escaped_text_shows_exactly_itself(text: str) -> None:
    document = rendered("start " + markup.myst(text))
    assert [type(child) for child in document.children] == [nodes.paragraph]
    assert document.astext().rstrip() == ("start " + markup.one_line(text)).rstrip()


@given(_ANYTHING.filter(lambda text: text.strip()))
def test_escaped_text_is_a_plain_paragraph_even_at_the_head_of_a_block(text: str) -> None:
    found = {type(node) for node in rendered(markup.myst(text).strip()).findall()}
    assert found <= {nodes.document, nodes.paragraph, nodes.Text}


def test_without_escaping_the_same_text_would_be_markup() -> None:
    assert any(rendered("a *b* {math}`c`").findall(nodes.emphasis))


@given(_ANYTHING)
def test_plain_undoes_the_escape(text: str) -> None:
    assert markup.plain(markup.myst(text)) == markup.one_line(text)


def test_plain_keeps_the_words_of_roles_and_emphasis() -> None:
    assert markup.plain("**A** {ref}`word <label>` and {sup}`†`") == "A word and †"


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=3))
def test_json_in_a_script_cannot_end_it_and_reads_back(value: dict[str, str]) -> None:
    hostile = {**value, "end": "</script><!-- -->"}
    written = markup.script_json(hostile)
    assert "</" not in written and "<!--" not in written
    assert json.loads(written) == hostile
    assert "\n" not in markup.json_line(hostile)


def test_anchors_are_spelled_alike_everywhere() -> None:
    assert markup.anchor("claim", "Abstract.Safe--x") == nodes.make_id(markup.anchor("claim", "Abstract.Safe--x"))
