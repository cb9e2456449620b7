"""What follows from all printed counts at once, in sentences: for the page about it, and for chapters to quote.

Each is empty where nothing follows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from marginalia.display import markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.ranges import asked, bounded, shares
from marginalia.display.shown import Shown, sentence

if TYPE_CHECKING:
    from marginalia.reconstruction.result import Range


def inferences(evidence: Evidence) -> Shown:
    """Everything that follows, each under the question that it answers."""
    told = [(asks, text) for asks, says in _ANSWERS if (text := says(evidence))]
    if not told:
        return sentence("Nothing further follows from the printed counts.")
    return Shown(
        "\n\n".join(f"**{markup.myst(asks)}** {markup.myst(text)}" for asks, text in told),
        "".join(f"<p><strong>{markup.html(asks)}</strong> {markup.html(text)}</p>" for asks, text in told),
    )


def conflicts_sentence(evidence: Evidence) -> str:
    """Whether all printed counts can be true at once, in one sentence for a chapter."""
    made = evidence.reconstruction
    if made is None or not made.statements:
        return ""
    if made.possible:
        return f"All {made.statements} printed counts and shares of patients can be true of one set of patients."
    if not made.aside:
        return f"Of {made.statements} printed counts and shares of patients, not all can be true at once."
    size = len(made.aside[0])
    return (
        f"Of {made.statements} printed counts and shares of patients, not all can be true at once; without "
        f"{values.count(size)} of them, the rest can."
    )


def groups_sentence(evidence: Evidence) -> str:
    """How many patients are in several treatment groups or in none."""
    two, none = _range(evidence, "in-two"), _range(evidence, "in-none")
    found = [
        f"at least {values.plural(one.low, 'patient')} in {where}"
        for one, where in ((two, "more than one treatment group"), (none, "no treatment group"))
        if one is not None and one.low
    ]
    if not found:
        return ""
    return f"Taken together, the printed counts put {values.listed(found)}. What were they given?"


def readings_sentence(evidence: Evidence) -> str:
    """What changes under each way to read the paper that its package lists."""
    told = []
    for reading in evidence.study.readings:
        ranges = [one for question in asked(evidence) for one in question.ranges if one.assuming == (reading.id,)]
        if ranges:
            told.append(f"If {reading.says}, {values.listed([f'{bounded(one)} {one.text}' for one in ranges])}.")
    return " ".join(told)


def lost_sentence(evidence: Evidence) -> str:
    """How many had responded and did not at the last visit."""
    one = _range(evidence, "lost")
    if one is None or not one.low:
        return ""
    return f"{values.capital(bounded(one))} of the {_enrolled(evidence)} patients {one.text}."


def missing_sentence(evidence: Evidence) -> str:
    """How many early responders, and how many others, may be missing at the last visit."""
    found = [_range(evidence, id) for id in ("responders-missing", "non-responders-missing")]
    if any(one is None for one in found):
        return ""
    texts = [f"{bounded(one)} {one.text}" for one in found if one is not None]
    return f"{values.capital('; '.join(texts))}."


def unprinted_sentence(evidence: Evidence) -> str:
    """What the counts say of visits whose responders are not printed."""
    told = []
    for one in asked(evidence):
        if one.seen:
            of = f"{bounded(one.ranges[0])} of the {one.seen} patients seen"
            told.append(f"{of} {one.text}: {shares(one.ranges[0], one.seen)}")
    return f"{values.capital('; '.join(told))}." if told else ""


def always_sentence(evidence: Evidence) -> str:
    """How many were responders throughout."""
    one = _range(evidence, "always")
    if one is None:
        return ""
    return f"{values.capital(bounded(one))} of the {_enrolled(evidence)} {one.text}."


def _range(evidence: Evidence, id: str) -> Range | None:
    made = evidence.reconstruction
    return None if made is None else made.range_of(id)


def _enrolled(evidence: Evidence) -> int:
    made = evidence.reconstruction
    return evidence.study.enrolled if made is None else made.enrolled


_ANSWERS: tuple[tuple[str, Callable[[Evidence], str]], ...] = (
    ("Who is in which group?", groups_sentence),
    ("And if the paper is read otherwise?", readings_sentence),
    ("Who lost the response?", lost_sentence),
    ("And at the visits left out?", unprinted_sentence),
    ("Who stayed away?", missing_sentence),
    ("Who was well each time?", always_sentence),
)
