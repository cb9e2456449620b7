"""Valid packages with one thing wrong: a hundred slips of a keyboard, of a program or of somebody who means no good.

Each is a function that spoils a draft or the files on the disc, and says where the message must point and what it must
name; `None` where the package has no place for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from on_disc import Draft

Chance = np.random.Generator


@dataclass(frozen=True, slots=True)
class Told:
    """What one of the messages must begin with, and what it must have in it."""

    start: str
    parts: tuple[str, ...] = ()

    def in_(self, messages: list[str]) -> bool:
        return any(one.startswith(self.start) and all(part in one for part in self.parts) for one in messages)


def told(start: str, *parts: str) -> Told:
    return Told(start, parts)


Spoil = Callable[[Draft, Chance], Told | None]
SpoilFiles = Callable[[Path, Chance], Told | None]

DRAFTS: dict[str, Spoil] = {}
FILES: dict[str, SpoilFiles] = {}


def slip(function: Spoil) -> Spoil:
    DRAFTS[function.__name__.replace("_", "-")] = function
    return function


def mishap(function: SpoilFiles) -> SpoilFiles:
    FILES[function.__name__.replace("_", "-")] = function
    return function


def _one(chance: Chance, items: Any) -> Any:
    """One of some things; `None` where there are none."""
    items = list(items)
    return items[int(chance.integers(len(items)))] if items else None


def _study(draft: Draft) -> dict[str, Any]:
    found: dict[str, Any] = draft.documents["study.yml"]
    return found


def _entry(draft: Draft, chance: Chance, *lists: str) -> tuple[str, dict[str, Any]] | None:
    """An entry of one of these lists of `study.yml`, and its path."""
    found = [(f"{name}[{at}]", entry) for name in lists for at, entry in enumerate(_study(draft).get(name, ()))]
    return _one(chance, found)  # type: ignore[no-any-return]


def _claim_check(draft: Draft, chance: Chance, key: str) -> tuple[str, dict[str, Any]] | None:
    found = [
        (f"claims[{at}].checks[{place}]", check)
        for at, claim in enumerate(draft.documents.get("claims.yml", ()))
        for place, check in enumerate(claim["checks"])
        if key in check
    ]
    return _one(chance, found)  # type: ignore[no-any-return]


# ── keys and types ───────────────────────────────────────────────────────────────────────────────────────────────────

_REQUIRED = ("citation", "design", "enrolled", "visits", "sections", "groups", "measures")


@slip
def a_key_is_missing(draft: Draft, chance: Chance) -> Told:
    key = _one(chance, _REQUIRED)
    del _study(draft)[key]
    return told("study.yml:", f"the key {key!r}")


@slip
def a_key_inside_is_missing(draft: Draft, chance: Chance) -> Told | None:
    path, entry = _entry(draft, chance, "sections", "groups", "outcomes", "measures") or ("", {})
    key = _one(chance, [key for key in ("id", "label", "title", "low") if key in entry])
    if key is None:
        return None
    del entry[key]
    return told("study.yml: line ", path, f"the key {key!r}")


@slip
def a_key_is_misspelt(draft: Draft, chance: Chance) -> Told:
    study = _study(draft)
    key = _one(chance, [key for key in study if key != "words"])
    at = int(chance.integers(1, len(key)))
    wrong = f"{key[:at]}x{key[at:]}"
    draft.documents["study.yml"] = {wrong if name == key else name: value for name, value in study.items()}
    return told("study.yml: line ", wrong, f"did you mean {key!r}?")


@slip
def a_key_inside_is_misspelt(draft: Draft, chance: Chance) -> Told | None:
    path, entry = _entry(draft, chance, "sections", "groups", "measures") or ("", {})
    key = "label" if "label" in entry else "title"
    entry[f"{key}s"] = entry.pop(key)
    return told("study.yml: line ", path, f"found '{key}s'", f"did you mean {key!r}?")


@slip
def a_key_of_another_program(draft: Draft, chance: Chance) -> Told:
    _study(draft)["__proto__"] = {"polluted": True}
    return told("study.yml: line ", "__proto__", "expected one of the keys")


def _typed(key: str, value: object, *parts: str) -> Spoil:
    def spoil(draft: Draft, chance: Chance) -> Told:
        _study(draft)[key] = value
        return told("study.yml: line ", key, *parts)

    return spoil


DRAFTS |= {
    "text-for-a-number": _typed("enrolled", "forty", "found 'forty'", "a whole number"),
    "a-number-in-quotes": _typed("enrolled", "48", "found '48'", "a whole number"),
    "a-fraction-for-a-whole-number": _typed("enrolled", 48.5, "found '48.5'", "a whole number"),
    "true-for-a-number": _typed("enrolled", True, "found 'True'", "a whole number"),
    "nothing-for-a-number": _typed("enrolled", None, "a whole number"),
    "a-list-for-a-number": _typed("enrolled", [48], "a whole number"),
    "a-negative-number": _typed("enrolled", -48, "found '-48'", "at least 1"),
    "more-patients-than-people": _typed("enrolled", 10**17, "at most 1000000"),
    "a-number-of-a-hundred-digits": _typed("enrolled", 10**100, "a whole number"),
    "an-enormous-number": _typed("enrolled", 1e300, "a whole number"),
    "a-text-for-a-list": _typed("groups", "everybody", "found 'everybody'", "a list"),
    "keys-for-a-list": _typed("visits", {"first": 3}, "a list"),
    "no-visits": _typed("visits", [], "at least 1"),
    "no-groups": _typed("groups", [], "at least 1"),
    "visits-out-of-order": _typed("visits", [12, 3], "found '12, 3'", "in order"),
    "a-visit-twice": _typed("visits", [3, 3.0, 12], "in order, each once"),
    "a-visit-as-text": _typed("visits", ["three"], "found 'three'", "a number"),
    "a-visit-before-the-study": _typed("visits", [-3, 12], "found '-3'", "at least 0"),
    "a-visit-after-a-century": _typed("visits", [3, 1200.5], "at most 1200"),
    "not-a-number": _typed("visits", ["NaN"], "found 'NaN'", "a number"),
    "an-unknown-word": _typed("responder_needs", "some", "found 'some'", "one of all, any"),
    "a-name-with-blanks-for-a-feature": _typed("readings", [{"id": "A B"}], "found 'A B'", "a name"),
}


@slip
def a_number_for_a_text(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "groups", "measures") or ("", {})
    entry["label"] = 5
    return told("study.yml: line ", f"{path}.label", "found '5'", "text")


@slip
def an_empty_text(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "groups", "measures", "sections") or ("", {})
    key = "title" if "title" in entry else "label"
    entry[key] = " \n\t "
    return told("study.yml: line ", f"{path}.{key}", "it is empty")


@slip
def a_null_character(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "groups", "measures") or ("", {})
    entry["label"] = "a\0b"
    return told("study.yml: line ", f"{path}.label", "control characters")


@slip
def a_turn_of_direction(draft: Draft, chance: Chance) -> Told:
    # Not U+0085: YAML takes it for the end of a line, which within quotes is a blank.
    sign = _one(chance, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\uffff\x1b")
    path, entry = _entry(draft, chance, "groups", "measures") or ("", {})
    entry["label"] = f"62{sign}26"
    place = f"{path}.label" if sign not in "\uffff\x1b" else ""
    return told("study.yml: line ", place)


@slip
def a_name_that_looks_like_another(draft: Draft, chance: Chance) -> Told:
    """A Cyrillic а for a Latin one."""
    groups = _study(draft)["groups"]
    groups[0]["id"] = "\u0430ll"
    return told("study.yml: line ", "groups[0].id", "found '\u0430ll'", "lower-case letters")


@slip
def a_path_for_a_name(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "groups", "measures", "sections") or ("", {})
    entry["id"] = _one(
        chance, ("../../etc/passwd", "/etc/passwd", "a/../b", "C:\\x", "a\nb", "a.b", "..", "~", "$(id)")
    )
    return told("study.yml: line ", f"{path}.id", "a name")


@slip
def a_name_without_end(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "groups", "measures", "sections") or ("", {})
    entry["id"] = "x" * 100_000
    return told("study.yml: line ", f"{path}.id", "at most 80 characters")


# ── what names what ──────────────────────────────────────────────────────────────────────────────────────────────────


@slip
def a_group_twice(draft: Draft, chance: Chance) -> Told:
    groups = _study(draft)["groups"]
    groups.append(dict(groups[0]))
    return told("study.yml: line ", f"groups[{len(groups) - 1}].id", "found 'all'", "an id of its own")


@slip
def nobody_is_everybody(draft: Draft, chance: Chance) -> Told:
    for group in _study(draft)["groups"]:
        group["id"] = f"{group['id']}-only"
    return told("study.yml: line ", "groups", "a group 'all'")


@slip
def a_group_within_nothing(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "groups") or ("", {})
    entry["part_of"] = ["everyone"]
    return told("study.yml: line ", f"{path}.part_of[0]", "found 'everyone'", "a group")


@slip
def a_group_apart_from_nothing(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "groups") or ("", {})
    entry["disjoint_from"] = ["others"]
    return told("study.yml: line ", f"{path}.disjoint_from[0]", "found 'others'", "a group")


@slip
def a_size_that_no_number_states(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "groups") or ("", {})
    entry["size"] = "results.nowhere.group-size.count"
    return told(
        "study.yml: line ", f"{path}.size", "found 'results.nowhere.group-size.count'", "a number in numbers.csv"
    )


@slip
def a_measure_of_no_outcome(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "measures") or ("", {})
    entry["outcome"] = "happiness"
    return told("study.yml: line ", f"{path}.outcome", "found 'happiness'", "an outcome")


@slip
def an_unknown_kind(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "groups") or ("", {})
    entry["kind"] = "treatmnt"
    return told("study.yml: line ", f"{path}.kind", "found 'treatmnt'", "did you mean 'treatment'?")


@slip
def a_chapter_that_the_book_lacks(draft: Draft, chance: Chance) -> Told:
    path, entry = _entry(draft, chance, "sections") or ("", {})
    entry["chapter"] = "../efficacy" if chance.random() < 0.5 else "eficacy"
    return told("study.yml: line ", f"{path}.chapter", "found ")


@slip
def a_scale_upside_down(draft: Draft, chance: Chance) -> Told | None:
    found = _entry(draft, chance, "outcomes")
    if found is None:
        return None
    path, entry = found
    entry["low"], entry["high"] = entry["high"], entry["low"]
    return told("study.yml: line ", f"{path}.high", "more than low")


@slip
def an_end_without_end(draft: Draft, chance: Chance) -> Told | None:
    found = _entry(draft, chance, "outcomes")
    if found is None:
        return None
    path, entry = found
    entry["high"] = _one(chance, (".inf", "-.inf", ".nan", "Infinity", "1e999"))
    return told("study.yml: line ", f"{path}.high", "a number")


@slip
def a_citation_that_is_no_key(draft: Draft, chance: Chance) -> Told:
    _study(draft)["citation"]["key"] = _one(chance, ("no 2020", "no2020}", "@no", "nö2020", "../no"))
    return told("study.yml: line ", "citation.key")


@slip
def an_address_for_a_doi(draft: Draft, chance: Chance) -> Told:
    _study(draft)["citation"]["doi"] = "javascript:alert(1)"
    return told("study.yml: line ", "citation.doi", "found 'javascript:alert(1)'")


# ── tables, claims and notes ─────────────────────────────────────────────────────────────────────────────────────────


def _table_row(draft: Draft, chance: Chance) -> tuple[str, dict[str, Any]] | None:
    found = [
        (f"tables[{at}].rows[{place}].cells", row)
        for at, table in enumerate(draft.documents.get("tables.yml", ()))
        for place, row in enumerate(table["rows"])
    ]
    return _one(chance, found)  # type: ignore[no-any-return]


@slip
def a_row_with_a_cell_too_many(draft: Draft, chance: Chance) -> Told | None:
    path, row = _table_row(draft, chance) or ("", None)
    if row is None:
        return None
    row["cells"] = [*row["cells"], None]
    return told("tables.yml: line ", path, f"found '{len(row['cells'])} cells'")


@slip
def a_cell_of_nothing(draft: Draft, chance: Chance) -> Told | None:
    path, row = _table_row(draft, chance) or ("", None)
    if row is None:
        return None
    row["cells"] = ["table-2.all.wellbeing.3", *row["cells"][1:]]
    return told("tables.yml: line ", f"{path}[0]", "found 'table-2.all.wellbeing.3'", "a number or a cell")


@slip
def an_unknown_check(draft: Draft, chance: Chance) -> Told | None:
    path, check = _claim_check(draft, chance, "rule") or ("", None)
    if check is None:
        return None
    check["rule"] = "eval"
    return told("claims.yml: line ", f"{path}.rule", "found 'eval'", "one of")


@slip
def a_check_without_an_argument(draft: Draft, chance: Chance) -> Told | None:
    path, check = _claim_check(draft, chance, "cells") or _claim_check(draft, chance, "numbers") or ("", None)
    if check is None:
        return None
    key = "cells" if "cells" in check else "numbers"
    del check[key]
    return told("claims.yml: line ", path, f"the key {key!r}")


@slip
def a_check_of_nothing(draft: Draft, chance: Chance) -> Told | None:
    path, check = _claim_check(draft, chance, "left") or _claim_check(draft, chance, "part") or ("", None)
    if check is None:
        return None
    key = "left" if "left" in check else "part"
    check[key] = "results.all.follow-up.never"
    return told("claims.yml: line ", f"{path}.{key}", "found 'results.all.follow-up.never'")


@slip
def an_unknown_operator(draft: Draft, chance: Chance) -> Told | None:
    path, check = _claim_check(draft, chance, "op") or ("", None)
    if check is None:
        return None
    check["op"] = "=>"
    return told("claims.yml: line ", f"{path}.op", "found '=>'", "one of")


def _in_text(text: str, *parts: str) -> Spoil:
    """Text of a claim that is no template, or names what is not there."""

    def spoil(draft: Draft, chance: Chance) -> Told | None:
        claims = draft.documents.get("claims.yml")
        if not claims:
            return None
        at = int(chance.integers(len(claims)))
        claims[at]["says"] = text
        return told("claims.yml: line ", f"claims[{at}].says", *parts)

    return spoil


DRAFTS |= {
    "an-open-brace": _in_text("It is { open", "braces in pairs"),
    "a-closing-brace": _in_text("It is } closed", "braces in pairs"),
    "python-in-braces": _in_text("{__import__('os').system('id')}", "found ", "{reference}"),
    "attributes-in-braces": _in_text("{enrolled.__class__}", "found "),
    "a-role": _in_text("{math}`x`", "found 'math'"),
    "a-number-of-nothing": _in_text("{results.all.bliss.n}", "found "),
    "an-unknown-format": _in_text("{enrolled:>99999999999}", "found "),
    "a-citation-without-key": _in_text("{cite}", "citation key"),
}


@slip
def a_claim_without_a_name(draft: Draft, chance: Chance) -> Told | None:
    claims = draft.documents.get("claims.yml")
    if not claims:
        return None
    del claims[0]["id"]
    return told("claims.yml: line 1, claims[0]", "the key 'id'")


@slip
def a_condition_that_is_none(draft: Draft, chance: Chance) -> Told | None:
    notes = draft.documents.get("notes.yml")
    if not notes:
        return None
    notes[0]["holds_when"] = ["__import__('os')"]
    return told("notes.yml: line ", "notes[0].holds_when[0]", "found ")


@slip
def a_note_of_no_kind(draft: Draft, chance: Chance) -> Told | None:
    notes = draft.documents.get("notes.yml")
    if not notes:
        return None
    notes[0]["kind"] = "<script>"
    return told("notes.yml: line ", "notes[0].kind", "found '<script>'", "one of")


@slip
def notes_that_are_no_list(draft: Draft, chance: Chance) -> Told:
    draft.documents["notes.yml"] = {"a": "b"}
    return told("notes.yml", "a list")


# ── numbers.csv, value by value ──────────────────────────────────────────────────────────────────────────────────────


def _value(column: str, value: str, *parts: str, only: Callable[[dict[str, str]], bool] = lambda row: True) -> Spoil:
    def spoil(draft: Draft, chance: Chance) -> Told | None:
        found = [at for at, row in enumerate(draft.rows) if only(row)]
        at = _one(chance, found)
        if at is None:
            return None
        draft.rows[at][column] = value
        return told(f"numbers.csv: row {at + 2}, column {column}: ", *parts)

    return spoil


def _clean_count(row: dict[str, str]) -> bool:
    return row["ocr"] == "clean" and row["statistic"] in ("n", "N", "count")


def _clean(row: dict[str, str]) -> bool:
    return row["ocr"] == "clean"


DRAFTS |= {
    "an-unknown-section": _value("section", "resluts", "found 'resluts'", "a section of study.yml"),
    "an-unknown-group": _value("group", "everyone", "found 'everyone'", "a group of study.yml"),
    "an-unknown-measure": _value("measure", "feathrs", "found 'feathrs'", "a measure of study.yml"),
    "an-unknown-statistic": _value("statistic", "average", "found 'average'", "one of"),
    "an-unknown-month": _value("month", "7.125", "found '7.125'", "a visit of study.yml"),
    "a-month-in-words": _value("month", "three", "found 'three'", "a number"),
    "a-month-in-years": _value("month", "1y", "found '1y'", "a number"),
    "a-month-that-is-none": _value("month", "NaN", "found 'NaN'", "a number"),
    "a-reading-with-a-comma": _value(
        "reading", "62,1", "found '62,1'", "a number", "decimals with a point", only=_clean
    ),
    "a-reading-with-its-sign": _value("reading", "62%", "found '62%'", "a number", "percent sign", only=_clean),
    "a-reading-without-end": _value("reading", "inf", "found 'inf'", "a number", only=_clean),
    "a-reading-that-is-none": _value("reading", "nan", "found 'nan'", "a number", only=_clean),
    "a-reading-of-a-thousand-digits": _value("reading", "9" * 1000, "a number", only=_clean),
    "a-reading-with-a-power": _value("reading", "1e400", "found '1e400'", "a number", only=_clean),
    "a-reading-that-nobody-printed": _value("reading", "123456789", "found '123456789'", only=_clean),
    "a-negative-count": _value("reading", "-3", "found '-3'", only=_clean_count),
    "half-a-patient": _value("reading", "3.5", "found '3.5'", only=_clean_count),
    "a-reading-in-digits-of-another-script": _value("reading", "٤٢", "found '٤٢'", "a number", only=_clean),
    "a-date-for-a-fraction": _value("printed", "07-Jun", "found '07-Jun'", "turned a fraction", only=_clean),
    "no-print": _value("printed", "", "nothing found"),
    "a-control-character": _value("printed", "6\x1b[31m2", "control characters", only=_clean),
    "a-turn-of-direction-in-a-row": _value("place", "results/\u202e1", "U+202E"),
    "an-unknown-state-of-the-scan": _value("ocr", "blurry", "found 'blurry'", "one of"),
    "an-id-with-a-path": _value("id", "../../x.n", "found '../../x.n'", "an id"),
    "an-id-with-markup": _value("id", "<b>.n", "found '<b>.n'", "an id"),
    "no-id": _value("id", "", "nothing found"),
    "no-section": _value("section", "", "nothing found"),
}


@slip
def a_repair_without_its_note(draft: Draft, chance: Chance) -> Told | None:
    at = _one(chance, [at for at, row in enumerate(draft.rows) if row["ocr"] == "clean"])
    draft.rows[at]["ocr"], draft.rows[at]["note"] = "repaired", ""
    return told(f"numbers.csv: row {at + 2}, column note: ", "what the scan shows")


def _misprinted(printed: str) -> Spoil:
    """A print that cannot mean the reading beside it."""

    def spoil(draft: Draft, chance: Chance) -> Told | None:
        found = [at for at, row in enumerate(draft.rows) if _clean_count(row) and row["reading"] not in ("", "0")]
        at = _one(chance, found)
        if at is None:
            return None
        draft.rows[at]["printed"] = printed
        return told(f"numbers.csv: row {at + 2}, column reading: ", f"found {draft.rows[at]['reading']!r}", printed)

    return spoil


DRAFTS |= {
    "a-print-that-is-no-number": _misprinted("plenty"),
    "a-formula-for-a-number": _misprinted("=cmd|' /C calc'!A0"),
}


@slip
def a_null_in_a_row(draft: Draft, chance: Chance) -> Told:
    at = int(chance.integers(len(draft.rows)))
    draft.rows[at]["place"] = "results\0"
    return told("numbers.csv: row ", "no text")


@slip
def an_id_twice(draft: Draft, chance: Chance) -> Told:
    draft.rows.append(dict(_one(chance, draft.rows)))
    return told(f"numbers.csv: row {len(draft.rows) + 1}, column id: ", "an id of its own")


@slip
def an_id_that_ends_in_another_statistic(draft: Draft, chance: Chance) -> Told:
    at = int(chance.integers(len(draft.rows)))
    row = draft.rows[at]
    row["id"] = f"{row['id'].rpartition('.')[0]}.odd"
    return told(f"numbers.csv: row {at + 2}, column id: ", f"found {row['id']!r}", f"ends in .{row['statistic']}")


@slip
def a_reading_a_hundred_times_too_small(draft: Draft, chance: Chance) -> Told | None:
    """0.62 for 62%: in another unit."""
    found = [at for at, row in enumerate(draft.rows) if row["statistic"] == "percent" and float(row["reading"] or 0)]
    at = _one(chance, [at for at in found if _clean(draft.rows[at])])
    if at is None:
        return None
    draft.rows[at]["reading"] = f"{float(draft.rows[at]['reading']) / 100:.15g}"
    return told(f"numbers.csv: row {at + 2}, column reading: ", f"found {draft.rows[at]['reading']!r}")


@slip
def two_fractions_in_one_cell(draft: Draft, chance: Chance) -> Told | None:
    at = _one(chance, [at for at, row in enumerate(draft.rows) if row["statistic"] == "N" and _clean(row)])
    if at is None or draft.rows[at - 1]["statistic"] != "n" or not _clean(draft.rows[at - 1]):
        return None
    whole = int(float(draft.rows[at]["reading"])) + 1
    draft.rows[at] |= {"printed": f"0/{whole}", "reading": str(whole)}
    return told(f"numbers.csv: row {at + 2}, column printed: ", f"found '0/{whole}'", f"row {at + 1} prints")


@slip
def a_cell_of_two_groups(draft: Draft, chance: Chance) -> Told | None:
    found = [at for at, row in enumerate(draft.rows) if at and _cell(row) == _cell(draft.rows[at - 1]) and row["group"]]
    at = _one(chance, found)
    if at is None:
        return None
    draft.rows[at]["group"] = ""
    return told(f"numbers.csv: row {at + 2}, column group: ", "of the same cell")


def _cell(row: dict[str, str]) -> str:
    return row["id"].rpartition(".")[0]


@slip
def a_column_missing(draft: Draft, chance: Chance) -> Told:
    column = _one(chance, [name for name in draft.columns if name != "verified"])
    draft.columns.remove(column)
    return told("numbers.csv: row 1: ", f"the column {column!r}")


@slip
def a_column_misspelt(draft: Draft, chance: Chance) -> Told:
    at = int(chance.integers(len(draft.columns)))
    column = draft.columns[at]
    draft.columns[at] = wrong = f"{column}s"
    for row in draft.rows:
        row[wrong] = row[column]
    return told(f"numbers.csv: row 1, column {wrong}: ", f"did you mean {column!r}?")


@slip
def a_column_twice(draft: Draft, chance: Chance) -> Told:
    column = _one(chance, draft.columns)
    draft.columns.append(column)
    return told(f"numbers.csv: row 1, column {column}: ", "each column once")


@slip
def no_rows(draft: Draft, chance: Chance) -> Told:
    draft.rows = []
    return told("numbers.csv: row 2: ", "at least one number")


@slip
def a_cell_of_a_million_characters(draft: Draft, chance: Chance) -> Told:
    at = int(chance.integers(len(draft.rows)))
    draft.rows[at]["place"] = "x" * 1_000_000
    return told(f"numbers.csv: row {at + 2}: ", "field larger than field limit")


@slip
def a_hundred_thousand_wrong_rows(draft: Draft, chance: Chance) -> Told:
    draft.rows = [dict.fromkeys(draft.columns, "x")] * 100_000
    return told("numbers.csv: row 2, column ")


# ── the files themselves ─────────────────────────────────────────────────────────────────────────────────────────────


def _yaml_text(name: str, text: str, *parts: str, file: str = "study.yml") -> None:
    def spoil(folder: Path, chance: Chance) -> Told:
        (folder / file).write_text(text, encoding="utf-8")
        return told(file, *parts)

    FILES[name] = spoil


_LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{one}: &{one} [{','.join([f'*{before}'] * 9)}]\n" for before, one in zip("abcdefgh", "bcdefghi", strict=True)
)

_yaml_text("a-tag-of-python", "citation: !!python/object/apply:os.system ['id']\n", "line 1", "the tag ", "python")
_yaml_text("a-tag-of-its-own", "citation: !include /etc/passwd\n", "line 1", "the tag !include")
_yaml_text("a-thousand-laughs", _LAUGHS, "line 1", "an anchor or alias")
_yaml_text("an-alias", "a: 1\nb: *a\n", "line 2", "an anchor or alias")
_yaml_text("a-merge", "a: {b: 1}\n<<: {c: 2}\n", "<<")
_yaml_text("a-tab", "citation:\n\tauthors: A\n", "line 2")
_yaml_text("a-key-twice", "enrolled: 4\nvisits: [1]\nenrolled: 5\n", "line 3", "'enrolled' a second time")
_yaml_text("two-documents", "a: 1\n---\nb: 2\n", "line 2", "a second document")
_yaml_text("a-deep-hole", "a: " + "[" * 100_000, "line 1", "levels")
_yaml_text("a-list-as-a-key", "? [a]\n: b\n", "line 1", "as a key")
_yaml_text("an-unfinished-quote", 'citation:\n  authors: "A\n  title: b\n', "line ", "valid YAML")
_yaml_text("a-list-for-keys", "- a\n- b\n", "keys with values")
_yaml_text("text-for-keys", "Dear Sir or Madam\n", "keys with values")
_yaml_text("an-empty-file", "", "keys with values")
_yaml_text("only-a-comment", "# soon\n", "keys with values")
_yaml_text("half-a-million-parts", "visits: [" + "1," * 500_000 + "1]\n", "line 1", "keys and values")
_yaml_text("a-page-of-html", "<!DOCTYPE html><html><body>Not found</body></html>\n", "study.yml")
_yaml_text("a-merge-conflict", "<<<<<<< HEAD\nenrolled: 4\n=======\nenrolled: 5\n>>>>>>> other\n", "line ")


@mishap
def a_file_cut_off(folder: Path, chance: Chance) -> Told | None:
    """Anywhere in a row of the table, but not at its end."""
    content = (folder / "numbers.csv").read_bytes()
    lines = content.split(b"\n")
    row = int(chance.integers(1, len(lines) - 1))
    if b'"' in content or not lines[row].strip():
        return None
    kept = lines[row][: int(chance.integers(1, lines[row].rindex(b",")))]
    (folder / "numbers.csv").write_bytes(b"\n".join([*lines[:row], kept]))
    return told(f"numbers.csv: row {row + 1}", "values") if b"," in kept else told(f"numbers.csv: row {row + 1}")


@mishap
def an_unfinished_quote_in_a_row(folder: Path, chance: Chance) -> Told:
    file = folder / "numbers.csv"
    file.write_bytes(file.read_bytes().rstrip() + b'\n"x.y.n')
    return told("numbers.csv: row ", "comma-separated values")


@mishap
def a_comma_too_many(folder: Path, chance: Chance) -> Told:
    file = folder / "numbers.csv"
    file.write_bytes(file.read_bytes().rstrip(b"\r\n") + b",1\n")
    return told("numbers.csv: row ", "put a value that holds a comma in quotes")


@mishap
def semicolons_for_commas(folder: Path, chance: Chance) -> Told:
    file = folder / "numbers.csv"
    file.write_bytes(file.read_bytes().replace(b",", b";"))
    return told("numbers.csv: row 1", "columns separated by commas")


def _recoded(encoding: str, *parts: str) -> SpoilFiles:
    def spoil(folder: Path, chance: Chance) -> Told:
        name = str(_one(chance, ("numbers.csv", "study.yml")))
        text = f"{(folder / name).read_text(encoding='utf-8')}\n# Größe\n"
        (folder / name).write_bytes(text.encode(encoding, "replace"))
        return told(name, *parts)

    return spoil


FILES["latin-1"] = _recoded("latin-1", "row ", "UTF-8")
FILES["utf-16"] = _recoded("utf-16", "UTF-8")


@mishap
def bytes_of_anything(folder: Path, chance: Chance) -> Told:
    name = str(_one(chance, ("numbers.csv", "study.yml", "claims.yml", "tables.yml", "notes.yml")))
    (folder / name).write_bytes(chance.bytes(2000))
    return told(name)


@mishap
def an_archive_for_a_table(folder: Path, chance: Chance) -> Told:
    (folder / "numbers.csv").write_bytes(b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + chance.bytes(500))
    return told("numbers.csv")


@mishap
def six_million_bytes(folder: Path, chance: Chance) -> Told:
    name = str(_one(chance, ("numbers.csv", "study.yml", "claims.yml", "tables.yml", "notes.yml")))
    (folder / name).write_bytes(b"# " + b"x" * 6_000_000)
    return told(name, "more than 5,000,000 bytes")


@mishap
def a_hundred_million_bytes(folder: Path, chance: Chance) -> Told:
    """Of which none is on the disc, and none need be read."""
    name = str(_one(chance, ("numbers.csv", "study.yml")))
    with (folder / name).open("wb") as file:
        file.truncate(100_000_000)
    return told(name, "more than 5,000,000 bytes")


@mishap
def more_than_a_disc(folder: Path, chance: Chance) -> Told:
    with (folder / "scan.pdf").open("wb") as file:
        file.truncate(10**12)
    return told("scan.pdf", "at most 200,000,000 bytes")


@mishap
def a_file_missing(folder: Path, chance: Chance) -> Told:
    name = str(_one(chance, ("numbers.csv", "study.yml")))
    (folder / name).unlink()
    return told(name, "this file in the package")


@mishap
def a_folder_for_a_file(folder: Path, chance: Chance) -> Told:
    name = str(_one(chance, ("numbers.csv", "study.yml", "claims.yml", "tables.yml", "notes.yml")))
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir()
    return told(name)


@mishap
def a_link_out_of_the_package(folder: Path, chance: Chance) -> Told:
    name = str(_one(chance, ("numbers.csv", "study.yml", "notes.yml", "CODING.md", "scan.png")))
    (folder / name).unlink(missing_ok=True)
    target = str(_one(chance, ("/etc/passwd", "../../secret.txt", "/dev/zero", "..")))
    (folder.parent.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / name).symlink_to(target)
    return told(name, f"found 'a link to {target}'")


@mishap
def a_link_to_nothing(folder: Path, chance: Chance) -> Told:
    (folder / "scan.png").symlink_to("gone.png")
    return told("scan.png", "found 'a link to gone.png'")


@mishap
def a_link_in_a_circle(folder: Path, chance: Chance) -> Told:
    name = str(_one(chance, ("appraisal", "earlier", "entry-2", "more")))
    (folder / name).symlink_to(_one(chance, (".", name, str(folder))))
    return told(name, "found 'a link to ")


@mishap
def a_pipe_for_a_file(folder: Path, chance: Chance) -> Told:
    name = str(_one(chance, ("study.yml", "notes.yml", "pipe")))
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    return told(name, "a pipe, socket or device")
