"""`marginalia diff`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from marginalia.cli.telling import near, told


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "md"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it into this file (json, csv, md).")
@click.option("--quick", is_flag=True, help="Leave out the sentences, and what only all counts together show.")
@click.option("--exit-code", is_flag=True, help="End with status 1 where there are differences.")
@told
def diff(old: str, new: str, form: str, out: Path | None, quick: bool, exit_code: bool) -> None:
    """What changed from one study package to another, or from one built book to another.

    OLD and NEW are each the folder of a package, such as data/my-paper/earlier/1, or the output folder of a build.
    """
    from marginalia.errors import ParameterError
    from marginalia.press.comparison import compared, side
    from marginalia.press.comparison_report import FORMS, show
    from marginalia.press.place import write_text
    from marginalia.press.project import find_project

    if out is not None and form == "text":
        raise ParameterError("--out writes json, csv or md; say which with --format")
    project = find_project(Path.cwd())
    sides = side(project, old, Path.cwd()), side(project, new, Path.cwd())
    if not quick and not sides[0].is_build:
        click.echo("Working out every sentence twice; --quick leaves them out ...", err=True)
    found = compared(project, *sides, texts=not quick)
    if form == "text":
        show(found)
    elif out is None:
        click.echo(FORMS[form](found), nl=False)
    else:
        write_text(FORMS[form](found), out)
        click.echo(f"Written: {near(out.resolve())}", err=True)
    if exit_code and found.lines:
        sys.exit(1)
