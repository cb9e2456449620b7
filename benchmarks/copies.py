"""The book's sources in a folder of its own, so that a measurement neither sees nor leaves anything in ours."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
_SOURCES = ("CITATION.cff", "_config.yml", "_toc.yml", "requirements.txt", "book", "chapters", "data")


def copy_sources(folder: Path) -> Path:
    """Copy what the book is made from; the engine stays where it is."""
    folder.mkdir(parents=True)
    for name in _SOURCES:
        source = TOP / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"))
        else:
            shutil.copyfile(source, folder / name)
    return folder


def environment(**more: str) -> dict[str, str]:
    """This process's environment, in which `marginalia` can be imported even where it is not installed."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(TOP / "src"), *sys.path[1:]]), **more}
