"""Parameters from a file, the environment and the command line: which wins, and what is told of a mistake."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from small_book import TOP, SmallBook

from marginalia import cli
from marginalia.errors import ParameterError
from marginalia.parameter_sources import Choice, file_to_start_from, schema, variable
from marginalia.parameters import DEFAULTS, Parameters, names


def file_with(folder: Path, text: str) -> Path:
    file = folder / "mine.yml"
    file.write_text(text, "utf-8")
    return file


def mistakes(choice: Choice, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(ParameterError) as caught:
        choice.parameters(environment or {})
    return str(caught.value)


def test_each_source_wins_over_those_before_it(tmp_path: Path) -> None:
    file = file_with(tmp_path, "confidence: 0.8\nseed: 1\npower: 0.7\nedition: student\nspread: 0.3\n")
    environment = {"MARGINALIA_SEED": "2", "MARGINALIA_POWER": "0.8", "MARGINALIA_EDITION": "student"}
    choice = Choice(file, ("power=0.85", "edition=student"), {"edition": "instructor", "study": None})

    made = choice.parameters(environment)

    assert (made.confidence, made.seed, made.power, made.edition) == (0.8, 2, 0.85, "instructor")
    assert made == DEFAULTS.changed(confidence=0.8, seed=2, power=0.85, edition="instructor", spread=0.3)


def test_without_a_choice_everything_has_its_default() -> None:
    assert Choice().parameters({"HOME": "/home/me"}) == DEFAULTS


def test_all_mistakes_are_told_at_once_each_with_where_it_stands(tmp_path: Path) -> None:
    file = file_with(tmp_path, "# mine\nconfidence: 2\nintervl: wilson\npower: [1]\nspread: true\nseed:\n")
    environment = {"MARGINALIA_INTERVAL": "wilsn", "MARGINALIA_POWR": "1", "MARGINALIA_LONG": "1"}

    told = mistakes(Choice(file, ("simulations", "reliability=9"), {"edition": "teacher"}), environment)

    for line in (
        f"{file}, line 2: parameter confidence=2: expected a number of more than 0.5 and less than 1",
        f"{file}, line 3: unknown parameter 'intervl': did you mean 'interval'?",
        f"{file}, line 4: parameter power: found a list, expected",
        f"{file}, line 5: parameter spread: found true, expected",
        f"{file}, line 6: parameter seed: found nothing, expected",
        "MARGINALIA_INTERVAL: parameter interval=wilsn: expected one of",
        "did you mean 'wilson'?",
        "MARGINALIA_POWR: unknown parameter 'powr': did you mean 'power'?",
        "--set: 'simulations': expected name=value",
        "--set: parameter reliability=9: expected",
        "--edition: parameter edition=teacher: expected",
    ):
        assert line in told
    assert told.count("The parameters are:") == 1
    assert "LONG" not in told


def test_a_bad_value_that_is_chosen_over_is_no_mistake() -> None:
    assert Choice(assignments=("seed=3",)).parameters({"MARGINALIA_SEED": "three"}).seed == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("confidence: !!python/object:os.system 0.9\n", "line 1: found the tag"),
        ("seed: &a 1\npower: *a\n", "line 1: found an anchor or alias"),
        ("seed: 1\nseed: 2\n", "line 2: found the key 'seed' a second time"),
        ("- seed\n", "expected lines of the form name: value"),
        ("seed: [\n", "expected valid YAML"),
        ("seed: 1\n" + "#" * 5_100_000, "found more than 5,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_list_of_parameters_is_refused_with_its_place(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert expected in mistakes(Choice(file_with(tmp_path, text)))


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    assert mistakes(Choice(tmp_path / "none.yml")) == f"{tmp_path / 'none.yml'}: no such file"


def test_the_file_to_start_from_chooses_nothing_until_it_is_edited(tmp_path: Path) -> None:
    text = file_to_start_from()
    assert Choice(file_with(tmp_path, text)).parameters({}) == DEFAULTS

    lines = [line.removeprefix("#") if line.startswith(tuple(f"#{name}:" for name in names())) else line
             for line in text.splitlines()]  # fmt: skip
    everything = "\n".join(lines).replace("confidence: 0.95", "confidence: 0.9")

    assert Choice(file_with(tmp_path, everything)).parameters({}) == DEFAULTS.changed(confidence=0.9)


def test_the_json_schema_accepts_what_the_book_accepts_and_nothing_else() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    validator.validate(DEFAULTS.model_dump())
    validator.validate({})
    for wrong in ({"confidence": 1}, {"interval": "wald"}, {"seed": -1}, {"confidense": 0.9}):
        assert list(validator.iter_errors(wrong)), wrong
    properties = schema()["properties"]
    assert isinstance(properties, dict)
    assert {name: entry["x-environment"] for name, entry in properties.items()} == {
        name: variable(name) for name in names()
    }


def test_another_process_can_be_told_to_choose_the_same(tmp_path: Path) -> None:
    file = file_with(tmp_path, "seed: 9\n")
    choice = Choice(file, ("power=0.85",), {"edition": "student", "study": "data/a b"})
    arguments = choice.arguments()

    given = iter(arguments)
    again: list[str] = []
    taken = None
    for option in given:
        value = next(given)
        taken, again = (Path(value), again) if option == "--parameters" else (taken, [*again, value])
    assert Choice(taken, tuple(again)).parameters({}) == choice.parameters({})


def test_the_command_lists_every_parameter_with_its_value_range_and_variable() -> None:
    done = CliRunner().invoke(
        cli.main, ["parameters", "--set", "confidence=0.9"], env={"COLUMNS": "200", "MARGINALIA_SEED": "7"}
    )

    assert done.exit_code == 0, done.output
    for name in names():
        assert name in done.output
        assert variable(name) in done.output
    assert "default 0.95" in done.output
    assert "default 20250101" in done.output
    assert "a number of more than 0.5 and less than 1" in done.output


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_the_command_writes_the_file_to_start_from_and_the_schema(form: str) -> None:
    done = CliRunner().invoke(cli.main, ["parameters", "--format", form])

    assert done.exit_code == 0
    assert done.output == file_to_start_from() if form == "yaml" else json.loads(done.output) == schema()


def test_a_build_takes_them_from_all_sources_and_shows_no_path(built_book: SmallBook) -> None:
    file = file_with(built_book.top, "confidence: 0.8\nseed: 5\n")
    done = subprocess.run(
        [sys.executable, "-m", "marginalia", "build", "--html", "--parameters", str(file)],
        cwd=built_book.top,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(TOP / "src"), "MARGINALIA_STUDY": "data/tiny"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert "data/tiny 0.8" in built_book.page("chapters/shares")
    told = json.loads((built_book.top / "_build/manifest.json").read_text())["parameters"]
    assert told == Parameters(study="data/tiny", confidence=0.8, seed=5).model_dump()
    assert str(built_book.top) not in built_book.page("chapters/shares")


@pytest.mark.parametrize("command", ["build", "serve", "parameters"])
def test_a_misspelt_variable_stops_the_command_before_anything_is_written(
    small_book: SmallBook, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(small_book.top)
    monkeypatch.setenv("MARGINALIA_CONFIDENSE", "0.9")

    done = CliRunner().invoke(cli.main, [command])

    assert done.exit_code == 2
    assert "MARGINALIA_CONFIDENSE: unknown parameter 'confidense': did you mean 'confidence'?" in done.output
    assert not (small_book.top / "_build").exists()


def test_other_commands_too_take_the_study_from_the_environment(
    small_book: SmallBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_book.top)
    monkeypatch.setenv("MARGINALIA_STUDY", "data/tiny")

    assert CliRunner().invoke(cli.main, ["check"]).output.startswith("tiny: fine.")
