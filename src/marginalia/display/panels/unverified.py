"""How many numbers nobody has held against the paper yet, for the top of a page; nothing where all are checked."""

from __future__ import annotations

from marginalia.display import markup
from marginalia.display.evidence import Evidence
from marginalia.display.published import UNVERIFIED
from marginalia.display.shown import Shown
from marginalia.display.unverified import in_all


def show(evidence: Evidence, name: str) -> Shown:
    said = in_all(evidence.study)
    if not said:
        return Shown("", "")
    text = f"{said} They bear the sign {UNVERIFIED}; what rests on them may change. The page about the data lists them."
    label = markup.directive("container", "Not yet checked", colons=3, argument="note-label")
    body = f"{label}\n\n{markup.myst(text)}"
    return Shown(
        markup.directive("container", body, colons=4, argument="note note-caution"),
        f"<p><b>Not yet checked.</b> {markup.html(text)}</p>",
    )
