"""`marginalia serve`."""

from __future__ import annotations

from pathlib import Path

import click

from marginalia.cli.choosing import choice, output_folder, parameters_option, set_option, study_argument
from marginalia.cli.telling import told


@click.command()
@study_argument
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@parameters_option
@set_option
@click.option("--edition", metavar="NAME", help="reader, student or instructor.")
@told
def serve(
    study: str | None, port: int, parameters_file: Path | None, assignments: tuple[str, ...], edition: str | None
) -> None:
    """Build the HTML book, show it on this machine, and build it again whenever a source changes."""
    from marginalia.press.project import find_project
    from marginalia.press.serve import serve as keep_serving

    given = choice(parameters_file, assignments, study=study, edition=edition)
    parameters = given.parameters()
    project = find_project(Path.cwd())
    keep_serving(project, given, output_folder(project.top, parameters.edition, None), port)
