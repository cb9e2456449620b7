"""Responder shares of other studies with their rules in full, in families; no share is taken from another."""

from __future__ import annotations

from marginalia.analysis.comparators import Comparator, of_study
from marginalia.display import comparing, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table

_HEADINGS = {
    "sham": "Sham and saline arms",
    "course": "Usual care, without the tested treatment",
    "cells": "Cells or tissue",
    "surgery": "Surgery and stimulators",
    "injections": "Steroid and other injections or procedures",
}

_COLUMNS = ("Given", "Counted as improved if", "At", "Share", "Interval", "Source")


def show(evidence: Evidence, name: str) -> Table | Shown:
    rows = [one for one in of_study(evidence.study, evidence.comparators.values()) if one.responders]
    lines: list[Row] = []
    for family, heading in _HEADINGS.items():
        members = [one for one in rows if comparing.FAMILY.get(one.kind) == family]
        if members:
            lines.append(Row(Entry.plain(heading), heading=True))
            lines += [_row(evidence, one) for one in sorted(members, key=lambda one: -one.value)]
    if not lines:
        return shown.sentence("The package cites no other study that counts responders.")
    rule = evidence.study.responder_rule.strip()
    own = markup.myst(f"This study’s own rule: {rule}" if rule else "This study states no rule of its own.")
    caption = markup.myst(
        "Who counted as improved in other studies, by rules of their own. An interval stands where the source prints "
        "the events; n alone is the number allotted. Reported: read at second hand."
    )
    return Table(name, f"{caption} {own}", _COLUMNS, tuple(lines), "wordy")


def _row(evidence: Evidence, one: Comparator) -> Row:
    found = comparing.interval(evidence, one)
    count = comparing.count(one)
    entries = (
        Entry.plain(one.rule),
        Entry.plain(values.month(one.month)),
        Entry.plain(f"{comparing.share(one)}{f' ({count})' if count else ''}"),
        Entry.plain(values.interval(found.low, found.high) if found else ""),
        Entry((f"{{cite:t}}`{one.key}`",)),
    )
    return Row(Entry((markup.myst(values.capital(one.arm)), f"*{markup.myst(one.population)}*")), entries)
