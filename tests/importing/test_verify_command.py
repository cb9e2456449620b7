"""Unverified numbers: shown beside their places, marked by a person, and nothing else of the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from import_pieces import Run

from marginalia.importing.standing_text import Rows
from marginalia.study.reading import read_study


@pytest.fixture
def half(tiny: Path) -> Path:
    """A package some of whose numbers nobody has checked; one row is quoted in an unusual way."""
    file = tiny / "numbers.csv"
    head, *rows = file.read_text("utf-8").splitlines()
    waiting = ("table-2.light", "table-4")
    lines = [f"{head},verified", *(f"{row},{'no' if row.startswith(waiting) else ''}" for row in rows)]
    text = "\r\n".join(lines) + "\r\n"
    text = text.replace("the scan shows 3-9", '"the scan shows\n3-9, perhaps ""3.9"""')
    file.write_bytes(text.encode())
    return tiny


def waiting(folder: Path) -> set[str]:
    return {one.id for one in read_study(folder).numbers if not one.verified}


def test_without_a_terminal_the_numbers_are_only_shown(run: Run, half: Path) -> None:
    before = (half / "numbers.csv").read_bytes()
    done = run("verify", half)

    assert done.exit_code == 0
    assert "Light Cushion / 3M: 8/11, 73%" in done.output and "n 8, N 11, percent 73" in done.output
    assert "Mean pain (VAS), All patients, month 3" in done.output
    assert "Nothing was marked" in done.output
    assert (half / "numbers.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("patterns", "marked"),
    [
        (["table-4.all.vas.12.mean"], 1),
        (["table-2.light.response.3"], 3),
        (["table-4"], 3),
        (["*.percent", "table-4"], 5),
        (["--all"], 9),
    ],
)
def test_what_is_named_is_marked_and_every_other_byte_stays(
    run: Run, half: Path, patterns: list[str], marked: int
) -> None:
    before = (half / "numbers.csv").read_bytes()
    were = waiting(half)
    done = run("verify", half, *patterns)

    assert f"{'1 number' if marked == 1 else f'{marked} numbers'} marked as checked, {9 - marked} still" in done.output
    assert len(were) - len(waiting(half)) == marked
    after = (half / "numbers.csv").read_bytes()
    changed = [(a, b) for a, b in zip(before.split(b"\r\n"), after.split(b"\r\n"), strict=True) if a != b]
    assert len(changed) == marked
    assert all(old[:-2] + b"yes" == new and old.endswith(b",no") for old, new in changed)


def test_a_name_that_is_no_number_s_is_told(run: Run, half: Path) -> None:
    before = (half / "numbers.csv").read_bytes()
    done = run("verify", half, "table-4.all.vas.12.meen")

    assert done.exit_code == 2 and "did you mean 'table-4.all.vas.12.mean'" in done.output
    assert run("verify", half, "--all", "table-4").exit_code == 2
    assert (half / "numbers.csv").read_bytes() == before


def test_a_package_without_the_column_is_wholly_verified(run: Run, tiny: Path) -> None:
    assert "every number is marked as checked" in run("verify", tiny).output
    assert waiting(tiny) == set()


def test_the_column_takes_yes_and_no_and_nothing_else(run: Run, half: Path) -> None:
    file = half / "numbers.csv"
    file.write_bytes(file.read_bytes().replace(b",no\r\n", b",perhaps\r\n", 1))
    done = run("check", half)
    assert done.exit_code == 2 and "column verified" in done.output and "'perhaps'" in done.output


def test_check_and_audit_say_how_many_are_not_checked(run: Run, half: Path, tmp_path: Path) -> None:
    assert "9 of 63 numbers are not yet checked against the paper." in run("check", half).output
    assert "9 of 63 numbers are not yet checked" in run("audit", half).output
    run("verify", half, "--all")
    assert "not yet checked" not in run("check", half).output + run("audit", half).output


def test_rows_keep_their_bytes_whatever_stands_in_them() -> None:
    content = '\ufeffa,verified,b\r\n1,no,"x, ""y""\nz"\r\n\r\n"2","no",w'.encode()
    rows = Rows.of(content)
    assert rows.content == content
    assert rows.with_value(2, "verified", "yes").content == content.replace(b"1,no", b"1,yes")
    assert rows.with_value(4, "verified", "yes").content == content.replace(b'"no",w', b"yes,w")
    assert rows.with_column("c").content == '\ufeffa,verified,b,c\r\n1,no,"x, ""y""\nz",\r\n\r\n"2","no",w,'.encode()
    longer = rows.with_rows([{"a": "3", "verified": "no", "b": "p,q"}])
    assert longer.content == content + b'\r\n3,no,"p,q"\r\n'
