"""Everything that is not the same in two states of a package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from marginalia.audit import Finding, Judgement
from marginalia.comparing.description import Change, changed_description
from marginalia.comparing.entries import Changed, changed_claims, changed_numbers
from marginalia.comparing.findings import changed_findings
from marginalia.comparing.passages import Passage, changed_pieces
from marginalia.comparing.verdicts import Flip, flipped
from marginalia.study.model import Claim, Number, Study


@dataclass(frozen=True)
class State:
    """A package as it is or was, and what was worked out from it. `name` is what it is called, `says` are the claims in
    words, by id, `pieces` the computed texts by page and name, `files` the digests of its files."""

    name: str
    study: Study
    findings: tuple[Finding, ...] = ()
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    """What is not the same in `old` and `new`, kind by kind; each is empty where nothing is."""

    old: State
    new: State
    numbers: tuple[Changed[Number], ...]
    description: tuple[Change, ...]
    claims: tuple[Changed[Claim], ...]
    verdicts: tuple[Flip, ...]
    findings: tuple[Changed[Finding], ...]
    passages: tuple[Passage, ...]
    files: tuple[Passage, ...]


def compare(old: State, new: State) -> Comparison:
    """Everything that is not the same. Texts are not compared where neither has any."""
    return Comparison(
        old,
        new,
        numbers=changed_numbers(old.study, new.study),
        description=changed_description(old.study, new.study),
        claims=changed_claims(old.study, new.study),
        verdicts=flipped(old.judgements, new.judgements),
        findings=changed_findings(old.findings, new.findings),
        passages=tuple(_passages(old, new)),
        files=tuple(changed_pieces("", old.files, new.files)),
    )


def _passages(old: State, new: State) -> Iterator[Passage]:
    for page in dict.fromkeys((*new.pieces, *old.pieces)):
        yield from changed_pieces(page, old.pieces.get(page, {}), new.pieces.get(page, {}))
