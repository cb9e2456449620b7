"""Every proportion of both arms: difference, ratios, and how many are treated for one more to benefit."""

from __future__ import annotations

from itertools import groupby

from marginalia.analysis.arm_proportions import Proportions, proportions
from marginalia.display import arms, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import Study


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    found = proportions(study, evidence.settings)
    if not found:
        return shown.sentence("The paper does not report a proportion after treatment for both arms.")
    rows: list[Row] = []
    for heading, comparisons in groupby(found, key=lambda one: _heading(study, one)):
        rows += [Row(Entry.plain(heading), heading=True), *map(_row, comparisons)]
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"Responders and other proportions after treatment, arm and control, with {level} "
        "intervals: the difference in percentage points (Newcombe), the risk ratio (Katz) above the odds ratio "
        "(Woolf), and how many are treated for one more to do better (NNTB) or worse (NNTH) above its interval, "
        "rounded up to whole patients."
        f"{arms.corrected(found)}{arms.of_size(found)}"
    )
    columns = ("Visit", *arms.columns(study), "Difference", "Risk ratio, odds ratio", "Number needed to treat")
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges recomputed")


def _heading(study: Study, one: Proportions) -> str:
    return arms.named(study, one.contrast, one.measure.label)


def _row(one: Proportions) -> Row:
    return Row(
        Entry.plain(values.capital(values.month(one.month)) or "Whole study"),
        (
            *(Entry(tuple(map(markup.myst, arms.share_lines(count)))) for count in (one.arm, one.control)),
            Entry(tuple(map(markup.myst, arms.difference(one).split(" ", 1)))),
            Entry(tuple(markup.myst(arms.ratio(found)) for found in (one.risk, one.odds))),
            Entry(tuple(map(markup.myst, arms.needed_lines(one.needed)))),
        ),
    )
