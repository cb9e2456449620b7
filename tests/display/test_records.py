"""The audit as files: CSV for spreadsheets, JSON for programs, the same in both."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from marginalia.audit import Finding, Severity
from marginalia.display.evidence import Evidence
from marginalia.display.markup import one_line
from marginalia.display.records import Audited


def audited(evidence: Evidence) -> Audited:
    return Audited(evidence, evidence.findings, tuple(evidence.judgements.values()))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_finding_comes_with_the_names_of_what_it_assumes_and_what_it_speaks_against(tiny_evidence: Evidence) -> None:
    given = audited(tiny_evidence)
    content = json.loads(given.findings_json())
    for told, one in zip(content["findings"], tiny_evidence.findings, strict=True):
        assert told["needs"] == list(one.needs)
        assert told["against"] == list(one.against)
        assert told["verdict"] == (one.verdict.value if one.verdict else "")
    assert any(told["needs"] for told in content["findings"])
    assert any(told["against"] for told in content["findings"])
    assert sum(content["verdicts"].values()) == len(tiny_evidence.study.claims)


def test_every_number_comes_as_printed_and_with_its_place(tiny_evidence: Evidence) -> None:
    study = tiny_evidence.study
    for told in json.loads(audited(tiny_evidence).findings_json())["findings"]:
        assert told["printed"] == [study.number(id).printed for id in told["numbers"]]
        assert all(
            where.startswith(study.section(study.number(id).section).title)
            for id, where in zip(told["numbers"], told["places"], strict=True)
        )


def test_csv_says_of_the_findings_what_json_says(tiny_evidence: Evidence) -> None:
    given = audited(tiny_evidence)
    in_json = json.loads(given.findings_json())["findings"]
    in_csv = rows(given.findings_csv())
    assert len(in_csv) == len(in_json) > 0
    for row, told in zip(in_csv, in_json, strict=True):
        assert set(row) == set(told)
        for name, value in told.items():
            parted = row[name].split(" | " if name in ("printed", "places") else " ") if row[name] else []
            assert (parted if isinstance(value, list) else row[name]) == value


def test_claims_come_with_their_whole_chain_in_both(tiny_evidence: Evidence) -> None:
    given = audited(tiny_evidence)
    claims = json.loads(given.claims_json())["claims"]
    steps = rows(given.claims_csv())
    assert [one["claim"] for one in claims] == list(tiny_evidence.judgements)
    assert [(row["claim"], row["step"], row["step_verdict"], row["sentence"]) for row in steps] == [
        (one["claim"], str(at), step["verdict"], step["sentence"])
        for one in claims
        for at, step in enumerate(one["chain"], start=1)
    ]
    for one in claims:
        assert one["verdict"] == one["chain"][0]["verdict"]
        assert "{" not in one["says"]


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", "\r=1", "＝1+1"])
def test_no_cell_is_a_formula_and_json_has_it_as_it_is(tiny_evidence: Evidence, hostile: str) -> None:
    id = tiny_evidence.study.numbers[0].id
    numbers = (replace(tiny_evidence.study.numbers[0], printed=hostile), *tiny_evidence.study.numbers[1:])
    study = replace(tiny_evidence.study, numbers=numbers)
    finding = Finding("percent", Severity.MINOR, (id,), hostile, hostile)
    given = Audited(Evidence(study), (finding,), ())

    (row,) = rows(given.findings_csv())
    assert row["sentence"] == row["computed"] == row["printed"] == "'" + one_line(hostile)
    (told,) = json.loads(given.findings_json())["findings"]
    assert (told["sentence"], told["printed"]) == (hostile, [hostile])


def test_no_cell_of_a_real_audit_could_run(paper_evidence: Evidence) -> None:
    for name, text in audited(paper_evidence).files().items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
