"""The data dictionary of a study package, written from the schema that checks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from marginalia.study import appraisal_schema, fields, patient_schema, schema


@dataclass(frozen=True, slots=True)
class DictionaryRow:
    """One key or column of a package: its file, its name with the path that leads to it (`groups[].size`), the sort
    of value, what it means, the values it may take (empty where any of its sort will do), and whether it must be
    given."""

    file: str
    key: str
    type: str
    meaning: str
    allowed: str
    required: bool


_FILES: tuple[tuple[str, type[BaseModel], str], ...] = (
    ("study.yml", schema.StudyFile, ""),
    ("numbers.csv", schema.NumberRow, ""),
    ("tables.yml", schema.TableEntry, "[]."),
    ("claims.yml", schema.ClaimEntry, "[]."),
    ("notes.yml", schema.NoteEntry, "[]."),
    ("appraisal/*.yml", appraisal_schema.AppraisalEntry, "[]."),
    ("patients.csv", patient_schema.PatientRow, ""),
    ("visits.csv", patient_schema.VisitRow, ""),
    ("events.csv", patient_schema.EventRow, ""),
)

_NAMES: dict[type, str] = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def data_dictionary() -> tuple[DictionaryRow, ...]:
    """Every key and column of every file, in the order in which the schema declares them."""
    return tuple(row for file, model, prefix in _FILES for row in _rows(file, model, prefix))


def _rows(file: str, model: type[BaseModel], prefix: str, only: str = "") -> Iterator[DictionaryRow]:
    for name, field in model.model_fields.items():
        # A title stands for columns that the study names, each of the type that the field's values have.
        key = f"{prefix}{field.title or name}{only}"
        yield DictionaryRow(
            file, key, _type(_value(field)), field.description or "", _allowed(field), field.is_required()
        )
        for inner, path in _inside(field.annotation):
            rule = inner.model_fields.get("rule")
            condition = f" (rule {get_args(rule.annotation)[0]})" if rule is not None else ""
            yield from _rows(file, inner, f"{prefix}{name}{path}.", condition)


def _inside(annotation: Any, path: str = "") -> Iterator[tuple[type[BaseModel], str]]:
    """The models inside an annotation, each with the brackets of the lists around it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, path
    path += "[]" if get_origin(annotation) is tuple else ""
    for inner in get_args(annotation):
        yield from _inside(inner, path)


def _value(field: FieldInfo) -> Any:
    return get_args(field.annotation)[1] if field.title else field.annotation


def _type(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return f"{_type(arguments[0])} to {_type(arguments[1])}"
    if origin is Literal:
        return "word"
    if arguments:
        return " or ".join(dict.fromkeys(_type(inner) for inner in arguments if inner is not NoneType))
    return "keys" if issubclass(annotation, BaseModel) else _NAMES[annotation]


def _allowed(field: FieldInfo) -> str:
    """The words that a field may hold, or its limits."""
    words = [str(word) for literal in _literals(field.annotation) for word in get_args(literal)]
    limits = [_limit(constraint) for constraint in _constraints(field)]
    return ", ".join([*words, *filter(None, limits)])


def _literals(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield annotation
    elif get_origin(annotation) is not tuple:
        for inner in get_args(annotation):
            yield from _literals(inner)


def _constraints(field: FieldInfo) -> Iterator[Any]:
    yield from field.metadata
    for annotation in (field.annotation, *get_args(field.annotation)):
        if get_origin(annotation) is Annotated:
            for constraint in get_args(annotation)[1:]:
                yield from constraint.metadata if isinstance(constraint, FieldInfo) else (constraint,)


def _limit(constraint: Any) -> str:
    """A limit in words; one that only says that something must be there is left out."""
    for name, words in (("ge", "at least {}"), ("le", "at most {}"), ("min_length", "at least {} of them")):
        value = getattr(constraint, name, None)
        if value is not None and (name, value) != ("min_length", 1):
            return words.format(f"{value:,}")
    return _PATTERNS.get(str(getattr(constraint, "pattern", "")), "")


_PATTERNS = {
    fields.SLUG: "lower-case letters, digits and single hyphens",
    fields.REFERENCE: "id of a number, or of a cell: letters, digits and hyphens, parts joined by dots",
}
