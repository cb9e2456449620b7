"""What chapters say of a study with several arms, whose results stand arm by arm and not of everybody."""

from __future__ import annotations

from marginalia.analysis.proportions import Assessed, assess
from marginalia.analysis.settings import Settings
from marginalia.display import values
from marginalia.display.facts.common import headline
from marginalia.study.model import OVERALL, RESPONSE, Study

NO_OVERLAP = (
    "Besides its arms, which share nobody, the paper does not print the sizes of two groups that could overlap."
)


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


def no_responders(study: Study) -> str:
    """That no responders of everybody are printed; those of each arm may well be."""
    return f"The paper does not report how many patients responded{_together(study)}."


def no_fates(study: Study) -> str:
    """That it is not printed of everybody who responded and who was missing."""
    return f"The paper does not report who responded and who was not seen{_together(study)}."


def no_missing(study: Study) -> str:
    """That responders of everybody are not printed beside the missing."""
    return f"The paper does not report responders together with how many were missing{_together(study)}."


def no_two_treatments(study: Study) -> str:
    """That no treatment groups can be compared; arms are, in a chapter of their own."""
    besides = "Besides its arms, which stand in a chapter of their own, the" if several(study) else "The"
    return f"{besides} paper prints no responders of two treatment groups that share no patient."


def _together(study: Study) -> str:
    return ", all arms together" if several(study) else ""


def counted_among(study: Study) -> str:
    """Whom the response is counted among: the population that the paper chose, else those who came."""
    known = {measure.id: measure.among for measure in study.measures}
    return known.get(RESPONSE) or "those seen"


def means_by_arm(study: Study) -> bool:
    """Whether means after treatment are printed by arm."""
    arms = {arm.id for arm in study.arms}
    return several(study) and any(
        number.statistic == "mean" and number.group in arms and (number.month or 0) > 0 for number in study.numbers
    )


def taken(study: Study) -> str:
    """What happened to everybody in the study: `treated`, or `enrolled` where arms were treated differently."""
    return "enrolled" if several(study) else "treated"
