"""`marginalia check`."""

from __future__ import annotations

import click

from marginalia.cli.choosing import read, study_argument
from marginalia.cli.telling import told


@click.command()
@study_argument
@told
def check(study: str | None) -> None:
    """Read a study package and tell everything that is wrong with it."""
    package = read(study)
    click.echo(
        f"{package.slug}: fine. {len(package.numbers)} numbers, {len(package.tables)} tables, "
        f"{len(package.claims)} claims, {len(package.notes)} notes."
    )
