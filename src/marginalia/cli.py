"""The `marginalia` command. The one place that catches our errors and sets an exit status.

0: done · 1: a build failed · 2: the input is wrong, and nothing was written.
Each command imports what it needs when it runs: a build with nothing to do never loads Jupyter, Sphinx or pandas.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, ParamSpec

import click

from marginalia import __version__
from marginalia.errors import BuildError, MarginaliaError, PackageError, ParameterError

if TYPE_CHECKING:
    from marginalia.parameters import Parameters
    from marginalia.study.model import Study

_Arguments = ParamSpec("_Arguments")


def _told(command: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Turn our errors into a message and an exit status; everything else is a defect and keeps its traceback."""

    @functools.wraps(command)
    def run(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> None:
        try:
            command(*arguments, **options)
        except PackageError as error:
            count = len(error.problems)
            _stop(f"{error}\n{count} {'problem' if count == 1 else 'problems'}; nothing was written.", 2)
        except ParameterError as error:
            _stop(str(error), 2)
        except BuildError as error:
            _stop(f"The build stopped: {error}\nWhat was built before is untouched.", 1)
        except MarginaliaError as error:
            _stop(str(error), 1)
        except KeyboardInterrupt:
            _stop("Interrupted; what was built before is untouched.", 130)

    return run


def _stop(message: str, status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="marginalia")
def main() -> None:
    """A published clinical paper as a book that recomputes it and annotates it in the margin."""
    if os.name != "posix":  # kernels are forked, and builds locked, in ways that only such systems have
        _stop("Marginalia runs on Linux and macOS; on Windows, use it in WSL.", 1)


_study = click.argument("study", required=False)


@main.command()
@_study
@click.option("--set", "assignments", multiple=True, metavar="NAME=VALUE", help="Set a parameter; may be repeated.")
@click.option("--edition", metavar="NAME", help="reader, student or instructor; student leaves out the answers.")
@click.option("--html", "wanted", flag_value="html", help="The HTML book alone.")
@click.option("--pdf", "wanted", flag_value="pdf", help="The PDF book alone.")
@click.option("--all", "wanted", flag_value="all", default="all", help="Both (the default).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to; else _build.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Chapters at a time.")
@click.option("--fresh-kernels", is_flag=True, help="Start every kernel anew instead of forking a warm one.")
@_told
def build(
    study: str | None,
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

    named = {"study": study, "edition": edition}
    parameters = _parameters((*assignments, *(f"{name}={value}" for name, value in named.items() if value is not None)))
    project = find_project(Path.cwd())
    order = Order(
        project=project,
        parameters=parameters,
        out=_output_folder(project.top, parameters.edition, out),
        start=Path.cwd(),
        outputs=("html", "pdf") if wanted == "all" else (wanted,),
        jobs=jobs,
        fresh_kernels=fresh_kernels,
    )
    with shown() as steps:
        result = make(order, steps)
    places = "\n".join(f"  {_near(place)}" for place in result.places)
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


@main.command()
@_study
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--set", "assignments", multiple=True, metavar="NAME=VALUE", help="Set a parameter; may be repeated.")
@click.option("--edition", metavar="NAME", help="reader, student or instructor.")
@_told
def serve(study: str | None, port: int, assignments: tuple[str, ...], edition: str | None) -> None:
    """Build the HTML book, show it on this machine, and build it again whenever a source changes."""
    from marginalia.press.project import find_project
    from marginalia.press.serve import serve as keep_serving

    named = {"study": study, "edition": edition}
    given = (*assignments, *(f"{name}={value}" for name, value in named.items() if value is not None))
    parameters = _parameters(given)
    project = find_project(Path.cwd())
    keep_serving(project, given, _output_folder(project.top, parameters.edition, None), port)


@main.command()
@_study
@_told
def check(study: str | None) -> None:
    """Read a study package and tell everything that is wrong with it."""
    package = _read(study)
    click.echo(
        f"{package.slug}: fine. {len(package.numbers)} numbers, {len(package.tables)} tables, "
        f"{len(package.claims)} claims, {len(package.notes)} notes."
    )


@main.command()
@_study
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@_told
def audit(study: str | None, form: str) -> None:
    """The findings about a paper's numbers, and how its claims come out."""
    from marginalia.audit import audit as find
    from marginalia.audit import judge_all, scoreboard
    from marginalia.press import report

    package = _read(study)
    report.FORMATS[form](package.slug, find(package), scoreboard(judge_all(package)))


def _read(study: str | None) -> Study:
    from marginalia.press.checking import read_checked
    from marginalia.press.project import find_project
    from marginalia.press.sources import locate_study

    project = find_project(Path.cwd())
    wanted = _parameters(() if study is None else (f"study={study}",)).study
    return read_checked(project, locate_study(project, wanted, Path.cwd()).folder)


def _parameters(assignments: tuple[str, ...]) -> Parameters:
    from marginalia.parameters import parse

    return parse(assignments)


def _output_folder(top: Path, edition: str, out: Path | None) -> Path:
    """Where the book goes: what was asked for, else `_build`, and a folder in it for an edition of its own."""
    if out is not None:
        return out.resolve()
    return top / "_build" if edition == "reader" else top / "_build" / edition


def _near(place: Path) -> str:
    """A path as one would type it from here."""
    return os.path.relpath(place) if place.is_relative_to(Path.cwd()) else str(place)
