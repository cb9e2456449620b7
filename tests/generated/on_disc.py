"""A study as the files of a package, in the hand of any program that people keep such files with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from hypothesis import strategies as st

from marginalia.study.model import Check, Number, Study
from marginalia.study.number_table import OPTIONAL
from marginalia.study.schema import NumberRow, StudyFile

#: Files of their own; the rest of a study stands in `study.yml`.
_LISTS = ("tables", "claims", "notes")


@dataclass(frozen=True, slots=True)
class Hand:
    """How the files are written. `bare` leaves out every key, column and file that may be left out where it says
    nothing, `readings` whether a reading is typed where the print says it already."""

    yaml: Literal["block", "flow", "json"] = "block"
    quoting: Literal["few", "all"] = "few"
    newline: Literal["\n", "\r\n"] = "\n"
    mark: bool = False
    blank_rows: bool = False
    order: int = 0
    bare: bool = False
    readings: bool = True


def hands() -> st.SearchStrategy[Hand]:
    """The plainest first."""
    return st.builds(
        Hand,
        yaml=st.sampled_from(("block", "flow", "json")),
        quoting=st.sampled_from(("few", "all")),
        newline=st.sampled_from(("\n", "\r\n")),
        mark=st.booleans(),
        blank_rows=st.booleans(),
        order=st.integers(0, 10),
        bare=st.booleans(),
        readings=st.booleans(),
    )


@dataclass(slots=True)
class Draft:
    """What stands in the files of a package, before they are written: something to spoil. `documents` are the YAML
    files by their names; the rows of `numbers.csv` have text under each of the `columns`."""

    documents: dict[str, Any]
    columns: list[str]
    rows: list[dict[str, str]]

    def write(self, folder: Path, hand: Hand = Hand()) -> Path:
        """The files in this new folder."""
        folder.mkdir(parents=True)
        for name, content in self.documents.items():
            _put(folder / name, _yaml(content, hand), hand)
        _put(folder / "numbers.csv", self._table(hand), hand)
        return folder

    def _table(self, hand: Hand) -> str:
        columns = self.columns[hand.order :] + self.columns[: hand.order]
        text = io.StringIO()
        quoting: Any = {"few": csv.QUOTE_MINIMAL, "all": csv.QUOTE_ALL}[hand.quoting]
        table = csv.writer(text, quoting=quoting, lineterminator="\n")
        table.writerow(columns)
        for position, row in enumerate(self.rows):
            table.writerow([row[column] for column in columns])
            if hand.blank_rows and position % 5 == 0:
                text.write(f"{',' * (len(columns) - 1)}\n\n")
        return text.getvalue()


def draft(study: Study, hand: Hand = Hand()) -> Draft:
    """The files of a study."""
    whole = asdict(study)
    documents: dict[str, Any] = {
        "study": {key: whole[key] for key in StudyFile.model_fields if key in whole and whole[key] not in ("", ())},
        "tables": whole["tables"],
        "claims": [asdict(claim) | {"checks": [_check(check) for check in claim.checks]} for claim in study.claims],
        "notes": whole["notes"],
    }
    plain = json.loads(json.dumps(documents))
    made = {f"{name}.yml": _bare(content) if hand.bare else content for name, content in plain.items()}
    columns = [name for name in NumberRow.model_fields if name not in OPTIONAL or not hand.bare]
    return Draft(
        {name: content for name, content in made.items() if content or not hand.bare},
        columns,
        [_row(number, columns, hand) for number in study.numbers],
    )


def _row(number: Number, columns: list[str], hand: Hand) -> dict[str, str]:
    row = {column: _cell(getattr(number, column)) for column in columns}
    if not hand.readings and number.ocr == "clean" and number.printed.rstrip("%") == row["reading"]:
        row["reading"] = ""
    return row


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float | int) else "" if value is None else str(value)


def _put(file: Path, text: str, hand: Hand) -> None:
    file.write_bytes(("\ufeff" if hand.mark else "").encode() + text.replace("\n", hand.newline).encode())


def _check(check: Check) -> dict[str, object]:
    return {"rule": check.rule, **dict(check.arguments)}


def _bare(value: Any) -> Any:
    """A value without the keys under which nothing stands."""
    if isinstance(value, dict):
        return {key: _bare(kept) for key, kept in value.items() if kept or (kept == 0 and kept is not False)}
    return [_bare(one) for one in value] if isinstance(value, list | tuple) else value


def _yaml(value: Any, hand: Hand) -> str:
    if hand.yaml == "json":
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    if hand.yaml == "flow":
        return json.dumps(value, ensure_ascii=False) + "\n"
    return "".join(f"{line}\n" for line in _block(value)) or "[]\n"


def _block(value: Any) -> Iterator[str]:
    """Mappings and lists on lines of their own, as a person writes them; text in double quotes."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _under(f"{key}:", inner)
    elif isinstance(value, list | tuple) and value:
        for inner in value:
            lines = list(_block(inner))
            yield f"- {lines[0]}"
            yield from (f"  {line}" for line in lines[1:])
    else:
        yield json.dumps(value, ensure_ascii=False)


def _under(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict | list | tuple) and value:
        yield key
        yield from (f"  {line}" for line in _block(value))
    else:
        yield f"{key} {json.dumps(value, ensure_ascii=False)}"
