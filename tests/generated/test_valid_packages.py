"""Five hundred valid packages of every shape are read, and nothing false is said of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from runs import every
from told_truly import false_findings
from valid_packages import Package, packages

from marginalia.audit import Verdict, audit, judge
from marginalia.cli import main
from marginalia.reconstruction import reconstruct
from marginalia.study.model import Study
from marginalia.study.reading import read_study


@every(500)
@given(package=packages())
def test_a_valid_package_is_read_and_nothing_false_is_said_of_it(
    package: Package, tmp_path_factory: pytest.TempPathFactory, root: Path
) -> None:
    folder = package.on_disc(tmp_path_factory.mktemp("valid"))

    study = read_study(folder)
    assert without_rows(study) == package.study

    findings = audit(study)
    assert false_findings(study, findings) == []

    verdicts = {claim.id: judge(study, claim, findings).verdict for claim in study.claims}
    borne_out = {Verdict.REPRODUCED, Verdict.ROUNDING, *([Verdict.UNCHECKABLE] if package.cohort.plan.damaged else [])}
    assert {id: verdict for id, verdict in verdicts.items() if verdict not in borne_out} == {}


@every(60)
@given(package=packages())
def test_the_check_says_that_it_is_fine_and_what_is_in_it(
    package: Package, tmp_path_factory: pytest.TempPathFactory, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    folder = package.on_disc(tmp_path_factory.mktemp("valid"))
    before = {file: file.read_bytes() for file in folder.rglob("*")}

    said = CliRunner().invoke(main, ["check", str(folder)])

    assert said.exit_code == 0, said.output
    count = len(package.study.numbers)
    assert said.stdout.startswith(f"made-up: fine. {count} number{'' if count == 1 else 's'}, ")
    assert {file: file.read_bytes() for file in folder.rglob("*")} == before


@every(20)
@given(package=packages(most_patients=60, most_visits=5, most_groups=2))
def test_all_its_counts_can_be_true_of_one_set_of_patients(package: Package) -> None:
    assert reconstruct(package.study).possible


def without_rows(study: Study) -> Study:
    """The study without the lines of the file in which its numbers stood."""
    return replace(study, numbers=tuple(replace(number, row=0) for number in study.numbers))
