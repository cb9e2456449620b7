"""How a kernel is spoken to: over sockets in a folder of ours, where nobody else can come between.

Jupyter's own way is to look for free ports of the machine and let the kernel take them later. A warm kernel may wait
long for its turn, and on a busy machine another process, such as a second build, can have taken one by then.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from traitlets import default

#: The longest path that a socket can have: 104 characters with its end on macOS, 108 on Linux.
_LONGEST = 103


def manager(folder: Path) -> type[AsyncKernelManager]:
    """A kernel manager class whose kernels listen in `folder`; at ports where that folder's path is too long."""
    numbers = count(1)

    class SocketKernelManager(AsyncKernelManager):
        @default("transport")
        def _transport_of_these(self) -> str:
            return "ipc" if len(f"{folder}/9999-9") <= _LONGEST else "tcp"

        @default("ip")
        def _place_of_these(self) -> str:
            return f"{folder}/{next(numbers)}" if self.transport == "ipc" else super()._ip_default()

    return SocketKernelManager
