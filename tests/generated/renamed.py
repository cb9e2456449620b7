"""A study with other names for everything that has one, and with comments that quote its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast, get_args

import numpy as np

from marginalia.study.model import Note, Study
from marginalia.study.schema import CHAPTERS, NoteKind

Rename = Callable[[str], str]


def renamer(words: tuple[str, ...], chance: np.random.Generator) -> Rename:
    """Puts some of these words before, into or behind a name. Equal names get equal ones."""
    known: dict[str, str] = {}

    def rename(text: str) -> str:
        if text not in known:
            chosen = [str(chance.choice(words)) if words and chance.random() < 0.6 else "" for _ in range(2)]
            joint = str(chance.choice(("", " ", "  ", "\n", "\t")))
            known[text] = joint.join((chosen[0], text, chosen[1])).strip()
        return known[text]

    return rename


def renamed(study: Study, name: Rename) -> Study:
    """The study with new labels, units, titles, places, columns: whatever a reader sees and no program looks up."""

    def place(old: str) -> str:
        section, _, rest = old.partition("/")
        return f"{section}/{name(rest)}" if rest else name(old)

    return replace(
        study,
        citation=replace(
            study.citation,
            **{
                key: name(getattr(study.citation, key))
                for key in ("authors", "title", "journal", "volume", "pages", "short")
            },
        ),
        design=replace(
            study.design,
            label=name(study.design.label),
            terms={term: name(text) for term, text in study.design.terms.items()},
        ),
        sections=tuple(replace(one, title=name(one.title)) for one in study.sections),
        groups=tuple(
            replace(one, label=name(one.label), printed_label=name(f"{one.printed_label} ")) for one in study.groups
        ),
        outcomes=tuple(replace(one, label=name(one.label), unit=_unit(one.unit, name)) for one in study.outcomes),
        measures=tuple(
            replace(
                one,
                label=name(one.label),
                unit=_unit(one.unit, name),
                among=_text(one.among, name),
                short=_text(one.short, name),
            )
            for one in study.measures
        ),
        responder_rule=_text(study.responder_rule, name),
        numbers=tuple(replace(one, place=place(one.place), note=_text(one.note, name)) for one in study.numbers),
        claims=tuple(replace(one, place=place(one.place)) for one in study.claims),
        tables=tuple(
            replace(
                one,
                number=name(one.number),
                title=name(one.title),
                columns=tuple(map(name, one.columns)),
                rows=tuple(replace(row, label=name(row.label)) for row in one.rows),
                population=_text(one.population, name),
                discussed_in=tuple(map(place, one.discussed_in)),
            )
            for one in study.tables
        ),
        doses=tuple(replace(one, per=name(one.per), unit=name(one.unit)) for one in study.doses),
        readings=tuple(replace(one, says=name(one.says)) for one in study.readings),
        words={key: name(text) for key, text in study.words.items()},
    )


def commented(study: Study, name: Rename, chance: np.random.Generator) -> Study:
    """The study with claims that say and quote something, anywhere in the book, and with notes whose conditions are
    true or not. No name may hold a brace: this is text with references in braces."""
    numbers = [number for number in study.numbers if number.reading is not None]

    def text() -> str:
        quoted = numbers[int(chance.integers(len(numbers)))]
        return f"{name('It says')} {{{quoted.id}}}, {{{quoted.id}:reading}} {name('of')} {{enrolled}}."

    def chapter() -> str:
        return str(chance.choice(CHAPTERS))

    claims = tuple(
        replace(
            one, says=text(), annotation=text() if chance.random() < 0.5 else "", chapter=chapter(),
            section=str(chance.choice([section.id for section in study.sections])),
        )
        for one in study.claims
    )  # fmt: skip
    notes = []
    for position in range(int(chance.integers(4))):
        number = numbers[int(chance.integers(len(numbers)))]
        condition = f"{number.id} {chance.choice(('>=', '<'))} {number.reading:f}"
        notes.append(
            Note(
                id=f"note-{position}",
                chapter=chapter(),
                kind=cast(NoteKind, str(chance.choice(get_args(NoteKind)))),
                text=text(),
                rests_on=(number.id, number.cell),
                holds_when=(condition,) if chance.random() < 0.5 else (),
            )
        )
    return replace(study, claims=claims, notes=tuple(notes))


def _text(text: str, name: Rename) -> str:
    return name(text) if text else ""


def _unit(unit: str, name: Rename) -> str:
    """A unit, but for the percent sign, which numbers are printed with."""
    return unit if unit in ("", "%") else name(unit)
