"""A small Sphinx site with a chart, tables, badges and a list of claims; plain Sphinx and MyST, no notebooks."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from marginalia.display import charts
from marginalia.display.claims import claims_of
from marginalia.display.claims_page import all_claims
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.findings_files import offered
from marginalia.display.findings_page import all_findings
from marginalia.display.published import as_printed
from marginalia.display.ranges import ranges_table
from marginalia.display.scoreboard import scoreboard_table
from marginalia.display.together import conflicts, set_aside, tried

STATIC = Path(__file__).parents[2] / "book" / "_static"


def build(evidence: Evidence, top: Path, more: Mapping[str, list[str]] | None = None) -> tuple[Path, str]:
    """The built site, with pages of one's own where `more` names them, and Sphinx's warnings."""
    source = top / "source"
    source.mkdir()
    shutil.copytree(STATIC, source / "_static")
    figures = [charts.draw(name, evidence, name) for name in ("fates", "efficacy", "magnitude")]
    chapters = {claim.chapter for claim in evidence.study.claims}
    pages = {
        "index": [
            "# Front",
            "See {numref}`fig-fates` and {numref}`tbl-table-2`.",
            *(figure.markdown for figure in figures if isinstance(figure, Figure)),
            as_printed(evidence.study, "table-2").markdown,
            scoreboard_table(evidence).markdown,
            "```{toctree}\nchapters\nclaims\nfindings\ntogether\n```",
        ],
        "chapters": ["# Chapters", *(claims_of(evidence, chapter).markdown for chapter in sorted(chapters))],
        "claims": ["# All claims", all_claims(evidence).markdown],
        "findings": ["# Findings", offered(evidence).markdown, all_findings(evidence).markdown],
        "together": [
            "# All numbers at once",
            *(piece(evidence).markdown for piece in (conflicts, set_aside, tried, ranges_table)),
        ],
        **{name: ["---\norphan: true\n---", *parts] for name, parts in (more or {}).items()},
    }
    for name, parts in pages.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / f"{name}.md").write_text("\n\n".join(parts), encoding="utf-8")
    warnings = io.StringIO()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            srcdir=source,
            confdir=None,
            outdir=top / "html",
            doctreedir=top / "doctrees",
            buildername="html",
            status=None,
            warning=warnings,
            confoverrides={
                # Named, because Sphinx otherwise writes what extensions add into the default of each later application.
                "source_suffix": {".md": "markdown"},
                "extensions": [
                    "myst_parser",
                    "sphinx_book_theme",
                    "sphinxcontrib.bibtex",
                    "marginalia.sphinx_extension",
                ],
                "html_theme": "sphinx_book_theme",
                "html_static_path": ["_static"],
                "bibtex_bibfiles": [],
                "myst_enable_extensions": ["attrs_block", "attrs_inline", "colon_fence", "dollarmath"],
                "numfig": True,
                "nitpicky": True,
            },
        )
        app.build()
    return top / "html", warnings.getvalue()
