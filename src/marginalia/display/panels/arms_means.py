"""Every mean of both arms: the difference with its interval, in its own unit and in standard deviations."""

from __future__ import annotations

from itertools import groupby

from marginalia.analysis.arm_means import Means, PrintedInterval, means
from marginalia.display import arms, markup, shown, values
from marginalia.display.charts._differences import p_value
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import Study


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    found = means(study, evidence.settings)
    if not found:
        return shown.sentence("The paper does not report a mean after treatment for both arms.")
    rows: list[Row] = []
    for heading, comparisons in groupby(found, key=lambda one: _heading(study, one)):
        rows += [Row(Entry.plain(heading), heading=True), *map(_row, comparisons)]
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"Means after treatment with the standard deviation in brackets, arm and control, "
        f"their difference with Welch’s {level} interval and test, and the same in standard deviations (Hedges’ g)."
    )
    if any(one.printed is not None for one in found):
        caption += " An interval that the paper prints stands below the difference."
    if any(one.difference is None for one in found):
        caption += " Where there is no interval of ours, the paper prints too little for one."
    columns = ("Visit", *arms.columns(study), "Difference", "In standard deviations")
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges recomputed")


def _heading(study: Study, one: Means) -> str:
    unit = f", {one.measure.unit}" if one.measure.unit else ""
    return arms.named(study, one.contrast, f"{one.measure.label}{unit}")


def _row(one: Means) -> Row:
    return Row(
        Entry.plain(values.capital(values.month(one.month)) or "Whole study"),
        (
            *(Entry(tuple(map(markup.myst, arms.mean(one, of_arm=side)))) for side in (True, False)),
            Entry(tuple(markup.myst(line) for line in _difference(one))),
            Entry(tuple(map(markup.myst, _standardised(one)))),
        ),
    )


def _standardised(one: Means) -> tuple[str, ...]:
    found = one.standardised
    return () if found is None else (arms.hundredths(found.value), f"({arms.spread(found.interval)})")


def _difference(one: Means) -> list[str]:
    lines = []
    if one.difference is not None:
        made = one.difference
        lines += [f"{arms.hundredths(made.value)} ({arms.spread(made.interval)})", p_value(made.p)]
    elif one.between is not None:
        lines += [arms.hundredths(one.between), "no interval"]
    if one.printed is not None:
        lines += _printed(one.printed)
    return lines


def _printed(found: PrintedInterval) -> list[str]:
    lines = [f"printed: {found.low.printed} to {found.high.printed}"]
    lines += ["(control less arm)"] if found.turned else []
    return lines if found.agrees else [*lines, "middle: another difference"]
