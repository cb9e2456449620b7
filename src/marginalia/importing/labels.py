"""What the label of a row or a column names: a group, a visit, a measure, a statistic, or several of them.

Names are compared with what the package calls its groups and measures (id, label, printed label), spelled alike or
nearly alike. What falls short of `SURE` is offered and never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from marginalia.importing.visits import Visit, visit_in
from marginalia.study.model import Group, Measure, Study
from marginalia.study.printed import plain

#: From this likeness on (0 to 100) a name is taken without asking; below `OFFERED` it is not even offered.
SURE, OFFERED = 90.0, 65.0
#: A name is no sure guess where another is as much like it, within so many points.
_APART = 4.0

Kind = Literal["group", "visit", "measure"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label says of the numbers beside it; `None` or empty where it says nothing. `form` is a key of
    `cells.FORMS`; with `skip` the numbers are left out."""

    group: str | None = None
    month: float | None = None
    measure: str | None = None
    form: str = ""
    skip: bool = False

    @property
    def says_nothing(self) -> bool:
        return self == Meaning()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a label may mean: a group, visit or measure by its id, and how much like it the label is."""

    kind: Kind
    id: str
    score: float

    @property
    def meaning(self) -> Meaning:
        match self.kind:
            case "group":
                return Meaning(group=self.id)
            case "visit":
                return Meaning(month=float(self.id))
            case "measure":
                return Meaning(measure=self.id)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a label probably means. `meaning` is what is sure enough to be taken, `None` where nothing is; `score` how
    sure, from 0 to 100; `offered` the likeliest, the best first; `why` says what keeps it from being sure."""

    meaning: Meaning | None
    score: float
    offered: tuple[Candidate, ...] = ()
    why: str = ""


