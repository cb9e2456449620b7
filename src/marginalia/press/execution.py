"""Every chapter executed, or taken from the cache where nothing that it depends on has changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.parameters import Parameters
from marginalia.press.files import write_whole
from marginalia.press.keys import Keys, code_digest
from marginalia.press.project import Page

if TYPE_CHECKING:
    from jupyter_client.manager import KernelManager

#: What every kernel runs under, so that a chapter's numbers do not hang on the machine or its user.
_SURROUNDINGS = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}

#: Whether this system forks kernels by default.
CAN_FORK = sys.platform in ("linux", "darwin")


@dataclass(frozen=True, slots=True)
class Cache:
    """Executed notebooks by the digest of everything that they depend on."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        file = self.folder / f"{key}.ipynb"
        try:
            return file.read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, notebook: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / f"{key}.ipynb", notebook)

    def keep_only(self, keys: set[str], at_most: int = 200) -> None:
        """Forget the oldest notebooks beyond `at_most`, those of this build excepted."""
        files = sorted(self.folder.glob("*.ipynb"), key=lambda file: file.stat().st_mtime)
        for file in files[: max(0, len(files) - at_most)]:
            if file.stem not in keys:
                file.unlink(missing_ok=True)


def run_chapters(
    pages: tuple[Page, ...],
    parameters: Parameters,
    stage: Path,
    keys: Keys,
    cache: Cache,
    *,
    jobs: int,
    fresh: bool,
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
        with _kernels(stage, fresh) as (manager, kernel):
            _run(wanted, parameters, stage, keys, cache, jobs, manager, kernel, done)
    cache.keep_only({keys.page(page) for page in pages})
    return len(wanted)


def _run(
    wanted: list[Page],
    parameters: Parameters,
    stage: Path,
    keys: Keys,
    cache: Cache,
    jobs: int,
    manager: type[KernelManager] | None,
    kernel: str,
    done: Callable[[Page, bool], None],
) -> None:
    import nbformat

    from marginalia.press import notebooks

    def run(page: Page) -> None:
        folder = stage / page.file.parent
        executed = notebooks.execute(page, parameters, folder, manager, kernel)
        content = (nbformat.writes(executed) + "\n").encode("utf-8")
        # A module edited meanwhile may or may not have been in this kernel: such a page is not to be trusted later.
        if code_digest() == keys.code:
            cache.put(keys.page(page), content)
        _place(page, stage, content)
        done(page, True)

    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        futures = [pool.submit(run, page) for page in wanted]
        try:
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


@contextmanager
def _kernels(stage: Path, fresh: bool) -> Iterator[tuple[type[KernelManager] | None, str]]:
    """How kernels are started: a manager class (`None`: Jupyter's own) and a kernel's name."""
    scratch = stage / ".kernels"
    scratch.mkdir()
    surroundings = {**_SURROUNDINGS, "IPYTHONDIR": str(scratch / "ipython")}
    before = {name: os.environ.get(name) for name in surroundings}
    with ExitStack() as stack:
        os.environ.update(surroundings)
        stack.callback(_restore, before)
        if fresh or not CAN_FORK:
            yield None, "python3"
        else:
            from marginalia.press.warm.provisioner import KERNEL, Zygote

            log = stack.enter_context((scratch / "log.txt").open("wb"))
            zygote = stack.enter_context(Zygote(log))
            yield zygote.manager(), KERNEL


def _restore(variables: dict[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
