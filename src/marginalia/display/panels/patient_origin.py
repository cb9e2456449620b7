"""Whose courses the page shows: those of real patients, or of patients made up to fit printed totals."""

from __future__ import annotations

from marginalia.display import by_patient, markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence


def show(evidence: Evidence, name: str) -> Shown:
    made = evidence.by_patient
    if made is None:
        return sentence(
            f"{by_patient.ABSENT} Put patients.csv and visits.csv into it, or patients.xlsx with sheets of these "
            "names, and build the book again."
        )
    many = values.plural(len(made.cohort.patients), "patient")
    if made.cohort.synthetic:
        kind, head = "warning", "These patients are made up. Nothing on this page is evidence about the treatment."
        told = (
            f"The {many} were made up so that their totals come near to the printed ones. Many other sets of patients "
            "have the same totals, with other courses: who goes up and down, who loses a response and who was lost "
            "was chosen by a program. The page shows what could be asked if the real patients were known, and how one "
            "would ask it."
        )
    else:
        kind, head = "important", f"From {many} one by one"
        told = (
            "Everything here is worked out from the files as they are. Whether they are complete, and the ones that "
            "the paper was written from, the book cannot tell."
        )
    if evidence.study.design.arms > 1:
        told += " All arms are taken together here: what sets them apart is not to be seen on this page."
    body = f"**{markup.myst(head)}**\n\n{markup.myst(told)}"
    html = f'<aside class="{kind}"><p><strong>{markup.html(head)}</strong></p><p>{markup.html(told)}</p></aside>'
    return Shown(markup.directive(kind, body, colons=4, class_="patients-origin"), html)
