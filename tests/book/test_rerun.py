"""Every command of the page *Rerun it* does what the page says, as written, from a fresh copy of the sources."""

from __future__ import annotations

import csv
import io
import re
import shlex
import subprocess
import urllib.request
from pathlib import Path

import pytest
from fresh_copy import Copy, commands_in, fresh_copy
from pages import page, words

from benchmarks.copies import TOP, environment
from marginalia.audit import audit
from marginalia.parameters import Parameters
from marginalia.study.model import Study
from marginalia.study.reading import read_study

MAKE = "make book"
SERVE = ".venv/bin/marginalia serve"
COPY = "cp -r data/prodromos-2025 data/my-version"
CHECK = ".venv/bin/marginalia check data/my-version"
PATIENTS = ".venv/bin/marginalia check data/with-patients"
IMPORT = ".venv/bin/marginalia import longer.txt data/longer --measure response"
SWEEP = ".venv/bin/marginalia sweep data --set interval=wilson,jeffreys --books none"
EXPORT = ".venv/bin/marginalia export data/prodromos-2025 --out"
#: The commands of the sections on documents and on typing twice, and a word of what each tells.
IMPORTS = {
    f"{IMPORT} --dry-run": "Nothing was written",
    IMPORT: "6 new numbers, 0 there already, 3 not complete",
    f"{IMPORT} --labels labels.yml --add": "3 new numbers, 6 there already, 0 not complete",
    ".venv/bin/marginalia verify data/longer": "Smokers / 24M: 2/5, 40%",
    ".venv/bin/marginalia verify data/longer table-2": "9 numbers marked as checked, 0 still",
    ".venv/bin/marginalia check data/longer": "longer: fine.",
    ".venv/bin/marginalia sheet data/longer --blind --out _build/second.xlsx": "without the first entry",
    ".venv/bin/marginalia sheet --read _build/second.xlsx data/longer --replace": "no second entry yet",
}


def commands() -> list[str]:
    """What the page tells its reader to type, in order."""
    return commands_in((TOP / "book" / "rerun.md").read_text(encoding="utf-8"))


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return fresh_copy(tmp_path / "fresh")


def serves(copy: Copy) -> str:
    """The front page as `serve` shows it, at a port that is free."""
    arguments = [*shlex.split(SERVE), "--port", "0"]
    with subprocess.Popen(arguments, cwd=copy.top, env=environment(), stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        try:
            address = next(line.split()[0] for line in serving.stdout if line.startswith("http://"))
            with urllib.request.urlopen(f"{address}/book/index.html") as answer:
                return str(answer.read().decode("utf-8"))
        finally:
            serving.terminate()


def test_the_make_command_of_the_page_is_in_the_makefile() -> None:
    """It is not run here: it would make an environment of its own."""
    assert commands()[0] == MAKE
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^book: .*\n\t@\$\(MARGINALIA\) build$", makefile, re.M)
    assert re.search(r"^MARGINALIA := \.venv/bin/marginalia$", makefile, re.M)


def test_the_commands_do_what_the_page_says(copy: Copy, paper_study: Study) -> None:
    said: dict[str, str] = {}
    for command in commands():
        if command == SERVE:
            said[command] = serves(copy)
        elif command != MAKE:
            said[command] = copy.does(command)

    assert "my-version: fine." in said[CHECK]
    default = copy.parameters("_build")
    assert copy.parameters("_build/my-version") == {**default, "study": "data/my-version"}
    assert copy.parameters("_build/ninety") == {**default, "confidence": 0.9, "interval": "clopper-pearson"}
    assert copy.parameters("_build/student") == {**default, "edition": "student"}
    shown = {out: words(page(copy.top / "_build" / out, "chapters/efficacy")) for out in (".", "ninety")}
    assert shown["."] != shown["ninety"]
    assert f"{len(paper_study.claims)} claims" in said[".venv/bin/marginalia audit"]
    findings = list(csv.DictReader(io.StringIO(said[".venv/bin/marginalia audit data/my-version --format csv"])))
    assert [row["study"] for row in findings] == ["my-version"] * len(audit(paper_study))
    assert "<title>" in said[SERVE]
    assert re.search(r"with-patients: fine\..*; 48 made-up patients, \d+ visits, no record of events", said[PATIENTS])
    beside = words(page(copy.top / "_build" / "with-patients", "chapters/recomputed"))
    assert "These patients are made up. Nobody here exists." in beside
    assert not (copy.top / "_build" / "html" / "chapters" / "recomputed.html").exists()
    for command, told in IMPORTS.items():
        assert told in said[command], said[command]
    assert not (copy.top / "data" / "longer" / "draft.csv").exists()
    assert said[SWEEP].endswith(f"{2 * len(list((copy.top / 'data').glob('*/study.yml')))} books compared.\n")
    assert (copy.top / "_build" / "sweep" / "index.html").is_file()
    assert said[f"{EXPORT} _build/exported"].startswith("_build/exported: ")
    longer = read_study(copy.top / "data" / "longer")
    assert longer.number("table-2.smokers.response.24.n").printed == "2/5"
    assert all(number.verified for number in longer.numbers)


def test_a_damaged_cell_is_named_and_nothing_is_built(copy: Copy) -> None:
    copy.does(COPY)
    assert "my-version: fine." in copy.does(CHECK)
    numbers = copy.top / "data" / "my-version" / "numbers.csv"
    lines = numbers.read_text(encoding="utf-8").splitlines(keepends=True)
    row = next(at for at, line in enumerate(lines) if line.startswith("table-2.all.response.12.n,"))
    assert lines[row].count(",18,") == 1
    lines[row] = lines[row].replace(",18,", ",eighteen,")
    numbers.write_text("".join(lines), encoding="utf-8")

    for command in (CHECK, ".venv/bin/marginalia build data/my-version --out _build/my-version"):
        done = copy.run(command)
        assert done.returncode == 2, done.stdout + done.stderr
        assert f"numbers.csv: row {row + 1}, column reading: found 'eighteen', expected a number" in done.stderr
        assert "1 problem; nothing was written." in done.stderr
        assert "Traceback" not in done.stderr
    assert not (copy.top / "_build").exists()


def test_a_misspelt_parameter_is_an_error_that_lists_those_there_are(copy: Copy) -> None:
    done = copy.run(".venv/bin/marginalia build --set confidense=0.90")
    assert done.returncode == 2
    assert "did you mean 'confidence'" in done.stderr
    assert [name for name in Parameters.model_fields if name not in done.stderr] == []
    assert not (copy.top / "_build").exists()
