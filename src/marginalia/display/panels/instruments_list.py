"""The instruments: what each asks, what it was made for, and what it comes to for this study."""

from __future__ import annotations

from marginalia.display import appraisal, shown
from marginalia.display.evidence import Evidence
from marginalia.display.markup import myst
from marginalia.display.panels._forms import ABSENT
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    if not evidence.forms:
        return shown.sentence(ABSENT)
    rows = tuple(
        Row(
            Entry((f"{myst(instrument.short)} {{cite:p}}`{instrument.key}`",)),
            (
                Entry.plain(instrument.asks),
                Entry.plain(f"{_capital(instrument.made_for)}."),
                Entry(tuple(_result(evidence, instrument.id))),
                Entry.plain(f"{_capital(instrument.read)}."),
            ),
        )
        for instrument in evidence.instruments.values()
    )
    columns = ("Instrument", "What it asks", "Made for", "Here", "What we read of it")
    caption = myst("The instruments, and what each comes to. What a word such as low or poor means, its form says.")
    return Table(name, caption, columns, rows, "wordy")


def _result(evidence: Evidence, instrument: str) -> list[str]:
    forms = [form for form in evidence.forms if form.instrument.id == instrument]
    if not forms:
        return [myst("No form filled.")]
    said = [(f"{form.appraisal.label}: " if form.appraisal.label else "") + appraisal.result(form) for form in forms]
    return [myst(f"{_capital(text)}.") for text in said]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
