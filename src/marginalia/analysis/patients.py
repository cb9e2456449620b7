"""Where the paper says who its patients were."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.tables import tables_of
from marginalia.study.model import Study, Table

#: The chapter that a package gives to the sections about the patients.
_CHAPTER = "patients"


@dataclass(frozen=True, slots=True)
class Legible:
    """Of the counts recorded in the table of patients, how many can be read and tied to a column."""

    counts: int
    placed: int

    @property
    def whole(self) -> bool:
        """Whether nothing of the table is in doubt."""
        return self.placed == self.counts


def table_of_patients(study: Study) -> Table | None:
    """The first table that belongs to the chapter on the patients."""
    return next(iter(tables_of(study, _CHAPTER)), None)


def legible(study: Study) -> Legible:
    """How far the table of patients can be read in our copy."""
    table = table_of_patients(study)
    section = None if table is None else table.id
    counts = [one for one in study.numbers if one.section == section and one.statistic in ("count", "n")]
    return Legible(len(counts), sum(one.ocr != "illegible" and one.group is not None for one in counts))
