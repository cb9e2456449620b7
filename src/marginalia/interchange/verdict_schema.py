"""What the audit's files hold, as JSON Schema (draft 2020-12) for the JSON and as Table Schema for the CSV.

Both come from one list of properties, each with its meaning. Specification: https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

import json
from typing import Any, get_args

from marginalia.audit import Severity, Verdict
from marginalia.audit.assumptions import ASSUMPTIONS
from marginalia.audit.claims import Asked
from marginalia.display.records import SCHEMAS, Audited
from marginalia.interchange import table_schema
from marginalia.interchange.table_schema import Field
from marginalia.interchange.tables import TableFile

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_Properties = dict[str, dict[str, Any]]


def _text(meaning: str, **limits: Any) -> dict[str, Any]:
    return {"type": "string", "description": meaning, **limits}


def _list(meaning: str, **items: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", **items}, "description": meaning}


def _count(meaning: str, least: int = 0) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "description": meaning}


_VERDICTS = [verdict.value for verdict in Verdict]
_GRAVITY = f"one of, from the mildest to the gravest: {', '.join(_VERDICTS)}"

_STUDY = _text("the study package: the name of its folder")
_NEEDS = _list("names of the assumptions without which it would not arise", enum=list(ASSUMPTIONS))
_NUMBERS: _Properties = {
    "numbers": _list("ids of the printed numbers"),
    "printed": _list("these numbers as the paper prints them, in the same order"),
    "places": _list("where each of them stands, in the same order"),
    "unverified": _list("ids of those of them that nobody has held against the paper yet"),
}

_FINDING: _Properties = {
    "study": _STUDY,
    "rule": _text("the rule of the audit that asks"),
    "severity": _text("what the answer would change, the most first", enum=[one.value for one in Severity]),
    "sentence": _text("the question, as a sentence"),
    "computed": _text("what was worked out"),
    "verdict": _text(
        "what it makes of a claim that rests on what it speaks against; empty for nothing", enum=["", *_VERDICTS]
    ),
    "needs": _NEEDS,
    "assumption": _text("these assumptions in words; empty where there are none"),
    **_NUMBERS,
    "against": _list("those of the numbers that the finding speaks against"),
}

_CLAIM: _Properties = {
    "study": _STUDY,
    "claim": _text("the claim’s name in its package"),
    "place": _text("where the paper says it"),
    "says": _text("what the paper says, in our words"),
    "verdict": _text(f"how the claim comes out: {_GRAVITY}", enum=_VERDICTS),
    "reason": _text("why, in computed sentences"),
}

_STEP: _Properties = {
    "asked": _text("what was asked: a check of the package, the design, a finding", enum=list(get_args(Asked))),
    "name": _text("the check, the rule, or the features asked for"),
    "verdict": _text(f"what this step makes of the claim: {_GRAVITY}", enum=_VERDICTS),
    "sentence": _text("what came out, as a sentence"),
    "computed": _text("what was worked out"),
    "needs": _NEEDS,
    **_NUMBERS,
}

_SEARCHED: _Properties = {
    "statements": _count("how many printed statements were asked together"),
    "conflicts": _count("how many sets of them cannot be true together"),
    "limit": _count("how many sets were looked for at most", 1),
    "settled": {"type": "boolean", "description": "whether the smallest corrections are known"},
    "complete": {"type": "boolean", "description": "whether there are no other sets"},
}


def schemas() -> dict[str, str]:
    """The text of each schema by its file's name: of `findings.json` and of `claims.json`."""
    counts = {
        "type": "object",
        "propertyNames": {"enum": _VERDICTS},
        "additionalProperties": {"type": "integer", "minimum": 0},
        "description": "how many claims got which verdict",
    }
    steps = {"type": "array", "items": {"$ref": "#/$defs/step"}, "minItems": 1}
    chain = {**steps, "description": "the evidence on it, the gravest step first"}
    findings = {
        "findings": _array("finding", "the questions about printed numbers, the gravest first"),
        "verdicts": counts,
    }
    return {
        SCHEMAS["findings"]: _schema(
            "Findings of an audit", SCHEMAS["findings"], findings, {"finding": _object(_FINDING)}
        ),
        SCHEMAS["claims"]: _schema(
            "Claims and their verdicts",
            SCHEMAS["claims"],
            {"claims": _array("claim", "every claim of the package, in its order")},
            {"claim": _object({**_CLAIM, "chain": chain}), "step": _object(_STEP)},
        ),
    }


def audit_files(audited: Audited) -> dict[str, str]:
    """Every file of an audit by its name, with the schemas of its JSON beside it."""
    return {**audited.files(), **schemas()}


def audit_tables(audited: Audited) -> tuple[TableFile, ...]:
    """`findings.csv` and `claims.csv` with what their columns mean."""
    claims: _Properties = {
        **_CLAIM,
        "step": _count("which step of the evidence on the claim, the gravest first", 1),
        **{("step_verdict" if name == "verdict" else name): told for name, told in _STEP.items()},
    }
    return (
        TableFile(
            "findings.csv",
            "Findings",
            "One row for each question about printed numbers.",
            audited.findings_csv(),
            table_schema.schema(_fields(_FINDING, audited.findings_csv())),
        ),
        TableFile(
            "claims.csv",
            "Claims",
            "One row for each step of the evidence on a claim.",
            audited.claims_csv(),
            table_schema.schema(_fields(claims, audited.claims_csv()), ("claim", "step")),
        ),
    )


def _array(kind: str, meaning: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}, "description": meaning}


def _object(properties: _Properties) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _schema(title: str, id: str, properties: _Properties, definitions: dict[str, Any]) -> str:
    head: _Properties = {
        "$schema": {"const": id, "description": "this schema, which lies beside the file"},
        "study": _STUDY,
        "without": _list("assumptions that were switched off", enum=list(ASSUMPTIONS)),
        "reconstruction": {
            "oneOf": [{"type": "null"}, _object(_SEARCHED)],
            "description": "what all printed counts together gave; null where that was not asked",
        },
    }
    whole = {"$schema": _DRAFT, "$id": id, "title": title, **_object({**head, **properties}), "$defs": definitions}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _fields(properties: _Properties, csv_text: str) -> list[Field]:
    """The properties in the order of a file's columns; what is a list in JSON is parted there."""
    columns = csv_text.partition("\n")[0].split(",")
    return [_field(name, properties[name]) for name in columns]


def _field(name: str, told: dict[str, Any]) -> Field:
    meaning = told["description"]
    if told["type"] == "array":
        between = "a vertical line" if name in ("printed", "places") else "a blank"
        return {"name": name, "type": "string", "description": f"{meaning}; several have {between} between them"}
    words = [word for word in told.get("enum", ()) if word]
    limits = {
        **({"required": True} if words and len(words) == len(told["enum"]) else {}),
        **({"enum": words} if words else {}),
        **({"minimum": told["minimum"]} if "minimum" in told else {}),
    }
    return {"name": name, "type": told["type"], "description": meaning, **({"constraints": limits} if limits else {})}
