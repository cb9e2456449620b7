"""What the paper prints of its patients before treatment: traits that are counted, scores, and how these scatter."""

from __future__ import annotations

from collections.abc import Iterable

from marginalia.analysis.patients import table_of_patients
from marginalia.display import markup, shown
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import GROUP_SIZE, OVERALL, Measure, Study


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    traits, scores, spreads = _traits(study), _at_start(study, "mean"), _at_start(study, "sd")
    if not (traits or scores or spreads):
        return shown.sentence("The paper does not report what its patients were like before treatment.")
    rows = (
        _row("Traits, counted", traits),
        _row("Means before treatment", scores),
        _row("Standard deviations before treatment", spreads),
    )
    caption = "What the paper prints of everybody before treatment, as far as our copy can be read."
    return Table(name, markup.myst(caption), ("", "Printed"), rows)


def _traits(study: Study) -> list[str]:
    table = table_of_patients(study)
    if table is None:
        return []
    counted = {one.measure for one in study.numbers if one.section == table.id and one.statistic in ("count", "n")}
    return _labels(one for one in study.measures if one.id in counted and one.id != GROUP_SIZE)


def _at_start(study: Study, statistic: str) -> list[str]:
    """Measures of everybody whose mean, or standard deviation, is printed for the time before treatment."""
    whole = {OVERALL, *(arm.id for arm in study.arms)}
    here = [one for one in study.numbers if one.month == 0 and one.group in whole]
    found = {one.measure for one in here if one.statistic == statistic}
    return _labels(one for one in study.measures if one.id in found and not one.among)


def _labels(measures: Iterable[Measure]) -> list[str]:
    return list(dict.fromkeys(measure.label for measure in measures))


def _row(label: str, found: list[str]) -> Row:
    lines = tuple(map(markup.myst, found)) or (markup.myst("none"),)
    return Row(Entry.plain(label), (Entry(lines),))
