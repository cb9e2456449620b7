"""Claims about other treatments, one by one: what is compared, what would show it, what is known, how it stands."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from marginalia.display import badges, markup, shown, values
from marginalia.display.claims import said_label
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.display.template import fill
from marginalia.study.model import Claim, Standing
from marginalia.study.schema import Standing as Word

_COLUMNS = ("The paper says", "What would show it", "What we know from elsewhere", "Standing")


def found(evidence: Evidence, section: str) -> tuple[tuple[Claim, Standing], ...]:
    """The claims made in a section of the paper, whichever chapter retells them, with their standing, in the paper's
    order. Claims without one are left out."""
    claims = [claim for claim in evidence.study.claims if claim.section == section]
    return tuple((claim, claim.standing) for claim in claims if claim.standing is not None)


def table(evidence: Evidence, section: str, name: str) -> Table | Shown:
    """The claims of a section, each linked to its place in the book, with the verdict on it."""
    pairs = found(evidence, section)
    if not pairs:
        return shown.sentence(counted(evidence, section))
    caption = markup.myst(
        f"{counted(evidence, section)} The badge is the verdict by this paper’s own numbers and design; the last "
        "column is our judgement of the literature that we read, mostly abstracts."
    )
    return Table(name, caption, _COLUMNS, tuple(_row(evidence, claim, one) for claim, one in pairs), "wordy")


def counted(evidence: Evidence, section: str) -> str:
    """How many claims stand how, in a sentence."""
    pairs = found(evidence, section)
    if not pairs:
        return "None of this section’s claims about other treatments has been set beside the literature."
    counts = Counter(one.found for _, one in pairs)
    parts = [f"{values.count(counts[standing])} {standing}" for standing in get_args(Word) if counts[standing]]
    told = values.listed(parts)
    return f"Of {values.plural(len(pairs), 'claim')} about other treatments or other studies, we found {told}."


def _row(evidence: Evidence, claim: Claim, one: Standing) -> Row:
    judged = evidence.judgements[claim.id]
    says = f"{fill(claim.says, evidence)} {{ref}}`(there) <{said_label(claim.id)}>`"
    return Row(
        Entry((says, badges.myst(judged.verdict, said_label(claim.id)))),
        (
            Entry((markup.myst(f"Compares: {one.compares}."), markup.myst(f"Needed: {one.needed}."))),
            Entry((fill(one.known, evidence),)),
            Entry.plain(values.capital(one.found)),
        ),
    )
