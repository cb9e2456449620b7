"""Facts of the page about what changed since the version before."""

from __future__ import annotations

from marginalia.display import since
from marginalia.display.evidence import Evidence


def facts(evidence: Evidence) -> dict[str, str]:
    found = since.changes(evidence)
    if found is None or evidence.earlier is None:
        return {"brief_sentence": since.NONE}
    now, before = evidence.study.version, evidence.earlier.study.version
    differences = f"Not as before: {found.in_brief()}." if found.lines else "They say the same in everything."
    return {"brief_sentence": f"This is version {now} of the package, set beside version {before}. {differences}"}
