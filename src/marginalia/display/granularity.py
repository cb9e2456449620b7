"""What tests of granularity can do with a study's means: how many it prints, and which no whole or half scores have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from marginalia.audit import Severity
from marginalia.audit.rules.granularity import granularity
from marginalia.display import markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import Number, Outcome, Study

#: The steps that scores are tried in, and what they are called.
STEPS: tuple[tuple[float, str], ...] = ((1.0, "in whole points"), (0.5, "in half points"))


@dataclass(frozen=True, slots=True)
class Tested:
    """The printed means on one scale: how many, how many of them with decimals, and for each step of the scores how
    many no scores in such steps can have, whichever number of patients they are of."""

    outcome: Outcome
    means: int
    with_decimals: int
    impossible: tuple[int, ...]


def grains_of(study: Study) -> tuple[Tested, ...]:
    """The means of every outcome that has any."""
    return tuple(_tested(study, outcome) for outcome in study.outcomes if any(_means(study, outcome)))


def granularity_table(evidence: Evidence, name: str = "granularity") -> Table | Shown:
    """The means of every outcome against scores in whole and in half points."""
    found = grains_of(evidence.study)
    if not found:
        return sentence("The paper prints no mean on a rating scale, so there is nothing to test for its grain.")
    rows = tuple(
        Row(
            Entry.plain(one.outcome.label),
            tuple(Entry.plain(str(count), "count") for count in (one.means, one.with_decimals, *one.impossible)),
        )
        for one in found
    )
    caption = (
        "GRIM on the printed means: how many no patients’ scores can have, if scores lie on such steps. Of how many "
        "patients a mean is may be read in several ways; counted are those that are impossible in every way. Where the "
        "paper leaves the number open, nothing is asked."
    )
    columns = ("Scale", "Means printed", "With decimals", *(f"Impossible {name}" for _, name in STEPS))
    return Table(name, markup.myst(caption), columns, rows, "scoreboard")


def spreads_sentence(study: Study) -> str:
    """Whether standard deviations are printed beside the means, and what that leaves to test."""
    means = sum(one.means for one in grains_of(study))
    spreads = sum(number.statistic == "sd" for number in study.numbers)
    if not means and not spreads:
        return "The paper prints neither a mean on a rating scale nor a standard deviation: none of them can be used."
    found = f"The paper prints {values.plural(means, 'mean')} on rating scales and "
    if not spreads:
        return f"{found}no standard deviation, so that three of the four have nothing to work on."
    return f"{found}{values.plural(spreads, 'standard deviation')}, so that all four can be asked."


def grains_sentence(study: Study) -> str:
    """What the first test finds."""
    found = grains_of(study)
    if not found:
        return ""
    if not any(count for one in found for count in one.impossible):
        whose = "It is not" if sum(one.means for one in found) == 1 else "None of them is"
        return (
            f"{whose} impossible, in whole points or in half points: to the credit of the means, though it proves "
            "little."
        )
    told = []
    for at, (_, name) in enumerate(STEPS):
        count = sum(one.impossible[at] for one in found)
        told.append(
            f"{'none' if not count else values.count(count)} of them {'is' if count < 2 else 'are'} impossible {name}"
        )
    return f"{values.capital(values.listed(told))}."


def _tested(study: Study, outcome: Outcome) -> Tested:
    means = list(_means(study, outcome))
    return Tested(
        outcome,
        len(means),
        sum("." in number.printed for number in means),
        tuple(_impossible(study, outcome, step) for step, _ in STEPS),
    )


def _impossible(study: Study, outcome: Outcome, step: float) -> int:
    """How many printed means the audit's rule would ask about, were the scores in these steps."""
    outcomes = tuple(replace(one, step=step if one.id == outcome.id else None) for one in study.outcomes)
    found = granularity(replace(study, outcomes=outcomes))
    return sum(finding.severity is not Severity.SCAN for finding in found)


def _means(study: Study, outcome: Outcome) -> Iterator[Number]:
    measures = {one.id for one in study.measures if one.kind == "mean" and one.outcome == outcome.id}
    return (number for number in study.numbers if number.statistic == "mean" and number.measure in measures)
