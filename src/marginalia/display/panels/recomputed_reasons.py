"""Why some printed numbers cannot be recomputed from the patients."""

from __future__ import annotations

from marginalia.analysis.recomputed import Recomputed
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.panels import _recomputed
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table

#: How many numbers stand as examples of each reason.
_EXAMPLES = 3


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(_recomputed.NO_PATIENTS)
    found = made.of("cannot be recomputed")
    if not found:
        return shown.sentence("Every printed number of this study can be worked out from its patients.")
    reasons: dict[str, list[Recomputed]] = {}
    for one in found:
        reasons.setdefault(one.why, []).append(one)
    rows = tuple(
        Row(
            Entry.plain(values.capital(why)),
            (Entry.plain(str(len(numbers))), Entry.plain(_examples(evidence, numbers))),
        )
        for why, numbers in sorted(reasons.items(), key=lambda pair: -len(pair[1]))
    )
    caption = f"Why {len(found)} of the {len(made.numbers)} printed numbers cannot be recomputed."
    return Table(name, markup.myst(caption), ("Why", "Numbers", "For example"), rows, "wide-last")


def _examples(evidence: Evidence, numbers: list[Recomputed]) -> str:
    """A few of the numbers, each of another measure, by what they measure."""
    study = evidence.study
    measures = list(dict.fromkeys(one.number.measure for one in numbers))
    labels = [values.inline(study.measure(id).label) for id in measures[:_EXAMPLES]]
    return f"{', '.join(labels)}{' …' if len(measures) > _EXAMPLES else ''}"
