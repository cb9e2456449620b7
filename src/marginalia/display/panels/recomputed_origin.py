"""Whose numbers the page shows: real patients, or made-up ones; how many of the printed numbers they give back."""

from __future__ import annotations

from marginalia.display import markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence

ABSENT = (
    "This study’s folder holds no patients one by one. Put patients.csv and visits.csv into it, or patients.xlsx with "
    "sheets of these names, and build the book again: this page then shows every printed number beside what the "
    "patients say. The page on the data lists the columns."
)


def show(evidence: Evidence, name: str) -> Shown:
    cohort, made = evidence.cohort, evidence.recomputation
    if cohort is None or made is None:
        return sentence(ABSENT)
    many = values.plural(len(cohort.patients), "patient")
    if cohort.synthetic:
        kind, head = "warning", "These patients are made up. Nobody here exists."
        told = (
            f"The {many} of this page were made up so that their totals come near to the printed ones. What follows "
            "shows how the printed numbers hang together, and what real patients would let one see. It says nothing "
            "about the treatment, and nothing about the people who took part in the study."
        )
    else:
        kind, head = "important", f"From {many} one by one"
        told = (
            f"What follows was worked out from {many}, {values.plural(cohort.visits, 'visit')} "
            f"and {_events(cohort.events_recorded, cohort.events)}, by the paper’s own definitions. The book takes the "
            "files as they are: it cannot tell whether they are complete, or the ones that the paper was written from."
        )
    body = f"**{markup.myst(head)}**\n\n{markup.myst(told)}"
    html = f'<aside class="{kind}"><p><strong>{markup.html(head)}</strong></p><p>{markup.html(told)}</p></aside>'
    return Shown(markup.directive(kind, body, colons=4, class_="patients-origin"), html)


def _events(recorded: bool, count: int) -> str:
    return values.plural(count, "event") if recorded else "no record of events"
