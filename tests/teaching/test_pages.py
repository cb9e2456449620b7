"""The teacher's pages: commands that exist, links that lead somewhere, parameters that are the book's."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import pytest
from click.testing import CliRunner

from marginalia.cli import main
from marginalia.parameters import COMMON, Parameters

PAGES = ("teaching", "exercises", "lesson")


def text_of(root: Path, page: str) -> str:
    return (root / "book" / f"{page}.md").read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    blocks = re.findall(r"```bash\n(.*?)```", text, flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_every_command_on_the_teachers_page_is_one_that_the_program_has(root: Path) -> None:
    given = commands(text_of(root, "teaching"))
    help_text = CliRunner().invoke(main, ["build", "--help"]).output
    made = re.findall(r"^(\w+):", (root / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert given
    for command in given:
        program, verb, *options = command.split()
        if program == "make":
            assert verb in made, command
        else:
            assert (program, verb) == ("marginalia", "build")
            assert all(option in help_text for option in options if option.startswith("--"))


def test_every_edition_on_the_teachers_page_is_one_that_the_book_has(root: Path) -> None:
    for command in commands(text_of(root, "teaching")):
        for edition in re.findall(r"--edition (\w+)", command):
            assert Parameters.checked({"edition": edition}).edition == edition


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_pages_of_the_book(root: Path, page: str) -> None:
    listed = set(re.findall(r"(?:file|root): (\S+)", (root / "_toc.yml").read_text(encoding="utf-8")))
    linked = re.findall(r"\{doc\}`(?:[^`<]*<)?/([\w/-]+)>?`", text_of(root, page))
    assert set(linked) <= listed


@pytest.mark.parametrize("page", ["exercises", "lesson"])
def test_notebooks_begin_with_the_parameters_of_the_book(root: Path, page: str) -> None:
    notebook = jupytext.reads(text_of(root, page), fmt="md:myst")
    (cell,) = (cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    given: dict[str, object] = {}
    exec(cell.source, {}, given)
    assert given == Parameters().model_dump(include=set(COMMON))


@pytest.mark.parametrize("page", PAGES)
def test_no_result_is_typed_into_a_page(root: Path, page: str) -> None:
    """Static pages are the same in every edition and for every study: they hold no percent and no fraction."""
    prose = re.sub(r"```.*?```", "", text_of(root, page), flags=re.DOTALL)
    assert not re.findall(r"\d\s?%|\d/\d", prose)
