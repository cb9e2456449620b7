"""What a person says that labels mean, on a terminal or in a file that makes an import repeatable.

```yaml
HD: {group: herniation}            # the label as printed, and what it names
6M: {month: 6, measure: continued-response}
Total: skip                        # its numbers are left out
Treatment groups: {}               # names nothing: only a heading
Sham: {group: sham, new: true}     # not in study.yml yet
```
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from marginalia.errors import PackageError, Problem
from marginalia.importing.cells import FORMS
from marginalia.importing.labels import Kind, Meaning, same_label
from marginalia.study.entries import Source
from marginalia.study.fields import Month, Slug, Strict, described
from marginalia.study.files import read_text
from marginalia.study.model import Study
from marginalia.study.suggestions import did_you_mean, listed
from marginalia.study.yaml_text import YamlRefused, load


class AnswerEntry(Strict):
    """What one label means. What is left out is guessed; what is null is not named."""

    group: Slug | None = described("the group it names", default=None)
    month: Month | None = described("the visit it names, in months", default=None)
    measure: Slug | None = described("the measure it names", default=None)
    statistic: str | None = described("what its numbers are", default=None)
    skip: bool = described("whether its numbers are left out", default=False)
    new: bool = described("whether what it names is to be added to study.yml", default=False)


@dataclass(frozen=True, slots=True)
class New:
    """A name that study.yml has not got yet, and the label that it was given for."""

    kind: Kind
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a label means: `meaning`, of which the fields in `given` were said and the others are open to a guess."""

    label: str
    meaning: Meaning
    given: frozenset[str] = frozenset()
    new: bool = False

    def over(self, guessed: Meaning | None) -> Meaning:
        """The answer, with a guess where it says nothing."""
        if guessed is None or self.meaning.skip or not self.given:
            return self.meaning
        return replace(guessed, **{name: getattr(self.meaning, name) for name in self.given})

    @property
    def names(self) -> Iterable[New]:
        """Everything that it names."""
        said = self.meaning
        if said.group:
            yield New("group", said.group, self.label)
        if said.month is not None:
            yield New("visit", f"{said.month:g}", self.label)
        if said.measure:
            yield New("measure", said.measure, self.label)


Answers = Mapping[str, Answer]


def read_answers(file: Path, study: Study) -> dict[str, Answer]:
    """The answers of a file, by `same_label` of their labels. Raises `PackageError` with every mistake in it."""
    text = read_text(file)
    problems: list[Problem] = []
    if isinstance(text, Problem):
        raise PackageError([replace(text, expected="a file of labels", hint="")])
    try:
        source = Source(file.name, load(text), problems)
    except YamlRefused as refused:
        raise PackageError(
            [Problem(file.name, f"line {refused.line}", refused.found, refused.expected, refused.hint)]
        ) from None
    raw = source.document.value
    if raw is not None and not isinstance(raw, dict):
        raise PackageError([Problem(file.name, "", type(raw).__name__, "labels as keys, each with what it means")])
    found = {}
    for label, value in (raw or {}).items():
        answer = _answer(source, label, value)
        if answer is not None:
            _check(source, answer, study)
            found[same_label(label)] = answer
    if problems:
        raise PackageError(problems)
    return found


def written(answers: Iterable[Answer]) -> str:
    """Answers as the text of a file that `read_answers` reads."""
    lines = ["# What the labels of imported tables mean; for `marginalia import --labels`."]
    for answer in answers:
        said: dict[str, Any] = {}
        for field, key in (("group", "group"), ("month", "month"), ("measure", "measure"), ("form", "statistic")):
            value = getattr(answer.meaning, field)
            if field in answer.given:
                said[key] = value or None if field == "form" else value
        if answer.new:
            said["new"] = True
        value_text = "skip" if answer.meaning.skip else json.dumps(said, ensure_ascii=False)
        lines.append(f"{json.dumps(answer.label, ensure_ascii=False)}: {value_text}")
    return "\n".join(lines) + "\n"


def _answer(source: Source, label: str, value: object) -> Answer | None:
    if value == "skip":
        return Answer(label, Meaning(skip=True))
    if value is None or value == {}:
        return Answer(label, Meaning())
    entry = source.check(AnswerEntry, (label,))
    if entry is None:
        return None
    form = (entry.statistic or "").strip()
    forms = {name.casefold(): name for name in FORMS} | {"n": form}  # n and N are two things
    if form and form.casefold() not in forms:
        source.problem((label, "statistic"), form, f"one of {', '.join(FORMS)}", did_you_mean(form, FORMS))
        return None
    given = {"form" if name == "statistic" else name for name in entry.model_fields_set} - {"skip", "new"}
    meaning = Meaning(entry.group, entry.month, entry.measure, forms.get(form.casefold(), ""), entry.skip)
    return Answer(label, meaning, frozenset(given), entry.new)


def _check(source: Source, answer: Answer, study: Study) -> None:
    """Every name is one of study.yml, unless the answer says that it is new."""
    if answer.new:
        return
    names = {"group": [one.id for one in study.groups], "measure": [one.id for one in study.measures]}
    for named in answer.names:
        path = (answer.label, "month" if named.kind == "visit" else named.kind)
        if named.kind == "visit":
            known = [f"{month:g}" for month in study.visits]
            hint = "say new: true if it is to be added"
        else:
            known = names[named.kind]
            hint = did_you_mean(named.id, known) or "say new: true if it is to be added"
        if named.id not in known:
            source.problem(path, named.id, f"a {named.kind} of study.yml: {listed(known)}", hint)
