"""`marginalia reconstruct`."""

from __future__ import annotations

from pathlib import Path

import click

from marginalia.cli.choosing import read, study_argument
from marginalia.cli.telling import near, told


@click.command()
@study_argument
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
@told
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

    package = read(study)
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
        f"{near(out)}: {len(made[0].cohort.patients)} made-up patients who give back {made[0].given_back} printed "
        f"numbers and miss {missed}; what they do not give back is in deviations.csv. No such patient exists."
    )
