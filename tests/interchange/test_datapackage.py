"""A study as a Data Package: Frictionless' own program finds nothing wrong with it, and finds what is made wrong."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from exported import export, mistakes, rows, some
from hypothesis import given
from valid_packages import Package, packages

from marginalia.cli import main
from marginalia.study.model import Study
from marginalia.study.patient_level import Cohort, Event, Patient, Visit
from marginalia.study.reading import read_study

ROOT = Path(__file__).parents[2]
SHIPPED = [*sorted(file.parent for file in (ROOT / "data").glob("*/study.yml")), ROOT / "tests" / "packages" / "tiny"]


@pytest.fixture(params=SHIPPED, ids=lambda folder: folder.name)
def shipped(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A package that comes with the book, and what the command exports of it."""
    monkeypatch.chdir(ROOT)
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["export", str(request.param), "--out", str(out)])
    assert done.exit_code == 0, done.output
    return request.param, out


def test_the_export_of_every_shipped_package_is_without_error(shipped: tuple[Path, Path]) -> None:
    package, out = shipped
    study = read_study(package)
    assert mistakes(out) == []
    told = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    paths = {resource["path"] for resource in told["resources"]}
    assert paths >= {"numbers.csv", "groups.csv", "measures.csv", "sections.csv", "findings.csv", "claims.csv"}
    assert "literature/comparators.csv" in paths
    assert paths == {file.relative_to(out).as_posix() for file in out.rglob("*.csv")}
    assert len(rows(out / "numbers.csv")) == len(study.numbers)
    assert told["sources"][0]["title"].startswith(study.citation.authors)


def test_every_column_says_what_it_means(shipped: tuple[Path, Path]) -> None:
    told = json.loads((shipped[1] / "datapackage.json").read_text(encoding="utf-8"))
    own = [one for one in told["resources"] if not one["path"].startswith("literature/")]
    silent = [field["name"] for one in own for field in one["schema"]["fields"] if not field.get("description")]
    assert silent == []


