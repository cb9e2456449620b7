"""Filled forms of appraisal instruments, held against the data: an answer whose conditions fail is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from marginalia.analysis.conditions import hold
from marginalia.analysis.instruments import Choice, Instrument, Item
from marginalia.audit.findings import Finding, Severity
from marginalia.study.model import Answer, Appraisal, Study


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with its answer. `choice` is `None` where the answer is to be judged again; `findings` are those of the
    audit that bear on it."""

    item: Item
    answer: Answer
    choice: Choice | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form whose answers are held against the data, in the instrument's order of items. `overall` is the reader's own
    overall answer, `None` where there is none or it is to be judged again."""

    appraisal: Appraisal
    instrument: Instrument
    answers: tuple[Answered, ...]
    overall: Choice | None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The answers that hold."""
        return tuple(one.choice for one in self.answers if one.choice is not None)

    @property
    def again(self) -> int:
        """How many items are to be judged again."""
        return len(self.answers) - len(self.choices)

    @property
    def title(self) -> str:
        """The instrument's short name, with the form's label where it has one."""
        label = self.appraisal.label
        return f"{self.instrument.short}, {label}" if label else self.instrument.short


def filled_forms(
    study: Study, instruments: Mapping[str, Instrument], findings: Iterable[Finding]
) -> tuple[Filled, ...]:
    """Every form of a study, in the instruments' order; a form of an instrument that is not there is left out.

    Findings that hang on the scan are questions about our reading and do not bear on an answer.
    """
    found = tuple(finding for finding in findings if finding.severity is not Severity.SCAN)
    order = {id: at for at, id in enumerate(instruments)}
    forms = [form for form in study.appraisals if form.instrument in order]
    forms.sort(key=lambda form: order[form.instrument])
    return tuple(_filled(study, form, instruments[form.instrument], found) for form in forms)


def _filled(study: Study, form: Appraisal, instrument: Instrument, findings: tuple[Finding, ...]) -> Filled:
    given = {answer.item: answer for answer in form.answers}
    answers = tuple(_answered(study, item, given[item.id], findings) for item in instrument.items if item.id in given)
    overall = None
    if form.overall is not None and hold(study, form.holds_when):
        overall = next((choice for choice in instrument.overall if choice.id == form.overall), None)
    return Filled(form, instrument, answers, overall)


def _answered(study: Study, item: Item, answer: Answer, findings: tuple[Finding, ...]) -> Answered:
    bearing = tuple(finding for finding in findings if finding.rule in answer.rules)
    agrees = not answer.finds or (answer.finds == "some") is bool(bearing)
    still = agrees and hold(study, answer.holds_when)
    return Answered(item, answer, item.choice(answer.answer) if still else None, bearing)
