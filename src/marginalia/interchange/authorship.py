"""Who made a book, when it was released and under which licences: its `CITATION.cff` (Citation File Format 1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marginalia.errors import BuildError
from marginalia.study.yaml_text import YamlRefused, load

NAME = "CITATION.cff"

#: Licences by their SPDX identifiers: name and address.
_LICENCES: Mapping[str, tuple[str, str]] = {
    "MIT": ("MIT License", "https://spdx.org/licenses/MIT"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero v1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its SPDX identifier, its name, the address of its text."""

    id: str
    name: str
    address: str

    @property
    def for_data(self) -> bool:
        """Whether it is made for texts and data: Creative Commons' and Open Data Commons' are."""
        return self.id.startswith(("CC", "ODC", "ODbL", "PDDL"))


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who made the book; `person` is false of a group. `address` is an ORCID's or a website's, where given."""

    name: str
    person: bool
    address: str = ""


@dataclass(frozen=True, slots=True)
class Authorship:
    """What `CITATION.cff` says of a book; empty where it says nothing. `released` is a date as `2026-11-22`."""

    title: str = ""
    authors: tuple[Author, ...] = ()
    licences: tuple[Licence, ...] = ()
    released: str = ""

    @property
    def data_licences(self) -> tuple[Licence, ...]:
        """Those of the licences that are made for data; all where none is."""
        return tuple(one for one in self.licences if one.for_data) or self.licences


def read_authorship(top: Path) -> Authorship:
    """What the `CITATION.cff` at the top of a book says; nothing where there is none. Raises `BuildError` where it is
    not YAML."""
    file = top / NAME
    if not file.is_file():
        return Authorship()
    try:
        said = load(file.read_text("utf-8")).value
    except YamlRefused as error:
        raise BuildError(NAME, None, error.line, f"found {error.found}, expected {error.expected}") from None
    said = said if isinstance(said, dict) else {}
    licences = said.get("license", [])
    return Authorship(
        str(said.get("title", "")),
        tuple(_author(one) for one in said.get("authors", ()) if isinstance(one, dict)),
        tuple(_licence(str(id)) for id in (licences if isinstance(licences, list) else [licences])),
        str(said.get("date-released", "")),
    )


def _author(said: Mapping[str, Any]) -> Author:
    address = str(said.get("orcid") or said.get("website") or "")
    if "name" in said:
        return Author(str(said["name"]), False, address)
    parts = (str(said[key]) for key in ("given-names", "name-particle", "family-names", "name-suffix") if key in said)
    return Author(" ".join(parts), True, address)


def _licence(id: str) -> Licence:
    name, address = _LICENCES.get(id, (id, f"https://spdx.org/licenses/{id}"))
    return Licence(id, name, address)
