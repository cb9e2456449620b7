"""How those missing at the last visit had done when they were counted before, beside those who came."""

from __future__ import annotations

from marginalia.analysis.earlier import Count
from marginalia.display import markup, shown, values
from marginalia.display.earlier import earlier
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.statistics.counts import Interval


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = earlier(evidence)
    if found is None:
        return shown.sentence(
            "The printed counts do not say how those who were missing at the last visit had done before."
        )
    first, last = values.month(found.month), values.month(found.last)
    kept_responders = _rest(found.responders, found.missing_responders)
    kept_others = _rest(found.others, found.missing_others)
    rows = (
        _row(f"Responders at {first}", _count(found.missing_responders), _count(kept_responders)),
        _row(f"Seen without response at {first}", _count(found.missing_others), _count(kept_others)),
        _row(f"Share of responders at {first}", _share(found.missing_share), _share(found.kept_share)),
        _row(f"Not counted at {first}", _count(found.uncounted), ""),
    )
    caption = (
        f"The patients by whether they were seen at {last}, as the printed counts taken together allow: the fewest and "
        "the most where they leave it open."
    )
    columns = ("", f"Not seen at {last}", f"Seen at {first} and at {last}")
    return Table(name, markup.myst(caption), columns, rows)


def _rest(whole: int, part: Count) -> Count:
    return whole - part[1], whole - part[0]


def _count(count: Count) -> str:
    return str(count[0]) if count[0] == count[1] else f"{count[0]} to {count[1]}"


def _share(share: Interval | None) -> str:
    if share is None:
        return ""
    low, high = values.percent(share.low), values.percent(share.high)
    return low if low == high else f"{low} to {high}"


def _row(label: str, *cells: str) -> Row:
    return Row(Entry.plain(label), tuple(map(Entry.plain, cells)))
