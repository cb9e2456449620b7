"""The printed P values between the arms that no usual test gives back from the printed numbers."""

from __future__ import annotations

from collections import Counter

from marginalia.analysis.arm_p_values import Compared, Tested, p_values
from marginalia.display import arms, cited, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table

_HEADS = {
    "differs": "No test of the printed counts gives it",
    "perhaps of another test": "No t test of the printed means gives it; a rank test, which needs every patient, might",
    "cannot be recomputed": "The paper prints too little to work it out",
}


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    found = p_values(study).between
    if not found:
        return shown.sentence("The paper does not report a P value between two arms that could be worked out again.")
    counts = Counter(one.answer for one in found)
    tells = (
        f"Of {values.plural(len(found), 'printed P value')} that compare the arms, a test of the printed numbers gives "
        f"back {values.count(counts['agrees'])}"
    )
    if counts["agrees"] == len(found):
        return shown.sentence(f"{tells}.")
    rows: list[Row] = []
    for answer, head in _HEADS.items():
        chosen = [one for one in found if one.answer == answer]
        if chosen:
            rows.append(Row(Entry.plain(head), heading=True))
            rows += [_row(evidence, one) for one in chosen]
    caption = f"{tells}; these are not. The values worked out leave room for the rounding of what is printed."
    return Table(name, markup.myst(caption), ("Comparison", "Printed", "Worked out"), tuple(rows), "ranges")


def _row(evidence: Evidence, one: Compared) -> Row:
    where = cited.place(evidence.study, one.number.section, one.number.place)
    return Row(
        Entry((markup.myst(arms.at(one.measure, one.month)), markup.myst(where))),
        (Entry.plain(one.number.printed), Entry(tuple(markup.myst(_told(test)) for test in one.tested))),
    )


def _told(test: Tested) -> str:
    low, high = (values.rounded(end, 3) for end in (test.low, test.high))
    return f"{test.test}: {low}" if low == high else f"{test.test}: {low} to {high}"
