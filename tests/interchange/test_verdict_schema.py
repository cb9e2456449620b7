"""The JSON Schemas of findings and claims: true of every audit, and of nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from exported import audited, some
from hypothesis import given
from jsonschema import Draft202012Validator
from valid_packages import Package, packages

from marginalia.audit import Verdict
from marginalia.cli import main
from marginalia.display.records import Audited
from marginalia.interchange.verdict_schema import audit_files, schemas
from marginalia.study.model import Study
from marginalia.study.reading import read_study

ROOT = Path(__file__).parents[2]
SHIPPED = [*sorted(file.parent for file in (ROOT / "data").glob("*/study.yml")), ROOT / "tests" / "packages" / "tiny"]


def validator(about: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schemas()[f"{about}.schema.json"]))


def problems(given: Audited) -> list[str]:
    """What the schemas object to in the JSON of an audit."""
    files = audit_files(given)
    return [
        error.message
        for about in ("findings", "claims")
        for error in validator(about).iter_errors(json.loads(files[f"{about}.json"]))
    ]


@pytest.mark.parametrize("about", ["findings", "claims"])
def test_the_schema_is_itself_one(about: str) -> None:
    schema = json.loads(schemas()[f"{about}.schema.json"])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("package", SHIPPED, ids=lambda folder: folder.name)
def test_the_audit_of_every_shipped_package_fits(package: Path) -> None:
    given = audited(read_study(package), literature=ROOT / "data" / "literature")
    assert given.findings or given.judgements
    assert problems(given) == []


def test_an_audit_that_also_asked_all_counts_fits(tiny_study: Study) -> None:
    from marginalia.reconstruction import reconstruct

    assert problems(replace(audited(tiny_study), searched=reconstruct(tiny_study), without=("scan",))) == []


@some(25)
@given(package=packages(most_patients=200, most_visits=5))
def test_the_audit_of_packages_of_any_shape_fits(package: Package) -> None:
    assert problems(audited(package.study)) == []


def changed(content: Any, path: tuple[str | int, ...], value: object) -> Any:
    """JSON with one value replaced, or taken out where it is to be `...`."""
    made = json.loads(json.dumps(content))
    place = made
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return made


@pytest.mark.parametrize(
    ("about", "path", "value"),
    [
        ("claims", ("claims", 0, "verdict"), "true"),
        ("claims", ("claims", 0, "chain"), []),
        ("claims", ("claims", 0, "chain", 0, "asked"), "the author"),
        ("claims", ("claims", 0, "chain", 0, "numbers"), "one, two"),
        ("claims", ("claims", 0, "reason"), ...),
        ("claims", ("claims", 0, "mood"), "good"),
        ("claims", ("study",), ...),
        ("findings", ("findings", 0, "severity"), "grave"),
        ("findings", ("findings", 0, "needs"), ["hope"]),
        ("findings", ("verdicts", "perhaps"), 1),
        ("findings", ("verdicts", Verdict.REPRODUCED.value), -1),
        ("findings", ("reconstruction",), {"statements": 3}),
        ("findings", ("$schema",), "https://example.org/another"),
    ],
)
def test_what_the_format_does_not_allow_is_found(
    about: str, path: tuple[str | int, ...], value: object, tiny_study: Study
) -> None:
    content = json.loads(audit_files(audited(tiny_study))[f"{about}.json"])
    assert validator(about).is_valid(content)
    assert not validator(about).is_valid(changed(content, path, value))


def test_the_command_writes_each_schema_where_the_json_looks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(main, ["audit", "tests/packages/tiny", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    for about in ("findings", "claims"):
        content = json.loads((tmp_path / f"{about}.json").read_text(encoding="utf-8"))
        schema = json.loads((tmp_path / content["$schema"]).read_text(encoding="utf-8"))
        assert schema["$id"] == content["$schema"]
        Draft202012Validator(schema).validate(content)
