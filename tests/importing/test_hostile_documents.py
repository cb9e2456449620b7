"""A document from a stranger is data: shown as text or refused, never run, never followed, never unpacked whole."""

from __future__ import annotations

import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from documents_made import write_docx
from import_pieces import Run

from marginalia.importing import documents
from marginalia.importing.documents import tables_in, tables_in_text
from marginalia.importing.grids import LARGEST, DocumentRefused
from marginalia.importing.html_tables import html_tables
from marginalia.importing.layout import laid_out
from marginalia.study.reading import read_study


def refused(run: Run, source: Path, tiny: Path, *told: str) -> None:
    """The command says why, in a line, and leaves the package as it was."""
    before = {file: file.read_bytes() for file in tiny.rglob("*") if file.is_file()}
    done = run("import", source, tiny, "--section", "results", "--measure", "response")
    assert done.exit_code == 2, done.output
    assert source.name in done.output and all(word in done.output for word in told), done.output
    assert "Nothing was written" in done.output
    assert {file: file.read_bytes() for file in tiny.rglob("*") if file.is_file()} == before


def bomb(source: Path, member: str, size: int) -> None:
    """Put a member of so many zeros, which pack to almost nothing, into an archive."""
    packed = io.BytesIO(source.read_bytes())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w") as file:
        for _ in range(size // 1_000_000):
            file.write(bytes(1_000_000))
    source.write_bytes(packed.getvalue())


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("bomb.xlsx", "xl/media/a.bin"),
        ("cell.xlsx", "xl/worksheets/sheet2.xml"),
        ("bomb.docx", "word/media/a.bin"),
        ("cell.docx", "word/more.xml"),
    ],
)
def test_a_small_file_that_unpacks_to_gigabytes_is_refused(
    name: str, member: str, run: Run, tiny: Path, tmp_path: Path
) -> None:
    source = tmp_path / name
    if source.suffix == ".xlsx":
        with xlsxwriter.Workbook(source) as book:
            book.add_worksheet().write_string(0, 0, "Group")
    else:
        write_docx([["Group", "3M"], ["All Patients", "1/2"]], "Table 2", source)
    bomb(source, member, 200_000_000)
    assert source.stat().st_size < 1_000_000
    refused(run, source, tiny, "unpacks to far more")


