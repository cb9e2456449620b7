"""The reconstruction of the paper, step by step: its size, and the seconds that each step takes.

    python -m benchmarks.reconstruction [--study data/prodromos-2025] [--jobs 1 2] [--dask]

Prints rows and columns, then the search for conflicts, each assumption tried and each range by itself; then the whole
of it in this process and on executors: one pool of processes for each number of jobs and, where asked for, a Dask
cluster on this machine. Ends with 1 where an executor's result differs from this process's own.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.copies import TOP
from marginalia.reconstruction import Assumptions, reconstruct, with_named
from marginalia.reconstruction.conflicts import conflict_with, search
from marginalia.reconstruction.questions import questions
from marginalia.reconstruction.reconstruct import extremes
from marginalia.reconstruction.statements import Statement, statements
from marginalia.reconstruction.system import System, system_of
from marginalia.study.model import Study
from marginalia.study.reading import read_study

_NESTED = "nested-follow-up"
_TRIED = (_NESTED, "disjoint-treatments", "covering-treatments", "among-previous", "among-ever")

_Answer = TypeVar("_Answer")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", type=Path, default=TOP / "data" / "prodromos-2025")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--dask", action="store_true")
    options = parser.parse_args(arguments)

    study = read_study(options.study)
    _steps(study)
    print("\nall of it")
    alone = _timed("in this process", partial(reconstruct, study))
    differing = []
    for name, pool in _pools(options.jobs, options.dask):
        with pool() as executor:
            if _timed(name, partial(reconstruct, study, executor=executor)) != alone:
                differing.append(name)
    print(f"\nAnother result: {', '.join(differing)}." if differing else "\nEvery result is the same.")
    sys.exit(1 if differing else 0)


def _steps(study: Study) -> None:
    """Time one step after the other, none of them on an executor."""
    stated = statements(study)
    system = system_of(study, Assumptions(), stated)
    print(f"{study.slug}: {len(stated)} statements about {study.enrolled} patients")
    _size("all statements", system)
    found = _timed("search for conflicts", partial(search, system))
    suspects = frozenset[int]().union(*found.corrections)
    print(
        f"  {len(found.conflicts)} conflicts, {len(found.corrections)} smallest corrections, settled: {found.settled}"
    )
    kept = tuple(one for at, one in enumerate(stated) if at not in suspects)
    print("\nassumptions")
    for name in _TRIED:
        tried = system_of(study, with_named(study, [name]), kept)
        _size(name, tried)
        answer = _timed(f"  {name} tried", partial(conflict_with, tried, range(len(kept))))
        print(f"    {'possible' if answer is None else 'impossible'}")
        if answer is None and name == _NESTED:
            _ranges(study, with_named(study, [name]), kept, "ranges, nested follow-up")
    _ranges(study, Assumptions(), kept, "ranges")


def _ranges(study: Study, assumptions: Assumptions, kept: tuple[Statement, ...], title: str) -> None:
    print(f"\n{title}")
    for question in questions(study, kept):
        system = system_of(study, assumptions, kept).seeing(question.months)
        low, high = _timed(question.id, partial(extremes, system, question))
        print(f"    {low} to {high}")


def _size(name: str, system: System) -> None:
    print(f"  {name}: {len(system.rows.owner)} rows, {system.columns} columns")


def _timed(name: str, work: Callable[[], _Answer]) -> _Answer:
    begun = time.perf_counter()
    answer = work()
    print(f"  {name:<36} {time.perf_counter() - begun:7.2f} s", flush=True)
    return answer


def _pools(jobs: Sequence[int], dask: bool) -> Iterator[tuple[str, Callable[[], AbstractContextManager[Executor]]]]:
    for count in jobs:
        yield f"{count} processes", partial(ProcessPoolExecutor, count)
    if dask:
        yield "Dask, 2 workers", _cluster


@contextmanager
def _cluster() -> Iterator[Executor]:
    """A Dask cluster of two processes on this machine."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]
        Client(cluster) as client,  # type: ignore[no-untyped-call]
        client.get_executor() as pool,
    ):
        yield pool


if __name__ == "__main__":
    main()
