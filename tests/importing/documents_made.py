"""Real documents that hold a table: CSV, Excel, Word, HTML with spans, pasted text."""

from __future__ import annotations

import csv
import html
import io
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pypandoc
import xlsxwriter

Rows = Sequence[Sequence[str]]


def write_csv(rows: Rows, caption: str, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([[caption], *rows])


def write_xlsx(rows: Rows, caption: str, file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Sheet 1")
        for at, row in enumerate([[caption], [], *rows]):
            for column, text in enumerate(row):
                page.write_string(at, column, text)


def write_html(rows: Rows, caption: str, file: Path) -> None:
    """A page whose heading spans two rows, whose rows without results span the table, and which has a table that only
    lays out the other."""
    head, *body = rows
    columns = "".join(f"<th>{html.escape(text)}</th>" for text in head[1:])
    lines = [
        f"<tr><th rowspan=2>{html.escape(head[0])}</th><th colspan={len(head) - 1}>Results<sup>a</sup></th></tr>",
        f"<tr>{columns}</tr>",
    ]
    for label, *cells in body:
        if any(cells):
            shown = "".join(f"<td>{html.escape(text)}</td>" for text in cells)
            lines.append(f"<tr><td>{html.escape(label)}</td>{shown}</tr>")
        else:
            lines.append(f"<tr><td colspan={len(head)}><b>{html.escape(label)}</b></td></tr>")
    table = f"<table><thead>{''.join(lines[:2])}</thead><tbody>{''.join(lines[2:])}</tbody></table>"
    around = f"<table><tr><td>{table}</td><td>beside</td></tr></table>"
    file.write_text(f"<html><body><p>{html.escape(caption)}</p>{around}</body></html>", encoding="utf-8")


def write_pasted(rows: Rows, caption: str, file: Path) -> None:
    lines = [caption, *("\t".join(row) for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_bars(rows: Rows, caption: str, file: Path) -> None:
    head, *body = [["" if text == "" else text.replace("|", r"\|") for text in row] for row in rows]
    lines = [caption, f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in body)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_docx(rows: Rows, caption: str, file: Path) -> None:
    """A Word document, by way of a page that pandoc turns into one."""
    made = io.StringIO()
    made.write(f"<p>{html.escape(caption)}</p><table>")
    for at, row in enumerate(rows):
        tag = "td" if at else "th"
        made.write("<tr>" + "".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in row) + "</tr>")
    made.write("</table>")
    command = [pypandoc.get_pandoc_path(), "--from=html", "--to=docx", "--output", str(file)]
    subprocess.run(command, input=made.getvalue().encode(), check=True)


WRITERS: Mapping[str, Callable[[Rows, str, Path], None]] = {
    "table.csv": write_csv,
    "table.xlsx": write_xlsx,
    "table.docx": write_docx,
    "page.html": write_html,
    "pasted.txt": write_pasted,
    "bars.md": write_bars,
}
