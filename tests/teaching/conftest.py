"""The study of this book, opened for teaching."""

from __future__ import annotations

from pathlib import Path

import pytest

from marginalia.analysis.comparators import read_comparators
from marginalia.study.model import Study
from marginalia.teaching.material import Material

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def material(paper_study: Study) -> Material:
    return Material(paper_study, comparators=read_comparators(ROOT / "data" / "literature"))
