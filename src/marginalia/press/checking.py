"""A study package read for a book: with the literature that the book has beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.press.project import Project

if TYPE_CHECKING:
    from marginalia.study.appraisal import Blank
    from marginalia.study.model import Study


def read_checked(project: Project, folder: Path) -> Study:
    """The study in `folder`, its citations checked against the book's bibliography, its comparators and appraisal forms
    against `data/literature` and `data/instruments`, where the book has them; and the earlier versions that it keeps.
    Raises `PackageError` with every problem.
    """
    from functools import partial

    from marginalia.audit.rules import RULES
    from marginalia.study.reading import read_study
    from marginalia.study.versions import read_with_earlier

    read = partial(
        read_study,
        comparators=_comparators(project),
        citations=citations_of(project),
        instruments=_instruments(project),
        rules=[rule.__name__.replace("_", "-") for rule in RULES],
    )
    return read_with_earlier(folder, read)


def citations_of(project: Project) -> frozenset[str] | None:
    """The keys of the book's own bibliographies; `None` where it has none."""
    from marginalia.study.bibliography import keys_in

    files = [file for folder in project.folders for file in (project.top / folder).glob("*.bib")]
    return frozenset().union(*(keys_in(file.read_text("utf-8")) for file in files)) if files else None


def _instruments(project: Project) -> dict[str, Blank] | None:
    from marginalia.analysis.instruments import read_instruments

    folder = project.top / "data" / "instruments"
    if not (folder / "instruments.csv").is_file():
        return None
    return {id: instrument.blank for id, instrument in read_instruments(folder).items()}


def _comparators(project: Project) -> frozenset[str] | None:
    from marginalia.analysis.comparators import read_comparators

    literature = project.top / "data" / "literature"
    if not (literature / "comparators.csv").is_file():
        return None
    return frozenset(row.id for row in read_comparators(literature))
