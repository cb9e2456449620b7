"""The study of this book, opened for teaching."""

from __future__ import annotations

from pathlib import Path

import pytest

from marginalia.analysis.comparators import read_comparators
from marginalia.study.model import Study
from marginalia.teaching.material import Material


@pytest.fixture(scope="session")
def material(root: Path, paper_study: Study) -> Material:
    return Material(paper_study, comparators=read_comparators(root / "data" / "literature"))
