"""`marginalia export`."""

from __future__ import annotations

from pathlib import Path

import click

from marginalia.cli.choosing import located, study_argument
from marginalia.cli.telling import near, told


@click.command()
@study_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where to: a new folder, or an earlier export.",
)
@click.option("--reconstruct", is_flag=True, help="Ask all printed counts together as well; this can take a minute.")
@told
def export(study: str | None, out: Path, reconstruct: bool) -> None:
    """Write a study and its audit as a Data Package: tables, each described for programs and for people.

    STUDY is the folder of a study package; the book's own otherwise. Patients one by one go with it where the package
    has them.
    """
    from marginalia.press.export import export as write
    from marginalia.press.export import gathered

    written = write(gathered(*located(study), reconstruct=reconstruct), out.resolve())
    click.echo(f"{near(out.resolve())}: {len(written)} files, described in datapackage.json.")
