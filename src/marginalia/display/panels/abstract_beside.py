"""The published abstract, claim by claim with its verdict, beside the abstract that the data support."""

from __future__ import annotations

from marginalia.audit import Judgement
from marginalia.display import badges, markup, shown, values
from marginalia.display.claims import entry_label
from marginalia.display.evidence import Evidence
from marginalia.display.facts.supported import PARTS, abstract
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.display.template import fill

#: Where the title's claims stand, and those whose part of the abstract a package does not name.
_TITLE, _ELSEWHERE = "conclusions", "results"


def show(evidence: Evidence, name: str) -> Table | Shown:
    judgements = [one for one in evidence.judgements.values() if one.claim.section in ("title", "abstract")]
    if not judgements:
        return shown.sentence("No claims of a published abstract are recorded for this paper.")
    supported = abstract(evidence)
    rows: list[Row] = []
    for part in PARTS:
        claims = [one for one in judgements if _part(one) == part]
        said = tuple(_claim(one, evidence) for one in claims) or ("nothing that we recorded",)
        rows.append(Row(Entry.plain(values.capital(part)), heading=True))
        rows.append(Row(Entry(said), (Entry.plain(" ".join(supported[part])),)))
    caption = (
        f"Left: what title and abstract of {evidence.study.citation.short} claim, in our words, each with its verdict. "
        "Right: an abstract made of the paper’s own numbers alone. Every figure in it is worked out from the data."
    )
    columns = ("The published abstract claims", "The data support")
    return Table(name, markup.myst(caption), columns, tuple(rows), "wordy beside")


def _part(judged: Judgement) -> str:
    if judged.claim.section == "title":
        return _TITLE
    part = judged.claim.place.rpartition("/")[2]
    return next((one for one in PARTS if part and one.startswith(part)), _ELSEWHERE)


def _claim(judged: Judgement, evidence: Evidence) -> str:
    opening = "Title: " if judged.claim.section == "title" else ""
    badge = badges.myst(judged.verdict, entry_label(judged.claim.id))
    return f"{opening}{fill(judged.claim.says, evidence)} {badge}"
