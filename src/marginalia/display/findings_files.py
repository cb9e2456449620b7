"""The audit's files as links on a page: the same that `marginalia audit --out` writes."""

from __future__ import annotations

from urllib.parse import quote

from marginalia.display import markup
from marginalia.display.evidence import Evidence
from marginalia.display.records import Audited
from marginalia.display.shown import Shown

_BEFORE = "For a spreadsheet or a program:"


def audited(evidence: Evidence) -> Audited:
    """The audit as the book tells it, with what all printed counts give together."""
    judgements = tuple(evidence.judgements.values())
    return Audited(evidence, evidence.questions, judgements, searched=evidence.reconstruction)


def offered(evidence: Evidence, about: str = "findings") -> Shown:
    """Links to the files about findings, or about claims; in JupyterLab the files themselves are in the links."""
    files = {name: text for name, text in audited(evidence).files().items() if name.startswith(f"{about}.")}
    body = {"before": _BEFORE, "files": [{"name": name, "text": text} for name, text in files.items()]}
    links = " · ".join(
        f'<a download="{name}" href="data:text/plain;charset=utf-8,{quote(text)}">{name}</a>'
        for name, text in files.items()
    )
    return Shown(markup.directive("offered-files", markup.json_line(body)), f"<p>{_BEFORE} {links}</p>")
