"""Colours that can be told apart and read, in light and in dark."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from marginalia.audit import Verdict
from marginalia.display import theme

Colour = tuple[float, float, float]


def variables(css: str, mode: str) -> dict[str, str]:
    """The custom properties that the stylesheet sets for a mode."""
    block = re.search(rf'html\[data-theme="{mode}"\] \{{(.*?)\n\}}', css, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"(--mg-[\w-]+): (#[0-9a-f]{6});", block[1]))


def rgb(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: Colour) -> float:
    """Relative luminance after WCAG 2.2."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio after WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@pytest.fixture(scope="session")
def css(root: Path) -> str:
    return (root / "book" / "_static" / "marginalia.css").read_text(encoding="utf-8")


both_modes = pytest.mark.parametrize("mode", ["light", "dark"])


def test_the_contrast_formula_gives_the_published_extremes() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(rgb("#767676"), (1, 1, 1)) == pytest.approx(4.54, abs=0.01)


@both_modes
@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_badge_can_be_read_on_its_tint(verdict: Verdict, mode: str, css: str) -> None:
    found = variables(css, mode)
    ink, paper = rgb(found[f"--mg-{verdict.value}"]), rgb(found["--mg-paper"])
    assert contrast(ink, mixed(ink, paper, 0.07)) >= 4.5
    assert f".verdict-{verdict.value} " in css


@both_modes
@pytest.mark.parametrize("name", ["ink", "quiet", "accent"])
def test_text_can_be_read_on_paper_and_tint(name: str, mode: str, css: str) -> None:
    found = variables(css, mode)
    assert contrast(rgb(found[f"--mg-{name}"]), rgb(found["--mg-paper"])) >= 4.5
    assert contrast(rgb(found[f"--mg-{name}"]), rgb(found["--mg-tint"])) >= 4.5


@both_modes
def test_every_colour_of_the_charts_has_a_value_in_each_mode(mode: str, css: str) -> None:
    found = variables(css, mode)
    assert set(theme.VARIABLES.values()) <= set(found)
    if mode == "light":
        assert {found[variable]: variable for variable in theme.VARIABLES.values()} == theme.VARIABLES


@both_modes
@pytest.mark.parametrize("name", ["blue", "green", "vermilion", "purple", "red"])
def test_marks_stand_out_from_the_page(name: str, mode: str, css: str) -> None:
    found = variables(css, mode)
    assert contrast(rgb(found[f"--mg-chart-{name}"]), rgb(found["--mg-chart-paper"])) >= 3


def test_a_specification_for_the_page_names_variables_with_the_printed_colour_behind_them() -> None:
    spec = {"mark": {"color": theme.BLUE}, "data": {"values": [{"colour": "#123456"}]}}
    written = json.dumps(theme.web_spec(spec))
    assert f"var(--mg-chart-blue, {theme.BLUE})" in written and "#123456" in written
