"""Where a reader's choices come from: a YAML file, the environment, the command line.

Later sources win over earlier ones: the defaults, the file, the environment (`MARGINALIA_CONFIDENCE=0.9`), `--set`,
options of their own such as `--edition`. Every mistake is told with the place where it stands.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from marginalia.errors import Problem
from marginalia.parameters import Given, Parameters, allowed, assigned, names, settled

#: What the names of the parameters' environment variables begin with.
PREFIX = "MARGINALIA_"

#: Variables of this name that are no parameters: how long the tests of this project may take.
_NOT_PARAMETERS = frozenset({"MARGINALIA_LONG"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose at the command line: a parameter file, the assignments of `--set`, and options that have a
    parameter's name, `None` where not given."""

    file: Path | None = None
    assignments: tuple[str, ...] = ()
    options: Mapping[str, str | None] = field(default_factory=dict)

    def parameters(self, environment: Mapping[str, str] | None = None) -> Parameters:
        """The parameters that this and the environment (the process's own where none is given) choose together.

        Raises `ParameterError` with every mistake of every source, each with where it stands.
        """
        told: list[str] = []
        from_file = [] if self.file is None else _of_file(self.file, told)
        from_environment = _of_environment(os.environ if environment is None else environment)
        from_set, wrong = assigned(self.assignments, "--set")
        return settled([*from_file, *from_environment, *from_set, *self._of_options()], [*told, *wrong])

    def arguments(self) -> tuple[str, ...]:
        """The command line by which another process chooses the same."""
        file = () if self.file is None else ("--parameters", str(self.file))
        last = (f"{one.name}={one.value}" for one in self._of_options())
        return (*file, *(part for one in (*self.assignments, *last) for part in ("--set", one)))

    def _of_options(self) -> list[Given]:
        # The study is an argument without a name.
        return [
            Given(name, value, "" if name == "study" else f"--{name}")
            for name, value in self.options.items()
            if value is not None
        ]


def variable(name: str) -> str:
    """The environment variable that chooses a parameter: `MARGINALIA_PRIOR_SHARE` for `prior_share`."""
    return f"{PREFIX}{name.upper()}"


def file_to_start_from() -> str:
    """A parameter file in which every parameter stands with what it does and may be, commented out at its default."""
    lines = [
        "# What the book is computed with. Take the # from the front of what you want to choose, change the value, and",
        "# marginalia build --parameters THIS_FILE",
    ]
    for name, declared in Parameters.model_fields.items():
        lines += ["", f"# {declared.description}: {allowed(name)}.", f"#{name}: {json.dumps(declared.default)}"]
    return "\n".join(lines) + "\n"


def schema() -> dict[str, object]:
    """The parameters as JSON Schema (draft 2020-12), each with its environment variable under `x-environment`."""
    made = Parameters.model_json_schema()
    for name, entry in made["properties"].items():
        entry["x-environment"] = variable(name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "Parameters of a book",
        "description": "What a reader may choose for the whole book; what is left out has its default.",
    }


def _of_file(file: Path, told: list[str]) -> list[Given]:
    """What a YAML file chooses, each value with its line. It is read as a study package is: plain values, no tags."""
    from marginalia.study.files import read_text
    from marginalia.study.yaml_text import YamlRefused, load

    text = read_text(file)
    if isinstance(text, Problem):
        found = f"found {text.value}, expected {text.expected}" if text.value else "no such file"
        told.append(f"{file}{f', {text.where}' if text.where else ''}: {found}")
        return []
    try:
        document = load(text)
    except YamlRefused as refused:
        told.append(f"{file}, line {refused.line}: found {refused.found}, expected {refused.expected}")
        return []
    if document.value is None:
        return []
    if not isinstance(document.value, dict):
        told.append(f"{file}: expected lines of the form name: value")
        return []
    given = []
    for name, value in document.value.items():
        origin = f"{file}, line {document.line((name,))}"
        if name in names() and (value is None or isinstance(value, bool | list | dict)):
            found = {type(None): "nothing", bool: str(value).lower(), list: "a list"}.get(type(value), "keys")
            told.append(f"{origin}: parameter {name}: found {found}, expected {allowed(name)}")
        else:
            given.append(Given(name, value, origin))
    return given


def _of_environment(environment: Mapping[str, str]) -> list[Given]:
    """What environment variables choose, in the order of their names."""
    return [
        Given(variable.removeprefix(PREFIX).lower(), environment[variable].strip(), variable)
        for variable in sorted(environment)
        if variable.startswith(PREFIX) and variable not in _NOT_PARAMETERS
    ]
