"""Our MyST texts as plain HTML, for JupyterLab, which knows neither our roles nor our directives."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_MATH = re.compile(r"```\{math\}\n(.*?)\n```", re.DOTALL)
_NAMED = re.compile(r"\{[\w:]+\}`([^`<]*?)\s*<[^`>]*>`")
_BARE = re.compile(r"\{[\w:]+\}`([^`]*)`")


def html(text: str) -> str:
    """One or more MyST paragraphs as HTML. Roles shrink to what they name; formulas stay for MathJax."""
    text = _MATH.sub(r"$$\1$$", text)
    text = _NAMED.sub(r"\1", text)
    text = _BARE.sub(lambda role: role[1].rpartition("/")[2], text)
    formulas: list[str] = []

    def keep(formula: re.Match[str]) -> str:
        formulas.append(formula[0])
        return f"\x02{len(formulas) - 1}\x03"

    # Markdown would read the backslashes and underscores of a formula as its own.
    held = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$", keep, text, flags=re.DOTALL)
    rendered = str(MarkdownIt("commonmark", {"html": False}).render(held))
    return re.sub("\x02(\\d+)\x03", lambda place: formulas[int(place[1])].replace("<", "&lt;"), rendered)
