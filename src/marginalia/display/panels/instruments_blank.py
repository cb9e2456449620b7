"""Blank forms to fill in, as files: for a reader who disagrees, and for a class."""

from __future__ import annotations

from urllib.parse import quote

from marginalia.analysis.instruments import Choice, Instrument
from marginalia.display import markup, shown
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown

_BEFORE = "Blank forms:"


def show(evidence: Evidence, name: str) -> Shown:
    if not evidence.instruments:
        return shown.sentence("No instruments come with this book.")
    files = [{"name": f"{id}.yml", "text": blank(one)} for id, one in evidence.instruments.items()]
    links = " · ".join(
        f'<a download="{file["name"]}" href="data:text/plain;charset=utf-8,{quote(file["text"])}">{file["name"]}</a>'
        for file in files
    )
    body = markup.json_line({"before": _BEFORE, "files": files})
    return Shown(markup.directive("offered-files", body), f"<p>{_BEFORE} {links}</p>")


def blank(instrument: Instrument) -> str:
    """A form without answers: each item with its question and the answers that it takes."""
    lines = [
        f"# {instrument.name}: {instrument.asks}",
        "# Put this file into the folder appraisal/ of a study package, fill it in, and run: marginalia check",
        f"- id: {instrument.id}",
        f"  instrument: {instrument.id}",
        '  about: "what is appraised"',
        '  filled_by: "who answers, and whether somebody else did too"',
    ]
    if instrument.blank.overall:
        lines += [f"  overall: # {_listed(instrument.overall)}", '  overall_reason: "why"']
    lines.append("  answers:")
    for item in instrument.items:
        lines += [
            f"    # {item.number}. {item.asks}",
            f"    - item: {item.id}",
            f"      answer: # {_listed(item.choices)}",
            '      reason: "why; a number of the paper as {id-of-a-number}"',
        ]
    return "\n".join(lines) + "\n"


def _listed(choices: tuple[Choice, ...]) -> str:
    return ", ".join(choice.id for choice in choices)
