"""The numbers that nobody has held against the paper yet, place by place."""

from __future__ import annotations

from marginalia.display import markup, published, shown, values
from marginalia.display.cited import place
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.display.unverified import in_all
from marginalia.study.model import Number


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    places: dict[tuple[str, str], list[Number]] = {}
    for number in study.numbers:
        if not number.verified:
            places.setdefault((number.section, number.place), []).append(number)
    if not places:
        return shown.sentence("Every number of this study is marked as checked against the paper.")
    rows = tuple(
        Row(
            Entry.plain(place(study, section, where)),
            (
                Entry.plain(", ".join(dict.fromkeys(one.printed for one in numbers))),
                Entry.plain(", ".join(_read(one) for one in numbers)),
                Entry.plain(values.inline(study.measure(numbers[0].measure).label)),
            ),
        )
        for (section, where), numbers in places.items()
    )
    columns = ("Place", f"As typed {published.UNVERIFIED}", "Read as", "What it measures")
    return Table(name, markup.myst(in_all(study)), columns, rows, "wide-last")


def _read(number: Number) -> str:
    return f"{number.statistic} {'not read' if number.reading is None else values.number(number.reading)}"
