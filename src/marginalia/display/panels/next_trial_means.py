"""The same question asked of the mean of a scale: how many patients a t test needs."""

from __future__ import annotations

from marginalia.analysis.trial_design import assumed, entry_scale
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.statistics.sample_size import for_means, to_enrol

#: Differences and standard deviations that are tried, as shares of the scale's length.
DIFFERENCES = (0.1, 0.15, 0.2)
_DEVIATIONS = (0.15, 0.2, 0.25, 0.3)


def show(evidence: Evidence, name: str) -> Table | Shown:
    of, scale = assumed(evidence.chosen), entry_scale(evidence.study)
    if scale is None:
        return shown.sentence("The paper does not report a scale whose means a trial could compare.")
    length = scale.high - scale.low
    deviations = sorted({*_DEVIATIONS, round(evidence.chosen.spread, 4)})
    rows = []
    for deviation in deviations:
        sizes = [
            for_means(difference, deviation, power=of.power, significance=of.significance) for difference in DIFFERENCES
        ]
        cells = tuple(Entry.plain(f"{n} + {n}, enrol {2 * to_enrol(n, of.loss)}") for n in sizes)
        rows.append(Row(Entry.plain(values.number(deviation * length)), cells))
    caption = (
        f"Patients analysed in each group, and enrolled in both, when the mean of {scale.label} is compared by a t "
        f"test: by its standard deviation (rows) and the true difference of the means (columns), in {scale.unit}, for "
        f"a {values.percent(of.power)} chance, two-sided at {values.number(100 * of.significance)}%, "
        f"{values.percent(of.loss)} lost. Adjusting for the score before treatment needs fewer."
    )
    columns = ("Standard deviation", *(f"Difference {values.number(one * length)}" for one in DIFFERENCES))
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")
