"""How many printed numbers of each section the patients give back, do not give back, or do not know."""

from __future__ import annotations

from marginalia.analysis.recomputed import Answer, Recomputation
from marginalia.display import shown, theme
from marginalia.display.charts._stacked import Part, stacked
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.panels._recomputed import NO_PATIENTS, SIGNS
from marginalia.display.shown import Shown

_COLOURS: dict[Answer, str] = {
    "agrees": theme.GREEN,
    "differs": theme.VERMILION,
    "cannot be read": theme.AMBER,
    "cannot be recomputed": theme.GREY,
}
#: A bar shorter than this share of the longest one has no room for its count.
_ROOM = 0.045


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(NO_PATIENTS)
    parts = _parts(made)
    if not parts:
        return shown.sentence("The paper prints no number.")
    title = (
        f"{made.counts['agrees']} of the {made.compared} printed numbers that the patients can be held against agree."
    )
    caption = (
        "Every printed number, by section. Signs and counts repeat the colours; a sliver of a bar has no room for them."
    )
    alternative = "Printed numbers by section. " + "; ".join(
        f"{section}: " + ", ".join(f"{part.count} {part.kind[2:]}" for part in parts if part.row == section)
        for section in dict.fromkeys(part.row for part in parts)
    )
    colours = {_kind(answer): colour for answer, colour in _COLOURS.items()}
    chart = stacked(parts, colours, rows="Section", kinds="Outcome", unit="Printed numbers")
    return Figure(chart, title, caption, f"{alternative}.", name)


def _parts(made: Recomputation) -> list[Part]:
    sizes = [sum(one.number.section == section.id for one in made.numbers) for section in made.study.sections]
    room = _ROOM * max(sizes, default=0)
    parts = []
    for section in made.study.sections:
        for answer in _COLOURS:
            count = sum(one.number.section == section.id and one.answer == answer for one in made.numbers)
            if count:
                text = f"{SIGNS[answer]} {count}" if count >= 2 * room else str(count) if count >= room else ""
                parts.append(Part(section.title, _kind(answer), count, text))
    return parts


def _kind(answer: Answer) -> str:
    return f"{SIGNS[answer]} {answer}"
