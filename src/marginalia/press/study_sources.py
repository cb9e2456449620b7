"""The study's own citations in the book's bibliography: the paper itself, and the sources that its package brings."""

from __future__ import annotations

from pathlib import Path

from marginalia.press.checking import citations_of
from marginalia.press.project import Project, load_yaml
from marginalia.press.stage import write_yaml
from marginalia.study.bibliography import as_bibtex, of_study, read_sources
from marginalia.study.model import Study

#: In the stage, beside `_config.yml`.
NAME = "study-references.bib"


def add_sources(stage: Project, study: Study, folder: Path) -> None:
    """Put a bibliography of the study into the stage, written by us, where the book has bibliographies at all; what
    the book's own hold already stays theirs. `folder` is the study's package."""
    config = stage.top / "_config.yml"
    settings = load_yaml(config) or {}
    if "bibtex_bibfiles" not in settings:
        return
    known = citations_of(stage) or frozenset()
    sources = {source.key: source for source in (of_study(study.citation), *read_sources(folder, []))}
    wanted = tuple(source for key, source in sources.items() if key not in known)
    if wanted:
        (stage.top / NAME).write_text(as_bibtex(wanted), "utf-8")
        write_yaml(config, {**settings, "bibtex_bibfiles": [*settings["bibtex_bibfiles"], NAME]})
