"""A Frictionless Data Package: tables, each described, so that a program needs to be told nothing else.

Specification: https://specs.frictionlessdata.io/data-package/ (version 1). No sizes and no digests of the files are
given, so that an analyst who corrects a cell can ask Frictionless about that cell alone; the digests of what a build
made stand in its manifest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marginalia.display.citation import cited
from marginalia.display.evidence import Evidence
from marginalia.display.records import Audited
from marginalia.interchange.authorship import Licence
from marginalia.interchange.literature_tables import literature_tables
from marginalia.interchange.paper import doi_address
from marginalia.interchange.patient_tables import patient_tables
from marginalia.interchange.study_tables import study_tables
from marginalia.interchange.tables import TableFile
from marginalia.interchange.verdict_schema import audit_files, audit_tables

NAME = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into one Data Package: an audited study, the licences of its data where they are known, tables besides
    those of the study, and whether patients who are no invention may be in it."""

    audited: Audited
    licences: tuple[Licence, ...] = ()
    more: tuple[TableFile, ...] = ()
    patients: bool = True


def files_of(given: Contents) -> dict[str, str]:
    """Every file of the package by its path: the tables, the audit's JSON with its schemas, and `datapackage.json`."""
    tables = tables_of(given)
    texts = {table.path: table.text for table in tables if table not in given.more}
    return {**texts, **audit_files(given.audited), NAME: descriptor(given, tables)}


def tables_of(given: Contents) -> tuple[TableFile, ...]:
    """The study's tables, its patients, the audit, the literature, and what is given besides."""
    evidence = given.audited.evidence
    return (
        *study_tables(evidence.study),
        *_patients(evidence, given.patients),
        *audit_tables(given.audited),
        *(() if evidence.literature is None else literature_tables(evidence.literature)),
        *given.more,
    )


def _patients(evidence: Evidence, allowed: bool) -> Sequence[TableFile]:
    cohort = evidence.cohort
    return patient_tables(evidence.study, cohort) if cohort is not None and (allowed or cohort.synthetic) else ()


def descriptor(given: Contents, tables: Iterable[TableFile]) -> str:
    """The text of `datapackage.json`."""
    study = given.audited.evidence.study
    address = doi_address(study.citation)
    source: dict[str, str] = {"title": cited(study.citation), **({"path": address} if address else {})}
    about = f"What {study.citation.short} prints, as data, with what the audit makes of it."
    return described(
        safe_name(study.slug), study.citation.title, about, tables, given.licences, (source,), study.version
    )


def described(
    name: str,
    title: str,
    description: str,
    tables: Iterable[TableFile],
    licences: Iterable[Licence] = (),
    sources: Sequence[dict[str, str]] = (),
    version: str = "",
) -> str:
    """The text of a `datapackage.json` of these tables."""
    whole: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": description,
        "version": version,
        "licenses": [{"name": one.id, "title": one.name, "path": one.address} for one in licences],
        "sources": list(sources),
        "resources": [_resource(table) for table in tables],
    }
    kept = {key: value for key, value in whole.items() if value}
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def safe_name(text: str) -> str:
    """A name as Data Packages allow it: small letters, digits, dots, hyphens, underscores."""
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-.") or "study"


def written_into(folder: Path, files: dict[str, str]) -> tuple[Path, ...]:
    """Write files by their paths below a folder that is there. Each appears as it is given, in UTF-8."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8"))
    return tuple(folder / path for path in files)


def _resource(table: TableFile) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table.schema,
    }
