"""The study and the parameters that a command is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from marginalia.parameters import Parameters
    from marginalia.study.model import Study

study_argument = click.argument("study", required=False)
set_option = click.option(
    "--set", "assignments", multiple=True, metavar="NAME=VALUE", help="Set a parameter; may be repeated."
)


def read(study: str | None) -> Study:
    """The study package that a command means, checked. Raises `PackageError`."""
    from marginalia.press.checking import read_checked
    from marginalia.press.project import find_project
    from marginalia.press.sources import locate_study

    project = find_project(Path.cwd())
    wanted = parameters_of(() if study is None else (f"study={study}",)).study
    return read_checked(project, locate_study(project, wanted, Path.cwd()).folder)


def chosen(assignments: tuple[str, ...], **named: str | None) -> tuple[str, ...]:
    """Assignments from `--set` and from options of their own, which win; for `parameters_of`."""
    return (*assignments, *(f"{name}={value}" for name, value in named.items() if value is not None))


def parameters_of(assignments: tuple[str, ...]) -> Parameters:
    from marginalia.parameters import parse

    return parse(assignments)


def output_folder(top: Path, edition: str, out: Path | None) -> Path:
    """Where the book goes: what was asked for, else `_build`, and a folder in it for an edition of its own."""
    if out is not None:
        return out.resolve()
    return top / "_build" if edition == "reader" else top / "_build" / edition
