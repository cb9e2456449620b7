"""Files of a package that are not read because their names are slightly wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from marginalia.errors import Problem
from marginalia.study.contents import EARLIER, EVENTS, PATIENTS, VISITS, WORKBOOK
from marginalia.study.suggestions import nearest

#: Every file that a package may hold, and what it is for.
FILES = ("study.yml", "numbers.csv", "tables.yml", "claims.yml", "notes.yml", "references.bib", "CODING.md")
FOLDERS = ("appraisal", "entry-2", EARLIER)
_PATIENT_FILES = (PATIENTS, VISITS, EVENTS, WORKBOOK)

#: How alike two names must be, from 0 to 100. `claim.yml` and `claims.yml` are 95; `rules.yml` and `tables.yml` 74.
_ALIKE = 80


def check_names(folder: Path, problems: list[Problem]) -> None:
    """Note every file or folder whose name is nearly that of one that the package lacks: it would not be read.

    A required file that is missing is told where it is read; here the problem names the file that may be meant.
    """
    there = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    files = [name for name in (*FILES, *_PATIENT_FILES) if name not in there]
    folders = [name for name in FOLDERS if name not in there]
    for name in sorted(there.difference(FILES, _PATIENT_FILES, FOLDERS)):
        meant = _meant(name, folders if (folder / name).is_dir() else files)
        if meant:
            hint = f"did you mean {meant!r}? rename it, or it is not read"
            if name.lower().endswith((".xlsx", ".xls", ".ods")) and meant.endswith(".csv"):
                hint = f"a workbook is not read here: save the sheet as “CSV UTF-8” under the name {meant}"
            problems.append(Problem(name, "", name, "a name that a package knows", hint))


def _meant(name: str, lacking: Iterable[str]) -> str:
    """The lacking name that this one is nearly, whatever its case and its extension; empty where there is none."""
    stems = {_stem(known): known for known in lacking}
    return stems.get(nearest(_stem(name), stems, _ALIKE), "")


def _stem(name: str) -> str:
    """`Claims.yaml.txt` as `claim`, `studies.yml` as `study`."""
    stem = name.lower().split(".")[0]
    return f"{stem[:-3]}y" if stem.endswith("ies") else stem.removesuffix("s")
