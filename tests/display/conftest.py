"""Evidence to show: the small invented study, and the paper with the book's literature."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from marginalia.display.evidence import RECONSTRUCTIONS, Evidence
from marginalia.study.model import Study
from marginalia.study.patient_tables import read_cohort
from marginalia.study.reading import read_study

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def tiny_evidence(tiny_study: Study) -> Evidence:
    return Evidence(tiny_study)


@pytest.fixture(scope="session")
def paper_evidence(paper_study: Study, root: Path, paper_with_patients: Path) -> Evidence:
    """The paper, with patients one by one that were made up to fit it."""
    return Evidence(
        paper_study,
        literature=root / "data" / "literature",
        reconstructions=root / RECONSTRUCTIONS,
        cohort=read_cohort(paper_study, paper_with_patients),
    )


@pytest.fixture(scope="session")
def arms_evidence(root: Path) -> Evidence:
    """A real randomised trial of two arms, with the book's literature."""
    study = read_study(root / "data" / "ha-2017")
    return Evidence(study, literature=root / "data" / "literature", reconstructions=root / RECONSTRUCTIONS)


@pytest.fixture(scope="session")
def other_evidence(root: Path) -> Evidence:
    """Another real paper, about another joint, with the book's literature."""
    study = read_study(root / "data" / "rivera-2016")
    return Evidence(study, literature=root / "data" / "literature", reconstructions=root / RECONSTRUCTIONS)
