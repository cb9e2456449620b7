"""The parameters that every chapter has, declared once: names, values allowed, defaults, what each does.

The command line, the notebooks' parameter cells and the help text all follow from `Parameters`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from marginalia.errors import ParameterError

IntervalMethod = Literal["wilson", "clopper-pearson", "jeffreys", "mid-p"]
Edition = Literal["reader", "student", "instructor"]

_NO_EFFECT_YET = "kept for the simulations to come; no effect yet"


class Parameters(BaseModel):
    """What a reader may choose for the whole book. Frozen; equal parameters give an equal book."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    study: str = Field("data/prodromos-2025", description="the study package: a folder, relative to the book's top")
    confidence: float = Field(0.95, gt=0.5, lt=1, description="confidence level of every interval")
    interval: IntervalMethod = Field("wilson", description="method for the interval of a proportion")
    edition: Edition = Field("reader", description="who the book is for; student leaves out the answers")
    seed: int = Field(20250101, ge=0, lt=2**32, description=f"a simulation's seed; {_NO_EFFECT_YET}")
    simulations: int = Field(2000, ge=100, le=1_000_000, description=f"runs of a simulation; {_NO_EFFECT_YET}")

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
