"""How many patients each question of the reconstruction leaves room for, in words that text, table and chart share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marginalia.display import markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import FOLLOW_UP, OVERALL, Study

if TYPE_CHECKING:
    from marginalia.reconstruction.result import Range

_LABELS: dict[tuple[str, ...], str] = {
    (): "as the tables are read",
    ("nested-follow-up",): "if nobody missed a visit and came back",
}

#: What a page says in place of what was not worked out.
NOT_KNOWN = "This was not worked out for this paper, for the reason given above."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its range under each set of assumptions. `seen` is of how many patients the answer is a share,
    where that is not everybody enrolled: those seen at a visit whose responders are not printed."""

    id: str
    text: str
    ranges: tuple[Range, ...]
    seen: int | None


def asked(evidence: Evidence) -> tuple[Asked, ...]:
    """Every question that has an answer, in the order in which they were asked; none without a reconstruction."""
    made = evidence.reconstruction
    if made is None:
        return ()
    together: dict[str, list[Range]] = {}
    for one in made.ranges:
        together.setdefault(one.id, []).append(one)
    return tuple(Asked(id, found[0].text, tuple(found), _seen(evidence.study, id)) for id, found in together.items())


def assumed(study: Study, one: Range) -> str:
    """What a range rests on, in a few words."""
    if one.assuming in _LABELS:
        return _LABELS[one.assuming]
    within = {
        reading.id: f"“{study.group(reading.group).label}” lies within other groups" for reading in study.readings
    }
    return f"if {values.listed([within.get(name) or name.replace('-', ' ') for name in one.assuming])}"


def span(one: Range) -> str:
    """A range as `6 to 33`; one number where nothing is left open."""
    return str(one.low) if one.low == one.high else f"{one.low} to {one.high}"


def shares(one: Range, seen: int) -> str:
    """A range of those seen as `38% to 75%`."""
    low, high = values.percent(one.low / seen), values.percent(one.high / seen)
    return low if low == high else f"{low} to {high}"


def bounded(one: Range) -> str:
    """A range in a sentence: `at least four and at most 11`, `at most four`, `exactly four`."""
    if one.low == one.high:
        return f"exactly {values.count(one.low)}" if one.low else "none"
    most = f"at most {values.count(one.high)}"
    return f"at least {values.count(one.low)} and {most}" if one.low else most


def ranges_table(evidence: Evidence, name: str = "ranges") -> Table | Shown:
    """Every question with the fewest and the most patients, under each set of assumptions."""
    questions = asked(evidence)
    if not questions:
        return sentence("There are no ranges to list.")
    study = evidence.study
    sets = list(dict.fromkeys(one.assuming for question in questions for one in question.ranges))
    columns = [one for one in sets if one in _LABELS]
    rows = _rows(questions, columns)
    for other in sets:
        if other not in columns:
            # A way to read the paper concerns few questions: rows of its own, not a column of gaps.
            found = next(one for question in questions for one in question.ranges if one.assuming == other)
            rows += [Row(Entry.plain(f"{values.capital(assumed(study, found))}:"), heading=True)]
            rows += _rows(tuple(one for one in questions if _of(one, other)), [other])
    made = evidence.reconstruction
    enrolled = study.enrolled if made is None else made.enrolled
    caption = f"The fewest and the most of the {enrolled} patients of whom each can be true."
    return Table(
        name,
        markup.myst(caption),
        ("Patients who", *(values.capital(_LABELS[one]) for one in columns)),
        tuple(rows),
        "ranges",
    )


def _rows(questions: tuple[Asked, ...], sets: list[tuple[str, ...]]) -> list[Row]:
    return [
        Row(Entry.plain(values.capital(one.text)), tuple(_entry(_of(one, assuming), one.seen) for assuming in sets))
        for one in questions
    ]


def _of(question: Asked, assuming: tuple[str, ...]) -> Range | None:
    return next((one for one in question.ranges if one.assuming == assuming), None)


def _entry(one: Range | None, seen: int | None) -> Entry:
    if one is None:
        return Entry(())
    lines = [span(one)] if not seen else [f"{span(one)} of {seen} seen", shares(one, seen)]
    return Entry(tuple(markup.myst(line) for line in lines))


def _seen(study: Study, id: str) -> int | None:
    try:
        month = float(id.removeprefix("responders-"))
    except ValueError:
        return None
    cell = study.best(FOLLOW_UP, OVERALL, month)
    return None if cell is None else cell.n
