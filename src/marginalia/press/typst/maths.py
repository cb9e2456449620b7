"""LaTeX formulas to Typst, all in one run of pandoc."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable

import pypandoc

_MARK = "//formula//"
#: Sphinx hands these outer environments on as they stand in the source; texmath knows their inner forms.
_INNER = {"align": "aligned", "alignat": "aligned", "gather": "gathered", "multline": "gathered", "eqnarray": "aligned"}


def to_typst(formulas: Iterable[tuple[str, bool]]) -> tuple[dict[tuple[str, bool], str], list[str]]:
    """Each formula (LaTeX, whether displayed) with its Typst markup (`$…$`), and pandoc's complaints.

    A formula that pandoc cannot read is left out.
    """
    wanted = sorted(set(formulas))
    if not wanted:
        return {}, []
    blocks: list[object] = []
    for latex, display in wanted:
        kind = {"t": "DisplayMath" if display else "InlineMath"}
        blocks.append({"t": "Para", "c": [{"t": "Math", "c": [kind, _plain(latex)]}]})
        blocks.append({"t": "RawBlock", "c": ["typst", _MARK]})
    document = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks})
    run = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=json", "--to=typst", "--wrap=preserve"],
        input=document, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    made = [piece.strip() for piece in run.stdout.split(_MARK)]
    pairs = zip(wanted, made, strict=False)
    converted = {formula: piece for formula, piece in pairs if re.fullmatch(r"\$.*\$", piece, re.DOTALL)}
    return converted, [line for line in run.stderr.splitlines() if line.strip()]


def _plain(latex: str) -> str:
    """The formula without Sphinx's outer environments, labels and numbers."""
    latex = re.sub(r"\\label\{[^}]*\}|\\notag|\\nonumber", "", latex).strip()
    outer = re.fullmatch(r"\\begin\{(equation|math|displaymath)\*?\}(.*)\\end\{\1\*?\}", latex, re.DOTALL)
    if outer:
        latex = outer[2].strip()
    for name, inner in _INNER.items():
        latex = re.sub(rf"\\(begin|end)\{{{name}\*?\}}", rf"\\\1{{{inner}}}", latex)
    if "\\\\" in latex and "\\begin{" not in latex:
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    return re.sub(r"\n\s*\n", "\n", latex)
