"""Which of the paper's tables a chapter of the book takes up."""

from __future__ import annotations

from marginalia.study.model import Study, Table


def tables_of(study: Study, chapter: str) -> tuple[Table, ...]:
    """The tables whose section the package gives to a chapter, in the package's order; a table and its section share
    their id."""
    sections = {section.id for section in study.sections if section.chapter == chapter}
    return tuple(table for table in study.tables if table.id in sections)
