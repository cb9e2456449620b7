"""How many of the missing would have to be responders, and what some assumed shares of them give, visit by visit."""

from __future__ import annotations

from marginalia.analysis.missing import Tipping, assumed, tipping
from marginalia.display import by_arm, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table

#: Places of the slider that print has as rows; its two ends are the bounds, which have a table of their own.
_SHARES = (0.25, 0.5, 0.75)


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = tipping(evidence.study, evidence.settings)
    if not any(one.whole.counts.missing for one in found):
        return shown.sentence(by_arm.no_missing(evidence.study))
    level = values.percent(evidence.settings.confidence)
    rows = [
        _row("Missing", [f"{one.whole.counts.missing} of {one.whole.counts.size}" for one in found]),
        Row(Entry.plain("Responders needed among the missing:"), heading=True),
        _row("for more than half of everybody", [_needed(one.majority) for one in found]),
        _row(f"for an interval ({level}) above half", [_needed(one.sure) for one in found]),
        _row("for the printed share", [_needed(one.printed) for one in found]),
        Row(Entry.plain("Share of everybody, if of the missing there responded:"), heading=True),
        *(_assumed(evidence, found, share) for share in _SHARES),
    ]
    caption = markup.myst(
        f"What the missing would have to be. The last rows give the chart’s slider at {values.count(len(_SHARES))} "
        "places, with the interval that comes from the patients seen; the assumption itself is taken as exact. What "
        "follows if none or all of them responded stands in "
    )
    columns = ("", *(values.capital(values.month(one.whole.month)) for one in found))
    return Table(name, f"{caption} {{numref}}`tbl-missing-bounds`.", columns, tuple(rows), "ranges")


def _row(label: str, cells: list[str]) -> Row:
    return Row(Entry.plain(label), tuple(map(Entry.plain, cells)))


def _needed(number: int | None) -> str:
    return "not even all" if number is None else str(number)


def _assumed(evidence: Evidence, found: tuple[Tipping, ...], share: float) -> Row:
    entries = []
    for one in found:
        at = assumed(one.whole, share, evidence.settings)
        lines = [values.percent(at.share)]
        lines += [] if at.interval is None else [values.interval(at.interval.low, at.interval.high)]
        entries.append(Entry(tuple(map(markup.myst, lines))))
    return Row(Entry.plain(values.percent(share)), tuple(entries))
