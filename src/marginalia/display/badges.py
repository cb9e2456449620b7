"""Verdict badges: a symbol and a word each, so that no verdict depends on colour.

The symbols are mathematical signs, which text fonts carry: equal, nearly equal, unequal, impossible, nothing
there, points beyond, unknown. Words and explanations belong to `marginalia.audit.verdicts.Verdict`.
"""

from __future__ import annotations

from marginalia.audit import Verdict
from marginalia.display import markup

SYMBOLS: dict[Verdict, str] = {
    Verdict.REPRODUCED: "=",
    Verdict.ROUNDING: "≈",
    Verdict.CONTRADICTED: "≠",
    Verdict.IMPOSSIBLE: "×",
    Verdict.NOT_SUPPORTED: "◊",
    Verdict.BEYOND_DESIGN: "→",
    Verdict.UNCHECKABLE: "?",
}


def myst(verdict: Verdict, target: str = "") -> str:
    """The badge as a MyST role; with a target label it links there."""
    return f"{{verdict}}`{verdict.value} <{target}>`" if target else f"{{verdict}}`{verdict.value}`"


def html(verdict: Verdict) -> str:
    """The badge as HTML. The symbol is hidden from screen readers, which read the word."""
    return (
        f'<span class="verdict verdict-{verdict.value}"><span class="verdict-symbol" aria-hidden="true">'
        f"{SYMBOLS[verdict]}</span>\u00a0{markup.html(verdict.label)}</span>"
    )
