"""What the audit found in the numbers of a chapter, as a plain list."""

from __future__ import annotations

from marginalia.audit import Finding
from marginalia.display import markup
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence


def findings_of(evidence: Evidence, chapter: str) -> Shown:
    """The findings that touch a number of the chapter's sections, in the audit's order."""
    sections = {section.id for section in evidence.study.sections if section.chapter == chapter}
    found = [finding for finding in evidence.findings if sections & _sections(evidence, finding)]
    if not found:
        return sentence("The checks found nothing to ask about in the numbers of this section.")
    return Shown(
        "\n".join(f"- {markup.myst(finding.sentence)}" for finding in found),
        "<ul>" + "".join(f"<li>{markup.html(finding.sentence)}</li>" for finding in found) + "</ul>",
    )


def _sections(evidence: Evidence, finding: Finding) -> set[str]:
    study = evidence.study
    return {number.section for id in finding.numbers if study.has(id) for number in study.numbers_of(id)}
