"""The tables of the page about the data: what the scan damaged, how two entries differ, what stands where."""

from __future__ import annotations

from collections import Counter

from marginalia.display.evidence import Evidence
from marginalia.display.markup import myst
from marginalia.display.shown import Shown, sentence
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.dictionary import data_dictionary


def damaged(evidence: Evidence) -> Table | Shown:
    """Every number whose print the scan damaged, with our reading and why."""
    numbers = [number for number in evidence.study.numbers if number.ocr != "clean"]
    if not numbers:
        return sentence("No number of this study was damaged.")
    rows = tuple(
        _row(f"{evidence.study.section(number.section).title}, {number.place}", number.printed, number.ocr, number.note)
        for number in numbers
    )
    return Table(
        "damaged", myst("Numbers that the scan damaged."), ("Place", "Our reading", "State", "Why"), rows, "wide-last"
    )


def differences(evidence: Evidence) -> Table | Shown:
    """Where the two entries differ, and how each difference was settled."""
    if evidence.entries is None:
        return sentence("There is no second entry to compare with.")
    if not evidence.entries.differences:
        return sentence("The two entries do not differ.")
    counted = Counter(
        (
            settled.difference.place,
            settled.difference.what,
            settled.difference.entry_1,
            settled.difference.entry_2,
            settled.why,
        )
        for settled in evidence.entries.resolutions
    )
    counted.update(
        (left.place, left.what, left.entry_1, left.entry_2, "Not settled yet.") for left in evidence.entries.unresolved
    )
    rows = tuple(_row(place, what, one or "nothing", two or "nothing", why) for place, what, one, two, why in counted)
    columns = ("Place", "What differs", "Entry 1", "Entry 2", "How it was settled")
    return Table("differences", myst("Differences between the two entries."), columns, rows, "wide-last")


def numbers_by_section(evidence: Evidence) -> Table:
    """How many numbers each section prints, how many of them the scan damaged, and how many nobody has checked yet."""
    study = evidence.study
    counts = {
        "Numbers": Counter(number.section for number in study.numbers),
        "Damaged": Counter(number.section for number in study.numbers if number.ocr != "clean"),
    }
    unchecked = Counter(number.section for number in study.numbers if not number.verified)
    if unchecked:
        counts["Not yet checked"] = unchecked
    rows = [_row(one.title, *(str(count[one.id]) for count in counts.values())) for one in study.sections]
    rows.append(_row("All", *(str(count.total()) for count in counts.values())))
    caption = myst("Numbers transcribed, by section.")
    return Table("by-section", caption, ("Section", *counts), tuple(rows), "figures")


def dictionary() -> Table:
    """Every key and column of a study package, from the schema that checks it."""
    rows = tuple(
        _row(
            f"{row.file}: {row.key}",
            f"{row.type}{'' if row.required else ', may be left out'}",
            row.meaning,
            row.allowed,
        )
        for row in data_dictionary()
    )
    return Table(
        "dictionary",
        myst("The files of a study package."),
        ("Key or column", "Sort", "Meaning", "Allowed"),
        rows,
        "wide-last",
    )


def _row(label: str, *entries: str) -> Row:
    return Row(Entry.plain(label), tuple(Entry.plain(text) for text in entries))