def test_the_exported_numbers_are_those_of_the_package(shipped: tuple[Path, Path], tmp_path: Path) -> None:
    """They can stand in their place."""
    package, out = shipped
    copy = Path(shutil.copytree(package, tmp_path / package.name))
    shutil.copyfile(out / "numbers.csv", copy / "numbers.csv")
    again = [replace(number, row=0) for number in read_study(copy).numbers]
    assert again == [replace(number, row=0) for number in read_study(package).numbers]


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("reading", "eighteen", "type-error"),
        ("month", "-3", "constraint-error"),
        ("statistic", "ratio", "constraint-error"),
        ("id", "not an id", "constraint-error"),
        ("printed", "", "constraint-error"),
        ("section", "nowhere", "foreign-key"),
        ("group", "nobody", "foreign-key"),
        ("measure", "nothing", "foreign-key"),
    ],
)
def test_a_wrong_cell_is_found_where_it_stands(
    column: str, value: str, kind: str, tiny_study: Study, tmp_path: Path
) -> None:
    folder = export(tiny_study, tmp_path / "tiny")
    assert mistakes(folder) == []
    table = rows(folder / "numbers.csv")
    table[4][column] = value
    with (folder / "numbers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys())
        writer.writeheader()
        writer.writerows(table)

    (found,) = mistakes(folder)
    assert (found.type, found.row_number) == (kind, 6)
    assert column in found.message or column in getattr(found, "field_names", ())


def test_a_number_that_stands_there_twice_is_found(tiny_study: Study, tmp_path: Path) -> None:
    folder = export(tiny_study, tmp_path / "tiny")
    lines = (folder / "numbers.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "numbers.csv").write_text("".join([*lines, lines[3]]), encoding="utf-8")
    assert [one.type for one in mistakes(folder)] == ["primary-key"]


def test_what_a_spreadsheet_would_run_is_text_and_a_signed_number_stays_one(tiny_study: Study, tmp_path: Path) -> None:
    first, second, *others = tiny_study.numbers
    numbers = (replace(first, printed="=1+1", note='@SUM("a")'), replace(second, printed="-3.2", reading=-3.2), *others)
    group, *more = tiny_study.groups
    study = replace(tiny_study, numbers=numbers, groups=(replace(group, label="+cmd|' /C calc'!A0"), *more))
    folder = export(study, tmp_path / "hostile")

    assert rows(folder / "groups.csv")[0]["label"] == "'+cmd|' /C calc'!A0"
    one, other = rows(folder / "numbers.csv")[:2]
    assert (one["printed"], one["note"]) == ("'=1+1", '\'@SUM("a")')
    assert (other["printed"], other["reading"]) == ("-3.2", "-3.2")
    assert mistakes(folder) == []


@some(25)
@given(package=packages(most_patients=200, most_visits=5))
def test_packages_of_any_shape_are_without_error(package: Package, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert mistakes(export(package.study, tmp_path_factory.mktemp("odd"))) == []


def a_cohort(study: Study, *, synthetic: bool = False) -> Cohort:
    """Two patients of the small study, one of them with an event."""
    scores = {study.outcomes[0].id: study.outcomes[0].low}
    groups = frozenset(group.id for group in study.groups[1:2])
    event = Event(2.5, "adverse-events", "=a sore elbow", serious=False, related="unclear")
    return Cohort(
        (
            Patient("=P1", groups, (Visit(0, scores), Visit(3, {})), (event,)),
            Patient("P2", frozenset(), (Visit(0, scores),)),
        ),
        synthetic,
        events_recorded=True,
    )


def test_patients_one_by_one_are_described_for_their_own_study(tiny_study: Study, tmp_path: Path) -> None:
    folder = export(tiny_study, tmp_path / "patients", a_cohort(tiny_study))
    assert mistakes(folder) == []
    assert [row["patient"] for row in rows(folder / "patients.csv")] == ["'=P1", "P2"]
    visits = rows(folder / "visits.csv")
    assert [(row["patient"], row["month"]) for row in visits] == [("'=P1", "0"), ("'=P1", "3"), ("P2", "0")]
    assert visits[1][tiny_study.outcomes[0].id] == ""
    (event,) = rows(folder / "events.csv")
    assert (event["what"], event["serious"], event["related"]) == ("'=a sore elbow", "no", "unclear")

    text = (folder / "visits.csv").read_text(encoding="utf-8")
    (folder / "visits.csv").write_text(text.replace("P2,0,", "P3,0,"), encoding="utf-8")
    assert [one.type for one in mistakes(folder)] == ["foreign-key"]


def test_real_patients_are_left_out_where_nobody_asked_for_them(tiny_study: Study, tmp_path: Path) -> None:
    real = export(tiny_study, tmp_path / "real", a_cohort(tiny_study), patients=False)
    made_up = export(tiny_study, tmp_path / "made-up", a_cohort(tiny_study, synthetic=True), patients=False)
    assert not (real / "patients.csv").exists()
    assert {row["synthetic"] for row in rows(made_up / "patients.csv")} == {"yes"}


def test_an_export_takes_the_place_of_an_earlier_one_and_of_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    out = tmp_path / "out"
    command = ["export", "tests/packages/tiny", "--out", str(out)]
    assert CliRunner().invoke(main, command).exit_code == 0
    before = {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()}
    assert CliRunner().invoke(main, command).exit_code == 0
    assert {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()} == before

    (out / "my-notes.txt").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2
    assert "holds my-notes.txt, which no export put there" in done.output
    assert (out / "my-notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_package_with_mistakes_is_not_exported(tiny: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    (tiny / "numbers.csv").write_text("id,section\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["export", str(tiny), "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "numbers.csv" in done.output
    assert not (tmp_path / "out").exists()
