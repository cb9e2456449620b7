"""Bad packages: the tiny good one with the files of a defect laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import cast

import yaml

BAD = Path(__file__).parents[1] / "packages" / "bad"


def expected_messages() -> dict[str, list[str]]:
    """For each defect the parts of the message that it must give."""
    return cast("dict[str, list[str]]", yaml.safe_load((BAD / "expected.yml").read_text(encoding="utf-8")))


def lay_over(package: Path, defect: str) -> None:
    """Gives this copy of the tiny package the defect."""
    for file in (BAD / defect).iterdir():
        if file.name == "remove.txt":
            for name in file.read_text().split():
                (package / name).unlink()
        else:
            shutil.copy(file, package / file.name)
