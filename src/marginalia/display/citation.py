"""How the paper itself is cited, on the front page and on the title page."""

from __future__ import annotations

from marginalia.study.model import Citation


def cited(citation: Citation) -> str:
    """The paper in one line: authors, year, title, journal, DOI. Plain text."""
    doi = f" doi:{citation.doi}" if citation.doi else ""
    stop = "" if citation.title.endswith((".", "?", "!")) else "."
    return f"{citation.authors} ({citation.year}). {citation.title}{stop} {citation.published_in}.{doi}"
