"""Spin, claim by claim: what the paper says, which kinds of spin were found in it, and the audit's verdict."""

from __future__ import annotations

from marginalia.audit.appraisal import Answered
from marginalia.display import appraisal, badges, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.markup import myst
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    found: dict[str, list[Answered]] = {}
    for form in appraisal.of_kind(evidence, "spin"):
        for one in form.answers:
            if one.choice is not None and one.choice.light in ("concern", "partly"):
                for claim in one.answer.claims:
                    found.setdefault(claim, []).append(one)
    if not found:
        return shown.sentence("No form on spin names a claim of this paper.")
    order = [claim.id for claim in evidence.study.claims if claim.id in found]
    rows = tuple(_row(claim, found[claim], evidence) for claim in order)
    caption = myst(
        "Claims in which a kind of spin was found or can be argued about, in the paper’s order. The verdict is the "
        "audit’s and was reached without the form."
    )
    return Table(name, caption, ("Claim", "Kind of spin", "Verdict"), rows, "wordy")


def _row(claim: str, kinds: list[Answered], evidence: Evidence) -> Row:
    lines = tuple(f"{appraisal.badge(one.choice)} {myst(values.inline(one.item.asks))}" for one in kinds)
    verdict = badges.myst(evidence.judgements[claim].verdict)
    return Row(Entry((appraisal.claim_link(evidence, claim),)), (Entry(lines), Entry((verdict,))))
