"""What the teaching notebooks import."""

from __future__ import annotations

from marginalia.analysis.settings import Settings
from marginalia.display.evidence import gather
from marginalia.parameters import Edition, Parameters
from marginalia.teaching.lesson import Lesson, lesson
from marginalia.teaching.material import Material
from marginalia.teaching.sheet import Sheet, sheet


def open_exercises(
    *,
    study: str = "data/prodromos-2025",
    confidence: float = 0.95,
    interval: str = "wilson",
    edition: str = "reader",
    seed: int = 20250101,
    simulations: int = 2000,
) -> Sheet:
    """The exercises on a study package, for an edition. A relative folder is looked for from the book's root.

    Raises `PackageError` where the package has mistakes, `ParameterError` for a bad parameter.
    """
    material, checked = _prepare(study, confidence, interval, edition, seed, simulations)
    return sheet(material, checked)


def open_lesson(
    *,
    study: str = "data/prodromos-2025",
    confidence: float = 0.95,
    interval: str = "wilson",
    edition: str = "reader",
    seed: int = 20250101,
    simulations: int = 2000,
) -> Lesson:
    """The ready lesson on a study package, for an edition; raises as `open_exercises` does."""
    material, checked = _prepare(study, confidence, interval, edition, seed, simulations)
    return lesson(material, sheet(material, checked))


def _prepare(
    study: str, confidence: float, interval: str, edition: str, seed: int, simulations: int
) -> tuple[Material, Edition]:
    chosen = Parameters.checked(
        {
            "study": study,
            "confidence": confidence,
            "interval": interval,
            "edition": edition,
            "seed": seed,
            "simulations": simulations,
        }
    )
    evidence = gather(chosen.study, Settings(chosen.confidence, chosen.interval), edition=chosen.edition)
    return Material(evidence.study, evidence.settings, tuple(evidence.comparators.values())), chosen.edition
