"""The record of a build: data beside the pages, and the RO-Crate that says what the output folder holds.

In the HTML book: `data/datapackage.json` with the tables that it describes, and below `data/figures/` what each figure
is drawn from, which `marginalia.sphinx_extension` writes while the pages are bound.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from marginalia.files import write_whole
from marginalia.parameters import Parameters
from marginalia.press import manifest

if TYPE_CHECKING:
    from marginalia.display.evidence import Evidence
    from marginalia.interchange.authorship import Authorship, Licence
    from marginalia.interchange.tables import TableFile
    from marginalia.study.model import Study

#: Where data lie in the HTML book, and the figures' within them.
DATA, FIGURES = "data", "figures"

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def book_evidence(folder: Path, study: Study, parameters: Parameters, top: Path, reconstructions: Path) -> Evidence:
    """A study with what the pages of its book are made from: the literature at the book's top, the patients of its
    folder, and what all printed counts give together, from where the build keeps it."""
    from marginalia.display.evidence import Evidence
    from marginalia.study.contents import has_patients
    from marginalia.study.patient_tables import read_cohort

    literature = top / "data" / "literature"
    return Evidence(
        study,
        parameters,
        literature if literature.is_dir() else None,
        reconstructions=reconstructions,
        cohort=read_cohort(study, folder) if has_patients(folder) else None,
    )


def write_data(book: Path, evidence: Evidence, licences: tuple[Licence, ...]) -> None:
    """Put the data of a bound HTML book beside its pages. Patients are among them only where they are made up: those of
    a real study are for `marginalia export`, which somebody has to ask for."""
    from marginalia.display.findings_files import audited
    from marginalia.interchange.datapackage import Contents, files_of, written_into

    figures = _figures(book / DATA / FIGURES)
    given = Contents(audited(evidence), licences, figures, patients=False)
    (book / DATA).mkdir(exist_ok=True)
    written_into(book / DATA, files_of(given))


def write_crate(out: Path, study: Study, authorship: Authorship, inputs: str) -> None:
    """Describe the folder as its manifest lists it. What has the same `inputs` as the last build is its result."""
    from marginalia.interchange.ro_crate import Book, crate

    known = manifest.read(out)
    files = {output: dict(_named(out, sorted(entry["files"]))) for output, entry in known["outputs"].items()}
    made = [output for output, entry in known["outputs"].items() if entry["inputs"] == inputs]
    book = Book(
        study.citation,
        authorship,
        known["scoreboard"],
        known["marginalia"],
        known["parameters"],
        {path: name for named in files.values() for path, name in named.items()},
        frozenset(path for output in made for path in files[output]),
    )
    write_whole(out / manifest.CRATE, crate(book).encode("utf-8"))
    manifest.add_crate(out)


def _figures(folder: Path) -> tuple[TableFile, ...]:
    """The figures' tables, described from the specifications that lie beside them."""
    from marginalia.interchange.figure_data import figure_table, title_of

    tables = []
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        spec = json.loads(file.read_text("utf-8"))
        tables.append(figure_table(file.stem, title_of(spec), spec))
    return tuple(tables)


def _named(out: Path, paths: Iterable[str]) -> Iterable[tuple[str, str]]:
    """What the crate lists of an output's files, each with a name: pages, data and sources one by one, the folders of
    what the pages are shown with as a whole."""
    folders: dict[str, str] = {}
    for path in paths:
        parts = PurePosixPath(path).parts
        if len(parts) > 2 and parts[1].startswith("_") and parts[1] != "_sources":
            folders[f"{parts[0]}/{parts[1]}/"] = f"What the pages are shown with: {parts[1].strip('_')}"
        elif path.endswith(".html"):
            yield path, _page_title(out / path) or path
        elif path.endswith((".pdf", ".csv", ".json", ".ipynb", ".md")):
            yield path, PurePosixPath(path).name
    yield from folders.items()


def _page_title(page: Path) -> str:
    found = _TITLE.search(page.read_text("utf-8"))
    return " ".join(html.unescape(found[1]).split()) if found else ""
