"""Claims of effect that rest on what happened within an arm, and not on a comparison between arms."""

from __future__ import annotations

from marginalia.study.model import Check, Study

_EFFICACY = "efficacy"


def within_an_arm(study: Study) -> tuple[str, ...]:
    """The claims of efficacy, by id, that compare an arm with itself at another visit and no arm with another: a common
    error, for both arms of a trial change by themselves (Bland & Altman 2011, Trials 12:264). Empty in a study with one
    arm, where there is nothing else to compare with."""
    arms = {group.id for group in study.arms}
    if len(arms) < 2:
        return ()
    return tuple(
        claim.id
        for claim in study.claims
        if claim.kind == _EFFICACY
        and (pairs := [pair for check in claim.checks if (pair := _compared(study, check)) is not None])
        and all(left == right and left in arms for left, right in pairs)
    )


def _compared(study: Study, check: Check) -> tuple[str | None, str | None] | None:
    """The groups of the two numbers that a check compares; `None` for any other check."""
    if check.rule != "compare":
        return None
    arguments = dict(check.arguments)
    found = [study.numbers_of(str(arguments[side])) for side in ("left", "right") if study.has(str(arguments[side]))]
    return (found[0][0].group, found[1][0].group) if len(found) == 2 else None
