"""Every kind of error that can be planted, with what a paper must have for it."""

from __future__ import annotations

from cohorts.errors_in_counts import (
    denominator_above_group,
    disjoint_groups_above_whole,
    follow_up_below_group,
    followed_above_earlier_responders,
    lapsed_above_non_responders,
    lasting_above_responders,
    numerator_above_denominator,
    part_above_whole,
    response_above_seen,
    treatments_above_enrolled,
    treatments_below_everybody,
)
from cohorts.errors_in_prints import (
    fraction_changed_in_one_place,
    impossible_percent,
    mean_changed_in_one_place,
    mean_that_no_scores_have,
    percent_changed_in_the_abstract,
    size_printed_twice_differently,
)
from cohorts.errors_in_words import (
    false_comparison,
    false_majority,
    false_superlative,
    false_threshold,
    least_dose_and_dose_by_weight,
    limit_in_two_senses,
    method_left_out,
    rating_left_out,
    response_left_out,
    text_of_other_patients,
    visit_left_out,
)
from cohorts.planted import Error

_REPEATED = {"repeats": True}
_PARTITION = {"arms": "partition"}
_LONGER = {"months": (1.0, 3.0, 6.0, 12.0)}

ERRORS: tuple[Error, ...] = (
    Error(impossible_percent),
    Error(fraction_changed_in_one_place, _REPEATED),
    Error(percent_changed_in_the_abstract, _REPEATED),
    Error(mean_changed_in_one_place, _REPEATED),
    Error(size_printed_twice_differently),
    Error(mean_that_no_scores_have, {"scales": ("relief",), "repeats": False}),
    Error(numerator_above_denominator),
    Error(denominator_above_group),
    Error(follow_up_below_group),
    Error(response_above_seen),
    Error(part_above_whole, _PARTITION),
    Error(disjoint_groups_above_whole, _PARTITION),
    Error(treatments_above_enrolled, _PARTITION),
    Error(treatments_below_everybody, _PARTITION | {"repeats": False}),
    Error(lasting_above_responders, _LONGER),
    Error(followed_above_earlier_responders, _LONGER | {"repeats": False}),
    Error(lapsed_above_non_responders, _LONGER | {"repeats": False}),
    Error(false_threshold),
    Error(false_comparison, _LONGER),
    Error(false_superlative, _PARTITION),
    Error(false_majority),
    Error(visit_left_out, _LONGER),
    Error(response_left_out, _LONGER),
    Error(rating_left_out),
    Error(method_left_out),
    Error(limit_in_two_senses, {"severe": True, "scales": ("pain", "disability"), "repeats": True}),
    Error(least_dose_and_dose_by_weight),
    Error(text_of_other_patients, {"scales": ("disability", "relief"), "repeats": True}),
)
