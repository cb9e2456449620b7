"""What two states of a package differ in, as lines."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.audit import Finding, Verdict
from marginalia.audit.claims import with_assumption
from marginalia.audit.words import subject
from marginalia.comparing import Comparison, State
from marginalia.comparing.entries import Changed
from marginalia.comparing.kinds import Kind
from marginalia.comparing.verdicts import Flip
from marginalia.display import cited, values
from marginalia.display.differences import Differences, Line, Part
from marginalia.display.findings_page import rule_name
from marginalia.study.model import Number, Study


def differences(made: Comparison) -> Differences:
    """Every difference, part by part."""
    return Differences(made.old.name, made.new.name, tuple(_lines(made)))


def _lines(made: Comparison) -> Iterator[Line]:
    old, new = made.old, made.new
    for number in made.numbers:
        yield _number(number, old.study, new.study)
    for change in made.description:
        yield Line(Part.STUDY, change.kind, change.about, change.about, change.old or "", change.new or "")
    for claim in made.claims:
        was, now = (state.says.get(claim.entry.id, "") for state in (old, new))
        told = f"claim {claim.entry.id}"
        if claim.differs and was == now:
            told += f", {values.listed([name.replace('_', ' ') for name in claim.differs])}"
        yield Line(Part.CLAIMS, claim.kind, told, claim.entry.id, was, now)
    for flip in made.verdicts:
        yield _flip(flip, new)
    for finding in made.findings:
        yield _finding(finding)
    for passage in made.passages:
        where = f"{passage.page}: {passage.name}"
        yield Line(Part.TEXTS, passage.kind, where, where, passage.old or "", passage.new or "")
    for file in made.files:
        yield Line(Part.FILES, file.kind, file.name, file.name, "", "")


def _number(change: Changed[Number], old: Study, new: Study) -> Line:
    number = change.entry
    study = new if change.new is not None else old
    what = subject(study, number.measure, number.group, number.month)
    told = f"{cited.place(study, number.section, number.place)}: {what}, {number.statistic}"
    before, now = ("" if one is None else one.printed for one in (change.old, change.new))
    if before == now:  # then something else about it is another
        before, now = (_described(one, change.differs) for one in (change.old, change.new))
    return Line(
        Part.NUMBERS,
        change.kind,
        told,
        number.id,
        before,
        now,
        None if change.old is None else change.old.reading,
        None if change.new is None else change.new.reading,
    )


def _described(number: Number | None, differs: tuple[str, ...]) -> str:
    if number is None:
        return ""
    told = (f"{name} {getattr(number, name)}" for name in differs)
    return f"{number.printed} ({', '.join(told)})"


def _flip(flip: Flip, new: State) -> Line:
    before, now = flip.verdicts
    against = [step for step in flip.came if step.verdict is not Verdict.REPRODUCED] or flip.came
    ceased = [f"No longer: {step.sentence}" for step in flip.ceased if step.verdict is not Verdict.REPRODUCED]
    because = " ".join(dict.fromkeys((*(step.sentence for step in against), *ceased)))
    says = new.says.get(flip.claim.id, flip.claim.id)
    return Line(Part.VERDICTS, Kind.CHANGED, says, flip.claim.id, before.label, now.label, because=because)


def _finding(change: Changed[Finding]) -> Line:
    finding = change.entry
    before, now = ("" if one is None else with_assumption(one) for one in (change.old, change.new))
    where = f"{rule_name(finding.rule)} ({finding.severity})"
    if change.old and change.new and before == now:
        before, now = f"{change.old.severity}: {before}", f"{change.new.severity}: {now}"
    return Line(Part.FINDINGS, change.kind, where, " ".join(finding.numbers), before, now)
