"""What the paper claims, and what we say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Check:
    """One check that a claim asks for: a rule's name and its arguments, as the package wrote them."""

    rule: str
    arguments: tuple[tuple[str, object], ...] = ()

    def get(self, name: str, default: object = None) -> object:
        return dict(self.arguments).get(name, default)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known, beyond the paper, of one of its claims. `compares` says what the claim sets beside what, `needed`
    what evidence would carry it; `known` is a template with what was read and where. `found` is our judgement of it:
    supported, partly supported, not supported, contradicted or cannot be checked. The verdict on the claim is another
    matter, which only the paper's own numbers and design decide."""

    compares: str
    needed: str
    known: str
    found: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the paper says, in our words, and what it would take for it to be true.

    `says` and `annotation` are templates (see `marginalia.study.template_syntax`); the annotation is printed only
    while every comparison of `holds_when` is true, so that it does not outlive its numbers. `rests_on` are ids of
    numbers or cells; `literature` are citation keys; `needs` are design features without which the claim goes
    beyond the study.
    """

    id: str
    section: str
    place: str
    chapter: str
    says: str
    kind: str
    rests_on: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    annotation: str = ""
    holds_when: tuple[str, ...] = ()
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A comment of ours on a chapter: what it shows, a credit, a question to the authors, counter-evidence.

    `holds_when` are comparisons (`results.all.follow-up.12.percent < 80`); where one fails with the data at hand
    the note is not shown, so that no sentence outlives its numbers.
    """

    id: str
    chapter: str
    kind: Literal["shows", "credit", "caution", "question", "counter-evidence"]
    text: str
    rests_on: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    holds_when: tuple[str, ...] = ()
