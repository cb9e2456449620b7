"""`marginalia sweep`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marginalia.cli.telling import near, stop, told

if TYPE_CHECKING:
    from marginalia.press.sweep.summary import Row

_OUTPUTS = {"html": ("html",), "pdf": ("pdf",), "all": ("html", "pdf"), "none": ()}


@click.command()
@click.argument("packages", nargs=-1)
@click.option(
    "--set", "assignments", multiple=True, metavar="NAME=VALUE,VALUE", help="Try these values; may be repeated."
)
@click.option(
    "--grid",
    "grid_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Take values, and packages, from a YAML file of lists; --set wins over it.",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to; else _build/sweep.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Books at a time, here.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler whose workers make the books.")
@click.option(
    "--books",
    type=click.Choice(list(_OUTPUTS)),
    default="html",
    show_default=True,
    help="What to make of each; none compares the numbers alone, which takes seconds.",
)
@click.option("--reconstruct", is_flag=True, help="Ask all counts of each paper together even where no book is made.")
@told
def sweep(
    packages: tuple[str, ...],
    assignments: tuple[str, ...],
    grid_file: Path | None,
    out: Path | None,
    jobs: int,
    scheduler: str | None,
    books: str,
    reconstruct: bool,
) -> None:
    """Make the book of every combination of packages and parameters, and compare them all.

    PACKAGES are study packages, and folders full of them; the book's own where none is named. What fails is told and
    stops nothing else; what is up to date is not made again.
    """
    from marginalia.press.project import find_project
    from marginalia.press.sweep.grid import grid
    from marginalia.press.sweep.packages import packages as found
    from marginalia.press.sweep.run import Order
    from marginalia.press.sweep.run import sweep as run

    project = find_project(Path.cwd())
    combinations = grid(assignments, grid_file)
    folders = found(project, packages or combinations.packages or (combinations.points[0].study,), Path.cwd())
    outputs = _OUTPUTS[books]
    order = Order(
        project=project,
        packages=folders,
        grid=combinations,
        out=(out or project.top / "_build" / "sweep").resolve(),
        outputs=outputs,
        jobs=jobs,
        scheduler=scheduler,
        together=reconstruct or bool(outputs),
    )
    count, come = len(folders) * len(combinations.points), 0
    if order.together:
        click.echo("Asking all printed counts of each paper together ...", err=True)

    def done(row: Row) -> None:
        nonlocal come
        come += 1
        click.echo(f"{come}/{count} {row['book']}: {row['status']}")

    swept = run(order, done)
    click.echo("\n".join(f"  {near(place)}" for place in swept.places))
    if swept.failed:
        reasons = "\n".join(f"{row['book']}: {row['error']}" for row in swept.failed)
        stop(f"{reasons}\n{len(swept.failed)} of {count} failed; the others are made.", 1)
    click.echo(f"{count} {'book' if count == 1 else 'books'} compared.")
