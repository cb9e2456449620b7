"""Writes a study as a package folder, as somebody would who transcribes its paper."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from pathlib import Path

from marginalia.study.model import Check, Study

_APART = ("slug", "numbers", "claims", "notes", "tables", "appraisals", "enrolled_printed")
_COLUMNS = (
    "id", "section", "place", "group", "month", "measure", "statistic", "printed", "reading", "ocr", "note",
)  # fmt: skip


def write_package(study: Study, folder: Path) -> Path:
    """The package of a study in this new folder. Its YAML files are JSON, which YAML contains."""
    folder.mkdir(parents=True)
    described = {name: value for name, value in asdict(study).items() if name not in _APART}
    claims = [asdict(claim) | {"checks": [_check(check) for check in claim.checks]} for claim in study.claims]
    tables = [asdict(table) for table in study.tables]
    for name, content in (("study", described), ("claims", claims), ("tables", tables)):
        (folder / f"{name}.yml").write_text(json.dumps(content, indent=1), encoding="utf-8")
    with (folder / "numbers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, _COLUMNS, extrasaction="ignore")
        rows.writeheader()
        rows.writerows(asdict(number) for number in study.numbers)
    return folder


def _check(check: Check) -> dict[str, object]:
    return {"rule": check.rule, **dict(check.arguments)}
