"""Facts of the chapter on duration."""

from __future__ import annotations

from marginalia.analysis.duration import lasting
from marginalia.analysis.proportions import assess
from marginalia.analysis.settings import Settings
from marginalia.display import inferences, values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED, known
from marginalia.display.facts.efficacy import check_sentence
from marginalia.study.model import CONTINUED_RESPONSE, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    cells = [assess(study, cell, settings) for cell in study.cells(measure=CONTINUED_RESPONSE) if cell.is_fraction]
    visits = lasting(study, settings=settings)
    names = ("visit", "fraction", "among", "of_seen", "of_starters", "starters")
    checked = {
        "checked_sentence": check_sentence(cells),
        "shrink_sentence": _shrink(study, settings),
        "lost_sentence": inferences.lost_sentence(evidence),
    }
    if not visits or visits[-1].printed.share is None:
        return {**dict.fromkeys(names, NOT_REPORTED), **checked}
    last = visits[-1]
    return {
        "visit": values.month(last.month),
        "fraction": values.fraction(last.printed.n or 0, last.printed.N or 0),
        "among": values.percent(last.printed.share or 0),
        "of_seen": known(last.of_seen, values.percent),
        "of_starters": known(last.of_starters, values.percent),
        "starters": known(last.starters),
        **checked,
    }


def _shrink(study: Study, settings: Settings) -> str:
    visits = [visit for visit in lasting(study, settings=settings) if visit.printed.N]
    if len(visits) < 2:
        return "Too few visits print a denominator to see how it changes."
    sizes = values.listed([str(visit.printed.N) for visit in visits], "then")
    return f"The denominators are {sizes}, at {values.months([visit.month for visit in visits])}."
