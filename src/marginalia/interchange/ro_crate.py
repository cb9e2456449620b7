"""The built book as an RO-Crate: its pages, data and PDF, the paper that they are about, and how they were made.

Specification: RO-Crate 1.1, https://w3id.org/ro/crate/1.1. The crate has a date of publication but no time of the
build, which would make equal books differ: it is the release date in the book's `CITATION.cff`, since a build of the
same release is the same publication; where there is none, the year of the paper.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from marginalia.display.citation import cited
from marginalia.interchange.authorship import Authorship
from marginalia.interchange.paper import doi_address
from marginalia.study.model import Citation

#: Its own name, which the specification gives.
_NAME = "ro-crate-metadata.json"

_SPECIFICATION = "https://w3id.org/ro/crate/1.1"

_Entity = dict[str, Any]

#: What files are, by how their names end.
_FORMATS = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".json": "application/json",
    ".ipynb": "application/x-ipynb+json",
    ".md": "text/markdown",
}

_NO_LICENCE = "The book does not say under which licence it may be used."


@dataclass(frozen=True, slots=True)
class Book:
    """A built book: the paper, who made the book, how the claims came out, the version of Marginalia and the parameters
    it was made with, and its files by their paths from the crate's folder, each with a name for people. `made` are
    those that were made with these parameters; a folder's path ends in a slash."""

    paper: Citation
    authorship: Authorship
    scoreboard: str
    version: str
    parameters: Mapping[str, object]
    files: Mapping[str, str]
    made: frozenset[str]


def crate(book: Book) -> str:
    """The text of `ro-crate-metadata.json`."""
    paper = _paper(book.paper)
    people = [
        {"@id": one.address or f"#author-{at}", "@type": "Person" if one.person else "Organization", "name": one.name}
        for at, one in enumerate(book.authorship.authors, start=1)
    ]
    licences = [
        {"@id": one.address, "@type": "CreativeWork", "name": one.name, "identifier": one.id}
        for one in book.authorship.licences
    ]
    parameters = [
        {"@id": f"#parameter-{name}", "@type": "PropertyValue", "name": name, "value": value}
        for name, value in book.parameters.items()
    ]
    parts = [_part(path, name) for path, name in book.files.items()]
    software = {
        "@id": "#marginalia",
        "@type": "SoftwareApplication",
        "name": "Marginalia",
        "softwareVersion": book.version,
    }
    action = {
        "@id": "#build",
        "@type": "CreateAction",
        "name": "The build of this book",
        "instrument": _to([software]),
        "object": _to([paper, *parameters]),
        "result": [{"@id": quote(path)} for path in book.files if path in book.made],
    }
    title = book.authorship.title or "Marginalia"
    about = f"{cited(book.paper)} Recomputed from its printed numbers and annotated. {book.scoreboard}"
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{title} ({book.paper.short})",
        "description": about.strip(),
        "datePublished": book.authorship.released or str(book.paper.year),
        "license": _to(licences) if licences else _NO_LICENCE,
        **({"author": _to(people)} if people else {}),
        "about": _to([paper]),
        "mentions": _to([action]),
        "hasPart": _to(parts),
    }
    descriptor = {
        "@id": _NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _SPECIFICATION},
        "about": {"@id": "./"},
    }
    graph = [descriptor, root, paper, *people, *licences, software, action, *parameters, *parts]
    whole = {"@context": f"{_SPECIFICATION}/context", "@graph": graph}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _paper(citation: Citation) -> _Entity:
    return {
        "@id": doi_address(citation) or "#paper",
        "@type": "ScholarlyArticle",
        "name": citation.title,
        "author": citation.authors,
        "datePublished": str(citation.year),
        "isPartOf": citation.published_in,
        **({"identifier": citation.doi} if citation.doi else {}),
    }


def _part(path: str, name: str) -> _Entity:
    if path.endswith("/"):
        return {"@id": quote(path), "@type": "Dataset", "name": name}
    kind = _FORMATS.get(PurePosixPath(path).suffix)
    return {"@id": quote(path), "@type": "File", "name": name, **({"encodingFormat": kind} if kind else {})}


def _to(entities: Iterable[_Entity]) -> _Entity | list[_Entity]:
    """References to entities; a single one stands by itself."""
    found = [{"@id": one["@id"]} for one in entities]
    return found[0] if len(found) == 1 else found
