"""The headline share for people who start from different expectations."""

from __future__ import annotations

from marginalia.display import by_arm, markup, shown, values
from marginalia.display.beliefs import beliefs, chance
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table

_WHOSE = {
    "reader": "The book’s own, a parameter",
    "jeffreys": "Jeffreys’, as vague as can be",
    "sceptical": "Firm and low",
    "undecided": "Firm and undecided",
    "enthusiastic": "Firm and high",
}


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = beliefs(evidence)
    if found is None:
        return shown.sentence(by_arm.no_responders(evidence.study))
    rows = tuple(
        Row(
            Entry.plain(_WHOSE[one.holder]),
            tuple(
                map(
                    Entry.plain,
                    (
                        f"{values.percent(one.prior.share)}, worth {values.number(one.prior.patients)}",
                        values.percent(one.posterior.share),
                        values.interval(one.interval.low, one.interval.high),
                        *(chance(probability) for probability in one.above),
                    ),
                )
            ),
        )
        for one in found.updated
    )
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"The share of responders at {found.visit} after {found.count}, for several expectations beforehand. The firm "
        f"ones weigh as much as the {found.N} patients seen. Given the expectation, the true share lies in the "
        f"interval with {level} probability; the last columns give the probability that it exceeds a value."
    )
    columns = ("Expectation", "Beforehand", "Afterwards", f"{level} interval")
    return Table(name, markup.myst(caption), (*columns, *(f"Above {label}" for label in found.labels)), rows)
