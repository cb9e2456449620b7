"""The command as its users meet it: in a process of its own, with its exit status."""

from __future__ import annotations

import csv
import io
import json
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from small_book import TOP, SmallBook

from marginalia import cli


def marginalia(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "marginalia", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_check_says_fine_and_how_much_there_is() -> None:
    done = marginalia(TOP, "check")

    assert done.returncode == 0
    assert done.stdout.startswith("prodromos-2025: fine. ")


def test_check_tells_every_problem_and_ends_with_2(small_book: SmallBook) -> None:
    small_book.replace("data/tiny/numbers.csv", ",67%,67,clean", ",67%,many,clean")
    small_book.replace("data/tiny/numbers.csv", ",69%,69,clean", ",69%,few,clean")

    done = marginalia(small_book.top, "check", "data/tiny")

    assert done.returncode == 2
    assert "many" in done.stderr
    assert "few" in done.stderr
    assert "problems; nothing was written" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_knows_the_books_own_bibliography(small_book: SmallBook) -> None:
    claims = small_book.top / "data/tiny/claims.yml"
    text = claims.read_text()
    claims.write_text(text.replace("  says:", "  literature: [nobody1900]\n  says:", 1))

    done = marginalia(small_book.top, "check", "data/tiny")

    assert done.returncode == 2
    assert "nobody1900" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "--set", "confidense=0.9"], "did you mean 'confidence'"),
        (["build", "--edition", "teacher"], "'instructor'"),
        (["build", "data/nowhere"], "no such folder"),
        (["serve", "--set", "confidense=0.9"], "did you mean 'confidence'"),
    ],
)
def test_wrong_input_ends_with_2_and_writes_nothing(small_book: SmallBook, arguments: list[str], told: str) -> None:
    done = marginalia(small_book.top, *arguments)

    assert done.returncode == 2
    assert told in done.stderr
    assert not (small_book.top / "_build").exists()


def test_a_port_in_use_is_told_in_one_line(small_book: SmallBook) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = marginalia(small_book.top, "serve", "data/tiny", "--port", port)

    assert done.returncode == 1
    assert done.stderr.startswith(f"port {port} cannot be used")
    assert done.stderr.count("\n") == 1


def test_elsewhere_than_on_posix_the_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "os", SimpleNamespace(name="nt"))

    done = CliRunner().invoke(cli.main, ["check"])

    assert done.exit_code == 1
    assert "WSL" in done.output


def test_a_failed_build_ends_with_1_and_says_where(built_book: SmallBook) -> None:
    built_book.replace("chapters/plain.md", "sorted(", "missing(")

    done = marginalia(built_book.top, "build", "data/tiny", "--html")

    assert done.returncode == 1
    assert "chapters/plain.md, cell 1, line 1: NameError" in done.stderr
    assert "untouched" in done.stderr


def test_a_build_with_nothing_to_do_says_so_and_loads_nothing_heavy(built_book: SmallBook) -> None:
    script = (
        "import sys; from marginalia.cli import main\n"
        "try: main(['build', 'data/tiny', '--html'], standalone_mode=False)\n"
        "finally: print(sorted({'sphinx', 'pandas', 'numpy', 'jupytext', 'papermill', 'altair'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=built_book.top, capture_output=True, text=True, check=True
    )

    assert "nothing to do" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_edition_goes_to_a_folder_of_its_own(built_book: SmallBook) -> None:
    done = marginalia(built_book.top, "build", "data/tiny", "--html", "--edition", "student")

    assert done.returncode == 0, done.stderr
    assert (built_book.top / "_build/student/html/index.html").is_file()


def test_audit_comes_as_csv_and_as_json() -> None:
    as_csv, as_json = (marginalia(TOP, "audit", "--format", form) for form in ("csv", "json"))

    rows = list(csv.DictReader(io.StringIO(as_csv.stdout)))
    content = json.loads(as_json.stdout)
    assert len(rows) == len(content["findings"]) > 0
    assert rows[0]["rule"] == content["findings"][0]["rule"]
    assert sum(content["verdicts"].values()) > 80


def test_audit_comes_as_a_table_and_leaves_nothing_behind(small_book: SmallBook) -> None:
    done = marginalia(small_book.top, "audit", "data/tiny")

    assert done.returncode == 0
    assert done.stdout.startswith("tiny: ")
    assert "12 claims" in done.stdout
    assert done.stderr == ""
    assert not (small_book.top / "_build").exists()


def test_audit_without_an_assumption_asks_less(small_book: SmallBook) -> None:
    everything, less, least = (
        json.loads(marginalia(small_book.top, "audit", "data/tiny", "--format", "json", *options).stdout)
        for options in (
            [],
            ["--without", "groups-nested"],
            ["--without", "groups-nested", "--without", "limit-of-everybody"],
        )
    )

    def needed(content: dict[str, list[dict[str, list[str]]]]) -> set[str]:
        return {name for one in content["findings"] for name in one["needs"]}

    assert needed(everything) >= {"groups-nested", "limit-of-everybody"}
    assert "limit-of-everybody" in needed(less) and "groups-nested" not in needed(less)
    assert not needed(least) & {"groups-nested", "limit-of-everybody"}
    assert least["without"] == ["groups-nested", "limit-of-everybody"]


def test_audit_writes_findings_and_claims_beside_what_it_prints(small_book: SmallBook) -> None:
    done = marginalia(small_book.top, "audit", "data/tiny", "--format", "json", "--out", "told/tiny")

    assert done.returncode == 0
    told = small_book.top / "told" / "tiny"
    assert sorted(file.name for file in told.iterdir()) == [
        *("claims.csv", "claims.json", "claims.schema.json", "findings.csv", "findings.json", "findings.schema.json")
    ]
    assert (told / "findings.json").read_text("utf-8") == done.stdout
    assert "Written: told/tiny/claims.csv" in done.stderr
    claims = json.loads((told / "claims.json").read_text("utf-8"))["claims"]
    steps = list(csv.DictReader(io.StringIO((told / "claims.csv").read_text("utf-8"))))
    assert [step["claim"] for step in steps] == [one["claim"] for one in claims for _ in one["chain"]]


def test_audit_of_all_counts_together_says_how_far_it_looked(small_book: SmallBook) -> None:
    options = ["audit", "data/tiny", "--reconstruct", "--limit", "1"]
    shown = marginalia(small_book.top, *options)
    content = json.loads(marginalia(small_book.top, *options, "--everything", "--format", "json").stdout)

    assert shown.returncode == 0
    assert "All counts together: " in shown.stdout
    assert "The limit was 1. The search stopped at its limit and is not complete" in " ".join(shown.stdout.split())
    assert content["reconstruction"]["limit"] == 1
    assert content["reconstruction"]["conflicts"] > 0
    assert content["reconstruction"]["complete"] is False


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--without", "groups-nestd"], "did you mean 'groups-nested'"),
        (["--limit", "3"], "--reconstruct"),
        (["--everything"], "--reconstruct"),
        (["--reconstruct", "--limit", "0"], "--limit"),
        (["--format", "xml"], "xml"),
        (["--out", "_toc.yml"], "_toc.yml"),
    ],
)
def test_audit_ends_with_2_where_an_option_is_wrong(small_book: SmallBook, options: list[str], told: str) -> None:
    done = marginalia(small_book.top, "audit", "data/tiny", *options)

    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
