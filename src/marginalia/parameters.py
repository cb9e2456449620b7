"""The parameters of the book, declared once: names, values allowed, defaults, what each does.

The command line, the notebooks' parameter cells and the help text all follow from `Parameters`. Every notebook
takes the parameters of `COMMON`; those that simulate take the assumptions they need besides.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from marginalia.errors import ParameterError

IntervalMethod = Literal["wilson", "clopper-pearson", "jeffreys", "mid-p"]
Edition = Literal["reader", "student", "instructor"]

#: What every notebook takes.
COMMON = ("study", "confidence", "interval", "edition", "seed", "simulations")


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

    def changed(self, **values: object) -> Self:
        """The same parameters with some values replaced, checked again. Raises `ParameterError`."""
        return type(self).checked({**self.model_dump(), **values})

    @classmethod
    def checked(cls, values: dict[str, object]) -> Self:
        """Parameters from values given by name. Raises `ParameterError` with every mistake at once."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise ParameterError("\n".join(_mistakes(error))) from None


#: What holds where nobody chooses.
DEFAULTS = Parameters.checked({})


def names() -> tuple[str, ...]:
    """The known parameters, in their order."""
    return tuple(Parameters.model_fields)


def describe() -> str:
    """One line for each parameter: name, default, what it does."""
    rows = [(f"{name}={field.default}", field.description or "") for name, field in Parameters.model_fields.items()]
    width = max(len(left) for left, _ in rows)
    return "\n".join(f"  {left:<{width}}  {right}" for left, right in rows)


def parse(assignments: Iterable[str]) -> Parameters:
    """Parameters from `name=value` strings; the last assignment of a name holds.

    Raises `ParameterError` for a string without `=`, an unknown name (with the nearest known one) or a bad value.
    """
    values: dict[str, object] = {}
    mistakes: list[str] = []
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        name = name.strip()
        if not equals:
            mistakes.append(f"{assignment!r}: expected name=value")
        elif name not in Parameters.model_fields:
            mistakes.append(unknown(name))
        else:
            values[name] = value.strip()
    if mistakes:
        raise ParameterError("\n".join(mistakes))
    return Parameters.checked(values)


def unknown(name: str) -> str:
    """What to tell of a parameter that does not exist: the nearest known name, and all of them."""
    from rapidfuzz import process

    near = process.extractOne(name, names(), score_cutoff=60)
    meant = f"did you mean {near[0]!r}? " if near else ""
    return f"unknown parameter {name!r}: {meant}The parameters are:\n{describe()}"


def _mistakes(error: ValidationError) -> Iterable[str]:
    for mistake in error.errors():
        name = ".".join(str(part) for part in mistake["loc"])
        if mistake["type"] == "extra_forbidden":
            yield unknown(name)
        else:
            yield f"parameter {name}={mistake['input']}: {mistake['msg'][:1].lower()}{mistake['msg'][1:]}"
