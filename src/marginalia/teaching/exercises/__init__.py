"""The exercises, in the order of the book: from a first minute with the paper to a rewritten conclusion.

Each module holds one function that turns a study into an exercise, or into `None` where the study lacks what the
exercise needs. To add one: write the module, add its function here.
"""

from __future__ import annotations

from collections.abc import Callable

from marginalia.teaching.exercises.any_of_three import any_of_three
from marginalia.teaching.exercises.beyond_the_design import beyond_the_design
from marginalia.teaching.exercises.conditioned_table import conditioned_table
from marginalia.teaching.exercises.denominator import denominator
from marginalia.teaching.exercises.done_well import done_well
from marginalia.teaching.exercises.follow_up_threshold import follow_up_threshold
from marginalia.teaching.exercises.missing_patients import missing_patients
from marginalia.teaching.exercises.nothing_happened import nothing_happened
from marginalia.teaching.exercises.one_sentence import one_sentence
from marginalia.teaching.exercises.overlapping_groups import overlapping_groups
from marginalia.teaching.exercises.promised_visit import promised_visit
from marginalia.teaching.exercises.recompute_percent import recompute_percent
from marginalia.teaching.exercises.regression_to_the_mean import regression_to_the_mean
from marginalia.teaching.exercises.small_group import small_group
from marginalia.teaching.exercises.two_places import two_places
from marginalia.teaching.exercises.whose_mean import whose_mean
from marginalia.teaching.exercises.wilson_by_hand import wilson_by_hand
from marginalia.teaching.material import Material
from marginalia.teaching.model import Exercise

REGISTRY: tuple[Callable[[Material], Exercise | None], ...] = (
    # warm-up
    denominator,
    recompute_percent,
    promised_visit,
    done_well,
    # core
    follow_up_threshold,
    missing_patients,
    wilson_by_hand,
    small_group,
    conditioned_table,
    nothing_happened,
    two_places,
    any_of_three,
    beyond_the_design,
    # stretch
    whose_mean,
    overlapping_groups,
    regression_to_the_mean,
    one_sentence,
)


def compose(material: Material) -> tuple[Exercise, ...]:
    """Every exercise that the study can carry, in order."""
    made = (make(material) for make in REGISTRY)
    return tuple(exercise for exercise in made if exercise is not None)
