"""What a package folder holds besides the paper; told without reading it, so that it costs nothing to ask."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

#: Earlier versions of the package, kept inside it: `earlier/<version>/`, each a whole package.
EARLIER = "earlier"
PATIENTS, VISITS, EVENTS = "patients.csv", "visits.csv", "events.csv"
#: The three as sheets of one workbook.
WORKBOOK = "patients.xlsx"
#: Workbooks of other kinds, which are not read and must not lie there unnoticed.
OTHER_WORKBOOKS = ("patients.xls", "patients.xlsm", "patients.xlsb", "patients.ods")


def has_patients(folder: Path) -> bool:
    """Whether a package holds patients one by one, or a part of them."""
    return any((folder / name).exists() for name in (PATIENTS, VISITS, EVENTS, WORKBOOK, *OTHER_WORKBOOKS))


def has_earlier(folder: Path) -> bool:
    """Whether a package keeps an earlier version of itself."""
    return bool(earlier_versions(folder))


def earlier_versions(folder: Path) -> tuple[Path, ...]:
    """The folders of a package's earlier versions, the latest last: in the order of their names, numbers by size."""
    found = (file.parent for file in (folder / EARLIER).glob("*/study.yml") if not file.parent.name.startswith("."))
    return tuple(sorted(found, key=_by_numbers))


def name_of(folder: PurePath) -> str:
    """What a package is called, from where it stands and nothing more: `my-paper`, or `my-paper-version-1` for an
    earlier version that it keeps."""
    if folder.parent.name == EARLIER:
        return f"{folder.parent.parent.name}-version-{folder.name}"
    return folder.name


def _by_numbers(folder: Path) -> list[tuple[int, str]]:
    """A sort key by which `2` comes before `10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", folder.name)]
