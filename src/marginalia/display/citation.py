"""How the paper itself is cited, on the front page and on the title page."""

from __future__ import annotations

from marginalia.study.model import Citation


def cited(citation: Citation) -> str:
    """The paper in one line: authors, year, title, journal, DOI. Plain text."""
    return (
        f"{citation.authors} ({citation.year}). {citation.title}. "
        f"{citation.journal} {citation.volume}:{citation.pages}. doi:{citation.doi}"
    )
