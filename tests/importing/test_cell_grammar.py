"""How printed cells are read: any number in any of the ways in which papers set them comes out as it went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.importing.cells import FORMS, read_cell, shape_of
from marginalia.study.printed import readings_of

POINTS = st.sampled_from(".·")
SPACES = st.sampled_from(["", " ", "\u00a0", "\u2009"])
COUNTS = st.integers(0, 99_999)


@st.composite
def figures(draw: st.DrawFn, *, signed: bool = True) -> tuple[str, float]:
    """A number as it is printed, and what it is."""
    whole, decimals = draw(st.integers(0, 999)), draw(st.text("0123456789", max_size=3))
    sign = draw(st.sampled_from(["", "-", "−"])) if signed else ""
    text = f"{whole}{draw(POINTS)}{decimals}" if decimals else str(whole)
    value = float(f"{whole}.{decimals or 0}")
    return sign + text, -value if sign else value


@st.composite
def grouped(draw: st.DrawFn) -> tuple[str, int]:
    """A count whose thousands may stand apart."""
    value = draw(COUNTS)
    return f"{value:,}".replace(",", draw(st.sampled_from([",", "\u2009", "\u00a0", "\u202f"]))), value


def read(text: str, form: str = "", kind: str = "") -> dict[str, tuple[str, float]]:
    contents = read_cell(text, form, kind)
    assert contents.problem == "", (text, contents.problem)
    return {part.statistic: (part.printed, part.reading) for part in contents.parts}


@given(
    COUNTS, COUNTS, figures(signed=False), SPACES, st.sampled_from(["{f} ({p})", "{f} = {p}", "{p} ({f})", "{f} [{p}]"])
)
def test_a_fraction_with_its_percent(n: int, whole: int, share: tuple[str, float], space: str, form: str) -> None:
    fraction, percent = f"{n}{space}/{space}{whole}", f"{share[0]}%"
    found = read(form.format(f=fraction, p=percent))
    assert found == {"n": (fraction, n), "N": (fraction, whole), "percent": (percent, share[1])}


@given(
    figures(),
    figures(signed=False),
    SPACES,
    st.sampled_from(["{m}{s}±{s}{d}", "{m} (±{d})", "{m} (SD {d})", "{m} +/- {d}"]),
)
def test_a_mean_with_its_standard_deviation(
    mean: tuple[str, float], sd: tuple[str, float], space: str, form: str
) -> None:
    assert read(form.format(m=mean[0], d=sd[0], s=space)) == {"mean": mean, "sd": sd}


@given(figures(), figures(signed=False))
def test_a_number_in_brackets_is_what_the_labels_say_and_nothing_where_they_do_not(
    first: tuple[str, float], second: tuple[str, float]
) -> None:
    text = f"{first[0]} ({second[0]})"
    assert read(text, "mean (sd)") == {"mean": first, "sd": second}
    assert read(text, "mean (se)") == {"mean": first, "se": second}
    assert read(text, kind="mean") == {"mean": first, "sd": second}
    assert "say so" in read_cell(text).problem and read_cell(text).parts == ()


@given(COUNTS, figures(signed=False))
def test_a_count_with_its_percent(n: int, share: tuple[str, float]) -> None:
    assert read(f"{n} ({share[0]}%)") == {"n": (str(n), n), "percent": (f"{share[0]}%", share[1])}
    assert read(f"{n} ({share[0]})", "n (%)") == {"n": (str(n), n), "percent": share}


@given(figures(), figures(), figures(), st.sampled_from(["–", " to ", "-", ", ", "; "]))
def test_a_median_or_mean_with_a_range(
    centre: tuple[str, float], low: tuple[str, float], high: tuple[str, float], between: str
) -> None:
    text = f"{centre[0]} [{low[0]}{between}{high[0]}]"
    for form, names in (
        ("", ("median", "low", "high")),
        *((name, FORMS[name]) for name in FORMS if "(95" in name or "iqr)" in name),
    ):
        found = read(text, form)
        assert [found[name][1] for name in names] == [centre[1], low[1], high[1]]
        assert all(printed in text for printed, _ in found.values())


@given(grouped())
def test_thousands_may_stand_apart(count: tuple[str, int]) -> None:
    assert read(count[0], kind="count") == {"count": (count[0], count[1])}


@given(figures(signed=False), st.sampled_from(["<", "≤", "p<", "P < "]))
def test_a_p_value_below_a_limit(value: tuple[str, float], sign: str) -> None:
    assert read(f"{sign}{value[0]}", "p") == {"p": (f"{sign}{value[0]}", value[1])}


@given(figures(), st.sampled_from("*†‡§ᵃᵇ"))
def test_a_sign_that_leads_to_a_footnote_is_no_part_of_the_number(value: tuple[str, float], sign: str) -> None:
    contents = read_cell(f"{value[0]}{sign}", kind="mean")
    assert [(part.printed, part.reading) for part in contents.parts] == [value] and contents.footnote == sign


@given(st.text(max_size=40))
def test_whatever_stands_in_a_cell_it_is_read_as_the_characters_say_or_told(text: str) -> None:
    """No part says anything that the grammar of printed numbers does not read in its own characters."""
    for form in ("", "mean (sd)", "n (%)"):
        contents = read_cell(text, form, "mean")
        assert not (contents.parts and contents.problem)
        for part in contents.parts:
            assert part.printed in text
            assert readings_of(part.printed, part.statistic) == {part.reading}


@pytest.mark.parametrize("text", ["", "-", "–", "N/A", "NR", "n.a."])
def test_nothing_printed_is_no_number_and_no_mistake(text: str) -> None:
    assert read_cell(text).parts == () and read_cell(text).problem == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("07-Jun", "a date"),
        ("57,1%", "cannot be read"),
        ("=1+1", "cannot be read"),
        ("12/1867%", "cannot be read"),
        ("about a third", "cannot be read"),
        ("− 2.1", "cannot be read"),
        ("3.5/7", "no whole number"),
    ],
)
def test_what_is_not_clear_is_told_and_not_guessed(text: str, told: str) -> None:
    assert told in read_cell(text).problem and read_cell(text).parts == ()


def test_a_percent_of_a_mean_s_measure_is_a_mean() -> None:
    assert read("63%", kind="mean") == {"mean": ("63%", 63)}
    assert read("63%", kind="proportion") == {"percent": ("63%", 63)}
    assert read("18", kind="proportion") == {"n": ("18", 18)}
    assert read("18", "n (%)") == {"n": ("18", 18)} and read("18%", "n (%)") == {"percent": ("18%", 18)}


def test_every_form_names_statistics_of_the_model() -> None:
    assert all(readings_of("5", statistic) for form in FORMS.values() for statistic in form)
    assert shape_of("3M") is None and shape_of("Total") is None
