"""The data model: what a paper prints and what we say of it, as frozen values.

Nothing here reads files, computes statistics or knows how anything is shown. A `Study` is built by
`marginalia.study.reading.read_study` from a checked package; tests may build one by hand.
"""

from marginalia.study.model.appraisal import Answer, Appraisal, TrialPart
from marginalia.study.model.claims import Check, Claim, Note, Standing
from marginalia.study.model.description import (
    ADVERSE_EVENTS,
    ARM,
    CONTINUED_RESPONSE,
    FOLLOW_UP,
    GROUP_SIZE,
    LATER_SURGERY,
    OVERALL,
    RANDOMISED,
    RESPONSE,
    Citation,
    Design,
    Dose,
    Group,
    Limit,
    Measure,
    Outcome,
    Reading,
    Revision,
    Section,
)
from marginalia.study.model.numbers import Cell, Number, Ocr, Statistic
from marginalia.study.model.study import FIRST_VERSION, Study
from marginalia.study.model.tables import Table, TableRow

__all__ = [
    "ADVERSE_EVENTS",
    "ARM",
    "CONTINUED_RESPONSE",
    "FIRST_VERSION",
    "FOLLOW_UP",
    "GROUP_SIZE",
    "LATER_SURGERY",
    "OVERALL",
    "RANDOMISED",
    "RESPONSE",
    "Answer",
    "Appraisal",
    "Cell",
    "Check",
    "Citation",
    "Claim",
    "Design",
    "Dose",
    "Group",
    "Limit",
    "Measure",
    "Note",
    "Number",
    "Ocr",
    "Outcome",
    "Reading",
    "Revision",
    "Section",
    "Standing",
    "Statistic",
    "Study",
    "Table",
    "TableRow",
    "TrialPart",
]
