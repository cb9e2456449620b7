"""The parameters of the book, declared once: names, values allowed, defaults, what each does.

The command line, the notebooks' parameter cells, the help text and what each page says of how it was made all follow
from `Parameters`. Every notebook takes the parameters of `COMMON`; those that simulate take the assumptions they need
besides. Where values come from is `marginalia.parameter_sources`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from marginalia.errors import ParameterError

IntervalMethod = Literal["wilson", "clopper-pearson", "jeffreys", "mid-p"]
Edition = Literal["reader", "student", "instructor"]
Numbers = Literal["printed", "recomputed"]

#: What every notebook takes.
COMMON = ("study", "confidence", "interval", "edition", "seed", "simulations", "numbers")


class Parameters(BaseModel):
    """What a reader may choose for the whole book. Frozen; equal parameters give an equal book.

    Scores in the assumptions are shares of a scale's length (0.2 is 2 points of 0 to 10), correlations and shares
    between 0 and 1. Where their defaults and ranges come from stands in `data/literature/assumptions.csv`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    study: str = Field("data/prodromos-2025", description="the study package: a folder, relative to the book's top")
    confidence: float = Field(0.95, gt=0.5, lt=1, description="confidence level of every interval")
    interval: IntervalMethod = Field("wilson", description="method for the interval of a proportion")
    edition: Edition = Field("reader", description="who the book is for; student leaves out the answers")
    seed: int = Field(20250101, ge=0, lt=2**32, description="what random numbers start from; equal seeds, equal book")
    simulations: int = Field(2000, ge=100, le=1_000_000, description="how many trials a simulation draws")
    numbers: Numbers = Field("printed", description="the paper's numbers, or those that its patients one by one give")

    # What a posterior starts from.
    prior_share: float = Field(0.5, gt=0, lt=1, description="share of responders expected before any data")
    prior_patients: float = Field(2, gt=0, le=1000, description="how many patients that expectation is worth")

    # A trial in which nobody is helped by the treatment.
    usual_score: float = Field(0.55, ge=0, le=1, description="usual score of such patients, share of the scale")
    spread: float = Field(0.25, gt=0, le=0.5, description="standard deviation of their ratings, share of the scale")
    lasting_share: float = Field(0.5, ge=0, le=1, description="how much of the true differences between people lasts")
    spell_months: float = Field(3, ge=0, le=60, description="how long a good or bad spell lasts, in months")
    reliability: float = Field(0.85, gt=0, le=1, description="correlation of two ratings within a day")
    between_scales: float = Field(0.6, ge=0, le=1, description="correlation of true scores on two scales")
    natural_course: float = Field(0.5, ge=0, le=2, description="improvement without treatment, in published courses")
    recall_shift: float = Field(0.0, ge=-0.5, le=0.5, description="by how much the start is remembered as worse")
    dropout_odds: float = Field(1.0, gt=0, le=100, description="odds of being lost, not improved against improved")

    # The trial that would answer.
    control_share: float = Field(0.5, gt=0, lt=1, description="share of responders expected with the sham treatment")
    target_difference: float = Field(0.2, gt=0, lt=1, description="difference in shares worth finding")
    power: float = Field(0.9, gt=0.5, lt=1, description="wanted chance of finding it")
    expected_loss: float = Field(0.15, ge=0, lt=1, description="share of patients expected to be lost")

    def changed(self, **values: object) -> Parameters:
        """The same parameters with some values replaced, checked again. Raises `ParameterError`."""
        return self.checked({**self.model_dump(), **values})

    @staticmethod
    def checked(values: Mapping[str, object]) -> Parameters:
        """Parameters from values given by name. Raises `ParameterError` with every mistake at once."""
        return settled(Given(name, value) for name, value in values.items())


@dataclass(frozen=True, slots=True)
class Given:
    """A value that somebody chose for a parameter; `origin` says where (`--set`, `mine.yml, line 3`), for messages, and
    is empty where that goes without saying."""

    name: str
    value: object
    origin: str = ""


#: What holds where nobody chooses.
DEFAULTS = Parameters.model_validate({})


def names() -> tuple[str, ...]:
    """The known parameters, in their order."""
    return tuple(Parameters.model_fields)


