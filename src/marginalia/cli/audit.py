"""`marginalia audit`."""

from __future__ import annotations

from pathlib import Path

import click

from marginalia.cli.choosing import read, study_argument
from marginalia.cli.telling import near, told
from marginalia.errors import ParameterError


@click.command()
@study_argument
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option(
    "--without",
    multiple=True,
    metavar="NAME",
    help="Switch an assumption off, by the name that the findings give it; may be repeated.",
)
@click.option("--reconstruct", is_flag=True, help="Ask all printed counts together as well; this can take a minute.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Conflicts to look for at most (--reconstruct).")
@click.option("--everything", is_flag=True, help="Look for every conflict, up to the limit (--reconstruct).")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write findings and claims into this folder, as CSV and as JSON.",
)
@told
def audit(
    study: str | None,
    form: str,
    without: tuple[str, ...],
    reconstruct: bool,
    limit: int | None,
    everything: bool,
    out: Path | None,
) -> None:
    """The findings about a paper's numbers, and how its claims come out."""
    from marginalia.press import report
    from marginalia.press.project import find_project

    if (limit is not None or everything) and not reconstruct:
        raise ParameterError("--limit and --everything say how far --reconstruct looks; give it too")
    evidence = report.evidence_for(read(study), find_project(Path.cwd()))
    if reconstruct:
        click.echo("Asking all printed counts together ...", err=True)
    found = report.audited(evidence, without, report.Search(limit, everything) if reconstruct else None)
    report.show(found, form)
    if out is not None:
        for file in report.write(found, out):
            click.echo(f"Written: {near(file.resolve())}", err=True)
