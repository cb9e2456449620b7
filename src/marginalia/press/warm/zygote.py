"""The process that imports once and forks kernels: `python -P -m marginalia.press.warm.zygote <socket>`.

It reads from the inherited socket one byte and one file descriptor for each request. The descriptor is a second
socket, over which the request itself comes as a line of JSON.

- `f`, fork a kernel (`argv`, `cwd`, `env`): the kernel answers with its process id and keeps this second socket
  open, its lifeline; when it is gone, for whatever reason, the other side reads the end of the stream.
- `p`, prepare (`cwd`, `parameters`): read the study once, for all kernels that are forked afterwards.

The end of the first socket ends this process, and with it the kernels.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import socket
import sys
import threading
from typing import Any

#: What chapters import. A module that is missing here costs each chapter time, and changes nothing else.
_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "IPython.core.completer",
    "IPython.core.magics",
    "pandas",
    "altair",
    "scipy.optimize",
    "scipy.special",
    "myst_nb.ext.glue",
    "marginalia.display.chapter",
    "marginalia.reconstruction.store",
)


def serve(control: socket.socket) -> None:
    """Import, then answer requests until the other side closes."""
    for module in _MODULES:
        try:
            importlib.import_module(module)
        except ImportError as error:
            # The chapter that needs it will say so, in its own cell.
            print(f"not imported beforehand: {module}: {error}", file=sys.stderr)
    if threading.active_count() > 1:
        raise RuntimeError(f"an import started a thread, after which forking is unsafe: {threading.enumerate()}")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are reaped by the system
    while True:
        asked, lifelines, _, _ = socket.recv_fds(control, 1, 1)
        if not asked:
            return
        with socket.socket(fileno=lifelines[0]) as lifeline:
            if asked == b"p":
                _prepare(_request(lifeline))
                continue
            gc.collect()
            gc.freeze()  # so that the children's collector leaves the shared pages alone
            if os.fork() == 0:
                control.close()
                _become_kernel(lifeline)


def _prepare(request: dict[str, Any]) -> None:
    """Open the study as every chapter will, so that what is read and judged once is shared by all of them."""
    try:
        from marginalia import open_chapter

        os.chdir(request["cwd"])
        _ = open_chapter("abstract", **request["parameters"]).evidence.judgements
    except Exception as error:
        # Nothing is lost but time: a chapter that cannot open its study says so itself.
        print(f"not prepared: {error}", file=sys.stderr)


def _request(lifeline: socket.socket) -> dict[str, Any]:
    with lifeline.makefile("r", encoding="utf-8") as lines:
        request: dict[str, Any] = json.loads(lines.readline())
    return request


def _become_kernel(lifeline: socket.socket) -> None:
    """Turn this forked process into the kernel that was asked for; never returns."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        request = _request(lifeline)
        os.chdir(request["cwd"])
        os.environ.clear()
        os.environ.update(request["env"])
        # Given as an option: ipykernel reads the environment for it once, when it is imported.
        sys.argv = [*request["argv"], f"--IPKernelApp.parent_handle={os.getppid()}"]
        lifeline.sendall(f"{os.getpid()}\n".encode())

        from ipykernel.kernelapp import launch_new_instance

        launch_new_instance(argv=sys.argv[1:])
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
