"""Every combination of the values that are tried of each parameter."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from marginalia.errors import ParameterError, Problem
from marginalia.parameter_sources import Choice
from marginalia.parameters import Given, Parameters, settled, unknown

#: Combinations of one sweep at most: more is a slip of the hand.
MOST = 10_000

#: In a grid file, the packages to take.
PACKAGES = "packages"


@dataclass(frozen=True, slots=True)
class Grid:
    """The combinations to try, in the order of the values; `chosen` are the parameters that somebody chose, in the
    order of their declaration, `packages` those that a grid file names."""

    points: tuple[Parameters, ...]
    chosen: tuple[str, ...]
    packages: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The parameters that a comparison tells: those that somebody chose, and those that make an interval."""
        return tuple(name for name in Parameters.model_fields if name in (*self.chosen, "confidence", "interval"))

    @property
    def varied(self) -> tuple[str, ...]:
        """The parameters that differ between the combinations."""
        return tuple(name for name in self.chosen if len({getattr(point, name) for point in self.points}) > 1)


def grid(assignments: Sequence[str], file: Path | None = None) -> Grid:
    """The grid of `--set name=value,value` and of a YAML file of `name: [value, value]`, over which `--set` wins.

    What neither names is chosen as for a build: by the environment, else by default. Raises `ParameterError` with every
    mistake of both.
    """
    mistakes: list[str] = []
    from_file, named = ({}, ()) if file is None else _of_file(file, mistakes)
    tried = {**from_file, **_assigned(assignments, mistakes)}
    for given in (*from_file.values(), *tried.values()):
        mistakes += [told for one in given if (told := _mistake(one))]
    if mistakes:
        raise ParameterError("\n".join(dict.fromkeys(mistakes)))
    values = {name: [str(one.value) for one in tried[name]] for name in Parameters.model_fields if name in tried}
    count = math.prod(map(len, values.values()))
    if count > MOST:
        raise ParameterError(f"{count:,} combinations of parameters, expected at most {MOST:,}")
    points = (
        Choice(assignments=tuple(f"{name}={value}" for name, value in zip(values, point, strict=True))).parameters()
        for point in itertools.product(*values.values())
    )
    return Grid(tuple(dict.fromkeys(points)), tuple(values), named)


def _assigned(assignments: Sequence[str], mistakes: list[str]) -> dict[str, list[Given]]:
    """The values of each `name=value,value`; the last assignment of a name holds, as it does for a build."""
    given: dict[str, list[Given]] = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if equals:
            given[name.strip()] = [Given(name.strip(), value.strip(), "--set") for value in text.split(",")]
        else:
            mistakes.append(f"--set: {assignment!r}: expected name=value or name=value,value")
    return given


def _of_file(file: Path, mistakes: list[str]) -> tuple[dict[str, list[Given]], tuple[str, ...]]:
    """What a grid file chooses, each value with its line, and the packages that it names."""
    from marginalia.study.files import read_text
    from marginalia.study.yaml_text import YamlRefused, load

    text = read_text(file)
    if isinstance(text, Problem):
        mistakes.append(f"{file}: {f'found {text.value}, ' if text.value else ''}expected a grid file that exists")
        return {}, ()
    try:
        document = load(text)
    except YamlRefused as refused:
        mistakes.append(f"{file}, line {refused.line}: found {refused.found}, expected {refused.expected}")
        return {}, ()
    if document.value is not None and not isinstance(document.value, dict):
        mistakes.append(f"{file}: expected lines of the form name: [value, value]")
        return {}, ()
    given: dict[str, list[Given]] = {}
    named: tuple[str, ...] = ()
    for name, value in (document.value or {}).items():
        origin = f"{file}, line {document.line((name,))}"
        several = value if isinstance(value, list) else [value]
        plain = [one for one in several if isinstance(one, str | int | float) and not isinstance(one, bool)]
        if len(plain) < len(several) or not several:
            mistakes.append(f"{origin}: {name}: expected a value or a list of values")
        elif name == PACKAGES:
            named = tuple(str(one) for one in plain)
        else:
            given[name] = [Given(name, one, origin) for one in plain]
    return given, named


def _mistake(one: Given) -> str:
    """What is wrong with a value by itself; empty where nothing is."""
    if one.name == "study":
        return f"{one.origin}: study: give packages as arguments, or under {PACKAGES!r} in a grid file"
    if one.name not in Parameters.model_fields:
        return f"{one.origin}: {unknown(one.name)}"
    try:
        settled([Given(one.name, str(one.value), one.origin)])
    except ParameterError as error:
        return str(error)
    return ""
