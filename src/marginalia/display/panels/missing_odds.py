"""The share of everybody if the missing had better or worse odds of responding than the seen."""

from __future__ import annotations

from marginalia.analysis.missing import ODDS_RATIOS, Assumed, by_odds, wholes
from marginalia.display import by_arm, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    visits = [one for one in wholes(evidence.study) if one.share is not None and one.counts.missing]
    if not visits:
        return shown.sentence(by_arm.no_missing(evidence.study))
    columns = [by_odds(whole, evidence.settings) for whole in visits]
    rows = tuple(
        Row(Entry.plain(_label(ratio)), tuple(_entry(column[at]) for column in columns))
        for at, ratio in enumerate(ODDS_RATIOS)
    )
    level = values.percent(evidence.settings.confidence)
    caption = (
        "The share of everybody enrolled, if the odds of having responded were so many times those of the patients "
        f"seen; in brackets, the share of the missing that this means; below, the {level} interval. At 1 the missing "
        "are like the seen."
    )
    heads = ("Odds, missing against seen", *(values.capital(values.month(whole.month)) for whole in visits))
    return Table(name, markup.myst(caption), heads, rows, "ranges")


def _label(ratio: float) -> str:
    return values.number(ratio) if ratio >= 1 else f"1/{values.number(1 / ratio)}"


def _entry(one: Assumed) -> Entry:
    lines = [f"{values.percent(one.share)} ({values.percent(one.missing_share)})"]
    lines += [] if one.interval is None else [values.interval(one.interval.low, one.interval.high)]
    return Entry(tuple(map(markup.myst, lines)))
