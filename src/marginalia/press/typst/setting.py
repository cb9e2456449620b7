"""From Typst source to PDF: fonts from the repository, a tagged file, the same bytes every time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import typst

#: Tagged and accessible. Where a text cannot meet it (a character that no font has), the PDF is made without.
STANDARD = "ua-1"
#: A fixed moment, so that equal books are equal files.
_MOMENT = 0


@dataclass(frozen=True, slots=True)
class Result:
    """The PDF, why it does not meet the standard (empty: it does), and Typst's warnings."""

    pdf: bytes
    shortfall: str
    warnings: tuple[str, ...]


def typeset(folder: Path, fonts: Path) -> Result:
    """Set `folder/main.typ`. Raises `typst.TypstError` where the source is at fault.

    Notes that do not fit in the margin of their page are moved into the text; the template reports them.
    """
    main = folder / "main.typ"
    compiler = typst.Compiler(main, root=folder, font_paths=[fonts], ignore_system_fonts=True)
    crowded = json.loads(compiler.query("<crowded>", field="value"))
    inputs = {"crowded": json.dumps(sorted(set(crowded)))}
    try:
        pdf, warnings = _compile(main, folder, fonts, inputs, [STANDARD])
        shortfall = ""
    except typst.TypstError as error:
        pdf, warnings = _compile(main, folder, fonts, inputs, [])
        shortfall = str(error.args[0])
    return Result(pdf, shortfall, tuple(warning.message for warning in warnings))


def _compile(main: Path, root: Path, fonts: Path, inputs: dict[str, str], standards: list[str]):  # type: ignore
    return typst.compile_with_warnings(
        main, root=root, font_paths=[fonts], ignore_system_fonts=True, format="pdf", sys_inputs=inputs,
        pdf_standards=standards, timestamp=_MOMENT,
    )  # fmt: skip
