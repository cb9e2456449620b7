"""Reads the filled forms of appraisal instruments in a package's folder `appraisal/`, and says what is wrong in them.

Each file there is a list of forms. Which items an instrument has and which answers they take stands outside the package
and comes as a `Blank`; where the caller gives none, names of instruments, items and answers are not checked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from marginalia.errors import Problem
from marginalia.study import model
from marginalia.study.appraisal_schema import AnswerEntry, AppraisalEntry
from marginalia.study.entries import Entry, Source, open_source
from marginalia.study.references import Known, References
from marginalia.study.suggestions import listed
from marginalia.study.yaml_text import Path as Steps

#: The folder of the forms inside a package.
FOLDER = "appraisal"

Form = Entry[AppraisalEntry]


@dataclass(frozen=True, slots=True)
class Blank:
    """An instrument as a form must fit it: the answers that each item takes, in the instrument's order, and those for
    its overall judgement, none where the instrument has a rule for it or no such judgement."""

    items: Mapping[str, frozenset[str]]
    overall: frozenset[str] = frozenset()


def read_forms(folder: Path, problems: list[Problem]) -> list[tuple[Source, list[Form]]]:
    """Every file of forms by name, with the forms in it that are right by themselves; problems are noted."""
    found = []
    for file in sorted((folder / FOLDER).glob("*.yml")):
        source = open_source(folder, f"{FOLDER}/{file.name}", problems, required=False)
        if source is not None:
            found.append((source, source.entries(AppraisalEntry)))
    return found


def check_forms(
    files: list[tuple[Source, list[Form]]],
    known: Known,
    instruments: Mapping[str, Blank] | None,
    rules: Collection[str] | None,
) -> None:
    """What the forms name: instruments, items, answers, numbers, claims, literature, rules of the audit; that every
    item is answered once; that templates and conditions can be filled."""
    taken: dict[str, str] = {}
    for source, forms in files:
        check = References(source, known)
        for form in forms:
            first = taken.setdefault(form.value.id, source.name)
            if first != source.name:
                source.problem((*form.path, "id"), form.value.id, "an id of its own", f"{first} has it already")
            _check_form(check, form, instruments, rules)
        check.unique((form.path, form.value.id) for form in forms)


def made(entry: AppraisalEntry) -> model.Appraisal:
    """The model's form for a checked entry."""
    answers = tuple(model.Answer(**dict(answer)) for answer in entry.answers)
    trial = tuple(model.TrialPart(**dict(part)) for part in entry.trial)
    return model.Appraisal(**(dict(entry) | {"answers": answers, "trial": trial}))


def _check_form(
    check: References, form: Form, instruments: Mapping[str, Blank] | None, rules: Collection[str] | None
) -> None:
    path, entry = form.path, form.value
    check.template((*path, "about"), entry.about)
    check.template((*path, "overall_reason"), entry.overall_reason)
    if entry.result is not None:
        check.number_or_cell((*path, "result"), entry.result)
    check.conditions((*path, "holds_when"), entry.holds_when)
    for position, part in enumerate(entry.trial):
        check.template((*path, "trial", position, "trial"), part.trial)
        check.template((*path, "trial", position, "study"), part.study)
    for position, answer in enumerate(entry.answers):
        _check_answer(check, (*path, "answers", position), answer, rules)
    if instruments is None:
        return
    check.name((*path, "instrument"), entry.instrument, frozenset(instruments), "an instrument of data/instruments")
    if entry.instrument in instruments:
        _check_fit(check, form, instruments[entry.instrument])


def _check_answer(check: References, path: Steps, answer: AnswerEntry, rules: Collection[str] | None) -> None:
    """What one answer names, whatever its instrument."""
    known = check.known
    check.template((*path, "reason"), answer.reason)
    for position, place in enumerate(answer.places):
        section = place.partition("/")[0].strip()
        check.name((*path, "places", position), section, known.sections, "a place that begins with a section")
    check.numbers_or_cells((*path, "rests_on"), answer.rests_on)
    check.each((*path, "claims"), answer.claims, known.claims, "a claim of claims.yml")
    check.each((*path, "literature"), answer.literature, known.citations, "a citation key")
    check.conditions((*path, "holds_when"), answer.holds_when)
    check.each((*path, "rules"), answer.rules, None if rules is None else frozenset(rules), "a rule of the audit")
    if bool(answer.rules) != bool(answer.finds):
        lacking = "finds" if answer.rules else "rules"
        check.source.problem(path, None, f"the key {lacking!r} as well: rules and finds go together")


def _check_fit(check: References, form: Form, blank: Blank) -> None:
    """Whether the form answers each item of its instrument once, with an answer that the item takes."""
    path, entry, problem = form.path, form.value, check.source.problem
    answered: set[str] = set()
    for position, answer in enumerate(entry.answers):
        at = (*path, "answers", position)
        check.name((*at, "item"), answer.item, frozenset(blank.items), f"an item of {entry.instrument}")
        if answer.item in blank.items:
            check.name((*at, "answer"), answer.answer, blank.items[answer.item], f"an answer to {answer.item}")
        if answer.item in answered:
            problem((*at, "item"), answer.item, "each item once")
        answered.add(answer.item)
    missing = [item for item in blank.items if item not in answered]
    if missing:
        problem((*path, "answers"), None, f"an answer to every item; missing: {listed(missing)}")
    if blank.overall:
        if entry.overall is None:
            problem(path, None, f"the key 'overall', one of {listed(blank.overall)}")
        check.name((*path, "overall"), entry.overall, blank.overall, "an overall answer")
    elif entry.overall is not None:
        problem((*path, "overall"), entry.overall, f"no overall answer: {entry.instrument} computes it or has none")
