"""The size of the trial, worked out in three ways, and what drawing the trial many times says of each."""

from __future__ import annotations

from marginalia.analysis.trial_design import assumed, design, has_outcome
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.simulation.power import Truth, found, found_exactly
from marginalia.statistics.power_two_proportions import exact_power

_WAYS = {
    "pooled": "Normal approximation",
    "corrected": "With continuity correction",
    "exact": "Fisher’s exact test",
}

#: Beyond this many in a group the exact power takes too long to work out.
_EXACT_UP_TO = 800


def show(evidence: Evidence, name: str) -> Table | Shown:
    of, chosen = assumed(evidence.chosen), evidence.chosen
    planned = design(of)
    if not has_outcome(evidence.study):
        return shown.sentence(shown.NO_OUTCOME)
    if planned is None:
        return shown.sentence("With these assumptions no trial can be sized.")
    truth = Truth.fixed(of.control, of.treated, chosen.simulations)
    rows = []
    for size in planned.sizes:
        small = size.analysed <= _EXACT_UP_TO
        worked = exact_power(of.control, of.treated, size.analysed, significance=of.significance) if small else None
        exactly = found_exactly(truth, size.analysed, significance=of.significance, seed=chosen.seed) if small else None
        pooled = found(truth, size.enrolled // 2, loss=of.loss, significance=of.significance, seed=chosen.seed)
        cells = (
            str(size.analysed),
            str(size.enrolled),
            "too many" if worked is None else values.percent(worked, 1),
            "too many" if exactly is None else f"{values.percent(exactly.share, 1)} ± {_points(exactly.error)}",
            f"{values.percent(pooled.share, 1)} ± {_points(pooled.error)}",
        )
        rows.append(Row(Entry.plain(_WAYS[size.way]), tuple(Entry.plain(cell) for cell in cells)))
    caption = (
        f"Patients for a {values.percent(of.power)} chance of finding {values.percent(of.treated)} against "
        f"{values.percent(of.control)}, two-sided at {values.number(100 * of.significance)}%; "
        f"{values.percent(of.loss)} lost. The last two columns draw {chosen.simulations} trials each (seed "
        f"{chosen.seed}); after ± the Monte Carlo standard error, in percentage points. The very last one loses "
        "patients by chance and makes the pooled test; Fisher’s is the more cautious of the two."
    )
    columns = (
        "Size by",
        "Analysed in each group",
        "Enrolled in all",
        "Power of Fisher’s test",
        "The same, drawn",
        "Pooled test, drawn, with losses",
    )
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")


def _points(share: float) -> str:
    return str(values.rounded(100 * share, 1))
