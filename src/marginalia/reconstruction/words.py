"""What the reconstruction says, in words: statements, and proofs as sums that a reader can check by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from marginalia.audit import words
from marginalia.reconstruction.certificates import Cases, Proof, Weights
from marginalia.reconstruction.statements import Kind, Quantity, Statement
from marginalia.reconstruction.system import System
from marginalia.study.model import OVERALL, Number, Study
from marginalia.words import capital, inline, listed, month

_COUNTED: dict[Kind, str] = {
    "size": "patients",
    "seen": "patients seen",
    "rated": "patients rated",
    "responders": "responders",
    "earlier": "earlier responders seen",
    "lasting": "earlier responders who still respond",
}

_ENROLLED = "patients enrolled"

_ONE: dict[Kind, str] = {
    "size": "patient",
    "seen": "patient seen",
    "rated": "patient rated",
    "responders": "responder",
    "earlier": "earlier responder seen",
    "lasting": "earlier responder who still responds",
}

#: Differences that have a name of their own: the first less the second.
_LESS: dict[tuple[Kind, Kind], str] = {
    ("rated", "responders"): "non-responders",
    ("seen", "responders"): "patients seen who do not respond",
    ("earlier", "lasting"): "earlier responders who have lost the response",
    ("size", "seen"): "patients not seen",
}


def statement(study: Study, one: Statement) -> str:
    """A statement with the places that print it: `24 patients seen at 3 months in Epidural and facet (the results)`."""
    where = words.places(study, one.numbers)
    if one.value is not None:
        noun = _ONE[one.part.kind] if one.value == 1 else _COUNTED[one.part.kind]
        return f"{one.value} {_of(study, noun, [one.part.group], one.part.month)} ({where})"
    whole = "" if one.whole is None else f" of the {_quantity(study, one.whole)}"
    return f"{one.printed}{whole} as {_COUNTED[one.part.kind]} ({where})"


def mean(study: Study, number: Number) -> str:
    """A printed mean with its place: `mean pain (VAS) 2.9 at 18 months in all (Table 3)`."""
    label = inline(study.measure(number.measure).label)
    return (
        f"{label} {_of(study, number.printed, [number.group or OVERALL], number.month or 0)} "
        f"({words.places(study, [number])})"
    )


def contradiction(study: Study, system: System, proof: Proof | None) -> str:
    """Why the statements of a system cannot all be true: what can never be more than what, and what is printed.

    Weights are rows that add up to a sum that can never be above nothing, so that the terms with a positive weight can
    never come to more than the others.
    """
    if proof is None:
        return "No set of whole patients fits them all; that is the solver’s word, and no sum shows it."
    if isinstance(proof, Cases):
        at, quantity = proof.at, _quantity(study, proof.quantity)
        if isinstance(proof.below, Cases) or isinstance(proof.above, Cases):
            return f"No whole number of {quantity} fits the percentages, whichever is tried."
        return f"The number of {quantity} would have to lie between {at} and {at + 1}, where no whole number is."
    return _sums(study, system, proof)


def _sums(study: Study, system: System, proof: Weights) -> str:
    shares = [one for one in system.stated if not one.is_count]
    if len({(one.part, one.whole) for one in shares}) < len(shares):
        several = listed([one.printed for one in shares])
        return f"The share of {_quantity(study, shares[0].part)} cannot be {several} at once."
    if shares:
        return "The percentages leave no room for the counts, however the patients are arranged."
    printed: dict[Quantity, list[int]] = {}
    for one in system.stated:
        printed.setdefault(one.part, []).append(one.value or 0)
    for quantity, values in printed.items():
        if len(values) > 1:
            several = listed([str(value) for value in values])
            return f"The number of {_quantity(study, quantity)} cannot be {several} at once."
    weights: Counter[Quantity] = Counter()
    for owner, weight in zip(system.rows.owner, proof.weights, strict=True):
        if owner >= 0:
            weights[system.stated[owner].part] += weight
    terms = _terms(weights, {quantity: values[0] for quantity, values in printed.items()})
    if proof.weights[0]:
        terms.append(_Term(proof.weights[0], _ENROLLED, 0.0, OVERALL, str(study.enrolled), study.enrolled))
    more = _side(study, [one for one in terms if one.weight > 0])
    less = _side(study, [one for one in terms if one.weight < 0])
    if not any(one.weight < 0 for one in terms):
        return f"There can be none of {more[0]}. Printed: {more[1]}."
    return f"{capital(more[0])} can never be more than {less[0]}. Printed: {more[1]} against {less[1]}."


@dataclass(frozen=True, slots=True)
class _Term:
    """One term of a sum: how often, what, when, in whom, as printed, and its value."""

    weight: int
    noun: str
    month: float
    group: str
    printed: str
    value: int


def _terms(weights: Counter[Quantity], values: dict[Quantity, int]) -> list[_Term]:
    """The terms of a sum. A count from which a part of it is taken away is one term, by the name of the difference."""
    left = {one: weight for one, weight in sorted(weights.items()) if weight}
    terms: list[_Term] = []
    for (whole, part), noun in _LESS.items():
        for one in [one for one in left if one.kind == whole]:
            other = next((two for two in left if two.kind == part and _paired(one, two, left, values)), None)
            if other is None:
                continue
            together = min(abs(left[one]), abs(left[other])) * (1 if left[one] > 0 else -1)
            printed, value = f"{values[one]} − {values[other]}", values[one] - values[other]
            terms.append(_Term(together, noun, other.month, one.group, printed, value))
            left[one] -= together
            left[other] += together
    for one, weight in left.items():
        if weight:
            terms.append(_Term(weight, _COUNTED[one.kind], one.month, one.group, str(values[one]), values[one]))
    return terms


def _paired(whole: Quantity, part: Quantity, left: dict[Quantity, int], values: dict[Quantity, int]) -> bool:
    """Whether a count and a part of it that is taken away make a number of patients."""
    fits = part.group == whole.group and whole.month in (0.0, part.month)
    return fits and left[part] * left[whole] < 0 and values[part] <= values[whole]


def _side(study: Study, terms: list[_Term]) -> tuple[str, str]:
    """One side in words and as a printed sum with its value; what is counted in several groups is named once."""
    if not terms:
        return "nobody", "0"
    named: dict[tuple[int, str, float], list[str]] = {}
    for one in terms:
        named.setdefault((abs(one.weight), one.noun, one.month), []).append(one.group)
    names = []
    for (times, noun, at), groups in named.items():
        often = f"{times} times the " if times > 1 else "the "
        together = " together" if len(groups) > 1 else ""
        names.append(f"{often}{_of(study, noun, groups, at)}{together}")
    summed = " + ".join(_printed(one, len(terms) > 1) for one in terms)
    total = str(sum(abs(one.weight) * one.value for one in terms))
    return " and ".join(names), summed if summed == total else f"{summed} = {total}"


def _printed(one: _Term, several: bool) -> str:
    inner = f"({one.printed})" if "−" in one.printed and (several or abs(one.weight) > 1) else one.printed
    return inner if abs(one.weight) == 1 else f"{abs(one.weight)} × {inner}"


def _quantity(study: Study, one: Quantity) -> str:
    return _of(study, _COUNTED[one.kind], [one.group], one.month)


def _of(study: Study, noun: str, groups: list[str], at: float) -> str:
    when = f" at {month(at)}" if at > 0 else ""
    if noun == _ENROLLED:
        return noun
    labels = ["all" if group == OVERALL else f"“{words.group(study, group)}”" for group in groups]
    return f"{noun}{when} in {listed(labels)}"
