"""The chance that the planned trial succeeds, by what one believes of the treatment before it."""

from __future__ import annotations

from marginalia.analysis.trial_design import assumed, design, has_outcome
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.simulation.assurance import CONTROL_WORTH, Belief, assurance, beliefs

_SAYS = {
    "sceptical": "Expects nothing; 1 chance in 20 that it beats the difference worth finding",
    "undecided": "Expects half of it",
    "hopeful": "Expects all of it; 1 chance in 20 that it does harm",
}


def show(evidence: Evidence, name: str) -> Table | Shown:
    of, chosen = assumed(evidence.chosen), evidence.chosen
    planned = design(of)
    if not has_outcome(evidence.study):
        return shown.sentence(shown.NO_OUTCOME)
    if planned is None:
        return shown.sentence("With these assumptions no trial can be sized.")
    rows = []
    for belief in beliefs(of.difference):
        chance = assurance(planned, belief, trials=chosen.simulations, seed=chosen.seed)
        succeeds = f"{values.percent(chance.share)} ± {values.rounded(100 * chance.error, 1)}"
        cells = (_SAYS[belief.name], _range(belief), succeeds)
        rows.append(Row(Entry.plain(values.capital(belief.name)), tuple(Entry.plain(cell) for cell in cells)))
    caption = (
        f"Assurance: the chance that a trial of {planned.enrolled} patients ends with the treatment significantly "
        "ahead, over all that is believed possible. The share after the sham is taken to be as uncertain as if "
        f"{values.percent(of.control)} had been seen in {CONTROL_WORTH} patients. {chosen.simulations} trials for each "
        "belief; after ± the Monte Carlo standard error, in percentage points."
    )
    columns = ("Belief", "In words", "True difference, 9 chances in 10, points", "Trial succeeds")
    return Table(name, markup.myst(caption), columns, tuple(rows), "wordy")


def _range(belief: Belief) -> str:
    """The middle nine tenths of a belief, in percentage points."""
    reach = 1.645 * belief.deviation
    low, high = values.number(100 * (belief.mean - reach), 0), values.signed(100 * (belief.mean + reach), 0)
    return f"{low} to {high}"
