"""Patients written by hand, about the small study of `made_study` with the outcomes, visits and rule that a test asks
for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from marginalia.study.model import Outcome, Study
from marginalia.study.patient_level import Cohort, Patient, Visit
from tests.analysis.made_study import study

PAIN = Outcome("pain", "Pain", "points", 0, 10, "lower", 1, 2)
WALK = Outcome("walk", "Walking", "metres", 0, 400, "higher", None, 50)
RELIEF = Outcome("relief", "Relief", "%", 0, 100, "higher", 10, 30, is_change=True)

#: An outcome's scores by visit; a visit may also hold several outcomes.
Scores = Mapping[float, float | Mapping[str, float]]


def about(
    *outcomes: Outcome, visits: tuple[float, ...] = (0.0, 3.0, 6.0, 12.0), needs: Literal["any", "all"] = "any"
) -> Study:
    """A study that prints nothing of these outcomes."""
    made = study()
    return replace(made, numbers=(), limits=(), tables=(), claims=(), outcomes=outcomes, visits=visits,
                   responder_needs=needs)  # fmt: skip


def patient(id: str, scores: Scores, *groups: str) -> Patient:
    """A patient seen at the months of the scores; a bare number is pain."""
    visits = tuple(
        Visit(month, {"pain": float(found)} if isinstance(found, (int, float)) else dict(found))
        for month, found in sorted(scores.items())
    )
    return Patient(id, frozenset(groups), visits)


def cohort(*patients: Patient, synthetic: bool = False) -> Cohort:
    return Cohort(patients, synthetic)


def many(*scores: Scores) -> Cohort:
    """Patients named a, b, c …"""
    return cohort(*(patient(f"{chr(97 + at // 26)}{chr(97 + at % 26)}", found) for at, found in enumerate(scores)))
