"""The order of work of one build: decide, check, stage, execute, bind, swap in.

Nothing that a reader opens is replaced before the new one is whole.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.errors import MarginaliaError
from marginalia.files import recover, swap_in
from marginalia.parameters import Parameters
from marginalia.press import manifest
from marginalia.press.cache import Cache
from marginalia.press.kernels import Kernels, kernels
from marginalia.press.keys import code_digest, keys_of
from marginalia.press.place import check_place, unwritable, writing
from marginalia.press.progress import Steps
from marginalia.press.project import Project
from marginalia.press.sources import StudyFolder, locate_study
from marginalia.press.wanted import for_study

if TYPE_CHECKING:
    from marginalia.study.model import Study

#: In the output folder: executed notebooks, the lock, the stage. The name is our own, since old stages are deleted.
_CACHE = ".marginalia"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built, and how. `out` is where; `start` the folder that a relative study is looked up from."""

    project: Project
    parameters: Parameters
    out: Path
    start: Path
    outputs: tuple[str, ...] = ("html", "pdf")
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    fresh_kernels: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did: the files a reader opens, whether it had anything to do at all, whether our own code was
    edited under it, so that it must be done again, and notes on what came out less well than it should."""

    places: tuple[Path, ...]
    scoreboard: str
    pages: int
    executed: int
    seconds: dict[str, float]
    nothing_to_do: bool = False
    code_changed: bool = False
    notes: tuple[str, ...] = ()


def build(order: Order, steps: Steps) -> Result:
    """Make the book. Raises a `MarginaliaError`, and then what was there before is still there.

    `PackageError` and `ParameterError` come before anything is written.
    """
    study = locate_study(order.project, order.parameters.study, order.start)
    check_place(order.project, study, order.out, order.outputs)
    order = replace(order, project=for_study(order.project, study.folder))
    parameters = order.parameters.changed(study=study.name)
    places = tuple(_opened(order.out, output) for output in order.outputs)
    pages = len(order.project.pages)

    keys = keys_of(order.project, study, parameters)
    known = manifest.read(order.out)
    current = all(manifest.is_current(known, order.out, output, keys.book) for output in order.outputs)
    if current and manifest.has_crate(known, order.out):
        return Result(places, known.get("scoreboard", ""), pages, 0, {}, nothing_to_do=True)

    # The warm process imports while the input is checked; neither writes anything. It is not worth starting where
    # every chapter is already known.
    cached = Cache(order.out / _CACHE / "notebooks")
    all_known = all(cached.has(keys.page(page)) for page in order.project.notebooks)
    with kernels(fresh=order.fresh_kernels or all_known) as ready:
        with steps.step("check"):
            _check(order.project, study, parameters)
        with writing(order.out), _alone(order.out) as cache:
            made = _make(order, parameters, study, cache, ready, steps)
    return Result(
        places, made.scoreboard, pages, made.executed, steps.seconds, code_changed=made.unsure, notes=made.notes
    )


@dataclass(frozen=True, slots=True)
class _Made:
    executed: int
    scoreboard: str
    unsure: bool
    notes: tuple[str, ...]


def _check(project: Project, study: StudyFolder, parameters: Parameters) -> None:
    """Everything that can be wrong with the input, before anything is written."""
    from marginalia.press import notebooks
    from marginalia.press.checking import read_checked

    _numbered(read_checked(project, study.folder), study.folder, parameters)
    for page in project.notebooks:
        notebooks.parameters_of(page, notebooks.read(page))


def _make(order: Order, parameters: Parameters, study: StudyFolder, cache: Path, ready: Kernels, steps: Steps) -> _Made:
    from marginalia.interchange.authorship import read_authorship
    from marginalia.press.binding import bind, doctrees
    from marginalia.press.execution import run_chapters
    from marginalia.press.record import book_evidence, write_crate, write_data
    from marginalia.press.stage import set_for_binding, stage_for
    from marginalia.press.study_sources import add_sources
    from marginalia.press.together import reconstruct_once
    from marginalia.study.contents import earlier_versions
    from marginalia.study.reading import read_study

    with stage_for(order.project, study, cache) as stage:
        # From here on the stage is the truth: whatever is edited meanwhile belongs to the next build.
        staged = Project(stage)
        staged_study = StudyFolder(stage / study.name, study.name)
        keys = keys_of(staged, staged_study, parameters)
        notebooks = Cache(cache / "notebooks")
        read = _numbered(read_study(staged_study.folder), staged_study.folder, parameters)
        add_sources(staged, read, staged_study.folder)
        authorship = read_authorship(stage)
        own = study.folder.is_relative_to(order.project.top)  # what else is licensed, the package's maker knows

        if not all(notebooks.has(keys.page(page)) for page in staged.notebooks):
            with steps.step("numbers"):
                before = [read_study(folder) for folder in earlier_versions(staged_study.folder)[-1:]]
                for one in (read, *before):
                    reconstruct_once(one, Cache(cache / "reconstruction", ".json"), stage)
        with steps.step("chapters", len(staged.notebooks)):
            executed = run_chapters(
                staged.notebooks,
                parameters,
                stage,
                keys,
                notebooks,
                ready,
                jobs=order.jobs,
                done=lambda page, ran: steps.part(page.name),
            )
        set_for_binding(stage)
        made = stage / "_build"
        notes: tuple[str, ...] = ()
        if "html" in order.outputs:
            with steps.step("html"):
                bind(stage, "html", made / "html", overrides={"html_title": _tab(read)})
                _keep_only_pages(made / "html")
                evidence = book_evidence(staged_study.folder, read, parameters, stage, cache / "reconstruction")
                write_data(made / "html", evidence, authorship.data_licences if own else ())
        if "pdf" in order.outputs:
            from marginalia.press.typst import build_pdf

            with steps.step("pdf"):
                notes = build_pdf(
                    stage,
                    made / manifest.OUTPUTS["pdf"],
                    doctrees=doctrees(stage),
                    overrides=_title_page(read, parameters),
                    strict=True,
                )
        with steps.step("claims"):
            scoreboard = _scoreboard(read)
        manifest.claim(order.out, order.outputs)
        for output in order.outputs:
            name = manifest.OUTPUTS[output]
            swap_in(made / name, order.out / name)
        # Modules edited meanwhile may be in some pages and not in others: the next build makes them all again.
        unsure = code_digest() != keys.code
        inputs = "unsure" if unsure else keys.book
        manifest.write(order.out, read.slug, scoreboard, parameters, dict.fromkeys(order.outputs, inputs))
        write_crate(order.out, read, authorship, inputs)
    return _Made(executed, scoreboard, unsure, notes)


def _numbered(study: Study, folder: Path, parameters: Parameters) -> Study:
    """The study with the numbers that the book is made from. Raises `ParameterError`."""
    if parameters.numbers == "printed":
        return study
    from marginalia.display.evidence import with_numbers
    from marginalia.study.contents import has_patients
    from marginalia.study.patient_tables import read_cohort

    return with_numbers(parameters, study, read_cohort(study, folder) if has_patients(folder) else None)


def _tab(study: Study) -> str:
    """What the browser's tab says of the book after a page's name, so that the books of two papers are told apart: the
    author and the year. Themes write it as it is, so nothing of it can be markup."""
    cited = re.sub(r"[^\w .’-]", "", study.citation.short.replace("'", "’"))
    return f"{cited} · Marginalia"


def _title_page(study: Study, parameters: Parameters) -> dict[str, object]:
    """What the PDF's title page says below the title: the paper, the edition, our version."""
    from importlib.metadata import version

    from marginalia.display.citation import cited

    return {
        "typst_subtitle": cited(study.citation),
        "typst_edition": f"{parameters.edition.capitalize()}’s edition",
        "typst_version": version("marginalia"),
    }


def _scoreboard(study: Study) -> str:
    """How many claims came out how, as one sentence."""
    from marginalia.display import values
    from marginalia.display.evidence import Evidence
    from marginalia.display.scoreboard import scoreboard_line

    return f"{values.capital(scoreboard_line(Evidence(study)))}."


def _opened(out: Path, output: str) -> Path:
    place = out / manifest.OUTPUTS[output]
    return place / "index.html" if output == "html" else place


def _keep_only_pages(html: Path) -> None:
    """Take out what Sphinx keeps for its own next run."""
    (html / ".buildinfo").unlink(missing_ok=True)


@contextmanager
def _alone(out: Path) -> Iterator[Path]:
    """The output's cache folder, for one build at a time. Raises `MarginaliaError` while another is at work, or where
    there can be no such folder."""
    cache = out / _CACHE
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = (cache / "lock").open("w")
    except OSError as error:
        raise unwritable(out, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise MarginaliaError(f"another build is at work in {out}; wait for it or choose another --out") from None
        for name in manifest.OUTPUTS.values():
            recover(out / name)
        yield cache
