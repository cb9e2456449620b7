"""What a sweep leaves: one table, as CSV and as Parquet, its description, and the page that compares the books."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.errors import ParameterError
from marginalia.files import write_whole
from marginalia.press.project import Project
from marginalia.press.sweep.grid import Grid
from marginalia.press.sweep.summary import Column, Row, columns

if TYPE_CHECKING:
    from marginalia.interchange.tables import TableFile

CSV, PARQUET, DESCRIPTION, PAGE = "sweep.csv", "sweep.parquet", "datapackage.json", "index.html"

#: How the description of a sweep's table is named, by which an earlier sweep's files are known for ours.
_NAME = "marginalia-sweep"


def check_ours(out: Path) -> None:
    """Raise `ParameterError` where a folder already holds something that a sweep would have to replace."""
    there = [name for name in (CSV, PARQUET, DESCRIPTION, PAGE) if (out / name).exists()]
    try:
        ours = json.loads((out / DESCRIPTION).read_text("utf-8"))["name"] == _NAME
    except (OSError, ValueError, KeyError, TypeError):
        ours = False
    if there and not ours:
        raise ParameterError(
            f"the folder {out} already holds {there[0]}, which no sweep put there; choose another with --out"
        )


def write(project: Project, out: Path, rows: Sequence[Row], grid: Grid, outputs: tuple[str, ...]) -> tuple[Path, ...]:
    """Write the files; each is the old one or the new one, never half of it. Returns the page first, then the table."""
    from marginalia.interchange.datapackage import described
    from marginalia.press.sweep.index_page import page

    table = columns(grid.told)
    described_table = _table_file(rows, table)
    about = "What comes out of each combination of study package and parameters. sweep.parquet holds the same table."
    description = described(_NAME, "A sweep of books", about, [described_table])
    # First what says that the folder is ours.
    write_whole(out / DESCRIPTION, description.encode("utf-8"))
    write_whole(out / CSV, described_table.text.encode("utf-8"))
    write_whole(out / PARQUET, _parquet(rows, table))
    write_whole(out / PAGE, page(project, rows, grid, outputs, out).encode("utf-8"))
    return out / PAGE, out / CSV, out / PARQUET


def _table_file(rows: Sequence[Row], table: Sequence[Column]) -> TableFile:
    from marginalia.interchange.table_schema import schema
    from marginalia.interchange.tables import TableFile, csv_text

    fields = [{"name": one.name, "type": one.kind, "description": one.meaning} for one in table]
    text = csv_text([one.name for one in table], rows)
    return TableFile(CSV, "Books", "One row a book.", text, schema(fields, "book"))


def _parquet(rows: Sequence[Row], table: Sequence[Column]) -> bytes:
    """The table as Parquet, each column with its meaning in its field's metadata."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    fields = [pa.field(one.name, kinds[one.kind], metadata={"description": one.meaning}) for one in table]
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in fields]
    content = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(columns, schema=pa.schema(fields)), content)
    return content.getvalue()
