"""Pages that only some studies have: the book leaves them out of the others, contents and all.

A page says so in its header, `marginalia: {only-with: patients}`. Plain Jupyter Book, which knows nothing of it, shows
such a page for every study; there it says that there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from marginalia.errors import BuildError
from marginalia.press.project import Page, Project
from marginalia.study.contents import has_earlier, has_patients


def _several_arms(folder: Path) -> bool:
    from marginalia.study.files import read_text
    from marginalia.study.yaml_text import YamlRefused, load

    text = read_text(folder / "study.yml")
    try:
        return isinstance(text, str) and bool(load(text).value["design"]["arms"] > 1)
    except (YamlRefused, KeyError, TypeError):
        return False  # a mistake in the file is told where the package is checked


#: What a page may ask for, and whether a package has it.
CONDITIONS: Mapping[str, Callable[[Path], bool]] = {
    "patients": has_patients,
    "several-arms": _several_arms,
    "earlier-version": has_earlier,
}


def for_study(project: Project, folder: Path) -> Project:
    """The same book without the pages that this package has nothing for. Raises `BuildError` for a condition that is
    not known."""
    unwanted = frozenset(page.name for page in project.pages if not _is_wanted(page, folder))
    return Project(project.top, unwanted) if unwanted else project


def _is_wanted(page: Page, folder: Path) -> bool:
    condition = page.only_with
    if condition and condition not in CONDITIONS:
        known = ", ".join(CONDITIONS)
        message = f"only-with: found {condition!r}, expected one of {known}"
        raise BuildError(page.file.as_posix(), None, None, message)
    return not condition or CONDITIONS[condition](folder)
