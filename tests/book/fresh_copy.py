"""A fresh copy of the sources in which the commands that a page documents can be run as they are written there."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.copies import copy_sources, environment


def commands_in(text: str) -> list[str]:
    """What a page, or a part of one, tells its reader to type, in order."""
    blocks = re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


@dataclass(frozen=True)
class Copy:
    """A fresh copy of the repository whose `.venv` holds this interpreter's `marginalia`."""

    top: Path

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, shell=True, cwd=self.top, env=environment(), capture_output=True, text=True)

    def does(self, command: str) -> str:
        done = self.run(command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def parameters(self, out: str) -> dict[str, Any]:
        """The parameters of the book in this folder, which must be there in HTML and PDF."""
        assert (self.top / out / "html" / "index.html").is_file()
        assert (self.top / out / "marginalia.pdf").read_bytes().startswith(b"%PDF")
        manifest = json.loads((self.top / out / "manifest.json").read_text(encoding="utf-8"))
        return dict(manifest["parameters"])


def fresh_copy(folder: Path) -> Copy:
    """A copy in this folder, which must not exist yet."""
    top = copy_sources(folder)
    command = top / ".venv" / "bin" / "marginalia"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m marginalia "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return Copy(top)
