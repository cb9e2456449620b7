"""A study exported into a folder, and what Frictionless' own program says of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import frictionless
from hypothesis import HealthCheck, Phase, settings

from marginalia.audit import judge
from marginalia.display.evidence import Evidence
from marginalia.display.records import Audited
from marginalia.interchange.datapackage import Contents, files_of, written_into
from marginalia.study.model import Study
from marginalia.study.patient_level import Cohort


def audited(study: Study, cohort: Cohort | None = None, literature: Path | None = None) -> Audited:
    evidence = Evidence(study, cohort=cohort, literature=literature)
    judged = tuple(judge(study, claim, evidence.findings) for claim in study.claims)
    return Audited(evidence, evidence.findings, judged)


def export(study: Study, folder: Path, cohort: Cohort | None = None, *, patients: bool = True) -> Path:
    """The study as a Data Package in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written_into(folder, files_of(Contents(audited(study, cohort), patients=patients)))
    return folder


def mistakes(folder: Path) -> list[Any]:
    """Every error that Frictionless finds in a Data Package."""
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return [*report.errors, *(error for task in report.tasks for error in task.errors)]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def some(count: int) -> settings:
    """Run a test on so many generated packages, always the same ones."""
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
