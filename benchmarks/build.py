"""Cold builds, side by side: plain `jupyter-book build` against `marginalia build`, the same sources, taken in turns.

    python -m benchmarks.build [--runs 3] [--jobs N]

Prints each run and the medians: seconds, and the peak of the memory of all processes together (proportional set
size where the system tells it). HTML alone is compared, since plain Jupyter Book makes no such PDF; the PDF's own
time, and a build with nothing changed, stand below.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil  # type: ignore[import-untyped]

from benchmarks.copies import copy_sources, environment


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    peak_mb: float


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)

    plain = [str(Path(sys.executable).with_name("jupyter-book")), "build", "-q", "."]
    ours = [sys.executable, "-m", "marginalia", "build", "--jobs", str(options.jobs)]
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory(prefix="marginalia-bench-") as scratch:
        book = copy_sources(Path(scratch) / "book")
        for turn in range(options.runs):
            for name, command, cold in (
                ("jupyter-book build, HTML", plain, True),
                ("marginalia build, HTML", [*ours, "--html"], True),
                ("marginalia build, and the PDF", [*ours, "--pdf"], False),
                ("marginalia build, nothing changed", [*ours, "--html"], False),
            ):
                if cold:
                    shutil.rmtree(book / "_build", ignore_errors=True)
                run = _measure(command, book)
                runs.setdefault(name, []).append(run)
                print(f"run {turn + 1}  {name:<36} {run.seconds:7.1f} s {run.peak_mb:7.0f} MB", flush=True)
    print("\nmedians")
    for name, measured in runs.items():
        seconds, peak = median(run.seconds for run in measured), median(run.peak_mb for run in measured)
        print(f"       {name:<36} {seconds:7.1f} s {peak:7.0f} MB")
    theirs, mine = (median(run.seconds for run in runs[name]) for name in list(runs)[:2])
    print(f"\nCold, HTML: {theirs / mine:.1f} times as fast as plain jupyter-book.")


def _measure(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end. Raises `SystemExit` with what it said where it fails."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=said, stderr=subprocess.STDOUT)
        peak = _Peak(process.pid)
        peak.start()
        status = process.wait()
        seconds = time.perf_counter() - begun
        peak.stop()
        if status:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {status}:\n{said.read()[-4000:]}")
    return Run(seconds, peak.megabytes)


class _Peak(threading.Thread):
    """Watches the memory of a process and all its children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.megabytes = 0.0
        self._process = psutil.Process(pid)
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(0.25):
            try:
                family = [self._process, *self._process.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self.megabytes = max(self.megabytes, sum(_memory(process) for process in family) / 2**20)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _memory(process: psutil.Process) -> float:
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0.0
    return float(getattr(memory, "pss", memory.rss))


if __name__ == "__main__":
    main()
