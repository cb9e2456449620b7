"""Groups, visits, measures and sections that a table names and `study.yml` has not got: as lines that are ready for it.

The lines say what can be known from the table; the rest is for whoever reads the paper to mend.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from marginalia.errors import MarginaliaError
from marginalia.importing.answers import New
from marginalia.importing.drafts import Draft
from marginalia.importing.standing_text import scalar, with_listed, with_sorted
from marginalia.study.model import OVERALL, Group, Measure, Section, Study

#: The chapter that mirrors a table of such measures.
_CHAPTERS = {"proportion": "efficacy", "mean": "magnitude"}
_KEYS = {"section": "sections", "group": "groups", "measure": "measures", "visit": "visits"}


@dataclass(frozen=True, slots=True)
class Addition:
    """An entry for a list of `study.yml`: what it is of, and its value."""

    kind: Literal["section", "group", "measure", "visit"]
    value: Any

    @property
    def line(self) -> str:
        """The entry as a line of YAML, without indentation."""
        if self.kind == "visit":
            return f"- {self.value:g}"
        inner = ", ".join(f"{key}: {scalar(value)}" for key, value in self.value.items())
        return f"- {{{inner}}}"


def additions(draft: Draft, missing: Iterable[New], section_is_new: bool, number: str) -> tuple[Addition, ...]:
    """What a table needs of `study.yml`, sections first."""
    section, missing = draft.setting.section, tuple(missing)
    found: list[Addition] = []
    if section_is_new:
        title = f"Table {number}" if number else section.replace("-", " ").capitalize()
        kinds = [_kind(draft, one.id) for one in missing if one.kind == "measure"]
        chapter = _CHAPTERS.get(kinds[0] if kinds else "", "efficacy")
        found.append(Addition("section", {"id": section, "title": title, "chapter": chapter}))
    for one in missing:
        match one.kind:
            case "group":
                entry = {"id": one.id, "label": one.label, "kind": "other", "printed_label": one.label}
                found.append(Addition("group", {**entry, "part_of": [OVERALL]}))
            case "measure":
                kind = _kind(draft, one.id)
                found.append(
                    Addition("measure", {"id": one.id, "label": one.label, "kind": kind, "sources": [section]})
                )
            case "visit":
                found.append(Addition("visit", float(one.id)))
    return tuple(found)


def extended(study: Study, added: Iterable[Addition]) -> Study:
    """The study as it will be with these additions, as far as the labels of a table need it."""
    for one in added:
        match one.kind:
            case "section":
                study = replace(study, sections=(*study.sections, Section(**one.value)))
            case "group":
                study = replace(study, groups=(*study.groups, Group(**one.value)))
            case "measure":
                study = replace(study, measures=(*study.measures, Measure(**one.value)))
            case "visit":
                study = replace(study, visits=tuple(sorted((*study.visits, one.value))))
    return study


def as_yaml(added: Iterable[Addition]) -> str:
    """The lines for `study.yml`, each list under its key."""
    together: dict[str, list[str]] = {}
    for one in added:
        together.setdefault(_KEYS[one.kind], []).append(f"  {one.line}")
    return "\n".join(line for key, lines in together.items() for line in (f"{key}:", *lines))


def with_additions(text: str, added: Iterable[Addition]) -> str:
    """The text of `study.yml` with entries at the end of their lists, and with the visits in order; everything else
    stays as it is. Raises `MarginaliaError` where the file is in a form in which that cannot be done."""
    for one in added:
        key = _KEYS[one.kind]
        made = with_sorted(text, key, one.value) if one.kind == "visit" else with_listed(text, key, one.line, one.value)
        if made is None:
            said = f"study.yml is in a form in which nothing can be added to its {key}; add these lines by hand"
            raise MarginaliaError(f"{said}:\n{as_yaml([one])}")
        text = made
    return text


def _kind(draft: Draft, measure: str) -> str:
    """The kind of a new measure, by how its numbers stand in the table."""
    statistics = {
        part.statistic for cell in draft.cells if cell.meaning.measure == measure for part in cell.contents.parts
    }
    if statistics & {"mean", "sd"}:
        return "mean"
    return "proportion" if statistics & {"n", "N", "percent"} else "other"
