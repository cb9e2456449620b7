"""The audit as the command makes it, shows it on a terminal and writes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_book import TOP

from marginalia.audit import Finding, Severity
from marginalia.display.evidence import Evidence
from marginalia.display.records import Audited
from marginalia.errors import MarginaliaError, ParameterError
from marginalia.interchange.verdict_schema import schemas
from marginalia.press import report
from marginalia.reconstruction.result import Conflict, Member, Reconstruction
from marginalia.study.reading import read_study

CONFLICT = Conflict((Member("9 patients seen", (), False), Member("8 patients", (), False)), "9 against 8.", "sum")
FOUND = Reconstruction(20, 30, (CONFLICT,), (), settled=True, complete=False, limit=7, kept=30, tried=(), ranges=())


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence(read_study(TOP / "tests" / "packages" / "tiny"))


def test_a_finding_is_shown_with_what_it_assumes_and_by_which_name(
    evidence: Evidence, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    one = Finding(
        "percent", Severity.MINOR, (), "Is it 7 of 10?", "70%", "the scan is [b]read[/b] right", needs=("scan",)
    )
    other = Finding("percent", Severity.MINOR, (), "Is it 8 of 10?", "80%")

    report.show(Audited(evidence, (one, other), ()), "table")

    shown = capsys.readouterr().out
    assert shown.count("assuming that") == 1
    assert "assuming that the scan is [b]read[/b] right (scan)" in shown
    assert "tiny: 2 questions" in shown


def test_a_table_fits_eighty_columns(
    evidence: Evidence, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    report.show(replace(report.audited(evidence, ["scan"]), searched=FOUND), "table")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Not assumed: scan") for line in lines)


def test_an_assumption_switched_off_takes_its_findings_and_verdicts_along(evidence: Evidence) -> None:
    everything = report.audited(evidence)
    names = {name for one in everything.findings for name in one.needs}
    without = report.audited(evidence, [*names, *names])
    assert names
    assert list(without.findings) == [one for one in everything.findings if not one.needs]
    assert len(without.without) == len(names)
    assert not any(step.needs for judged in without.judgements for step in judged.chain)


def test_an_unknown_assumption_is_told_with_what_was_meant(evidence: Evidence) -> None:
    with pytest.raises(ParameterError, match="did you mean 'groups-nested'"):
        report.audited(evidence, ["groups-nestd"])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "The search stopped when the smallest corrections were known; --everything looks for the rest."),
        ({"settled": False}, "The search stopped at its limit and is not complete; --limit raises it."),
        ({"complete": True}, "The search is complete: there are no others."),
    ],
)
def test_a_search_says_its_limit_and_whether_it_is_complete(changed: dict[str, bool], told: str) -> None:
    said = report.told(replace(FOUND, **changed))  # type: ignore[arg-type]
    assert said.startswith(
        "All counts together: 30 statements, 1 set of them that cannot be true together. The limit was 7. "
    )
    assert said.endswith(told)


def test_a_search_without_conflicts_says_that_all_can_be_true() -> None:
    assert report.told(replace(FOUND, conflicts=(), complete=True)) == (
        "All counts together: 30 statements, which one set of 20 patients can satisfy."
    )


def test_files_are_written_whole_and_replace_what_was_there(evidence: Evidence, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    given = report.audited(evidence)
    written = report.write(given, folder)
    assert {file.name: file.read_text("utf-8") for file in written} == {**given.files(), **schemas()}
    (folder / "notes.txt").write_text("mine")
    report.write(replace(given, findings=()), folder)
    assert sorted(file.name for file in folder.iterdir()) == [
        *("claims.csv", "claims.json", "claims.schema.json"),
        *("findings.csv", "findings.json", "findings.schema.json", "notes.txt"),
    ]
    assert (folder / "findings.csv").read_text("utf-8").count("\n") == 1


def test_a_folder_that_cannot_be_made_is_told(evidence: Evidence, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "findings.csv").mkdir()
    for folder in (tmp_path / "file" / "below", tmp_path):
        with pytest.raises(MarginaliaError, match="cannot write to the output folder"):
            report.write(report.audited(evidence), folder)


def test_a_folder_that_cannot_be_written_is_told(
    evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "findings.csv")

    monkeypatch.setattr(report, "write_whole", refuse)
    with pytest.raises(MarginaliaError, match="Permission denied"):
        report.write(report.audited(evidence), tmp_path)
