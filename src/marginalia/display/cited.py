"""Printed numbers as evidence: each as printed, what it measures, where it stands, and how the scan left it."""

from __future__ import annotations

from collections.abc import Iterable

from marginalia.display import markup, published, values
from marginalia.study.model import Number, Study


def cited(study: Study, references: Iterable[str]) -> tuple[str, ...]:
    """A line of MyST for each cell or number behind the references, in their order; what the package lacks is left
    out."""
    cells: dict[str, tuple[Number, ...]] = {}
    for reference in references:
        if study.has(reference):
            numbers = study.numbers_of(reference)
            cell = study.cell(numbers[0].cell).numbers
            cells[numbers[0].cell if len(cell) > 1 else reference] = cell
    return tuple(_line(study, reference, numbers) for reference, numbers in cells.items())


def place(study: Study, section: str, place: str) -> str:
    """Where something stands, in words: `Results, all patients, follow-up`; `Table 2, HD / 12M`."""
    title = study.section(section).title
    if place in ("", section, title):
        return title
    if " / " in place:
        return f"{title}, {place}"
    labels = {group.id: values.inline(group.label) for group in study.groups}
    return ", ".join(
        [title, *(labels.get(part, part.replace("-", " ")) for part in place.removeprefix(section + "/").split("/"))]
    )


def _line(study: Study, reference: str, numbers: tuple[Number, ...]) -> str:
    first = numbers[0]
    about = [values.inline(study.measure(first.measure).label)]
    if first.group:
        about.append(values.inline(study.group(first.group).label))
    if first.month is not None:
        about.append(values.month(first.month))
    text = f"**{markup.myst(published.printed(study, reference))}** {markup.myst(', '.join(about))}"
    text += f" ({markup.myst(place(study, first.section, first.place))})"
    damage = [number.note for number in numbers if number.ocr != "clean" and number.note]
    states = {number.ocr for number in numbers if number.ocr != "clean"}
    if states:
        state = "illegible in the scan" if "illegible" in states else "repaired from the scan"
        text += f"; {state}" + (f": {markup.myst(' '.join(dict.fromkeys(damage)))}" if damage else "")
    if not all(number.verified for number in numbers):
        text += f"; {published.UNVERIFIED} not yet checked against the paper"
    return text
