"""What the audit found in the numbers of a chapter, as a plain list."""

from __future__ import annotations

from collections.abc import Iterable

from marginalia.audit.claims import with_assumption
from marginalia.audit.findings import Finding
from marginalia.display import markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence


def findings_of(evidence: Evidence, chapter: str, beside: str = "") -> Shown:
    """The findings about a quantity that a claim of the chapter rests on, in the audit's order. One that bears on the
    chapter `beside` it as well is told in the chapter to which its first number belongs, and counted in the other."""
    found = _bearing_on(evidence, chapter)
    if not found:
        return sentence("The checks found nothing to ask about in the numbers of this section.")
    shared = [finding for finding in _bearing_on(evidence, beside) if finding in found] if beside else []
    elsewhere = [finding for finding in shared if _home(evidence, finding, chapter, beside) == beside]
    texts = [with_assumption(finding) for finding in found if finding not in elsewhere]
    pointer = ""
    if elsewhere:
        more = values.plural(len(elsewhere), "question" if not texts else "more question")
        pointer = f"{values.capital(more)} about these numbers {'is' if len(elsewhere) == 1 else 'are'} told in"
    return Shown(
        "\n".join(f"- {markup.myst(text)}" for text in texts)
        + (f"\n\n{pointer} {{doc}}`the chapter on {beside} <{beside}>`." if pointer else ""),
        "<ul>"
        + "".join(f"<li>{markup.html(text)}</li>" for text in texts)
        + "</ul>"
        + (f"<p>{pointer} the chapter on {beside}.</p>" if pointer else ""),
    )


def _bearing_on(evidence: Evidence, chapter: str) -> list[Finding]:
    quantities = {one for claim in evidence.study.claims_in(chapter) for one in _quantities(evidence, claim.rests_on)}
    return [finding for finding in evidence.findings if quantities & _quantities(evidence, finding.numbers)]


def _home(evidence: Evidence, finding: Finding, *chapters: str) -> str:
    """In which of the chapters a finding is told: the first that one of its numbers, in their order, belongs to."""
    study = evidence.study
    of = {section.id: section.chapter for section in study.sections}
    homes = [
        of.get(number.section)
        for id in finding.numbers
        if study.has(id)
        for number in study.numbers_of(id)
        if of.get(number.section) in chapters
    ]
    return next(iter(homes), None) or min(chapters)


def _quantities(evidence: Evidence, references: Iterable[str]) -> set[tuple[str | None, str, float | None]]:
    """What the references measure: group, measure, month; a finding may name another place that prints the same."""
    study = evidence.study
    numbers = [number for id in references if study.has(id) for number in study.numbers_of(id)]
    return {(number.group, number.measure, number.month) for number in numbers}
