"""Where the paper says who its patients were."""

from __future__ import annotations

from marginalia.study.model import Study, Table

#: The chapter that a package gives to the sections about the patients.
_CHAPTER = "patients"


def table_of_patients(study: Study) -> Table | None:
    """The first table that belongs to the chapter on the patients; a table and its section share their id."""
    sections = {section.id for section in study.sections if section.chapter == _CHAPTER}
    return next((table for table in study.tables if table.id in sections), None)
