"""What the tests of the import share."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

from marginalia.study.model import Study

Run = Callable[..., Result]


def numbers_of_tables(study: Study, *tables: str) -> set[str]:
    """The ids of every number that these tables show."""
    return {
        number.id
        for table in tables
        for row in study.table(table).rows
        for reference in row.cells
        if reference is not None
        for number in study.numbers_of(reference)
    }
