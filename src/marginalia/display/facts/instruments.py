"""What the chapter on the appraisal instruments quotes."""

from __future__ import annotations

from marginalia.display import appraisal, values
from marginalia.display.charts.instruments_agreement import divided, side_by_side
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED


def facts(evidence: Evidence) -> dict[str, str]:
    """How many instruments and answers there are, what they come to, where they differ."""
    forms = evidence.forms
    asked = side_by_side(evidence)
    return {
        "instruments": values.count(len(evidence.instruments)),
        "forms": values.count(len(forms)),
        "again_sentence": _again(sum(form.again for form in forms)),
        "divided_sentence": _divided(divided(asked), len(asked)),
        "results_sentence": _results(evidence),
        "bias_sentence": _of(evidence, "bias"),
        "certainty_sentence": _certainty(evidence),
        "spin_sentence": _of(evidence, "spin"),
        "spin_note_sentence": next((one.note for one in evidence.instruments.values() if one.kind == "spin"), ""),
        "memory_sentence": _memory(evidence),
    }


def _again(again: int) -> str:
    if not again:
        return "With the numbers as they stand, no answer has to be judged again."
    return f"With the numbers as they stand, {values.plural(again, 'answer')} must be judged again."


def _divided(split: list[str], of: int) -> str:
    if not of:
        return "No two of the filled forms ask after the same thing."
    if not split:
        return "Where several instruments ask after the same thing, none answers in favour where another has a concern."
    return (
        f"On {values.count(len(split))} of {values.count(of)} things that several ask after, one answers in favour and "
        f"another with a concern: {values.listed(split)}."
    )


def _results(evidence: Evidence) -> str:
    """What the instruments on quality come to, in one sentence."""
    found = [f"{form.title}: {appraisal.result(form)}" for form in appraisal.of_kind(evidence, "quality")]
    return f"{'; '.join(found)}." if found else "No form of this kind is filled for this paper."


def _of(evidence: Evidence, kind: str) -> str:
    found = [f"{form.title}: {appraisal.result(form)}." for form in evidence.forms if form.instrument.kind == kind]
    return " ".join(found) or "No form of this kind is filled for this paper."


def _certainty(evidence: Evidence) -> str:
    forms = appraisal.of_kind(evidence, "certainty")
    if not forms:
        return "No outcome has been rated for this paper."
    rated: dict[str, list[str]] = {}
    for form in forms:
        rated.setdefault(appraisal.result(form), []).append(form.appraisal.label or NOT_REPORTED)
    if len(rated) == 1 and len(forms) > 1:
        return f"All {values.count(len(forms))} outcomes come out at {next(iter(rated))}."
    return " ".join(f"{values.capital(result)}: {values.listed(labels)}." for result, labels in rated.items())


def _memory(evidence: Evidence) -> str:
    found = {
        one.short: sum(item.from_memory for item in one.items)
        for one in evidence.instruments.values()
        if any(item.from_memory for item in one.items)
    }
    if not found:
        return "Every item was written beside a source that we read."
    told = values.listed([f"{count} items of {short}" for short, count in found.items()])
    return f"The words of {told} are from memory and marked so."
