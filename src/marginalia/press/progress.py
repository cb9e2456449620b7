"""What a build says while it works: bars on a terminal, one plain line a step elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Steps:
    """The steps of one build, shown and timed. `seconds` is how long each took, in order."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[None]:
        """One step, of `total` parts where they are told one by one with `part`."""
        begun = time.perf_counter()
        if self._progress is not None:
            self._task = self._progress.add_task(name, total=total)  # without a total the bar pulses
        try:
            yield
        finally:
            self.seconds[name] = time.perf_counter() - begun
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, total=total or 1, completed=total or 1, description=name)
        else:
            print(f"{name:<10} {self.seconds[name]:5.1f} s", flush=True)

    def part(self, name: str) -> None:
        """One part of the present step is done. Safe from any thread."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, advance=1, description=name)


@contextmanager
def shown() -> Iterator[Steps]:
    """The steps of a build, with bars while they last where the output is a terminal."""
    steps = Steps()
    if not sys.stdout.isatty():
        yield steps
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns) as progress:
        steps._progress = progress
        yield steps
