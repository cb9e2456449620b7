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
    if not evidence.entries.resolutions:
        return sentence("No difference between the two entries has been settled yet, or there was none.")
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
    rows = tuple(_row(place, what, one or "nothing", two or "nothing", why) for place, what, one, two, why in counted)
    columns = ("Place", "What differs", "Entry 1", "Entry 2", "How it was settled")
    return Table("differences", myst("Differences between the two entries."), columns, rows, "wide-last")


def numbers_by_section(evidence: Evidence) -> Table:
    """How many numbers each section prints, and how many of them the scan damaged."""
    study = evidence.study
    total, hurt = (
        Counter(n.section for n in study.numbers),
        Counter(n.section for n in study.numbers if n.ocr != "clean"),
    )
    rows = [_row(section.title, str(total[section.id]), str(hurt[section.id])) for section in study.sections]
    rows.append(_row("All", str(len(study.numbers)), str(sum(hurt.values()))))
    return Table(
        "by-section",
        myst("Numbers transcribed, by section."),
        ("Section", "Numbers", "Damaged"),
        tuple(rows),
        "figures",
    )


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
