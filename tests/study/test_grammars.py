"""The small languages inside a package: templates, comparisons, and YAML cut down to plain values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.study.comparison import Comparison, parse_comparison
from marginalia.study.template_syntax import Reference, TemplateMistake, parse, references
from marginalia.study.yaml_text import YamlRefused, load


def test_a_template_is_text_and_references_in_order() -> None:
    assert parse("Of {enrolled}, {table-2.all.response.12:percent} improved {cite:doe2020trial}.") == [
        "Of ",
        Reference("enrolled"),
        ", ",
        Reference("table-2.all.response.12", "percent"),
        " improved ",
        Reference("cite", "doe2020trial"),
        ".",
    ]


def test_a_comparator_is_named_after_its_prefix() -> None:
    (reference,) = references("{comparator.sham-arm:percent}")
    assert (reference.comparator, reference.format) == ("sham-arm", "percent")
    assert Reference("enrolled").comparator is None


def test_text_outside_braces_is_kept_to_the_character() -> None:
    text = "<b>*not* `markup`</b> $x$ \n [link](x)"
    assert parse(text) == [text]


@pytest.mark.parametrize(
    "text", ["{", "}", "a { b", "{a}}", "{{a}}", "{}", "{a b}", "{a:b:c}", "{:n}", "{cite}", "{a:}"]
)
def test_a_brace_that_opens_no_reference_is_a_mistake(text: str) -> None:
    with pytest.raises(TemplateMistake):
        parse(text)


@given(st.text("ab1.-:{}", max_size=20))
def test_a_template_parses_into_itself_or_not_at_all(text: str) -> None:
    try:
        pieces = parse(text)
    except TemplateMistake:
        assert "{" in text or "}" in text
    else:
        assert "".join(map(str, pieces)) == text


def test_a_comparison_keeps_its_operands_as_written() -> None:
    comparison = parse_comparison("table-2.all.response.12 >= 50.5")
    assert comparison == Comparison("table-2.all.response.12", ">=", "50.5")
    assert comparison.references == ("table-2.all.response.12",)
    assert parse_comparison("a.n != b.n").references == ("a.n", "b.n")


@pytest.mark.parametrize("text", ["", "a <", "a < b < c", "a<b", "a is b", "< b", "a == b", "a <> b"])
def test_what_compares_nothing_is_no_comparison(text: str) -> None:
    with pytest.raises(ValueError, match="no comparison"):
        parse_comparison(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: 2025-06-07", {"a": "2025-06-07"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: .inf", {"a": ".inf"}),
        ("a: =", {"a": "="}),
        ("a: 007", {"a": 7}),
        ("a: 1.50", {"a": 1.5}),
        ("a: '7'", {"a": "7"}),
        ("a: true", {"a": True}),
        ("a:", {"a": None}),
        ("a: ~", {"a": None}),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
        ("- [1, null]\n- {b: c}", [[1, None], {"b": "c"}]),
        ("# nothing", None),
    ],
)
def test_yaml_gives_plain_values_without_surprises(text: str, value: Any) -> None:
    assert load(text).value == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: &x 1", 2),
        ("a: 1\nb: *x", 2),
        ("a: 1\n\nb: !!python/object/apply:os.system [ls]", 3),
        ("a: !!str 5", 1),
        ("a: 1\na: 2", 2),
        ("? [1]\n: 2", 1),
        ("a: 1\n---\nb: 2", 2),
        ("a: [1\nb: 2", 2),
        ("a: >=", 1),
        ("[" * 1_000, 1),
    ],
)
def test_yaml_that_could_do_more_than_hold_values_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(YamlRefused) as caught:
        load(text)
    assert caught.value.line == line


def test_every_part_knows_its_line() -> None:
    document = load("a: 1\nb:\n  - c: 2\n    d: 3\n  - e: 4\n")
    assert [document.line(path) for path in (("a",), ("b",), ("b", 0, "d"), ("b", 1))] == [1, 2, 4, 5]
    assert document.line(("b", 0, "missing")) == 3
