"""`marginalia check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from marginalia.cli.choosing import located, study_argument
from marginalia.cli.telling import told

if TYPE_CHECKING:
    from marginalia.study.model import Study


@click.command()
@study_argument
@told
def check(study: str | None) -> None:
    """Read a study package and tell everything that is wrong with it."""
    from marginalia.display.unverified import in_all
    from marginalia.press.checking import read_checked

    project, folder = located(study)
    package = read_checked(project, folder)
    click.echo(
        f"{package.slug}: fine. {_counted(len(package.numbers), 'number')}, {_counted(len(package.tables), 'table')}, "
        f"{_counted(len(package.claims), 'claim')}, {_counted(len(package.notes), 'note')}{_patients(package, folder)}."
    )
    if unchecked := in_all(package):
        click.echo(f"{unchecked} marginalia verify shows them.")


def _patients(package: Study, folder: Path) -> str:
    """How many patients, visits and events the package holds; empty where it holds none."""
    from marginalia.study.contents import has_patients
    from marginalia.study.patient_tables import read_cohort

    if not has_patients(folder):
        return ""
    cohort = read_cohort(package, folder)
    kind = "made-up patient" if cohort.synthetic else "patient"
    events = _counted(cohort.events, "event") if cohort.events_recorded else "no record of events"
    return f"; {_counted(len(cohort.patients), kind)}, {_counted(cohort.visits, 'visit')}, {events}"


def _counted(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"
