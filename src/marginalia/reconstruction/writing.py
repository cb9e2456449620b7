"""A synthetic cohort as files, labelled so that nobody takes it for patients."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from marginalia.errors import MarginaliaError
from marginalia.files import swap_in
from marginalia.reconstruction.cohort import Synthetic
from marginalia.study.contents import PATIENTS, VISITS
from marginalia.study.model import Study
from marginalia.study.patient_tables import write_cohort
from marginalia.words import number as in_digits

LABEL = "SYNTHETIC.md"
DEVIATIONS = "deviations.csv"


def free_for(folder: Path) -> None:
    """Raises `MarginaliaError` where a folder holds something else than a synthetic cohort."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / LABEL).is_file():
        raise MarginaliaError(f"{folder.name} holds something else than a synthetic cohort; choose another folder.")


def write_synthetic(study: Study, cohorts: Sequence[Synthetic], folder: Path) -> None:
    """Write the first cohort into a folder, and others into folders of their own beside its files.

    The folder appears whole or not at all. Raises `MarginaliaError` where something else than a synthetic cohort is
    already there.
    """
    free_for(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        fresh.chmod(0o755)
        for at, one in enumerate(cohorts):
            place = fresh / f"another-{at + 1}" if at else fresh
            place.mkdir(exist_ok=True)
            write_cohort(study, one.cohort, place)
            (place / DEVIATIONS).write_bytes(_deviations(one))
            (place / LABEL).write_text(_label(study, one, at, len(cohorts)), encoding="utf-8")
        swap_in(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _deviations(one: Synthetic) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["number", "printed", "reading", "synthetic", "why"])
    for deviation in one.deviations:
        number = deviation.number
        why = "cannot be true beside the other printed numbers" if deviation.set_aside else "not met by this cohort"
        writer.writerow([number.id, number.printed, number.reading, in_digits(deviation.made, 3), why])
    return text.getvalue().encode()


def _label(study: Study, one: Synthetic, at: int, count: int) -> str:
    aside = sum(deviation.set_aside for deviation in one.deviations)
    missed = len(one.deviations) - aside
    over = "all earlier responders seen at the visit"
    if one.aggregation.mean_of == "lasting":
        over = "those of the earlier responders who still respond"
    several = f"\nIt is number {at + 1} of {count} cohorts that fit the same printed numbers.\n" if count > 1 else ""
    return f"""# Synthetic: no patient of this cohort exists

The {len(one.cohort.patients)} rows of `{PATIENTS}` and what `{VISITS}` says of them were made up by
`marginalia reconstruct` so that their aggregates are the numbers printed by {study.citation.short}. They say nothing
about the patients of that study that its printed numbers do not say, and must not be analysed as if they did. They are
for trying out an analysis, for teaching, and for seeing how many different cohorts would have given the same paper.
{several}
- Printed numbers that the cohort gives back: {one.given_back}.
- Printed numbers that it cannot give back beside the others: {aside}.
- Printed numbers that it misses: {missed}. These and those before are listed in `{DEVIATIONS}`.
- Means among responders are taken over {over}.
- Every row of `{PATIENTS}` says so in its column `synthetic`, and every name begins with it.
"""
