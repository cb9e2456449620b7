"""The order of work of a sweep: what to do, each package once, each book, then the table and the index of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from marginalia.press.place import check_beside_sources, writing
from marginalia.press.project import Project
from marginalia.press.sweep.grid import Grid
from marginalia.press.sweep.naming import folder_names
from marginalia.press.sweep.one import Outcome, Task, apart, attempt, prepare
from marginalia.press.sweep.summary import Row
from marginalia.spread import executor

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Order:
    """A sweep: the packages and the grid, what to make of each (`outputs`; the numbers alone where it is empty), where,
    and with what: so many processes here, or the workers of a Dask scheduler, who must see the same folders."""

    project: Project
    packages: tuple[Path, ...]
    grid: Grid
    out: Path
    outputs: tuple[str, ...] = ()
    jobs: int = 1
    scheduler: str | None = None
    together: bool = False


@dataclass(frozen=True, slots=True)
class Swept:
    """A row for each book, in the order of packages and grid, and the files that compare them."""

    rows: tuple[Row, ...]
    places: tuple[Path, ...]

    @property
    def failed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row["status"] == "failed")


def sweep(order: Order, done: Callable[[Row], None]) -> Swept:
    """Do all of it; `done` is told the row of each book as it comes. What fails is in its row and stops
    nothing else; what is up to date is not made again.

    Raises `ParameterError` before anything is written: for a place among the sources or of somebody else's, and for a
    scheduler that does not answer.
    """
    from marginalia.press.sweep.result import check_ours, write

    check_beside_sources(order.project, order.packages, order.out)
    check_ours(order.out)
    tasks = _tasks(order)
    rows: list[Row] = [{}] * len(tasks)
    with executor(min(order.jobs, len(tasks)), order.scheduler) as pool, writing(order.out):
        order.out.mkdir(parents=True, exist_ok=True)
        if order.together:
            first = {task.folder: task for task in tasks}
            for _ in _each(prepare, list(first.values()), pool):
                pass
        for at, outcome in _outcomes(tasks, pool):
            rows[at] = _row(tasks[at], outcome, order.grid)
            done(rows[at])
        return Swept(tuple(rows), write(order.project, order.out, rows, order.grid, order.outputs))


def _tasks(order: Order) -> list[Task]:
    books = [(folder, point) for folder in order.packages for point in order.grid.points]
    names = folder_names([(folder.name, point) for folder, point in books], order.grid.varied)
    # Where several are made at once, each takes one core; a single one may take them all.
    jobs = max(1, order.jobs // len(books)) if order.scheduler is None else 1
    return [
        Task(
            top=str(order.project.top),
            folder=str(folder),
            parameters=point.model_dump(exclude={"study"}),
            out=str(order.out),
            name=name,
            outputs=order.outputs,
            jobs=jobs,
            together=order.together,
        )
        for name, (folder, point) in zip(names, books, strict=True)
    ]


def _outcomes(tasks: Sequence[Task], pool: Executor | None) -> Iterator[tuple[int, Outcome]]:
    """The outcome of each task, as they come. One that takes its process with it is tried again in one of its own, and
    so is what it took down besides."""
    make = apart if any(task.outputs for task in tasks) else attempt
    broken = []
    for at, outcome in _each(make, tasks, pool):
        if outcome is None:
            broken.append(at)
        else:
            yield at, outcome
    for at in broken:
        yield at, apart(tasks[at])


def _each(
    make: Callable[[Task], Made], tasks: Sequence[Task], pool: Executor | None
) -> Iterator[tuple[int, Made | None]]:
    """What `make` gives for each task, with its number, as it comes; `None` where the process died over it."""
    if pool is None:
        for at, task in enumerate(tasks):
            yield at, make(task)
        return
    places = {pool.submit(make, task): at for at, task in enumerate(tasks)}
    for future in as_completed(places):
        try:
            yield places[future], future.result()
        except Exception as error:
            if not _died(error):
                raise
            yield places[future], None


def _died(error: Exception) -> bool:
    """Whether an error says that a worker is gone, here or on a Dask cluster."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


def _row(task: Task, outcome: Outcome, grid: Grid) -> Row:
    chosen = {name: task.parameters[name] for name in grid.told}
    return {
        "book": task.name,
        "package": Path(task.folder).name,
        **chosen,
        "status": "failed" if outcome.error else "done",
        "error": outcome.error,
        **outcome.row,
    }
