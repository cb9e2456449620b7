"""Facts of the page on how to read the book."""

from __future__ import annotations

from marginalia.display import by_arm, values
from marginalia.display.enrolment import enrolled
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline


def facts(evidence: Evidence) -> dict[str, str]:
    """The two ideas by the paper's own numbers; in general words where it prints none that would do."""
    study = evidence.study
    last = headline(study, evidence.settings)
    if last is None or last.n is None or last.N is None or last.share is None or last.interval is None:
        return {
            "denominator_sentence": (
                f"Is it of the {study.enrolled} who were {by_arm.taken(study)}, or of those who came back?"
            ),
            "interval_sentence": "With few people it is wide.",
        }
    return {
        "denominator_sentence": (
            f"The paper’s {values.percent(last.share)} at {values.month(last.cell.month)} is "
            f"{values.fraction(last.n, last.N)}, and {enrolled(study)} were {by_arm.taken(study)}."
        ),
        "interval_sentence": (
            f"With {values.fraction(last.n, last.N)} it runs from "
            f"{values.interval(last.interval.low, last.interval.high)}."
        ),
    }
