"""One book of a sweep: its row, and the book where one is wanted.

`attempt` never raises: whatever goes wrong is told in its outcome, so that nothing stops the others. Run as a module,
it takes a task as JSON and gives the outcome as JSON, in a process of its own: a book needs one, since Sphinx holds
much in globals, and so does a study that killed the process it was read in.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import marginalia
from marginalia.errors import MarginaliaError
from marginalia.files import write_whole
from marginalia.parameters import Parameters
from marginalia.press.project import Project
from marginalia.press.sweep.summary import Row

#: In the sweep's folder: rows and reconstructions that are known, and in a book's its press's own.
CACHE = ".marginalia"
BOOKS = "books"


@dataclass(frozen=True, slots=True)
class Task:
    """What to do of a sweep: the book at `top` of the package in `folder`, made with `parameters`, as `outputs` (none:
    the numbers alone) into the folder `name` of the sweep in `out`, by so many `jobs`. With `together`, all printed
    counts are asked at once. Paths are absolute; all of it is plain, so that it can go to another process."""

    top: str
    folder: str
    parameters: dict[str, Any]
    out: str
    name: str
    outputs: tuple[str, ...] = ()
    jobs: int = 1
    together: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row, as far as it came, and what stopped it; empty where nothing did."""

    row: Row
    error: str = ""


def prepare(task: Task) -> None:
    """Ask all printed counts of a package together, once for all its books. What fails here fails again, and is told,
    where the book is made."""
    from marginalia.press.checking import read_checked
    from marginalia.reconstruction.store import stored

    with contextlib.suppress(MarginaliaError):
        stored(read_checked(Project(Path(task.top)), Path(task.folder)), _reconstructions(task))


def attempt(task: Task) -> Outcome:
    """The row and the book of a task."""
    row: Row = {}
    try:
        row = _row(task)
        if task.outputs:
            _build(task)
    except MarginaliaError as error:
        return Outcome(row, _without_places(str(error), task))
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        said = f"a mistake of Marginalia’s own: {type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})"
        return Outcome(row, _without_places(said, task))
    return Outcome(row)


def apart(task: Task) -> Outcome:
    """`attempt` in a process of its own, whose end, however sudden, is told as well."""
    done = subprocess.run(
        [sys.executable, "-m", __name__], input=json.dumps(asdict(task)), capture_output=True, text=True, check=False
    )
    try:
        return Outcome(**json.loads(done.stdout.splitlines()[-1]))
    except (IndexError, ValueError, TypeError):
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return Outcome({}, _without_places(f"its process ended with {done.returncode}: {last}", task))


def _row(task: Task) -> Row:
    """The row, from what is known where nothing that it depends on has changed."""
    from marginalia.files import digest
    from marginalia.press.keys import keys_of
    from marginalia.press.sources import StudyFolder, locate_study

    project, folder = Project(Path(task.top)), Path(task.folder)
    name = locate_study(project, task.folder, project.top).name
    parameters = Parameters.checked({**task.parameters, "study": name})
    key = digest([keys_of(project, StudyFolder(folder, name), parameters).book, str(task.together)])
    known = Path(task.out, CACHE, "rows", f"{key}.json")
    with contextlib.suppress(OSError, ValueError):
        return dict(json.loads(known.read_text("utf-8")))
    row = _worked_out(project, folder, parameters, task)
    known.parent.mkdir(parents=True, exist_ok=True)
    write_whole(known, json.dumps(row, ensure_ascii=False).encode("utf-8"))
    return row


def _worked_out(project: Project, folder: Path, parameters: Parameters, task: Task) -> Row:
    from marginalia.press.checking import read_checked
    from marginalia.press.record import book_evidence
    from marginalia.press.sweep.summary import summary

    study = read_checked(project, folder)
    evidence = book_evidence(folder, study, parameters, project.top, _reconstructions(task))
    return summary(folder, evidence, task.together)


def _build(task: Task) -> None:
    """The book, in the process at hand. What its study's counts give together is known to the sweep already."""
    from marginalia.press.build import Order, build
    from marginalia.press.progress import Steps

    out = Path(task.out, BOOKS, task.name)
    _hand_on(task, out / CACHE / "reconstruction")
    parameters = Parameters.checked({**task.parameters, "study": task.folder})
    order = Order(Project(Path(task.top)), parameters, out, Path(task.top), task.outputs, task.jobs)
    build(order, Steps())


def _hand_on(task: Task, place: Path) -> None:
    """Give the book's press the reconstruction that the sweep holds, which depends on the study alone."""
    from marginalia.reconstruction.store import key_of
    from marginalia.study.reading import read_study

    known = _reconstructions(task) / f"{key_of(read_study(Path(task.folder)))}.json"
    if known.is_file():
        place.mkdir(parents=True, exist_ok=True)
        write_whole(place / known.name, known.read_bytes())


def _reconstructions(task: Task) -> Path:
    return Path(task.out, CACHE, "reconstruction")


def _without_places(text: str, task: Task) -> str:
    """A message without the places of this machine: a table is the same wherever it is made."""
    own = str(Path(marginalia.__file__).parents[1])
    for place in sorted({task.out, task.folder, task.top, own}, key=len, reverse=True):
        text = text.replace(f"{place}/", "").replace(place, Path(place).name)
    return text


def main() -> None:
    """A task in, an outcome out. Whatever else is said goes to the standard error."""
    task = Task(**json.loads(sys.stdin.read()))
    with contextlib.redirect_stdout(sys.stderr):
        outcome = attempt(task)
    print(json.dumps(asdict(outcome)))


if __name__ == "__main__":
    main()
