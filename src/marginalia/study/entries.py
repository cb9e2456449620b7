"""YAML files as checked entries: every mistake becomes a `Problem` with its line, and what is right is kept.

Entries are checked one by one, so that a mistake in one claim does not hide those in the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from marginalia.errors import Problem
from marginalia.study.fields import SLUG, slug_of
from marginalia.study.files import read_text
from marginalia.study.suggestions import did_you_mean, listed
from marginalia.study.yaml_text import Document, Step, YamlRefused, load
from marginalia.study.yaml_text import Path as Steps

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Entry(Generic[Model]):
    """A checked part of a file and where it stands in it."""

    path: Steps
    value: Model


@dataclass(frozen=True)
class Source:
    """A YAML file that was read, and the collector of what is wrong with it."""

    name: str
    document: Document
    problems: list[Problem]

    def problem(self, path: Steps, value: object, expected: str, hint: str = "") -> None:
        where = f"line {self.document.line(path)}, {self._shown(path)}" if path else ""
        self.problems.append(Problem(self.name, where, "" if value is None else str(value), expected, hint))

    def check(self, model: type[Model], path: Steps) -> Model | None:
        """The part at this path as this model; `None` where it is wrong, with its problems noted."""
        raw = _at(self.document.value, path)
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            for details in errors:
                # A list is called too short also where an entry of it is wrong, which is told by itself.
                if details["type"] != "too_short" or not any(_inside(one["loc"], details["loc"]) for one in errors):
                    self._translate(model, path, raw, details)
            return None

    def entries(self, model: type[Model], path: Steps = ()) -> list[Entry[Model]]:
        """Every entry of the list at this path that is right; the problems of the others are noted."""
        raw = _at(self.document.value, path)
        if raw is None:
            return []
        if not isinstance(raw, list):
            self.problem(path, _brief(raw), "a list (lines that begin with a hyphen)")
            return []
        checked = (((*path, position), self.check(model, (*path, position))) for position in range(len(raw)))
        return [Entry(place, value) for place, value in checked if value is not None]

    def quiet(self) -> Source:
        """The same file, for a second look whose problems are already noted."""
        return Source(self.name, self.document, [])

    def _shown(self, path: Steps) -> str:
        """`claims[3].checks[0].rule`: list files are named after themselves."""
        top = self.name.removesuffix(".yml") if isinstance(self.document.value, list) else ""
        return (top + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)).lstrip(".")

    def _translate(self, model: type[BaseModel], path: Steps, raw: object, details: ErrorDetails) -> None:
        steps = _real_steps(raw, details["loc"])
        at = (*path, *steps)
        kind, context = details["type"], details.get("ctx", {})
        if kind == "missing":
            self.problem((*path, *steps[:-1]), None, f"the key {steps[-1]!r}")
        elif kind == "extra_forbidden":
            known = _keys(model, details["loc"][:-1])
            self.problem(at, steps[-1], f"one of the keys {listed(known)}", did_you_mean(str(steps[-1]), known))
        elif kind == "union_tag_not_found":
            self.problem(at, None, "the key 'rule'")
        elif kind == "union_tag_invalid":
            rules = [tag.strip().strip("'") for tag in str(context["expected_tags"]).split(",")]
            found = str(context["tag"])
            self.problem((*at, "rule"), found, f"one of {listed(rules)}", did_you_mean(found, rules))
        else:
            expected, hint = expectation(details)
            self.problem(at, _brief(details["input"]), expected, hint)


def open_source(folder: Path, name: str, problems: list[Problem], *, required: bool) -> Source | None:
    """A YAML file of the package; `None` where it is absent or cannot be read (noted, unless it may be absent)."""
    if not required and not (folder / name).exists():
        return None
    text = read_text(folder / name)
    if isinstance(text, Problem):
        problems.append(replace(text, file=name))  # which may stand in a folder of the package
        return None
    try:
        source = Source(name, load(text), problems)
        for mistake in source.document.mistakes:
            source.problem(*mistake)
        return source
    except YamlRefused as refused:
        problems.append(Problem(name, f"line {refused.line}", refused.found, refused.expected, refused.hint))
        return None


def _inside(location: tuple[Step, ...], of: tuple[Step, ...]) -> bool:
    return len(location) > len(of) and location[: len(of)] == of


_SLUG_HINT = "lower-case letters, digits and single hyphens"


def expectation(details: ErrorDetails) -> tuple[str, str]:
    """What a value should have been, in plain words, and a hint; from a pydantic error about a single value."""
    kind, context = details["type"], details.get("ctx", {})
    plain = {
        "string_type": ("text", "put a number that is meant as text in quotes"),
        "float_type": ("a number", "write it without quotes" if _is_figure(details["input"]) else ""),
        "int_type": ("a whole number", "write it without quotes" if _is_figure(details["input"]) else ""),
        "int_from_float": ("a whole number", ""),
        "bool_type": ("true or false", ""),
        "bool_parsing": ("true or false", ""),
        "finite_number": ("a finite number", ""),
        "string_too_short": ("text", "it is empty"),
        "tuple_type": ("a list", "write it as [one, two]"),
        "dict_type": ("keys with values", ""),
        "model_type": ("keys with values", ""),
        "model_attributes_type": ("keys with values", ""),
    }
    if kind in plain:
        return plain[kind]
    if kind == "literal_error":
        choices = [choice.strip("'") for choice in str(context["expected"]).replace(" or ", ", ").split(", ")]
        quotes = 'write operators in quotes, op: ">"' if ">" in choices else ""
        return f"one of {listed(choices, len(choices))}", quotes or did_you_mean(str(details["input"]), choices)
    if kind == "string_pattern_mismatch":
        slug = context["pattern"] == SLUG
        return (
            ("a name", f"{_SLUG_HINT}{_like(details['input'])}")
            if slug
            else ("an id", "letters, digits and hyphens, parts joined by dots")
        )
    if kind == "string_too_long":
        return f"at most {context['max_length']} characters", ""
    if kind == "too_short":
        return f"at least {context['min_length']} of them", ""
    bounds = {"ge": "at least", "le": "at most", "gt": "more than", "lt": "less than"}
    for name, words in bounds.items():
        if name in context:
            return f"a number of {words} {context[name]}", ""
    return str(context.get("error") or details["msg"]), ""


def _is_figure(value: object) -> bool:
    """Whether a text is a number that stands in quotes."""
    return isinstance(value, str) and value.strip().replace(".", "", 1).removeprefix("-").isdigit()


def _like(value: object) -> str:
    """The name that somebody may have meant, as a hint."""
    name = slug_of(str(value))
    return f", such as {name}" if name else ""


def _brief(value: object) -> str:
    """A wrong value as a message shows it; a structure is named before it is shown."""
    if value is None or isinstance(value, str | int | float):
        return "" if value is None else str(value)
    return f"{'a list' if isinstance(value, list) else 'keys'}: {value}"


def _at(value: Any, path: Steps) -> Any:
    """The part of a value at this path; `None` where there is none."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _real_steps(raw: Any, location: tuple[Step, ...]) -> Steps:
    """The steps that exist in the file; pydantic puts the name of the chosen rule among them."""
    steps: list[Step] = []
    for position, step in enumerate(location):
        last = position == len(location) - 1
        there = (isinstance(raw, dict) and step in raw) or (isinstance(raw, list) and isinstance(step, int))
        if there or last:
            steps.append(step)
        if there:
            raw = raw[step]
    return tuple(steps)


def _keys(model: type[BaseModel], location: tuple[Step, ...]) -> set[str]:
    """The keys that the schema knows at this place."""
    models = [model]
    for step in location:
        if isinstance(step, str):
            inside = [found.model_fields[step].annotation for found in models if step in found.model_fields]
            if inside:
                models = [found for annotation in inside for found in _models(annotation)]
            else:
                models = [found for found in models if step in get_args(found.model_fields["rule"].annotation)]
    return {key for found in models for key in found.model_fields}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
