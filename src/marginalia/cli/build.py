"""`marginalia build`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from marginalia.cli.choosing import choice, output_folder, parameters_option, set_option, study_argument
from marginalia.cli.telling import near, told


@click.command()
@study_argument
@parameters_option
@set_option
@click.option("--edition", metavar="NAME", help="reader, student or instructor; student leaves out the answers.")
@click.option("--html", "wanted", flag_value="html", help="The HTML book alone.")
@click.option("--pdf", "wanted", flag_value="pdf", help="The PDF book alone.")
@click.option("--all", "wanted", flag_value="all", default="all", help="Both (the default).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to; else _build.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Chapters at a time.")
@click.option("--fresh-kernels", is_flag=True, help="Start every kernel anew instead of forking a warm one.")
@told
def build(
    study: str | None,
    parameters_file: Path | None,
    assignments: tuple[str, ...],
    edition: str | None,
    wanted: str,
    out: Path | None,
    jobs: int,
    fresh_kernels: bool,
) -> None:
    """Execute every chapter and bind the book, in HTML and PDF.

    STUDY is the folder of a study package; the book's own otherwise.
    """
    from marginalia.press.build import Order
    from marginalia.press.build import build as make
    from marginalia.press.progress import shown
    from marginalia.press.project import find_project

    parameters = choice(parameters_file, assignments, study=study, edition=edition).parameters()
    project = find_project(Path.cwd())
    order = Order(
        project=project,
        parameters=parameters,
        out=output_folder(project.top, parameters.edition, out),
        start=Path.cwd(),
        outputs=("html", "pdf") if wanted == "all" else (wanted,),
        jobs=jobs,
        fresh_kernels=fresh_kernels,
    )
    with shown() as steps:
        result = make(order, steps)
    places = "\n".join(f"  {near(place)}" for place in result.places)
    if result.nothing_to_do:
        click.echo(f"Nothing has changed; nothing to do.\n{places}")
    else:
        times = " · ".join(f"{step} {seconds:.1f}" for step, seconds in result.seconds.items())
        total = sum(result.seconds.values())
        click.echo(f"Built {result.pages} pages, {result.executed} of them executed now, in {total:.1f} s ({times}).")
        click.echo(places)
    if result.scoreboard:
        click.echo(result.scoreboard)
    for note in result.notes:
        click.echo(f"Note: {note}", err=True)
    if result.code_changed:
        click.echo("Marginalia's own code was edited meanwhile; build again to be sure of what you see.", err=True)
