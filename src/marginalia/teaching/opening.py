"""What the teaching notebooks import."""

from __future__ import annotations

from marginalia.display.evidence import gather
from marginalia.parameters import Edition, Parameters
from marginalia.teaching.lesson import Lesson, lesson
from marginalia.teaching.material import Material
from marginalia.teaching.sheet import Sheet, sheet


def open_exercises(**chosen: object) -> Sheet:
    """The exercises on a study package, for an edition, with the parameters chosen by name (see
    `marginalia.parameters`). A relative folder is looked for from the book's root.

    Raises `PackageError` where the package has mistakes, `ParameterError` for a bad parameter.
    """
    return sheet(*_prepare(chosen))


def open_lesson(**chosen: object) -> Lesson:
    """The ready lesson on a study package, for an edition; takes and raises what `open_exercises` does."""
    material, edition = _prepare(chosen)
    return lesson(material, sheet(material, edition))


def _prepare(chosen: dict[str, object]) -> tuple[Material, Edition]:
    evidence = gather(Parameters.checked(chosen))
    material = Material(evidence.study, evidence.settings, tuple(evidence.comparators.values()))
    return material, evidence.chosen.edition