@pytest.mark.parametrize("name", ["noise.xlsx", "noise.docx"])
def test_what_is_no_archive_is_refused(name: str, run: Run, tiny: Path, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(b"PK\x03\x04 and nothing of the kind")
    refused(run, source, tiny, "something else")


def test_a_file_with_more_bytes_than_any_paper_is_refused_without_being_read(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    for name in ("huge.csv", "huge.html", "huge.docx", "huge.txt"):
        source = tmp_path / name
        with source.open("wb") as file:
            file.truncate(LARGEST + 1)
        refused(run, source, tiny, "more than")
    with pytest.raises(DocumentRefused, match="more than"):
        tables_in_text(b"x" * (LARGEST + 1))


@pytest.mark.parametrize("name", ["cell.csv", "cell.html", "cell.txt", "cell.docx"])
def test_a_cell_of_megabytes_is_refused(name: str, run: Run, tiny: Path, tmp_path: Path) -> None:
    source = tmp_path / name
    cell = "9" * 5_000_000
    if source.suffix == ".docx":
        write_docx([["Group", "3M"], ["All Patients", cell[:100_000]]], "Table 2", source)
    elif source.suffix == ".html":
        source.write_text(f"<table><tr><th>Group<th>3M<tr><td>All Patients<td>{cell}</table>", encoding="utf-8")
    else:
        parting = "," if source.suffix == ".csv" else "\t"
        source.write_text(f"Group{parting}3M\nAll Patients{parting}{cell}\n", encoding="utf-8")
    refused(run, source, tiny)


def test_a_span_of_a_million_columns_or_rows_makes_no_million_cells(tmp_path: Path) -> None:
    page = b"<table><tr><th colspan=999999 rowspan=999999>Group</th></tr><tr><td>1</td></tr></table>"
    try:
        found = html_tables(page)
    except DocumentRefused:
        return
    assert all(len(one.rows) * len(one.rows[0]) < 1_000 for one in found)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the paths that anybody asked it for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


def test_scripts_entities_and_links_of_a_page_are_not_looked_at(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", encoding="utf-8")
    page = tmp_path / "page.xhtml"
    page.write_text(
        f"""<?xml version="1.0"?><?xml-stylesheet href="{address}/style.xsl"?>
        <!DOCTYPE html SYSTEM "{address}/dtd" [<!ENTITY file SYSTEM "file://{secret}"><!ENTITY web SYSTEM "{address}/e">
        <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
        <html><head><base href="{address}/"/><script src="{address}/script.js">alert(1)</script></head><body>
        <table><tr><th>Group &file;</th><th>3M &web; &c;</th></tr>
        <tr><td>All<script>alert(2)</script> Patients<style>x</style></td>
        <td>12/18<img src="{address}/x.png"/></td></tr>
        <tr hidden="hidden"><td hidden="hidden">Ghosts</td><td hidden="hidden">1/2</td></tr></table></body></html>""",
        encoding="utf-8",
    )
    (grid,) = tables_in(page)
    text = " ".join(text for row in grid.rows for text in row)

    assert "hidden words" not in text and "alert" not in text and "hahahaha" not in text
    assert ("All Patients", "12/18") in grid.rows
    assert paths == []


def test_a_word_document_fetches_nothing_and_reads_no_other_file(
    tmp_path: Path, asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """pandoc runs in its sandbox, on bytes that were looked through: an external relation is followed by nobody."""
    address, paths = asked
    source = tmp_path / "paper.docx"
    write_docx([["Group", "3M"], ["All Patients", "12/18"]], "Table 2", source)
    packed = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
                more = f'<Relationship Id="rIdX" Type="{kind}" Target="{address}/image.png" TargetMode="External"/>'
                content = content.replace(b"</Relationships>", more.encode() + b"</Relationships>")
            new.writestr(entry.filename, content)
    source.write_bytes(packed.getvalue())
    (grid,) = tables_in(source)

    assert ("All Patients", "12/18") in grid.rows
    assert paths == []


def test_pandoc_is_told_to_stay_in_its_sandbox_and_stopped_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "paper.docx"
    write_docx([["Group", "3M"], ["All Patients", "12/18"]], "Table 2", source)
    monkeypatch.setattr(documents, "_PANDOC_SECONDS", 0.0001)
    with pytest.raises(DocumentRefused, match="did not get through"):
        tables_in(source)


def test_formulas_and_commands_are_text_and_no_spreadsheet_runs_them(run: Run, tiny: Path, tmp_path: Path) -> None:
    evil = "=cmd|'/C calc'!A0"
    source = tmp_path / "evil.xlsx"
    with xlsxwriter.Workbook(source) as book:
        page = book.add_worksheet()
        rows = [
            ("Group", "3M"),
            ("All Patients", evil),
            (evil, "1/2 (50%)"),
            ("<script>alert(1)</script>", "4/5 (80%)"),
            ("../../etc/passwd", "3/5 (60%)"),
            ("{python} `x` $(touch x)", "2/5 (40%)"),
        ]
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                page.write_string(at, column, text)
    labels = tmp_path / "labels.yml"
    labels.write_text(
        "\n".join(f"{label!r}: {{group: {group}}}" if "'" not in label else f'"{label}": {{group: {group}}}'
                  for (label, _), group in zip(rows[2:], ("light", "heavy", "light", "heavy"), strict=True)),
        encoding="utf-8",
    )  # fmt: skip
    done = run("import", source, tiny, "--section", "results", "--measure", "response", "--labels", labels)

    assert done.exit_code == 0, done.output
    lines = (tiny / "numbers.csv").read_text("utf-8").splitlines()
    assert any("results/=cmd" in line for line in lines)
    values = [value for line in lines for value in line.replace('"', "").split(",")]
    assert not [value for value in values if value.startswith(("=", "@", "+"))]
    draft = (tiny / "draft.csv").read_text("utf-8")
    assert "'=cmd" in draft and ",=cmd" not in draft
    study = read_study(tiny)
    assert {"<script>alert(1)</script>", "../../etc/passwd"} <= {row.label for row in study.table("results").rows}
    assert not (tiny.parent / "etc").exists()
    assert run("check", tiny).exit_code == 0


def test_a_formula_of_a_workbook_gives_what_it_last_came_to(tmp_path: Path) -> None:
    source = tmp_path / "sums.xlsx"
    with xlsxwriter.Workbook(source) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Group", "3M"])
        page.write_string(1, 0, "All Patients")
        page.write_formula(1, 1, "=6+6", None, 12)
    (grid,) = tables_in(source)
    assert grid.rows[1] == ("All Patients", "12")


def test_what_is_no_table_is_refused_in_words(run: Run, tiny: Path, tmp_path: Path) -> None:
    results_only = tmp_path / "results.csv"
    results_only.write_text("All Patients,12/18 (67%),9/13\nLight,1/2,1/3\n", encoding="utf-8")
    refused(run, results_only, tiny, "holds results")
    ragged = tmp_path / "ragged.txt"
    ragged.write_text("Who         3M      12M\nAll Patients   1/2   1/3\nLight   1/2\n", encoding="utf-8")
    refused(run, ragged, tiny, "line 3: found 2 cells, expected 3")
    unknown = tmp_path / "paper.pdf"
    unknown.write_bytes(b"%PDF")
    done = run("import", unknown, tiny, "--section", "results")
    assert done.exit_code == 2 and ".docx" in done.output
    quotes = tmp_path / "quotes.csv"
    quotes.write_text('Group,3M\n"All Patients,12/18\n', encoding="utf-8")
    refused(run, quotes, tiny, "cannot be read as a table")


def test_control_characters_and_broken_unicode_do_not_reach_the_package(run: Run, tiny: Path) -> None:
    text = b"Who\t3M\nAll\x00\x1b Patients\t12/19\x07 (63%)\n\xff\xfe\t1/2\n"
    done = run("import", "-", tiny, "--section", "results", "--measure", "response", stdin=text)

    assert done.exit_code == 0, done.output
    assert "results.all.response.3.percent" in {one.id for one in read_study(tiny).numbers}


@pytest.mark.parametrize(
    "text", ["1" + "\u00a0" * 1_990, "1 " * 990, "(" * 1_900, "1/" * 900, "−" * 1_900, "1 (" * 600]
)
def test_no_cell_keeps_the_grammar_busy(text: str) -> None:
    """A pattern that tries every way of parting a long text would not come back within the test's time."""
    grid = tables_in_text(f"Who\t3M\nAll Patients\t{text}\n".encode())[0]
    assert laid_out(grid).lines[0].cells[0]