_SIZE = re.compile(r"[(\[]?\s*\bn\s*=\s*[0-9]+\s*[)\]]?", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_OPEN_FORM = r"(?:^|[\s,;:(\[–-]+)"
_FORM_PATTERNS: tuple[tuple[str, str], ...] = (
    ("n (%)", r"(?:n|no\.?|number|count)\s*(?:of patients\s*)?(?:[(\[]\s*(?:%|percent)\s*[)\]]|,\s*%|/\s*%)"),
    ("% (n)", r"%\s*[(\[]\s*n\s*[)\]]"),
    ("mean (sd)", r"(?:mean|average)\s*(?:[(\[]\s*(?:±|\+/-)?\s*s\.?d\.?\s*[)\]]|(?:±|\+/-)\s*s\.?d\.?|,\s*sd)"),
    ("mean (se)", r"(?:mean|average)\s*(?:[(\[]\s*(?:±|\+/-)?\s*s\.?e\.?m?\s*[)\]]|(?:±|\+/-)\s*s\.?e\.?m?)"),
    ("mean (95% ci)", r"(?:mean|average)\s*[(\[]\s*(?:95\s?% ?)?ci\s*[)\]]"),
    ("mean (range)", r"(?:mean|average)\s*[(\[]\s*(?:range|min.{1,5}max)\s*[)\]]"),
    ("median (iqr)", r"median\s*[(\[]\s*(?:iqr|q1.{1,5}q3|interquartile range)\s*[)\]]"),
    ("median (range)", r"median\s*[(\[]\s*(?:range|min.{1,5}max)\s*[)\]]"),
    ("% (95% ci)", r"%\s*[(\[]\s*(?:95\s?% ?)?ci\s*[)\]]"),
    ("mean", r"(?:mean|average)"),
    ("sd", r"(?:s\.?d\.?|standard deviation)"),
    ("se", r"(?:s\.?e\.?m?|standard error)"),
    ("median", r"median"),
    ("iqr", r"(?:iqr|interquartile range)"),
    ("95% ci", r"(?:95\s?% ?)(?:ci|confidence interval)"),
    ("range", r"range"),
    ("p", r"p[\s-]*values?"),
    ("percent", r"(?:%|percent|percentage)"),
    ("n", r"(?:no\.|number of patients)"),
)
#: A letter by itself is a statistic only where nothing but a sign stands before it: `VAS, p`, not `vitamin P`.
_LETTERS = (("p", r"(?:^|[,;:(\[]\s*)p"), ("n", r"(?:^|[,;:(\[]\s*)n"))
_FORMS = tuple(
    (form, re.compile(rf"{pattern}\s*[)\]]?\s*$", re.IGNORECASE))
    for form, pattern in (*((form, _OPEN_FORM + pattern) for form, pattern in _FORM_PATTERNS), *_LETTERS)
)
_SIGNS = re.compile(r"\s*[*†‡§¶‖ᵃ-ᶻⁿⁱ]{1,6}$")
_PARTS = re.compile(r"\s*[,;:|]\s+|\s+[-–—]\s+")


def guess(label: str, study: Study) -> Guess:
    """What a label means in this study."""
    text = plain(_SIGNS.sub("", label))
    text = re.sub(r"\s+", " ", _SIZE.sub(" ", text)).strip(" ,;")
    form, text = _form(text)
    visit = visit_in(text, study.visits) if text else None
    if visit is not None and not _stands_alone(visit, study):
        visit = None
    if visit is not None and visit.month is None:
        known = ", ".join(f"{month:g}" for month in study.visits)
        return Guess(None, 0.0, _candidates(text, study), f"{visit.said:.3g} months is no visit of study.yml ({known})")
    rest = text if visit is None else visit.besides
    found = Guess(Meaning(), 100.0) if not rest else _named(rest, study)
    if visit is not None:
        found = _with_visit(found, visit)
    if found.meaning is None:
        return found
    return replace(found, meaning=replace(found.meaning, form=form))


def names_of(one: Group | Measure, study: Study) -> Iterator[str]:
    """Everything that the package calls a group or a measure."""
    yield one.id.replace("-", " ")
    yield one.label
    if isinstance(one, Group):
        yield one.printed_label
        return
    if one.short:
        yield one.short
    if one.kind == "mean" and not one.among:
        yield from (name for outcome in study.outcomes if outcome.id == one.outcome for name in (outcome.label,))


def same_label(label: str) -> str:
    """A label as it is compared with others: one case, one kind of dash and space, without signs that lead to a
    footnote."""
    return re.sub(r"\s+", " ", plain(_SIGNS.sub("", label))).casefold()


def _form(text: str) -> tuple[str, str]:
    """The statistic that ends a label, as a key of `cells.FORMS`, and the label without it."""
    for form, pattern in _FORMS:
        if found := pattern.search(text):
            return "N" if found[0].strip(" ,;:([)]") == "N" else form, text[: found.start()].strip(" ,;:-–")
    return "", text


def _stands_alone(visit: Visit, study: Study) -> bool:
    """Whether a visit is meant, and not a length of time that belongs to something else (`pain for over 5 years`)."""
    if not visit.besides or visit.month is not None:
        return True
    return _named(visit.besides, study).meaning is not None


def _with_visit(found: Guess, visit: Visit) -> Guess:
    at = Candidate("visit", f"{visit.month:g}", visit.score)
    if found.meaning is None:
        return replace(found, offered=(at, *found.offered))
    taken = replace(found.meaning, month=visit.month)
    score = min(found.score, visit.score)
    return Guess(taken if score >= SURE else None, score, (at, *found.offered))


def _named(text: str, study: Study) -> Guess:
    """The group or measure that a text names, or each part of it."""
    candidates = _candidates(text, study)
    whole = _best(candidates)
    if whole.meaning is not None:
        return whole
    parts = [part for part in _PARTS.split(text) if part]
    if len(parts) < 2:
        return whole
    merged, score = Meaning(), 100.0
    for part in parts:
        found = _best(_candidates(part, study))
        if found.meaning is None:
            return whole
        group, measure = found.meaning.group, found.meaning.measure
        if (group and merged.group) or (measure and merged.measure):
            return whole
        merged = replace(merged, group=group or merged.group, measure=measure or merged.measure)
        score = min(score, found.score)
    return Guess(merged, score, candidates)


def _candidates(text: str, study: Study) -> tuple[Candidate, ...]:
    """The groups and measures that a text may name, the likeliest first."""
    scored = [
        *(Candidate("group", one.id, _likeness(text, one, study)) for one in study.groups),
        *(Candidate("measure", one.id, _likeness(text, one, study)) for one in study.measures),
    ]
    scored.sort(key=lambda one: -one.score)
    return tuple(one for one in scored[:5] if one.score >= OFFERED)


def _likeness(text: str, one: Group | Measure, study: Study) -> float:
    from rapidfuzz import fuzz

    wanted = {same_label(text), same_label(_BRACKETED.sub("", text)) or same_label(text)}
    return max(
        100.0 if said == name else 0.999 * max(fuzz.ratio(said, name), fuzz.token_sort_ratio(said, name))
        for said in wanted
        for name in map(same_label, names_of(one, study))
    )


def _best(candidates: tuple[Candidate, ...]) -> Guess:
    if not candidates:
        return Guess(None, 0.0)
    best, *others = candidates
    if best.score < SURE:
        return Guess(None, best.score, candidates)
    rivals = [one for one in others if one.score > (99.99 if best.score == 100 else best.score - _APART)]
    if rivals:
        return Guess(None, best.score, candidates, f"it can mean {_told(best)} or {_told(rivals[0])}")
    return Guess(best.meaning, best.score, candidates)


def _told(one: Candidate) -> str:
    return f"the {one.kind} {one.id!r}"
