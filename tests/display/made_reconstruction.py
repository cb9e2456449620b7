"""Reconstructions written by hand, put where a study's evidence looks for its own."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from marginalia.display.evidence import Evidence
from marginalia.reconstruction.result import Conflict, Member, Range, Reconstruction, Tried
from marginalia.reconstruction.store import key_of
from marginalia.study.model import Study

TEN = Member("10 patients seen at 12 months in all (the results)", ("results.all.follow-up.12.n",), False)
NINE = Member("9 responders at 12 months in all (Table 2)", ("table-2.all.response.12.n",), False)
SEVEN = Member("7 responders at 12 months in all (the abstract)", ("abstract.all.response.12.percent",), False)
FADED = Member("8 responders at 12 months in all (Table 3)", ("table-3.all.continued-response.12.n",), True)

NOTHING_WRONG = Reconstruction(
    enrolled=20,
    statements=3,
    conflicts=(),
    aside=(),
    settled=True,
    complete=True,
    limit=40,
    kept=3,
    tried=(),
    ranges=(),
)

NESTED = ("nested-follow-up",)


def conflict(*members: Member, reason: str = "The number of responders cannot be 9 and 7 at once.") -> Conflict:
    return Conflict(members, reason, "sum")


def tried(*, possible: bool) -> Tried:
    return Tried("nested-follow-up", "whoever came late had come early", possible, None if possible else conflict(TEN))


def asked(id: str, text: str, low: int, high: int, assuming: tuple[str, ...] = ()) -> Range:
    return Range(id, text, low, high, assuming)


def evidence_with(study: Study, made: Reconstruction, folder: Path) -> Evidence:
    """Evidence that finds this reconstruction stored."""
    (folder / f"{key_of(study)}.json").write_bytes(TypeAdapter(Reconstruction).dump_json(made))
    return Evidence(study, reconstructions=folder)
