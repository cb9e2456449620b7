"""The stage: a snapshot of the sources in which chapters run and from which Sphinx binds, beside the output."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marginalia.files import files_under
from marginalia.press.project import Project, load_yaml
from marginalia.press.sources import StudyFolder, copy_data


@contextmanager
def stage_for(project: Project, study: StudyFolder, cache: Path) -> Iterator[Path]:
    """A folder with everything that the book is made from, under the same relative names; gone afterwards.

    It lies in the cache, so on the output's own disc, where finished files can be moved into place. What an
    interrupted build left behind there is cleared away.
    """
    cache.mkdir(parents=True, exist_ok=True)
    for left in cache.glob("stage-*"):
        shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix="stage-", dir=cache))
    try:
        for folder in project.folders:
            for file in files_under(project.top / folder):
                _copy(file, stage / file.relative_to(project.top))
        for page in project.pages:
            place = stage / page.file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(page.text, "utf-8")
        write_yaml(stage / "_toc.yml", project.contents)
        _copy(project.top / "_config.yml", stage / "_config.yml")
        for name in ("requirements.txt", "CITATION.cff"):
            if (project.top / name).is_file():
                _copy(project.top / name, stage / name)
        copy_data(project, study, stage)
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def set_for_binding(stage: Path) -> None:
    """Change the stage's `_config.yml` for Sphinx: nothing is executed again, and a broken reference is told."""
    settings = load_yaml(stage / "_config.yml") or {}
    settings.setdefault("execute", {})["execute_notebooks"] = "off"
    sphinx = settings.setdefault("sphinx", {})
    sphinx["config"] = {**(sphinx.get("config") or {}), "nitpicky": True}
    write_yaml(stage / "_config.yml", settings)


def write_yaml(file: Path, content: object) -> None:
    """Write a YAML file of the book's own, in the order given."""
    import yaml

    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def _copy(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, place)
