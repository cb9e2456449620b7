"""Kernels from the zygote, as Jupyter asks for them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from importlib.metadata import EntryPoint
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import default

#: The kernel specification in `kernels/`, and the provisioner that it names.
KERNEL = "marginalia-warm"

_KERNELS = Path(__file__).parent / "kernels"


class Zygote:
    """The warm process, as a context manager. Entering it does not wait for its imports; the first fork does."""

    def __init__(self, log: IO[bytes]) -> None:
        self._log = log
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "marginalia.press.warm.zygote", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
            )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def fork(self, argv: list[str], cwd: str, env: dict[str, str]) -> tuple[int, socket.socket]:
        """A new kernel's process id and lifeline. Raises `OSError` where the zygote is gone."""
        ours = self._ask(b"f", {"argv": argv, "cwd": cwd, "env": env})
        with ours.makefile("r", encoding="ascii") as lines:
            pid = lines.readline()
        if not pid:
            ours.close()
            raise OSError(f"no kernel could be forked: {self.said()}")
        ours.setblocking(False)
        return int(pid), ours

    def prepare(self, top: Path, parameters: dict[str, object]) -> None:
        """Have the study of a staged book read once, before any kernel is forked. Does not wait for it."""
        with contextlib.suppress(OSError):
            self._ask(b"p", {"cwd": str(top), "parameters": parameters}).close()

    def _ask(self, kind: bytes, request: dict[str, object]) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            socket.send_fds(self._control, [kind], [theirs.fileno()])
        ours.sendall(json.dumps(request).encode() + b"\n")
        return ours

    def said(self) -> str:
        """The end of what the warm process wrote, for a message."""
        size = os.fstat(self._log.fileno()).st_size
        return os.pread(self._log.fileno(), 2000, max(0, size - 2000)).decode("utf-8", "replace").strip()

    def manager(self, plain: type[AsyncKernelManager]) -> type[AsyncKernelManager]:
        """That kernel manager class with kernels which this zygote forks, for nbclient's `kernel_manager_class`."""
        # Registered by hand as well as any installed entry point would be: it works from a bare checkout too.
        place = f"{__name__}:{WarmProvisioner.__name__}"
        KernelProvisionerFactory.instance().provisioners[KERNEL] = EntryPoint(
            KERNEL, place, KernelProvisionerFactory.GROUP_NAME
        )
        zygote_of_these = self

        class WarmKernelManager(plain):  # type: ignore[misc, valid-type]  # as mypy cannot follow a class that is a value
            zygote = zygote_of_these

            @default("kernel_spec_manager")
            def _ours(self) -> KernelSpecManager:
                return KernelSpecManager(kernel_dirs=[str(_KERNELS)])

        return WarmKernelManager


class WarmProvisioner(LocalProvisioner):
    """A local kernel that was forked instead of started: only what differs from Jupyter's own provisioner.

    Where no kernel can be forked one is started fresh, which is slower and otherwise the same.
    """

    lifeline: socket.socket | None = None

    @property
    def has_process(self) -> bool:
        return self.lifeline is not None or super().has_process

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        env = {name: value for name, value in (kwargs.get("env") or os.environ).items() if value is not None}
        zygote: Zygote = getattr(self.parent, "zygote")  # noqa: B009  # of the manager class that `Zygote.manager` makes
        try:
            self.pid, self.lifeline = zygote.fork(cmd[2:], str(kwargs.get("cwd") or Path.cwd()), env)
        except OSError as error:
            self.log.warning("A fresh kernel is started instead of a warm one: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.pgid = self.pid
        return self.connection_info

    async def poll(self) -> int | None:
        if self.lifeline is None:
            return await super().poll()
        try:
            return None if self.lifeline.recv(1) else 0
        except BlockingIOError:
            return None
        except OSError:
            return 0

    async def wait(self) -> int | None:
        if self.lifeline is None:
            return await super().wait()
        while await self.poll() is None:
            await asyncio.sleep(0.02)
        self.lifeline.close()
        self.lifeline = None
        return 0

    async def send_signal(self, signum: int) -> None:
        if self.lifeline is None or self.pid is None:
            await super().send_signal(signum)
        elif await self.poll() is None:  # once it is gone, its id may be another's
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signum)

    async def kill(self, restart: bool = False) -> None:
        if self.lifeline is None:
            await super().kill(restart)
        else:
            await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        if self.lifeline is None:
            await super().terminate(restart)
        else:
            await self.send_signal(signal.SIGTERM)
