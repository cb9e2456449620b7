"""From Typst source to PDF: fonts from the repository, a tagged file, the same bytes every time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import typst

#: Tagged and accessible. Where a text cannot meet it (a character that no font has), the PDF is made without.
STANDARD: Final = "ua-1"
STANDARD_NAME: Final = "PDF/UA-1"
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

    Notes that find no room in the margin of their page are moved into the text, page after page.
    """
    crowded: set[int] = set()
    while True:
        inputs = {"crowded": json.dumps(sorted(crowded))}
        compiler = typst.Compiler(
            folder / "main.typ", root=folder, font_paths=[fonts], ignore_system_fonts=True, sys_inputs=inputs
        )
        more = set(json.loads(compiler.query("<crowded>", field="value"))) - crowded
        if not more:
            break
        crowded |= more

    try:
        pdf, warnings = _export(compiler, STANDARD)
    except typst.TypstError as error:
        pdf, warnings = _export(compiler, None)  # raises again where the standard is not what is wrong
        return Result(pdf, str(error.args[0]), warnings)
    return Result(pdf, "", warnings)


def _export(compiler: typst.Compiler, standard: Literal["ua-1"] | None) -> tuple[bytes, tuple[str, ...]]:
    pdf, warnings = compiler.compile_with_warnings(
        format="pdf", pdf_standards=[standard] if standard else [], timestamp=_MOMENT
    )
    assert isinstance(pdf, bytes)
    return pdf, tuple(warning.message for warning in warnings)
