import re

import pytest
from small_book import TOP

from marginalia.errors import ParameterError
from marginalia.parameters import COMMON, Parameters, allowed, describe, names, parse, sort_of, words_of, written


def test_no_assignment_gives_the_defaults() -> None:
    assert parse([]) == Parameters()


def test_values_are_read_as_what_they_are() -> None:
    parameters = parse(["confidence=0.9", "seed = 7", "interval=jeffreys"])

    assert (parameters.confidence, parameters.seed, parameters.interval) == (0.9, 7, "jeffreys")


def test_a_value_may_hold_an_equals_sign() -> None:
    assert parse(["study=data/a=b"]).study == "data/a=b"


def test_a_misspelt_parameter_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(ParameterError) as caught:
        parse(["confidense=0.9"])

    message = str(caught.value)
    assert "did you mean 'confidence'?" in message
    assert all(name in message for name in names())


def test_the_help_has_a_line_for_every_parameter_with_its_default() -> None:
    lines = describe().splitlines()

    assert [line.split("=")[0].strip() for line in lines] == list(names())
    assert set(COMMON) <= set(names())


def test_nothing_near_means_no_suggestion() -> None:
    with pytest.raises(ParameterError) as caught:
        parse(["zzz=1"])

    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize(
    ("assignment", "expected"),
    [
        ("confidence=1", "less than 1"),
        ("confidence=0.5", "a number of more than 0.5 and less than 1"),
        ("confidence=nan", "confidence"),
        ("interval=wald", "'wilson'"),
        ("edition=teacher", "'instructor'"),
        ("seed=-1", "a whole number of at least 0"),
        ("simulations=many", "a whole number of at least 100 and at most 1,000,000"),
        ("seed", "expected name=value"),
    ],
)
def test_a_bad_value_is_told_with_what_was_expected(assignment: str, expected: str) -> None:
    with pytest.raises(ParameterError, match=expected):
        parse([assignment])


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ParameterError) as caught:
        parse(["confidence=2", "interval=wald"])

    assert "confidence=2" in str(caught.value)
    assert "interval=wald" in str(caught.value)


def test_changed_values_are_checked_too() -> None:
    with pytest.raises(ParameterError, match="confidence"):
        Parameters().changed(confidence=3)


def test_every_parameter_says_what_it_may_be_and_accepts_its_default() -> None:
    for name, field in Parameters.model_fields.items():
        assert field.description, name
        assert allowed(name), name
        assert parse([f"{name}={field.default}"]) == Parameters()


def test_ranges_are_told_in_words() -> None:
    assert allowed("confidence") == "a number of more than 0.5 and less than 1"
    assert allowed("seed") == "a whole number of at least 0 and less than 4,294,967,296"
    assert allowed("edition") == "one of 'reader', 'student', 'instructor'"
    assert (sort_of("interval"), sort_of("power"), sort_of("simulations")) == ("word", "number", "whole number")
    assert words_of("power") == ()


def test_a_word_that_is_nearly_right_is_taken_for_what_it_was_meant_to_be() -> None:
    with pytest.raises(ParameterError, match="did you mean 'wilson'"):
        parse(["interval=wilsn"])


def test_a_very_long_value_is_cut_and_a_control_character_spelled_out() -> None:
    with pytest.raises(ParameterError) as caught:
        parse([f"seed={'9' * 100_000}", "power=\x1b[31m"])

    assert len(str(caught.value)) < 500
    assert "\x1b" not in str(caught.value)


def test_a_value_is_written_as_one_would_type_it() -> None:
    assert [written(value) for value in (2.0, 0.95, 2000, "wilson")] == ["2", "0.95", "2000", "wilson"]


def test_the_page_that_lists_them_takes_them_all() -> None:
    """Else it would show the usual value of one that was chosen otherwise."""
    page = (TOP / "book" / "data.md").read_text(encoding="utf-8")
    declared = page.partition(":tags: [parameters")[2].partition("```")[0]
    passed = page.partition("open_chapter(")[2].partition("\n)")[0]

    assert tuple(re.findall(r"^(\w+) = ", declared, re.M)) == names()
    assert tuple(re.findall(r"(\w+)=\1\b", passed)) == names()
