"""The trial that the study would have to stand in for, part by part, beside what the study did."""

from __future__ import annotations

from marginalia.display import shown
from marginalia.display.evidence import Evidence
from marginalia.display.markup import myst
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.display.template import fill


def show(evidence: Evidence, name: str) -> Table | Shown:
    form = next((form for form in evidence.forms if form.appraisal.trial), None)
    if form is None:
        return shown.sentence("No trial has been written down yet that this study could be compared with.")
    rows = tuple(
        Row(Entry.plain(part.part), (Entry((fill(part.trial, evidence),)), Entry((fill(part.study, evidence),))))
        for part in form.appraisal.trial
    )
    caption = myst("The target trial: what a randomised trial of the question would do, and what the study did.")
    return Table(name, caption, ("Part", "The trial would", "The study did"), rows, "wordy")
