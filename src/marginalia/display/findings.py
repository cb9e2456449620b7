"""What the audit found in the numbers of a chapter, as a plain list."""

from __future__ import annotations

from collections.abc import Iterable

from marginalia.audit.claims import with_assumption
from marginalia.display import markup
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence


def findings_of(evidence: Evidence, chapter: str) -> Shown:
    """The findings about a quantity that a claim of the chapter rests on, in the audit's order."""
    quantities = {one for claim in evidence.study.claims_in(chapter) for one in _quantities(evidence, claim.rests_on)}
    found = [finding for finding in evidence.findings if quantities & _quantities(evidence, finding.numbers)]
    if not found:
        return sentence("The checks found nothing to ask about in the numbers of this section.")
    texts = [with_assumption(finding) for finding in found]
    return Shown(
        "\n".join(f"- {markup.myst(text)}" for text in texts),
        "<ul>" + "".join(f"<li>{markup.html(text)}</li>" for text in texts) + "</ul>",
    )


def _quantities(evidence: Evidence, references: Iterable[str]) -> set[tuple[str | None, str, float | None]]:
    """What the references measure: group, measure, month; a finding may name another place that prints the same."""
    study = evidence.study
    numbers = [number for id in references if study.has(id) for number in study.numbers_of(id)]
    return {(number.group, number.measure, number.month) for number in numbers}
