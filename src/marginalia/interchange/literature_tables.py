"""The literature that a book sets beside a study, as tables: the book's own files, described by what reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

from marginalia.analysis.assumptions import Assumed
from marginalia.analysis.comparators import Comparator
from marginalia.analysis.losses import LossLimit, Traced
from marginalia.analysis.mean_changes import MeanChange
from marginalia.analysis.thresholds import Threshold
from marginalia.interchange import table_schema
from marginalia.interchange.tables import TableFile, csv_text

#: Each file, what its rows are read as, and what it holds.
_FILES: tuple[tuple[str, Callable[..., object], str], ...] = (
    ("comparators.csv", Comparator, "What happened in other trials and cohorts, one figure a row."),
    ("mean_changes.csv", MeanChange, "Mean improvements elsewhere, each by the comparators that it is read from."),
    ("thresholds.csv", Threshold, "Published important and detectable changes."),
    ("assumptions.csv", Assumed, "What simulations assume, with plausible ranges."),
    ("loss_limits.csv", LossLimit, "How much loss to follow-up instruments allow."),
    ("traced.csv", Traced, "How patients fared elsewhere who had been lost and were found."),
)


def literature_tables(folder: Path) -> tuple[TableFile, ...]:
    """The tables that a literature folder holds, in `literature/`. They must have been read once, and so checked."""
    return tuple(_table(folder / name, kind, told) for name, kind, told in _FILES if (folder / name).is_file())


def _table(file: Path, kind: Callable[..., object], told: str) -> TableFile:
    reader = csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""))
    rows: list[dict[str, Any]] = [{name: (text or "").strip() for name, text in row.items() if name} for row in reader]
    columns = list(reader.fieldnames or ())
    hints = get_type_hints(kind)
    fields = table_schema.of_hints(hints, dict.fromkeys(columns, ""))
    title = f"Literature: {file.stem.replace('_', ' ')}"
    made = table_schema.schema(fields, "id" if "id" in columns else "")
    return TableFile(f"literature/{file.name}", title, told, csv_text(columns, rows), made)
