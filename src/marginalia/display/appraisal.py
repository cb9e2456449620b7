"""Filled forms in words: what an answer's light is called and looks like, and what a form comes to."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from marginalia.analysis.instruments import Choice, Kind, Light, band, certainty, points, worst
from marginalia.audit.appraisal import Filled
from marginalia.display import markup, theme, values
from marginalia.display.claims import entry_label
from marginalia.display.evidence import Evidence
from marginalia.display.template import fill

#: The light of an answer, or that it is to be judged again.
Sign = Light | Literal["again"]

#: What each light means, in the order in which charts stack them.
MEANINGS: dict[Sign, str] = {
    "good": "in favour",
    "partly": "in part",
    "concern": "a concern",
    "grave": "a grave concern",
    "unclear": "cannot be told",
    "na": "no bearing",
    "again": "to be judged again",
}

#: Signs that text fonts carry, so that no answer depends on colour.
SYMBOLS: dict[Sign, str] = {
    "good": "+",
    "partly": "±",
    "concern": "−",
    "grave": "×",
    "unclear": "?",
    "na": "·",
    "again": "!",
}

COLOURS: dict[Sign, str] = {
    "good": theme.GREEN,
    "partly": theme.SKY,
    "concern": theme.AMBER,
    "grave": theme.RED,
    "unclear": theme.GREY,
    "na": theme.PALE,
    "again": theme.PURPLE,
}

#: The lights on which text is dark in both themes.
LIGHT: tuple[Sign, ...] = ("partly", "concern", "unclear")

AGAIN = "To be judged again"

#: Kinds whose forms are lists of like questions, so that their answers can be counted and drawn in a row.
LISTS: tuple[Kind, ...] = ("quality", "bias", "reporting", "spin", "trust")

#: GRADE's levels by number, the lowest first.
LEVELS = ("very low", "low", "moderate", "high")


def sign(choice: Choice | None) -> Sign:
    """The light of an answer; `None` is one that is to be judged again."""
    return "again" if choice is None else choice.light


def badge(choice: Choice | None) -> str:
    """An answer with its sign, as MyST."""
    shown = sign(choice)
    label = AGAIN if choice is None else choice.label
    return f"[**{markup.myst(f'{SYMBOLS[shown]} {label}')}**]{{.light .light-{shown}}}"


def result(form: Filled) -> str:
    """What a form comes to by its instrument's own rule, as plain text without a full stop.

    Nothing is added up or ruled while an answer is to be judged again.
    """
    instrument, choices = form.instrument, form.choices
    scoring = instrument.scoring
    if form.again and scoring not in ("count", "judgement", "level"):
        return f"not worked out: {values.plural(form.again, 'answer')} to be judged again"
    if scoring == "sum":
        got, most = points(instrument, choices)
        named = band(instrument, got)
        return f"{got:g} of {most:g} points" + (f", called {named.label} in one review’s bands" if named else "")
    if scoring == "worst":
        return f"{worst(choices).label.lower()} risk of bias, as in the worst domain" if choices else "not answered"
    if scoring == "grade":
        return f"{LEVELS[certainty(choices).level - 1]} certainty"
    if scoring == "judgement":
        return form.overall.label.lower() if form.overall else AGAIN.lower()
    if scoring == "level":
        return values.listed(list(dict.fromkeys(choice.label.lower() for choice in choices))) or AGAIN.lower()
    return counted(form)


def counted(form: Filled) -> str:
    """How many items have which answer: `5 yes, 2 no`."""
    labels = Counter("to be judged again" if one.choice is None else one.choice.label.lower() for one in form.answers)
    return ", ".join(f"{count} {label}" for label, count in labels.most_common())


def result_with_source(form: Filled) -> str:
    """The result as MyST, with the source of a name that is not the instrument's own."""
    text = markup.myst(result(form))
    if form.instrument.scoring == "sum" and not form.again:
        named = band(form.instrument, points(form.instrument, form.choices)[0])
        text += f" {{cite:p}}`{named.key}`" if named else ""
    return text


def of_kind(evidence: Evidence, *kinds: Kind) -> tuple[Filled, ...]:
    """The study's forms of these kinds of instrument."""
    return tuple(form for form in evidence.forms if form.instrument.kind in kinds)


def claim_link(evidence: Evidence, id: str) -> str:
    """A claim's words as a link to its entry on the page of all claims."""
    words = markup.plain(fill(evidence.study.claim(id).says, evidence)).rstrip(".")
    safe = words.replace("`", "’").replace("<", "‹").replace(">", "›")
    return f"{{ref}}`{safe} <{entry_label(id)}>`"
