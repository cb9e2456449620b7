"""The study of this book, opened for teaching, and small studies built by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from marginalia.analysis.comparators import read_comparators
from marginalia.study.model import Study
from marginalia.study.reading import read_study
from marginalia.teaching.material import Material

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def paper() -> Study:
    return read_study(ROOT / "data" / "prodromos-2025")


@pytest.fixture(scope="session")
def material(paper: Study) -> Material:
    return Material(paper, comparators=read_comparators(ROOT / "data" / "literature"))
