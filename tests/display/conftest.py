"""Evidence to show: the small invented study, and the paper with the book's literature."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from marginalia.display.evidence import RECONSTRUCTIONS, Evidence
from marginalia.study.model import Study
from marginalia.study.reading import read_study

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def tiny_evidence(tiny_study: Study) -> Evidence:
    return Evidence(tiny_study)


@pytest.fixture(scope="session")
def paper_evidence(paper_study: Study, root: Path) -> Evidence:
    return Evidence(paper_study, literature=root / "data" / "literature", reconstructions=root / RECONSTRUCTIONS)


@pytest.fixture(scope="session")
def other_evidence(root: Path) -> Evidence:
    """Another real paper, about another joint, with the book's literature."""
    study = read_study(root / "data" / "rivera-2016")
    return Evidence(study, literature=root / "data" / "literature", reconstructions=root / RECONSTRUCTIONS)
