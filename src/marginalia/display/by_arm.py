"""What chapters say of a study with several arms, whose results stand arm by arm and not of everybody."""

from __future__ import annotations

from marginalia.analysis.proportions import Assessed, assess
from marginalia.analysis.settings import Settings
from marginalia.display import values
from marginalia.display.facts.common import headline
from marginalia.study.model import OVERALL, RESPONSE, Study


def several(study: Study) -> bool:
    """Whether the study compares arms."""
    return study.control is not None


def last_of_arms(study: Study, settings: Settings) -> tuple[Assessed, ...]:
    """Each arm's response at the last visit that prints it for all of them; empty where there is none, or where the
    paper prints responders of everybody as well."""
    if not several(study) or headline(study, settings) is not None:
        return ()
    for month in reversed(study.visits):
        cells = [study.best(RESPONSE, arm.id, month) for arm in study.arms]
        found = [assess(study, cell, settings) for cell in cells if cell is not None]
        if len(found) == len(study.arms) and all(one.share is not None for one in found):
            return tuple(found)
    return ()


def responders_clause(study: Study, settings: Settings) -> str:
    """`at 12 weeks 73 of 97 (75%) responded in “One” and 76 of 111 (68%) in “Two”`; empty where that is not printed."""
    found = last_of_arms(study, settings)
    if not found:
        return ""
    parts = [
        f"{one.n} of {one.N} ({values.percent(one.share or 0.0)})"
        f"{' responded' if at == 0 else ''} in “{study.group(one.cell.group or OVERALL).label}”"
        for at, one in enumerate(found)
    ]
    return f"at {values.month(found[0].cell.month)} {values.listed(parts)}"


def responders_sentence(study: Study, settings: Settings) -> str:
    """The same as a sentence."""
    clause = responders_clause(study, settings)
    return f"{values.capital(clause)}." if clause else ""


def means_by_arm(study: Study) -> bool:
    """Whether means after treatment are printed by arm."""
    arms = {arm.id for arm in study.arms}
    return several(study) and any(
        number.statistic == "mean" and number.group in arms and (number.month or 0) > 0 for number in study.numbers
    )


def taken(study: Study) -> str:
    """What happened to everybody in the study: `treated`, or `enrolled` where arms were treated differently."""
    return "enrolled" if several(study) else "treated"
