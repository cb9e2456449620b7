"""A study's numbers, and what they are numbers of, as tables: each has the columns of the schema that checks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from marginalia.interchange import table_schema
from marginalia.interchange.table_schema import Value
from marginalia.interchange.tables import TableFile, csv_text
from marginalia.study import schema
from marginalia.study.model import Study


@dataclass(frozen=True, slots=True)
class _Kind:
    """A list of a study: where it is, its file, the model of its entries, what refers to which other list."""

    name: str
    entry: type[BaseModel]
    title: str
    description: str
    references: Mapping[str, tuple[str, str]]


_KINDS = (
    _Kind(
        "numbers",
        schema.NumberRow,
        "Printed numbers",
        "Every number that the paper prints, one a row, with the place where it stands and our reading of it.",
        {"section": ("sections", "id"), "group": ("groups", "id"), "measure": ("measures", "id")},
    ),
    _Kind("sections", schema.SectionEntry, "Sections", "Sections and tables of the paper, in its order.", {}),
    _Kind(
        "groups",
        schema.GroupEntry,
        "Groups of patients",
        "The groups that numbers are about; `all` is everybody enrolled.",
        {"size": ("numbers", "id")},
    ),
    _Kind("outcomes", schema.OutcomeEntry, "Rating scales", "The scales that patients were rated on.", {}),
    _Kind(
        "measures",
        schema.MeasureEntry,
        "Measures",
        "What numbers are numbers of.",
        {"outcome": ("outcomes", "id")},
    ),
)


def study_tables(study: Study) -> tuple[TableFile, ...]:
    """Numbers, sections, groups, measures, and rating scales where the study has any."""
    there = [kind for kind in _KINDS if getattr(study, kind.name)]
    names = {kind.name for kind in there}
    return tuple(_table(kind, getattr(study, kind.name), names) for kind in there)


def _table(kind: _Kind, entries: Iterable[object], tables: Collection[str]) -> TableFile:
    """One of the lists; it refers only to those of the `tables` that the study has."""
    fields = table_schema.of_model(kind.entry)
    columns = [field["name"] for field in fields]
    worded = {field["name"] for field in fields if field.get("constraints", {}).get("enum") == ["yes", "no"]}
    rows = ({name: _value(getattr(entry, name), name in worded) for name in columns} for entry in entries)
    return TableFile(
        f"{kind.name}.csv",
        kind.title,
        kind.description,
        csv_text(columns, rows),
        table_schema.schema(fields, "id", {at: to for at, to in kind.references.items() if to[0] in tables}),
    )


def _value(value: Any, in_words: bool) -> Value:
    """A value of the study as a package writes it: where the file says yes and no, the study has a truth."""
    return {True: "yes", False: "no"}[value] if in_words else value
