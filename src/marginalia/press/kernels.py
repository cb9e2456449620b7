"""How kernels are started: forked from a warm process, or fresh where that is asked for, and always alike inside."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.parameters import COMMON, Parameters

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

    from marginalia.press.warm.provisioner import Zygote

#: What every kernel runs under, so that a chapter's numbers do not hang on the machine or its user.
_SURROUNDINGS = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class Kernels:
    """The name of a kernel specification and the class that starts it."""

    name: str
    manager: type[AsyncKernelManager]
    _zygote: Zygote | None = None

    def prepare(self, top: Path, parameters: Parameters) -> None:
        """Read the study of a staged book once for all warm kernels; fresh ones each read it themselves."""
        if self._zygote is not None:
            self._zygote.prepare(top, parameters.model_dump(include=set(COMMON)))

    def said(self) -> str:
        """What warm kernels wrote besides their cells' output, for a message; empty for fresh ones."""
        return "" if self._zygote is None else self._zygote.said()


@contextmanager
def kernels(*, fresh: bool) -> Iterator[Kernels]:
    """A way to start kernels. A warm process begins its imports at once and is gone with all its kernels afterwards."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="marginalia-")))
        ours = {"IPYTHONDIR": str(scratch / "ipython"), "JUPYTER_RUNTIME_DIR": str(scratch / "runtime")}
        stack.enter_context(_environment({**_SURROUNDINGS, **ours}))
        from marginalia.press import sockets

        if fresh:
            yield Kernels("python3", sockets.manager(scratch))
        else:
            from marginalia.press.warm.provisioner import KERNEL, Zygote

            log = stack.enter_context((scratch / "log.txt").open("w+b"))
            zygote = stack.enter_context(Zygote(log))
            yield Kernels(KERNEL, zygote.manager(sockets.manager(scratch)), zygote)


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