def describe() -> str:
    """One line for each parameter: name, default, what it does."""
    rows = [
        (f"{name}={written(field.default)}", field.description or "") for name, field in Parameters.model_fields.items()
    ]
    width = max(len(left) for left, _ in rows)
    return "\n".join(f"  {left:<{width}}  {right}" for left, right in rows)


def written(value: object) -> str:
    """A value as one would type it: `0.95`, `2`, `wilson`."""
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)


def sort_of(name: str) -> str:
    """The sort of value that a parameter takes: `number`, `whole number`, `word` (one of several) or `text`."""
    annotation = Parameters.model_fields[name].annotation
    if get_origin(annotation) is Literal:
        return "word"
    return "number" if annotation is float else "whole number" if annotation is int else "text"


def words_of(name: str) -> tuple[str, ...]:
    """The words that a parameter may be; none where it is no word."""
    annotation = Parameters.model_fields[name].annotation
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def allowed(name: str) -> str:
    """What a parameter may be: `a number of more than 0.5 and less than 1`, `one of 'wilson', 'jeffreys'`, `text`."""
    if words_of(name):
        return f"one of {', '.join(map(repr, words_of(name)))}"
    sides = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
    limits = [
        f"{words} {getattr(limit, side):,}"
        for limit in Parameters.model_fields[name].metadata
        for side, words in sides.items()
        if getattr(limit, side, None) is not None
    ]
    sort = sort_of(name)
    return " of ".join(filter(None, (sort if sort == "text" else f"a {sort}", " and ".join(limits))))


def parse(assignments: Iterable[str]) -> Parameters:
    """Parameters from `name=value` strings; the last assignment of a name holds.

    Raises `ParameterError` for a string without `=`, an unknown name (with the nearest known one) or a bad value.
    """
    given, mistakes = assigned(assignments)
    return settled(given, mistakes)


def assigned(assignments: Iterable[str], origin: str = "") -> tuple[list[Given], list[str]]:
    """What `name=value` strings choose, and what is to be told of those that are none."""
    given: list[Given] = []
    mistakes: list[str] = []
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if equals:
            given.append(Given(name.strip(), value.strip(), origin))
        else:
            mistakes.append(f"{_at(origin)}{assignment!r}: expected name=value")
    return given, mistakes


def settled(given: Iterable[Given], mistakes: Iterable[str] = ()) -> Parameters:
    """The parameters from what was chosen, the last choice of a name holding, the default where there is none.

    Raises `ParameterError` with every mistake at once, those that the caller found already first: an unknown name
    wherever it stands, a bad value where it would hold.
    """
    told, holding = list(mistakes), dict[str, Given]()
    strange = False
    for one in given:
        if one.name in Parameters.model_fields:
            holding[one.name] = one
        else:
            strange = True
            told.append(f"{_at(one.origin)}{_unknown(one.name)}")
    try:
        made = Parameters.model_validate({name: one.value for name, one in holding.items()})
    except ValidationError as error:
        told += [_bad(holding[str(mistake["loc"][0])]) for mistake in error.errors()]
    if told:
        raise ParameterError("\n".join([*told, *([_known()] if strange else [])]))
    return made


def unknown(name: str) -> str:
    """What to tell of a parameter that does not exist: the nearest known name, and all of them."""
    return f"{_unknown(name)}\n{_known()}"


def _unknown(name: str) -> str:
    near = _nearest(name, names())
    return f"unknown parameter {_brief(repr(name))}" + (f": did you mean {near!r}?" if near else "")


def _known() -> str:
    return f"The parameters are:\n{describe()}"


def _bad(given: Given) -> str:
    near = _nearest(str(given.value), words_of(given.name))
    hint = f"; did you mean {near!r}?" if near else ""
    return f"{_at(given.origin)}parameter {given.name}={_brief(str(given.value))}: expected {allowed(given.name)}{hint}"


def _nearest(word: str, known: Iterable[str]) -> str:
    from rapidfuzz import process

    near = process.extractOne(word, list(known), score_cutoff=60)
    return str(near[0]) if near else ""


def _brief(text: str, longest: int = 80) -> str:
    """A value as a message shows it: on one line, control characters spelled out, cut where it is long."""
    text = text if text.isprintable() else repr(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _at(origin: str) -> str:
    return f"{origin}: " if origin else ""
