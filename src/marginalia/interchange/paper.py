"""The paper that a study package is about, as others refer to it."""

from __future__ import annotations

import re
from urllib.parse import quote

from marginalia.study.model import Citation

#: The form of a DOI, after Crossref's advice: https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+", re.ASCII)


def doi_address(citation: Citation) -> str | None:
    """The paper's address by its DOI, fit for a link; `None` where the package gives no DOI, or something else."""
    return f"https://doi.org/{quote(citation.doi, safe='/.;()-_:')}" if _DOI.fullmatch(citation.doi) else None
