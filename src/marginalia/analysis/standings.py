"""Where the literature leaves what a paper claims about other treatments: the rows of `standings.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marginalia.analysis.literature import Rows
from marginalia.study.model import Claim, Study

FILE = "standings.csv"

#: What the literature that was read says of a claim, from a yes to a no, and where it says nothing.
STANDINGS = ("supported", "partly supported", "not supported", "contradicted", "cannot be checked")

_COLUMNS = ("id", "study", "claim", "compares", "needed", "known", "standing")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known, beyond the paper, of one of its claims. `compares` says what the claim sets beside what, `needed`
    what evidence would carry it; `known` is a template (see `marginalia.study.template_syntax`) with what was read and
    where. `standing` is our judgement, one of `STANDINGS`; the verdict on the claim is another matter, which only the
    paper's own numbers and design decide."""

    id: str
    study: str
    claim: str
    compares: str
    needed: str
    known: str
    standing: str


def read_standings(folder: Path) -> tuple[Standing, ...]:
    """Every row of `standings.csv` in a literature folder, in the file's order; none where it has no such file.
    Raises `PackageError`."""
    if not (folder / FILE).exists():
        return ()
    rows = Rows(folder / FILE, _COLUMNS)
    found = tuple(
        Standing(
            id=row["id"],
            study=row["study"],
            claim=row["claim"],
            compares=row["compares"],
            needed=row["needed"],
            known=row["known"],
            standing=rows.one_of(line, row, "standing", STANDINGS),
        )
        for line, row in enumerate(rows.rows, start=2)
    )
    rows.finish()
    return found


def of_section(study: Study, standings: tuple[Standing, ...], section: str) -> tuple[tuple[Claim, Standing], ...]:
    """The study's claims made in a section of its text, whichever chapter retells them, with their standing, in the
    paper's order. Claims without one are left out."""
    by_claim = {one.claim: one for one in standings if one.study == study.slug}
    return tuple(
        (claim, by_claim[claim.id]) for claim in study.claims if claim.section == section and claim.id in by_claim
    )
