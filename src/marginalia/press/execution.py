"""Every chapter executed, or taken from the cache where nothing that it depends on has changed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path

from marginalia.parameters import Parameters
from marginalia.press import binding
from marginalia.press.cache import Cache
from marginalia.press.kernels import Kernels
from marginalia.press.keys import Keys, code_digest
from marginalia.press.project import Page


def run_chapters(
    pages: tuple[Page, ...],
    parameters: Parameters,
    stage: Path,
    keys: Keys,
    cache: Cache,
    kernels: Kernels,
    *,
    jobs: int,
    done: Callable[[Page, bool], None],
) -> int:
    """Put every notebook of `pages` into the stage, executed; returns how many had to run.

    `done` is told of each page, and whether it ran. Raises the first `BuildError`; chapters not yet begun are then
    not begun.
    """
    wanted: list[Page] = []
    for page in pages:
        known = cache.get(keys.page(page))
        if known is None:
            wanted.append(page)
        else:
            _place(page, stage, known)
            done(page, False)
    if wanted:
        kernels.prepare(stage, parameters)
        _run(wanted, parameters, stage, keys, cache, kernels, jobs, done)
    cache.keep_only({keys.page(page) for page in pages})
    return len(wanted)


def _run(
    wanted: list[Page],
    parameters: Parameters,
    stage: Path,
    keys: Keys,
    cache: Cache,
    kernels: Kernels,
    jobs: int,
    done: Callable[[Page, bool], None],
) -> None:
    from marginalia.press import notebooks

    def run(page: Page) -> None:
        folder = stage / page.file.parent
        executed = notebooks.execute(page, parameters, folder, kernels)
        content = notebooks.written(executed)
        # A module edited meanwhile may or may not have been in this kernel: such a page is not to be trusted later.
        if code_digest() == keys.code:
            cache.put(keys.page(page), content)
        _place(page, stage, content)
        done(page, True)

    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        futures = [pool.submit(run, page) for page in wanted]
        try:
            binding.load()  # while the kernels have the other core
            finished, _ = wait(futures, return_when=FIRST_EXCEPTION)
            for future in finished:
                future.result()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _place(page: Page, stage: Path, content: bytes) -> None:
    """The executed notebook in the stage, instead of its source: two files of one name would be one page twice."""
    place = stage / page.file
    place.unlink(missing_ok=True)
    place.with_suffix(".ipynb").write_bytes(content)
