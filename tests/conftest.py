"""What every room's tests share: a small invented package, and the paper itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from marginalia.study.model import Study
from marginalia.study.reading import read_study

TESTS = Path(__file__).parent
PACKAGES = TESTS / "packages"
PAPER = TESTS.parent / "data" / "prodromos-2025"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the small invented package that a test may change."""
    return Path(shutil.copytree(PACKAGES / "tiny", tmp_path / "tiny"))


@pytest.fixture
def tiny_study(tiny: Path) -> Study:
    """The small invented package, read."""
    return read_study(tiny)


@pytest.fixture(scope="session")
def paper_study() -> Study:
    """The paper's own package, read once."""
    return read_study(PAPER)
