"""Every command of the page *Rerun it* does what the page says, as written, from a fresh copy of the sources."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pages import page, words

from benchmarks.copies import TOP, copy_sources, environment
from marginalia.audit import audit
from marginalia.parameters import Parameters
from marginalia.study.model import Study

MAKE = "make book"
SERVE = ".venv/bin/marginalia serve"
COPY = "cp -r data/prodromos-2025 data/my-version"
CHECK = ".venv/bin/marginalia check data/my-version"


def commands() -> list[str]:
    """What the page tells its reader to type, in order."""
    text = (TOP / "book" / "rerun.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


@dataclass(frozen=True)
class Copy:
    """A fresh copy of the repository whose `.venv` holds this interpreter's `marginalia`."""

    top: Path

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, shell=True, cwd=self.top, env=environment(), capture_output=True, text=True)

    def does(self, command: str) -> str:
        done = self.run(command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def parameters(self, out: str) -> dict[str, Any]:
        """The parameters of the book in this folder, which must be there in HTML and PDF."""
        assert (self.top / out / "html" / "index.html").is_file()
        assert (self.top / out / "marginalia.pdf").read_bytes().startswith(b"%PDF")
        manifest = json.loads((self.top / out / "manifest.json").read_text(encoding="utf-8"))
        return dict(manifest["parameters"])


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    top = copy_sources(tmp_path / "fresh")
    command = top / ".venv" / "bin" / "marginalia"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m marginalia "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return Copy(top)


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
