"""`marginalia import`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marginalia.cli.choosing import located
from marginalia.cli.telling import near, stop, told
from marginalia.errors import ParameterError

if TYPE_CHECKING:
    from marginalia.importing.answers import Answer, New
    from marginalia.importing.grids import Grid
    from marginalia.importing.labels import Meaning
    from marginalia.study.model import Study

#: The source that is the standard input.
PASTED = "-"


@click.command("import")
@click.argument("source")
@click.argument("study")
@click.option("--table", type=click.IntRange(min=1), metavar="N", help="Which table, where the source has several.")
@click.option("--section", metavar="NAME", help="The section of study.yml that it is; else from its caption.")
@click.option("--measure", metavar="NAME", help="What is measured, where no label says it.")
@click.option("--group", metavar="NAME", help="Whom, where no label says it; else everybody enrolled.")
@click.option("--month", type=float, metavar="M", help="The visit, where no label says it.")
@click.option(
    "--statistic", metavar="FORM", help="What the numbers are, where no label says it: 'mean (sd)', 'n (%)', …"
)
@click.option(
    "--labels", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="What labels mean, as YAML."
)
@click.option(
    "--save-labels",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the answers given here.",
)
@click.option("--title", help="What the table shows, in your own words.")
@click.option("--add", is_flag=True, help="Add new groups, visits, measures and the section to study.yml.")
@click.option("--ask/--no-ask", default=None, help="Ask what unknown labels mean; else only on a terminal.")
@click.option("--dry-run", is_flag=True, help="Show everything and write nothing.")
@told
def import_(
    source: str,
    study: str,
    table: int | None,
    section: str | None,
    measure: str | None,
    group: str | None,
    month: float | None,
    statistic: str | None,
    labels: Path | None,
    save_labels: Path | None,
    title: str | None,
    add: bool,
    ask: bool | None,
    dry_run: bool,
) -> None:
    """Bring a table of a document into a study package, each number flagged as not yet checked.

    SOURCE is a CSV, Excel, Word or HTML file, or - for text on the standard input; STUDY the package's folder. Numbers
    whose labels are not understood wait in the package's draft.csv.
    """
    from marginalia.cli import importing_words as words
    from marginalia.cli.asking import asked
    from marginalia.files import write_whole
    from marginalia.importing.adding import Heading, carry_out, plan
    from marginalia.importing.additions import additions, extended
    from marginalia.importing.answers import read_answers, written
    from marginalia.importing.drafts import Setting, draft
    from marginalia.importing.grids import DocumentRefused
    from marginalia.importing.labels import same_label
    from marginalia.importing.layout import laid_out
    from marginalia.press.checking import read_checked

    project, folder = located(study)
    package = read_checked(project, folder)
    try:
        grid = _chosen(_grids(source), table, section)
        layout = laid_out(grid)
    except DocumentRefused as refused:
        stop(f"{'the text' if source == PASTED else Path(source).name}: {refused}\nNothing was written.", 2)
    name = _section(section, grid, package)
    is_new = name not in {one.id for one in package.sections}
    answers: dict[str, Answer] = read_answers(labels, package) if labels is not None else {}
    setting = Setting(name, _otherwise(package, measure, group, month, statistic))
    if ask or (ask is None and source != PASTED and sys.stdin.isatty()):
        while unknown := draft(layout, package, setting, answers, _new(answers, package)).unknown:
            answer = asked(unknown[0], package, answers.get(same_label(unknown[0].label.text)))
            answers[same_label(answer.label)] = answer
    missing: frozenset[New] = _new(answers, package)
    read = draft(layout, package, setting, answers, missing)
    needed = additions(read, sorted(missing, key=lambda one: (one.kind, one.id)), is_new, grid.number)
    if needed and add:
        read = draft(layout, extended(package, needed), setting, answers, frozenset())
    elif is_new:
        waits = replace(setting, waits=f"the section {name!r} is not in study.yml yet")
        read = draft(layout, package, waits, answers, missing)
    heading = Heading(grid.number or name.removeprefix("table-"), title or words.title(read, package))
    made = plan(package, folder, read, heading, needed if add else ())
    click.echo(words.told(read, grid, source, made))
    if dry_run:
        click.echo(words.in_full(made))
        click.echo("Nothing was written: this was a dry run.")
        return
    files = carry_out(made, folder)
    if save_labels is not None:
        write_whole(save_labels, written(answers.values()).encode())
    click.echo(words.done(made, folder, [near(file) for file in files]))
    if further := words.further(read, made, needed if not add else (), near(folder)):
        click.echo(f"\n{further}")


def _grids(source: str) -> list[Grid]:
    from marginalia.importing.documents import tables_in, tables_in_text
    from marginalia.importing.grids import LARGEST

    if source == PASTED:
        return tables_in_text(sys.stdin.buffer.read(LARGEST + 1))
    return tables_in(Path(source))


def _chosen(grids: list[Grid], table: int | None, section: str | None) -> Grid:
    """The table that is meant. Raises `ParameterError` where that cannot be told."""
    from marginalia.cli.importing_words import listing

    if not grids:
        raise ParameterError("no table was found in it; nothing was written")
    if table is not None:
        if table > len(grids):
            raise ParameterError(f"--table {table}: it has {len(grids)}\n{listing(grids)}")
        return grids[table - 1]
    named = [one for one in grids if section is not None and f"table-{one.number}".lower() == section]
    if len(grids) == 1 or len(named) == 1:
        return (named or grids)[0]
    raise ParameterError(f"{len(grids)} tables; choose one with --table N\n{listing(grids)}")


def _section(section: str | None, grid: Grid, study: Study) -> str:
    """The section that a table is. Raises `ParameterError` where it is not said, or is no name."""
    import re

    from marginalia.study.fields import SLUG
    from marginalia.study.suggestions import listed

    name = section or (f"table-{grid.number}".lower() if grid.number else "")
    if not re.fullmatch(SLUG, name) or len(name) > 80:
        known = listed([one.id for one in study.sections])
        found = f"--section {name!r} is no name" if name else "the caption gives the table no number"
        raise ParameterError(f"{found}; say with --section which it is: {known}, or a new one such as table-5")
    return name


def _otherwise(
    study: Study, measure: str | None, group: str | None, month: float | None, statistic: str | None
) -> Meaning:
    """What numbers are where no label says it. Raises `ParameterError` for a name that the study has not got."""
    from marginalia.importing.cells import FORMS
    from marginalia.importing.labels import Meaning
    from marginalia.study.suggestions import did_you_mean, listed

    known = {
        "--measure": (measure, [one.id for one in study.measures]),
        "--group": (group, [one.id for one in study.groups]),
        "--month": (None if month is None else f"{month:g}", [f"{visit:g}" for visit in study.visits]),
        "--statistic": (statistic, list(FORMS)),
    }
    for option, (value, names) in known.items():
        if value is not None and value not in names:
            hint = did_you_mean(value, names)
            raise ParameterError(f"{option} {value}: expected one of {listed(names)}" + (f"; {hint}" if hint else ""))
    return Meaning(group, month, measure, statistic or "")


def _new(answers: dict[str, Answer], study: Study) -> frozenset[New]:
    """What answers name and the study has not got."""
    known = {
        *(("group", one.id) for one in study.groups),
        *(("measure", one.id) for one in study.measures),
        *(("visit", f"{month:g}") for month in study.visits),
    }
    named = {(one.kind, one.id): one for answer in answers.values() for one in answer.names}
    return frozenset(one for key, one in named.items() if key not in known)
