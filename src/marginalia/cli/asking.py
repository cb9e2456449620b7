"""Asks on the terminal what a label of an imported table means, once for each label."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import click

from marginalia.importing.answers import Answer
from marginalia.importing.cells import FORMS
from marginalia.importing.drafts import Unknown
from marginalia.importing.labels import Candidate, Meaning
from marginalia.study.model import Study
from marginalia.study.suggestions import did_you_mean, listed

_HELP = """\
   g NAME    a group of study.yml       +g NAME   a new one
   m NAME    a measure                  +m NAME   a new one
   v MONTHS  a visit                    +v MONTHS a new one
   t FORM    what the numbers are: mean (sd), n (%), …
   h         nothing of these: only a heading
   s         skip its numbers
  Several at once with commas: g NAME, v 12"""
_ORDER = re.compile(r"(?P<new>\+?)(?P<what>[gmvt])\s+(?P<name>\S.*)")


class _Wrong(ValueError):
    """An answer that is none; says what was expected."""


def asked(unknown: Unknown, study: Study, before: Answer | None) -> Answer:
    """Ask what a label means until the answer is one. `before` is what was answered for it already."""
    label = unknown.label
    offered = [one for one in label.guess.offered if unknown.wants in ("", one.kind)]
    numbers = ", ".join(unknown.examples)
    click.echo(f"\n{label.text!r}, a {label.where} with {numbers}: {_question(unknown)}")
    for at, one in enumerate(offered, start=1):
        click.echo(f"   {at}         {_told(one, study)}, {one.score:.0f}% alike")
    click.echo(_HELP)
    while True:
        said = click.prompt("  Which", default="h" if label.where == "heading" else "1" if offered else None).strip()
        try:
            answer = _read(said, label.text, offered, study)
        except _Wrong as wrong:
            click.echo(f"  {wrong}")
            continue
        return _with(before, answer)


def _question(unknown: Unknown) -> str:
    if unknown.wants:
        return unknown.why
    return "what does it name?" + (f" ({unknown.why})" if unknown.why else "")


def _told(one: Candidate, study: Study) -> str:
    match one.kind:
        case "group":
            return f"the group {one.id}, {study.group(one.id).label}"
        case "measure":
            return f"the measure {one.id}, {study.measure(one.id).label}"
        case "visit":
            return f"the visit at {one.id} months"


def _read(said: str, label: str, offered: list[Candidate], study: Study) -> Answer:
    if said == "s":
        return Answer(label, Meaning(skip=True))
    if said == "h":
        return Answer(label, Meaning())
    if said.isdecimal():
        if not 1 <= int(said) <= len(offered):
            raise _Wrong(f"There is no {said} in the list.")
        one = offered[int(said) - 1]
        return Answer(label, one.meaning, frozenset({_FIELDS[one.kind[0]]}))
    meaning, given, new = Meaning(), set(), False
    for part in said.split(","):
        found = _ORDER.fullmatch(part.strip())
        if found is None:
            raise _Wrong("A number of the list, or g, m, v or t with a name, h or s, was expected.")
        field = _FIELDS[found["what"]]
        named: Any = {field: _value(found["what"], found["name"].strip(), bool(found["new"]), study)}
        meaning = replace(meaning, **named)
        given.add(field)
        new = new or bool(found["new"])
    return Answer(label, meaning, frozenset(given), new)


_FIELDS = {"g": "group", "m": "measure", "v": "month", "t": "form"}


def _value(what: str, name: str, new: bool, study: Study) -> str | float:
    from marginalia.study.fields import SLUG

    if what == "t":
        if name not in FORMS:
            raise _Wrong(f"t wants one of {', '.join(FORMS)}.")
        return name
    if what == "v":
        if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", name):
            raise _Wrong("v wants months, such as v 12.")
        if float(name) not in study.visits and not new:
            raise _Wrong(f"study.yml has visits at {', '.join(f'{month:g}' for month in study.visits)}; +v adds one.")
        return float(name)
    known = [one.id for one in (study.groups if what == "g" else study.measures)]
    if name in known:
        return name
    if not new:
        hint = did_you_mean(name, known)
        raise _Wrong(f"study.yml has {listed(known)}" + (f"; {hint}." if hint else f"; +{what} adds one."))
    if not re.fullmatch(SLUG, name):
        raise _Wrong("A new name has lower-case letters, digits and single hyphens.")
    return name


def _with(before: Answer | None, answer: Answer) -> Answer:
    """An answer beside an earlier one for the same label, which said something else."""
    if before is None or answer.meaning.skip or not answer.given:
        return answer
    said = {name: getattr(before.meaning, name) for name in before.given - answer.given}
    return replace(
        answer,
        meaning=replace(answer.meaning, **said),
        given=answer.given | before.given,
        new=answer.new or before.new,
    )
