"""What every room's tests share: a small invented package, and the paper itself."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    shared = _shared(tmp_path_factory)

    def build(name: str, *arguments: str) -> Path:
        out = shared / f"book-{name}"
        with _alone(shared / f"book-{name}"):
            _marginalia("build", *arguments, "--out", str(out))
        return out

    return build


@pytest.fixture(scope="session")
def paper_with_patients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the paper's package with patients one by one: those that `marginalia reconstruct` makes up, put there
    as the page on rerunning says. Parallel test workers share it. What they do not give back is in `deviations.csv`,
    which belongs to no package and does no harm in one."""
    folder = _shared(tmp_path_factory) / "with-patients"
    with _alone(folder):
        if not folder.exists():
            made = folder.with_name("made-up-patients")
            _marginalia("reconstruct", str(PAPER), "--out", str(made))
            fresh = Path(shutil.copytree(PAPER, folder.with_name("fresh-copy")))
            for name in ("patients.csv", "visits.csv", "deviations.csv"):
                shutil.copyfile(made / name, fresh / name)
            fresh.rename(folder)
    return folder


@pytest.fixture(scope="session")
def patient_book(build_book: Build, paper_with_patients: Path) -> Path:
    """The paper's book, made with patients one by one; HTML only."""
    return build_book("patients", str(paper_with_patients), "--html")


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that parallel test workers have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """For one worker at a time."""
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _marginalia(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "marginalia", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


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
