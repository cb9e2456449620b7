"""The tables of the page about the data: what the scan damaged, where the numbers stand, how two entries differ."""

from __future__ import annotations

from collections import Counter

from marginalia.display import markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.dictionary import data_dictionary
from marginalia.study.double_entry import DoubleEntry


def damaged(evidence: Evidence) -> Table | Shown:
    """Every number that the scan damaged: what the page must have printed, our reading, what the scan shows."""
    study = evidence.study
    rows = tuple(
        Row(
            Entry.plain(f"{study.section(number.section).title}: {number.place.removeprefix(number.section + '/')}"),
            (
                Entry.plain(number.printed),
                Entry.plain("none" if number.reading is None else values.number(number.reading)),
                Entry.plain(number.ocr),
                Entry.plain(number.note),
            ),
        )
        for number in study.numbers
        if number.ocr != "clean"
    )
    if not rows:
        return sentence("The scan damaged no number.")
    columns = ("Place", "Printed", "Reading", "State", "What the scan shows")
    return Table("damaged", markup.myst("Numbers that the scan damaged."), columns, rows, "wordy")


def numbers_by_section(evidence: Evidence) -> Table:
    """How many numbers each section of the paper prints, and the state of the scan there."""
    study = evidence.study
    counts = Counter((number.section, number.ocr) for number in study.numbers)

    def row(label: str, sections: set[str]) -> Row:
        clean, repaired, illegible = (
            sum(count for (section, state), count in counts.items() if section in sections and state == wanted)
            for wanted in ("clean", "repaired", "illegible")
        )
        cells = (clean + repaired + illegible, repaired, illegible)
        return Row(Entry.plain(label), tuple(Entry.plain(str(cell), "count") for cell in cells))

    present = [section for section in study.sections if any(name == section.id for name, _ in counts)]
    rows = [row(section.title, {section.id}) for section in present]
    rows.append(row("Together", {section.id for section in present}))
    caption = markup.myst("Printed numbers by section of the paper.")
    return Table("numbers-by-section", caption, ("Section", "Numbers", "Repaired", "Illegible"), tuple(rows), "counts")


def differences(entries: DoubleEntry | None) -> Table | Shown:
    """Where the two independent entries disagreed, and how that was settled against the page."""
    if entries is None:
        return sentence("The numbers of this package were entered once.")
    if not entries.differences:
        return sentence("The two entries agree in every number.")
    settled = {resolution.difference: resolution for resolution in entries.resolutions}
    rows = tuple(
        Row(
            Entry.plain(difference.place),
            (
                Entry.plain(difference.what),
                Entry.plain(difference.entry_1 or "nothing"),
                Entry.plain(difference.entry_2 or "nothing"),
                Entry.plain(_settled(settled[difference].resolution, settled[difference].why) if difference in settled else "open"),
            ),
        )
        for difference in entries.differences
    )
    caption = markup.myst("Where the two entries disagreed.")
    return Table("differences", caption, ("Place", "What", "Entry 1", "Entry 2", "Settled"), rows, "wordy")


def _settled(resolution: str, why: str) -> str:
    return f"{resolution}: {why}" if resolution and why else resolution or why


def dictionary() -> Table:
    """Every file, key and column of a study package and what it means: the schema that checks it, as a table."""
    rows: list[Row] = []
    file = ""
    for row in data_dictionary():
        if row.file != file:
            file = row.file
            rows.append(Row(Entry.plain(file), heading=True))
        needed = "required" if row.required else "optional"
        allowed = f"{row.type}: {row.allowed}" if row.allowed else row.type
        rows.append(Row(Entry.plain(row.key), (Entry.plain(row.meaning), Entry.plain(allowed), Entry.plain(needed))))
    caption = markup.myst("The files of a study package, from the schema that checks them.")
    return Table("dictionary", caption, ("Key or column", "Meaning", "Values", "Needed"), tuple(rows), "wordy")
