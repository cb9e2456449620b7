import pytest

from marginalia.errors import ParameterError
from marginalia.parameters import COMMON, Parameters, describe, names, parse


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
        ("confidence=0.5", "greater than 0.5"),
        ("confidence=nan", "confidence"),
        ("interval=wald", "'wilson'"),
        ("edition=teacher", "'instructor'"),
        ("seed=-1", "greater than or equal to 0"),
        ("simulations=many", "valid integer"),
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
