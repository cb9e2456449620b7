"""The study and the parameters that a command is given."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from marginalia.parameter_sources import Choice
    from marginalia.press.project import Project
    from marginalia.study.model import Study

study_argument = click.argument("study", required=False)
set_option = click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a parameter; may be repeated. `marginalia parameters` lists them.",
)
parameters_option = click.option(
    "--parameters",
    "parameters_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Take parameters from a YAML file; environment variables, --set and options of their own win over it.",
)


def read(study: str | None) -> Study:
    """The study package that a command means, checked: the one named, that of the environment, or the book's own.
    Raises `PackageError`."""
    from marginalia.press.checking import read_checked

    project, folder = located(study)
    return read_checked(project, folder)


def located(study: str | None) -> tuple[Project, Path]:
    """The book that a command works in, and the folder of the study package that it means. Raises `ParameterError`
    where there is no such folder."""
    from marginalia.parameter_sources import variable
    from marginalia.parameters import DEFAULTS
    from marginalia.press.project import find_project
    from marginalia.press.sources import locate_study

    project = find_project(Path.cwd())
    wanted = study or os.environ.get(variable("study")) or DEFAULTS.study
    return project, locate_study(project, wanted, Path.cwd()).folder


def choice(
    parameters_file: Path | None, assignments: tuple[str, ...], *, study: str | None, edition: str | None
) -> Choice:
    """What a command was given to choose parameters by."""
    from marginalia.parameter_sources import Choice

    return Choice(parameters_file, assignments, {"study": study, "edition": edition})


def output_folder(top: Path, edition: str, out: Path | None) -> Path:
    """Where the book goes: what was asked for, else `_build`, and a folder in it for an edition of its own."""
    if out is not None:
        return out.resolve()
    return top / "_build" if edition == "reader" else top / "_build" / edition
