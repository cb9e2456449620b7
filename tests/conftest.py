"""What every room's tests share: a small invented package, and the paper itself."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from marginalia.study.model import Study
from marginalia.study.reading import read_study

TESTS = Path(__file__).parent
PACKAGES = TESTS / "packages"
ROOT = TESTS.parent
PAPER = ROOT / "data" / "prodromos-2025"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the small invented package that a test may change."""
    return Path(shutil.copytree(PACKAGES / "tiny", tmp_path / "tiny"))


@pytest.fixture
def tiny_study(tiny: Path) -> Study:
    """The small invented package, read."""
    return read_study(tiny)


@pytest.fixture(scope="session")
def paper_study() -> Study:
    """The paper's own package, read once."""
    return read_study(PAPER)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


Build = Callable[..., Path]


@pytest.fixture(scope="session")
def build_book(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds the whole book by the command that the pages give: `build_book(name, *arguments)` is its folder.

    Parallel test workers share it: the first builds while the others wait, and then find nothing to do.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def build(name: str, *arguments: str) -> Path:
        out = shared / f"book-{name}"
        with (shared / f"book-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = subprocess.run(
                [sys.executable, "-m", "marginalia", "build", *arguments, "--out", str(out)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
                capture_output=True,
                text=True,
            )
        assert done.returncode == 0, done.stdout + done.stderr
        return out

    return build


@pytest.fixture(scope="session")
def book(build_book: Build) -> Path:
    """The book as it is published: default parameters, HTML and PDF."""
    return build_book("reader")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that looks for nothing outside; each test opens a context of its own in it.

    No longer than a module: while it is open its event loop counts as running, and nothing else in the process can run
    one, as executing a notebook does.
    """
    flags = [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        yield opened
        opened.close()
