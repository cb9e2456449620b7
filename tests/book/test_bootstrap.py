"""What `scripts/bootstrap test` does about the two programs that are no Python packages: a Chromium and pdftotext."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_TOOLS = ("sh", "cat", "cksum", "dirname", "touch")


class Machine:
    """A machine with a finished environment and nothing else; `programs` is all that its PATH holds."""

    def __init__(self, top: Path, root: Path) -> None:
        self.top, self.programs = top / "sources", top / "programs"
        (self.top / "scripts").mkdir(parents=True)
        self.programs.mkdir()
        shutil.copy(root / "scripts" / "bootstrap", self.top / "scripts")
        for name in ("pyproject.toml", "requirements.txt", "requirements-test.txt"):
            shutil.copy(root / name, self.top)
        for tool in _TOOLS:
            found = shutil.which(tool)
            assert found is not None
            (self.programs / tool).symlink_to(found)
        environment = self.top / ".venv" / "bin"
        environment.mkdir(parents=True)
        program(environment / "python", "exit 0")
        program(environment / "playwright", "exit 1")
        for kind in ("book", "test"):
            (self.top / ".venv" / f"marginalia.{kind}").touch()

    def user(self, number: int) -> None:
        program(self.programs / "id", f"echo {number}")

    def has(self, *names: str) -> None:
        for name in names:
            program(self.programs / name, "exit 0")

    def bootstrap(self, kind: str = "test") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["scripts/bootstrap", kind],
            cwd=self.top,
            env={"PATH": str(self.programs)},
            capture_output=True,
            text=True,
        )


def program(file: Path, line: str) -> None:
    file.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path, root: Path) -> Machine:
    made = Machine(tmp_path, root)
    made.user(1000)
    return made


def test_both_missing_programs_are_named_with_where_to_get_them(machine: Machine) -> None:
    done = machine.bootstrap()
    assert done.returncode == 1
    assert "chromium   on the PATH" in done.stderr
    assert "pdftotext  on the PATH" in done.stderr
    assert "apt-get install chromium poppler-utils" in done.stderr


def test_only_what_is_missing_is_named(machine: Machine) -> None:
    machine.has("chromium")
    done = machine.bootstrap()
    assert done.returncode == 1
    assert "pdftotext  on the PATH" in done.stderr
    assert "chromium   on the PATH" not in done.stderr


def test_a_finished_machine_is_left_in_peace(machine: Machine) -> None:
    machine.has("chromium", "pdftotext")
    assert machine.bootstrap().returncode == 0
    done = machine.bootstrap()
    assert (done.returncode, done.stderr) == (0, "")


def test_the_book_needs_neither(machine: Machine) -> None:
    assert machine.bootstrap("book").returncode == 0


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="only Debian's packages are installed")
def test_root_on_debian_gets_both(machine: Machine) -> None:
    machine.user(0)
    places = [str(machine.programs / name) for name in ("chromium", "pdftotext")]
    log = machine.top / "log"
    program(
        machine.programs / "apt-get",
        f'echo "$@" >>{log}\n[ "$1" = update ] || for place in {" ".join(places)}; do\n'
        'echo "#!/bin/sh" >"$place"; /bin/chmod 755 "$place"; done',
    )
    done = machine.bootstrap()
    assert done.returncode == 0, done.stderr
    update, install = log.read_text(encoding="utf-8").splitlines()
    assert update.startswith("update")
    assert install.endswith("--no-install-recommends chromium poppler-utils")
