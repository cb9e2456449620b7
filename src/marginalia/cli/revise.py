"""`marginalia revise`."""

from __future__ import annotations

import click

from marginalia.cli.choosing import located
from marginalia.cli.telling import near, told


@click.command()
@click.argument("study")
@click.option("--version", required=True, metavar="NAME", help="What the new version is called: 2, 1.1, 2025-11.")
@click.option("--because", required=True, metavar="TEXT", help="What is changed and why.")
@click.option("--source", default="", metavar="TEXT", help="What says so, such as the citation of an erratum.")
@click.option("--date", default="", metavar="TEXT", help="When that appeared.")
@told
def revise(study: str, version: str, because: str, source: str, date: str) -> None:
    """Begin a new version of a study package, for an erratum or a longer follow-up.

    The present state is kept whole inside the package, in earlier/, where it can still be checked and built.
    """
    from marginalia.errors import ParameterError
    from marginalia.press.checking import read_checked
    from marginalia.study.contents import EARLIER
    from marginalia.study.revising import entry
    from marginalia.study.revising import revise as keep

    revision = entry(version=version, because=because, source=source, date=date)
    project, folder = located(study)
    if folder.parent.name == EARLIER:
        raise ParameterError(f"{near(folder)} is an earlier version itself; give the package that keeps it")
    kept = keep(folder, read_checked(project, folder), revision)
    click.echo(
        f"{folder.name} is now version {version}; what it was stands in {near(kept)}.\n"
        f"Change the files of {near(folder)}, then: marginalia check {near(folder)}, "
        f"marginalia diff {near(kept)} {near(folder)}"
    )
