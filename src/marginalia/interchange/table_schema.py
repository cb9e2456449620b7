"""Table Schemas (Frictionless, version 1) from the types that check the data.

The schema of a file that a package holds is written from the pydantic model that reads it, by way of pydantic's own
JSON Schema, so that the two cannot part. Specification: https://specs.frictionlessdata.io/table-schema/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

#: A field of a Table Schema.
Field = dict[str, Any]

#: A value of a table: a list is written with blanks between its values.
Value = str | int | float | bool | None | Sequence[str]

_TYPES = {"string": "string", "number": "number", "integer": "integer", "boolean": "boolean"}
_LIMITS = ("minimum", "maximum", "minLength", "maxLength")


def of_model(model: type[BaseModel]) -> tuple[Field, ...]:
    """A field for each of a model's, in their order, but for one that stands for columns of the user's own (a mapping).
    A list of names becomes text with blanks between them, which its description says. Raises `TypeError` for a field
    that no cell can hold."""
    whole = model.model_json_schema()
    required = whole.get("required", ())
    return tuple(
        _field(name, told, name in required)
        for name, told in whole["properties"].items()
        if told.get("type") != "object"
    )


def of_hints(hints: Mapping[str, Any], descriptions: Mapping[str, str]) -> tuple[Field, ...]:
    """Fields from type hints: a column for each description, typed where there is a hint for it, as text otherwise."""
    return tuple(_hinted(name, hints.get(name, str), told) for name, told in descriptions.items())


def of_values(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], titles: Mapping[str, str]
) -> tuple[Field, ...]:
    """Fields of a table that nothing declares: each column by what it holds, with its title where it has one."""
    titled = {name: {"title": title} for name, title in titles.items() if title}
    return tuple(
        {"name": name, **titled.get(name, {}), "type": _held(row.get(name) for row in rows)} for name in columns
    )


def schema(
    fields: Iterable[Field],
    primary_key: str | Sequence[str] = (),
    references: Mapping[str, tuple[str, str]] | None = None,
) -> dict[str, Any]:
    """A Table Schema. `references` maps a column to the resource and the column there that its values come from."""
    made: dict[str, Any] = {"fields": [dict(field) for field in fields], "missingValues": [""]}
    if primary_key:
        made["primaryKey"] = primary_key
    if references:
        made["foreignKeys"] = [
            {"fields": column, "reference": {"resource": resource, "fields": there}}
            for column, (resource, there) in references.items()
        ]
    return made


def _field(name: str, told: Mapping[str, Any], required: bool) -> Field:
    """One property of a JSON Schema as a field; `X | None` is X that may be empty."""
    description = str(told.get("description", ""))
    kinds = [kind for kind in told.get("anyOf", (told,)) if kind.get("type") != "null"]
    kind = kinds[0] if len(kinds) == 1 else {}
    limits: dict[str, Any] = {"required": True} if required else {}
    if kind.get("type") == "array" and kind.get("items", {}).get("type") == "string":
        return _made(name, "string", f"{description}; several have a blank between them", limits)
    if kind.get("type") not in _TYPES:
        raise TypeError(f"{name}: {told} is not what a cell of a table can hold")
    limits |= {key: kind[key] for key in _LIMITS if key in kind and not (key == "minLength" and kind[key] <= 1)}
    if "enum" in kind:
        limits["enum"] = kind["enum"]
    elif "const" in kind:
        limits["enum"] = [kind["const"]]
    if "pattern" in kind:  # Table Schema's patterns are those of XML Schema, which match the whole value by themselves
        limits["pattern"] = str(kind["pattern"]).removeprefix("^").removesuffix("$")
    return _made(name, _TYPES[kind["type"]], description, limits)


def _hinted(name: str, hint: Any, description: str) -> Field:
    words = [str(word) for word in get_args(hint)] if get_origin(hint) is Literal else []
    optional = type(None) in get_args(hint)
    plain = next((one for one in get_args(hint) if one is not type(None)), hint) if optional else hint
    kind = {float: "number", int: "integer"}.get(plain, "string")
    limits: dict[str, Any] = {"required": True} if kind != "string" and not optional else {}
    return _made(name, kind, description, {**limits, **({"enum": words} if words else {})})


def _made(name: str, kind: str, description: str, limits: Mapping[str, Any]) -> Field:
    made: Field = {"name": name, "type": kind}
    if description:
        made["description"] = description
    if kind == "boolean":
        made |= {"trueValues": ["true"], "falseValues": ["false"]}
    if limits:
        made["constraints"] = dict(limits)
    return made


def _held(values: Iterable[Any]) -> str:
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {bool} and kinds:
        return "boolean"
    if kinds <= {int} and kinds:
        return "integer"
    return "number" if kinds <= {int, float} and kinds else "string"
