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
@_told
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
    evidence = report.evidence_for(_read(study), find_project(Path.cwd()))
    if reconstruct:
        click.echo("Asking all printed counts together ...", err=True)
    found = report.audited(evidence, without, report.Search(limit, everything) if reconstruct else None)
    report.show(found, form)
    if out is not None:
        for file in report.write(found, out):
            click.echo(f"Written: {_near(file.resolve())}", err=True)


@main.command()
@_study
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write a synthetic cohort here.")
@click.option(
    "--cohorts", type=click.IntRange(1, 100), default=1, show_default=True, help="How many, unlike each other."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="What scores are drawn from.")
@click.option("--assume", "assumed", multiple=True, metavar="NAME", help="Assume it throughout; may be repeated.")
@click.option("--limit", type=click.IntRange(min=1), default=40, show_default=True, help="Conflicts to look for.")
@click.option("--everything", is_flag=True, help="Look for conflicts beyond the smallest corrections.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes on this machine.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler to spread the work over.")
@_told
def reconstruct(
    study: str | None,
    out: Path | None,
    cohorts: int,
    seed: int,
    assumed: tuple[str, ...],
    limit: int,
    everything: bool,
    form: str,
    jobs: int,
    scheduler: str | None,
) -> None:
    """All printed counts at once: can they be true of one set of patients, and what follows from them.

    With --out, patients are made up whose aggregates are the printed numbers, and labelled as made up.
    """
    from marginalia.press.reconstruction_report import TEXTS
    from marginalia.reconstruction import reconstruct as work_out
    from marginalia.reconstruction import with_named
    from marginalia.reconstruction.cohort import synthesise
    from marginalia.reconstruction.writing import free_for, write_synthetic
    from marginalia.spread import executor

    package = _read(study)
    assumptions = with_named(package, assumed)
    if out is not None:
        free_for(out)
    with executor(jobs, scheduler) as pool:
        if out is None:
            found = work_out(package, assumptions, most=limit, everything=everything, executor=pool)
            TEXTS[form](package.slug, found)
            return
        made = synthesise(package, assumptions, count=cohorts, seed=seed, executor=pool)
    write_synthetic(package, made, out)
    missed = sum(not one.set_aside for one in made[0].deviations)
    click.echo(
        f"{_near(out)}: {len(made[0].cohort.patients)} made-up patients who give back {made[0].given_back} printed "
        f"numbers and miss {missed}; what they do not give back is in deviations.csv. No such patient exists."
    )


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
