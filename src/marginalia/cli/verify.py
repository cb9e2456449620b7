"""`marginalia verify`."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import click

from marginalia.cli.choosing import located
from marginalia.cli.telling import told
from marginalia.errors import ParameterError

if TYPE_CHECKING:
    from marginalia.study.model import Number, Study


@click.command()
@click.argument("study")
@click.argument("patterns", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Mark every number that is not checked yet.")
@told
def verify(study: str, patterns: tuple[str, ...], everything: bool) -> None:
    """Show the numbers that nobody has held against the paper yet, and mark them as checked.

    An ID is that of a number, a cell or a section, or an id with * for any characters. Without one, a terminal is asked
    section by section, and anywhere else the numbers are only shown.
    """
    from marginalia.importing.verifying import chosen, mark_verified, unverified
    from marginalia.press.checking import read_checked

    if everything and patterns:
        raise ParameterError("--all marks every number; give ids or --all")
    project, folder = located(study)
    package = read_checked(project, folder)
    waiting = unverified(package)
    if not waiting:
        click.echo(f"{package.slug}: every number is marked as checked against the paper.")
        return
    if patterns:
        wanted: Sequence[Number] = chosen(package, patterns)
    elif everything:
        wanted = waiting
    elif sys.stdin.isatty():
        wanted = _asked(package, waiting)
    else:
        _show(package, waiting)
        click.echo("Nothing was marked; name ids, or say --all.")
        return
    if patterns or everything:
        _show(package, wanted)
    if wanted:
        mark_verified(folder, wanted)
    left = len(waiting) - len(wanted)
    click.echo(f"{package.slug}: {_numbers(len(wanted))} marked as checked, {left} still to be checked.")


def _asked(study: Study, waiting: Sequence[Number]) -> list[Number]:
    """What a person says was checked, section by section."""
    agreed: list[Number] = []
    for section in dict.fromkeys(number.section for number in waiting):
        here = [number for number in waiting if number.section == section]
        _show(study, here)
        question = f"Does the paper print {'it' if len(here) == 1 else f'all {len(here)}'} so, there?"
        if click.confirm(question, default=False):
            agreed += here
    return agreed


def _show(study: Study, numbers: Collection[Number]) -> None:
    """Numbers by place: what the paper should print there, and what we take it for."""
    section = ""
    for place in dict.fromkeys((number.section, number.place) for number in numbers):
        if place[0] != section:
            section = place[0]
            click.echo(f"\n{study.section(section).title}")
        here = [number for number in numbers if (number.section, number.place) == place]
        click.echo(f"  {place[1]}: {', '.join(dict.fromkeys(number.printed for number in here))}")
        click.echo(f"      {', '.join(_reading(number) for number in here)} · {_about(study, here[0])}")


def _reading(number: Number) -> str:
    return f"{number.statistic} {'not read' if number.reading is None else format(number.reading, '.15g')}"


def _about(study: Study, number: Number) -> str:
    group = study.group(number.group).label if number.group else ""
    month = "" if number.month is None else f"month {number.month:g}"
    return ", ".join(filter(None, (study.measure(number.measure).label, group, month)))


def _numbers(count: int) -> str:
    return "1 number" if count == 1 else f"{count} numbers"
