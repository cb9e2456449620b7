"""Where independent work runs: here, in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from marginalia.errors import ParameterError

#: Seconds to wait for a scheduler to answer.
_WAIT = 10


@contextmanager
def executor(jobs: int, scheduler: str | None = None) -> Iterator[Executor | None]:
    """Something with `map` for independent work: `None` for one job, which then runs here.

    `scheduler` is the address of a Dask scheduler, whose workers need this package too. Raises `ParameterError` where
    nobody answers there.
    """
    if scheduler is not None:
        from distributed import Client

        try:
            client = Client(scheduler, timeout=_WAIT)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as error:
            raise ParameterError(
                f"scheduler: found {scheduler!r}, expected the address of a running Dask scheduler, such as "
                f"tcp://127.0.0.1:8786"
            ) from error
        with client:
            yield client.get_executor()  # type: ignore[no-untyped-call]
    elif jobs > 1:
        # Fresh processes: forking a process with threads in it can hang.
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield pool
    else:
        yield None
