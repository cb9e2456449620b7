"""`marginalia new`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from marginalia.cli.telling import told


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="The paper's title, as printed.")
@click.option("--authors", metavar="TEXT", help='Its authors as the journal cites them: "Doe J, Roe R, et al.".')
@click.option("--year", type=int, help="Year of publication.")
@click.option("--journal", metavar="TEXT", help="The journal.")
@click.option("--volume", metavar="TEXT", help="The volume.")
@click.option("--pages", metavar="TEXT", help="Pages or article number.")
@click.option("--doi", metavar="TEXT", help="The digital object identifier, without address.")
@told
def new(
    folder: Path,
    title: str | None,
    authors: str | None,
    year: int | None,
    journal: str | None,
    volume: str | None,
    pages: str | None,
    doi: str | None,
) -> None:
    """Begin a study package: an invented example, explained line by line, to be turned into your paper.

    FOLDER is where, as data/my-paper; it must not be there yet. The package is valid as it stands, so that its book can
    be built before anything is changed.
    """
    from marginalia.study.new_package import MARK, Paper, write_package

    place = Path(os.path.normpath(folder))
    files = write_package(place, Paper(title, authors, year, journal, volume, pages, doi))
    click.echo(f"Written: {place} ({', '.join(file.name for file in files)}).")
    click.echo(f"It holds an invented example. {place / 'CODING.md'} says how to make it your paper; replace the")
    click.echo(f"lines of study.yml that end in {MARK!r} first. Then, as often as you like:")
    for command in ("check", "build"):
        click.echo(f"  marginalia {command} {place}")
