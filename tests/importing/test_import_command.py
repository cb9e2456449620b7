"""The guided import: what is understood goes into the package, what is not waits, and the command says how to go on."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from import_pieces import Run

from marginalia.study.reading import read_study

PASTED = """Table 5. Something new

                 3 months       12 months
All Patients     11/18 (61%)    7.10 ± 1.2
Cushion types
Light Cushion    6/11 (55%)     -
Feather          5/7 (71%)      4/5 (80%)
"""


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    file = tmp_path / "pasted.txt"
    file.write_text(PASTED, encoding="utf-8")
    return file


def drafted(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "draft.csv").read_text("utf-8"))))


def test_what_is_understood_is_added_and_what_is_not_waits_in_the_draft(run: Run, tiny: Path, pasted: Path) -> None:
    done = run("import", pasted, tiny, "--section", "results", "--measure", "response")

    assert done.exit_code == 0
    added = [one for one in read_study(tiny).numbers if not one.verified]
    assert [(one.id, one.place, one.printed, one.reading) for one in added] == [
        ("results.all.response.3.n", "All Patients / 3 months", "11/18", 11),
        ("results.all.response.3.N", "All Patients / 3 months", "11/18", 18),
        ("results.all.response.3.percent", "All Patients / 3 months", "61%", 61),
        ("results.all.response.12.mean", "All Patients / 12 months", "7.10", 7.1),
        ("results.all.response.12.sd", "All Patients / 12 months", "1.2", 1.2),
        ("results.light.response.3.n", "Light Cushion / 3 months", "6/11", 6),
        ("results.light.response.3.N", "Light Cushion / 3 months", "6/11", 11),
        ("results.light.response.3.percent", "Light Cushion / 3 months", "55%", 55),
    ]
    waiting = drafted(tiny)
    assert {row["place"] for row in waiting} == {"Feather / 3 months", "Feather / 12 months"}
    assert all(row["group"] == "" and row["id"] == "" and "'Feather'" in row["problem"] for row in waiting)
    assert "Feather" in done.output and "--labels labels.yml" in done.output
    assert "fine" in run("check", tiny).output


def test_the_line_that_it_offers_for_an_unknown_label_is_no_answer_until_it_is_completed(
    run: Run, tiny: Path, pasted: Path, tmp_path: Path
) -> None:
    done = run("import", pasted, tiny, "--section", "results", "--measure", "response")
    lines = [line for line in done.output.splitlines() if line.startswith('"')]
    labels = tmp_path / "labels.yml"
    labels.write_text("\n".join(lines), encoding="utf-8")

    again = run("import", pasted, tiny, "--section", "results", "--measure", "response", "--labels", labels)
    assert again.exit_code == 2
    assert "labels.yml: line 1" in again.output and "complete this" in again.output


def test_labels_complete_an_import_and_the_draft_goes(run: Run, tiny: Path, pasted: Path, tmp_path: Path) -> None:
    command = ("import", pasted, tiny, "--section", "results", "--measure", "response")
    run(*command)
    labels = tmp_path / "labels.yml"
    labels.write_text("Feather: {group: heavy}\nCushion types: {}\n", encoding="utf-8")
    done = run(*command, "--labels", labels)

    assert "6 new numbers, 8 there already, 0 not complete" in done.output
    assert not (tiny / "draft.csv").exists()
    study = read_study(tiny)
    assert study.number("results.heavy.response.12.percent").printed == "80%"
    assert [row.cells for row in study.table("results").rows][-1] == (
        "results.heavy.response.3",
        "results.heavy.response.12",
    )


def test_the_table_is_mirrored_as_it_stands_with_what_waits_left_open(run: Run, tiny: Path, pasted: Path) -> None:
    before = (tiny / "tables.yml").read_text("utf-8")
    run("import", pasted, tiny, "--section", "results", "--measure", "response", "--title", "What came of it")
    after = (tiny / "tables.yml").read_text("utf-8")

    assert after.startswith(before.rstrip())
    entry = yaml.safe_load(after)[-1]
    assert (entry["id"], entry["number"], entry["title"]) == ("results", "5", "What came of it")
    assert entry["columns"] == ["3 months", "12 months"]
    assert [row["label"] for row in entry["rows"]] == ["All Patients", "Cushion types", "Light Cushion", "Feather"]
    assert entry["rows"][1] == {"label": "Cushion types", "heading": True, "cells": []}
    assert entry["rows"][2]["cells"] == ["results.light.response.3", None]
    assert entry["rows"][3]["cells"] == [None, None]


def test_new_names_are_told_as_lines_for_study_yml_and_added_when_asked(
    run: Run, tiny: Path, pasted: Path, tmp_path: Path
) -> None:
    labels = tmp_path / "labels.yml"
    labels.write_text("Feather: {group: feather, new: true}\nCushion types: {}\n", encoding="utf-8")
    description = (tiny / "study.yml").read_text("utf-8")
    command = ("import", pasted, tiny, "--measure", "response", "--labels", labels)
    told = run(*command)

    assert '- {id: feather, label: "Feather", kind: other, printed_label: "Feather", part_of: ["all"]}' in told.output
    assert '- {id: "table-5", title: "Table 5", chapter: efficacy}' in told.output.replace(
        "id: table-5", 'id: "table-5"'
    )
    assert (tiny / "study.yml").read_text("utf-8") == description
    assert all("not in study.yml yet" in row["problem"] for row in drafted(tiny))

    assert run(*command, "--add").exit_code == 0
    study = read_study(tiny)
    assert study.group("feather").printed_label == "Feather"
    assert study.section("table-5").title == "Table 5"
    assert study.number("table-5.feather.response.12.n").reading == 4
    kept = [line for line in (tiny / "study.yml").read_text("utf-8").splitlines() if "feather" not in line.lower()]
    assert [line for line in kept if "table-5" not in line] == description.splitlines()


def test_a_new_visit_is_put_in_order(run: Run, tiny: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.yml"
    labels.write_text("6 mo: {month: 6, new: true}\n", encoding="utf-8")
    text = "Who\t6 mo\nAll Patients\t9/16 (56%)\n"
    done = run(
        "import", "-", tiny, "--section", "results", "--measure", "response", "--labels", labels, "--add", stdin=text
    )

    assert done.exit_code == 0
    assert read_study(tiny).visits == (0, 3, 6, 12)
    assert "visits: [0, 3, 6, 12]\n" in (tiny / "study.yml").read_text("utf-8")


def test_a_dry_run_shows_every_row_and_writes_nothing(run: Run, tiny: Path, pasted: Path) -> None:
    before = {file: file.read_bytes() for file in tiny.rglob("*") if file.is_file()}
    done = run("import", pasted, tiny, "--section", "results", "--measure", "response", "--dry-run")

    assert "results.all.response.3.percent,All Patients / 3 months,61%,61" in done.output
    assert "Feather / 12 months,4/5" in done.output
    assert "dry run" in done.output
    assert {file: file.read_bytes() for file in tiny.rglob("*") if file.is_file()} == before


def test_on_a_terminal_each_unknown_label_is_asked_once(run: Run, tiny: Path, pasted: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yml"
    command = ("import", pasted, tiny, "--section", "results", "--measure", "response")
    done = run(*command, "--ask", "--save-labels", saved, stdin="nonsense\ng hevy\ng heavy, v 12\n")

    assert done.output.count("'Feather', a row with") == 1
    assert "A number of the list" in done.output and "did you mean 'heavy'" in done.output
    assert not (tiny / "draft.csv").exists()
    numbers = {one.id for one in read_study(tiny).numbers}
    assert {"results.heavy.response.12.n"} <= numbers
    assert yaml.safe_load(saved.read_text("utf-8")) == {"Feather": {"group": "heavy", "month": 12.0}}
    assert "0 new numbers, 14 there already" in run(*command, "--labels", saved).output


def test_skipped_labels_leave_their_numbers_out(run: Run, tiny: Path, pasted: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.yml"
    labels.write_text("Feather: skip\n12 months: skip\n", encoding="utf-8")
    run("import", pasted, tiny, "--section", "results", "--measure", "response", "--labels", labels)

    added = [one for one in read_study(tiny).numbers if not one.verified]
    assert {one.place for one in added} == {"All Patients / 3 months", "Light Cushion / 3 months"}
    assert read_study(tiny).table("results").columns == ("3 months",)


def test_another_print_at_a_place_is_a_question_and_replaces_nothing(run: Run, tiny: Path) -> None:
    before = (tiny / "numbers.csv").read_bytes()
    text = "Table 2\n\nWho\t3M\nAll Patients\t13/18 (72%)\n"
    done = run("import", "-", tiny, "--measure", "response", stdin=text)

    assert (tiny / "numbers.csv").read_bytes() == before
    assert [row["printed"] for row in drafted(tiny)] == ["13/18", "13/18", "72%"]
    assert "has '12/18' for it, at 'All Patients / 3M'" in done.output


def test_a_document_with_several_tables_is_listed(run: Run, tiny: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    table = (
        "<table><caption>Table {0}. Of it</caption><tr><th>Who</th><th>3M</th></tr>"
        "<tr><td>All Patients</td><td>{1}</td></tr></table>"
    )
    page.write_text(table.format(7, "1/2 (50%)") + table.format(8, "11/12 (92%)"), encoding="utf-8")
    listed = run("import", page, tiny)

    assert listed.exit_code == 2
    assert "Table 7. Of it" in listed.output and "Table 8. Of it" in listed.output
    chosen = run("import", page, tiny, "--table", "2", "--section", "results", "--measure", "response")
    assert chosen.exit_code == 0
    assert [one.printed for one in read_study(tiny).numbers if not one.verified] == ["11/12", "11/12", "92%"]


def test_a_heading_over_several_columns_and_rows_gives_group_and_visit(run: Run, tiny: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<table><thead>"
        "<tr><th rowspan=2>Measure</th><th colspan=2>Light Cushion</th><th colspan=2>Heavy Cushion</th></tr>"
        "<tr><th>3M</th><th>12M</th><th>3M</th><th>12M</th></tr></thead>"
        "<tr><td>Pain (VAS), mean (SD)</td>"
        "<td>4.0 (1.1)</td><td>3.5 (1.0)</td><td>4.2 (1.3)</td><td>4.0&nbsp;(1.2)</td></tr>"
        "</table>",
        encoding="utf-8",
    )
    run("import", page, tiny, "--section", "results")

    found = {one.id: one.printed for one in read_study(tiny).numbers if not one.verified}
    assert found == {
        "results.light.vas.3.mean": "4.0", "results.light.vas.3.sd": "1.1",
        "results.light.vas.12.mean": "3.5", "results.light.vas.12.sd": "1.0",
        "results.heavy.vas.3.mean": "4.2", "results.heavy.vas.3.sd": "1.3",
        "results.heavy.vas.12.mean": "4.0", "results.heavy.vas.12.sd": "1.2",
    }  # fmt: skip


def test_printed_characters_stay_as_they_are(run: Run, tiny: Path) -> None:
    text = "Who\tGrip strength, baseline\nAll Patients\t−2·1 ± 1·20*\nLight Cushion\t1\u2009234\n"
    run("import", "-", tiny, "--section", "results", stdin=text.encode())

    found = {one.id: (one.printed, one.reading, one.note) for one in read_study(tiny).numbers if not one.verified}
    assert found == {
        "results.all.grip.0.mean": ("−2·1", -2.1, "The cell bears the sign *."),
        "results.all.grip.0.sd": ("1·20", 1.2, "The cell bears the sign *."),
        "results.light.grip.0.mean": ("1\u2009234", 1234, ""),
    }


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--measure", "respons"], "did you mean 'response'"),
        (["--month", "5"], "expected one of 0, 12, 3"),
        (["--statistic", "mode"], "--statistic mode"),
        (["--section", "Table 5"], "is no name"),
        (["--table", "3"], "it has 1"),
        (["--labels", "nowhere.yml"], "nowhere.yml"),
    ],
)
def test_a_wrong_option_is_told_and_nothing_is_written(
    run: Run, tiny: Path, pasted: Path, options: list[str], told: str
) -> None:
    before = {file: file.read_bytes() for file in tiny.rglob("*") if file.is_file()}
    done = run("import", pasted, tiny, *options)

    assert done.exit_code == 2
    assert told in done.output
    assert {file: file.read_bytes() for file in tiny.rglob("*") if file.is_file()} == before


def test_every_mistake_in_a_file_of_labels_is_told_at_once(run: Run, tiny: Path, pasted: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.yml"
    labels.write_text(
        "Feather: {group: fether}\n12 months: {month: 13}\nLight Cushion: {gruop: light}\n", encoding="utf-8"
    )
    done = run("import", pasted, tiny, "--section", "results", "--labels", labels)

    assert done.exit_code == 2
    assert "line 1" in done.output and "line 2" in done.output and "line 3" in done.output
    assert "did you mean 'group'" in done.output and "new: true" in done.output


def test_a_windows_file_with_columns_in_another_order_keeps_both(run: Run, tiny: Path) -> None:
    """The order of the columns, the line ends and the byte-order mark are the user's."""
    rows = list(csv.DictReader(io.StringIO((tiny / "numbers.csv").read_text("utf-8"))))
    columns = list(reversed(rows[0]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    (tiny / "numbers.csv").write_bytes(("\ufeff" + text.getvalue()).encode())
    run("import", "-", tiny, "--section", "results", "--measure", "response", stdin="Who\t3M\nAll Patients\t9/16\n")

    after = (tiny / "numbers.csv").read_bytes()
    assert after.startswith("\ufeffnote,ocr,".encode()) and after.splitlines()[0].endswith(b",id,verified")
    assert after.count(b"\r\n") == after.count(b"\n")
    assert (
        after.splitlines()[-1]
        == b",clean,16,9/16,N,response,3,all,All Patients / 3M,results,results.all.response.3.N,no"
    )


def test_a_row_below_that_of_a_group_is_about_it_only_where_such_rows_come_again(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    """Below the last group, one row of means can be about everybody; rows of means below each group are about each."""
    once = "Who\t3M\nAll Patients\t12/18\nLight Cushion\t8/11\nVAS\t4.4\n"
    done = run("import", "-", tiny, "--section", "results", "--measure", "response", stdin=once)
    (waiting,) = drafted(tiny)
    assert (waiting["place"], waiting["group"]) == ("VAS / 3M", "")
    assert "whom is it about? above it stands 'Light Cushion'" in waiting["problem"] and "whom" in done.output
    labels = tmp_path / "labels.yml"
    labels.write_text("VAS: {group: all}\n", encoding="utf-8")
    run("import", "-", tiny, "--section", "results", "--measure", "response", "--labels", labels, stdin=once)
    assert read_study(tiny).number("results.all.vas.3.mean").place == "VAS / 3M"

    again = "Who\t12M\nLight Cushion\t6/8\nVAS\t3.9\nHeavy Cushion\t3/5\nVAS\t4.1\n"
    assert run("import", "-", tiny, "--section", "results", "--measure", "response", stdin=again).exit_code == 0
    found = {one.id: one.place for one in read_study(tiny).numbers if one.month == 12 and not one.verified}
    assert found["results.light.vas.12.mean"] == "Light Cushion, VAS / 12M"
    assert found["results.heavy.vas.12.mean"] == "Heavy Cushion, VAS / 12M"
