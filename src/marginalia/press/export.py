"""A study and its audit as files for use elsewhere, in a folder that appears whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.errors import ParameterError
from marginalia.files import swap_in
from marginalia.parameters import DEFAULTS
from marginalia.press.place import unwritable
from marginalia.press.project import Project

if TYPE_CHECKING:
    from marginalia.interchange.datapackage import Contents


def gathered(project: Project, folder: Path, *, reconstruct: bool = False) -> Contents:
    """The study in `folder`, checked and audited, with the patients that it has; where it is wanted, all printed counts
    are asked together. Raises `PackageError`."""
    from marginalia.display.evidence import RECONSTRUCTIONS
    from marginalia.interchange.authorship import read_authorship
    from marginalia.interchange.datapackage import Contents
    from marginalia.press import report
    from marginalia.press.checking import read_checked
    from marginalia.press.record import book_evidence

    study = read_checked(project, folder)
    evidence = book_evidence(folder, study, DEFAULTS, project.top, project.top / RECONSTRUCTIONS)
    audited = report.audited(evidence, search=report.Search() if reconstruct else None)
    return Contents(audited, read_authorship(project.top).data_licences if folder.is_relative_to(project.top) else ())


def export(given: Contents, out: Path) -> tuple[Path, ...]:
    """Write the Data Package into a folder, in place of an earlier one; returns the files, in order.

    Raises `ParameterError` where the folder holds anything else, `MarginaliaError` where the disc refuses.
    """
    from marginalia.interchange.datapackage import files_of, written_into

    files = files_of(given)
    _check_free(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise unwritable(out, error) from error
    try:
        fresh.chmod(0o755)
        written_into(fresh, files)
        swap_in(fresh, out)
    except OSError as error:
        raise unwritable(out, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return tuple(out / path for path in files)


def _check_free(out: Path) -> None:
    """Raise `ParameterError` where something lies in the folder that an earlier export did not put there."""
    if not out.exists():
        return
    from marginalia.interchange.datapackage import NAME
    from marginalia.interchange.verdict_schema import schemas

    found = {file.relative_to(out).as_posix() for file in out.rglob("*") if not file.is_dir()} if out.is_dir() else {""}
    try:
        resources = json.loads((out / NAME).read_text("utf-8"))["resources"]
        ours = {NAME, "findings.json", "claims.json", *schemas(), *(one["path"] for one in resources)}
    except (OSError, ValueError, KeyError, TypeError):
        ours = set()
    if others := sorted(found - ours):
        what = f"{others[0]}, which no export put there" if others[0] else "is no folder"
        raise ParameterError(f"the folder {out} {'holds ' if others[0] else ''}{what}; choose another with --out")
