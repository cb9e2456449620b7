"""On a terminal both commands ask, without being told to."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from marginalia.study.reading import read_study


def on_a_terminal(root: Path, answers: str, *arguments: str | Path) -> str:
    """What the command shows on a terminal at which somebody types these answers."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "marginalia", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "120"}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdin=theirs, stdout=subprocess.PIPE, text=True
    ) as running:
        os.close(theirs)
        os.write(ours, answers.encode())
        shown, _ = running.communicate(timeout=300)
    os.close(ours)
    assert running.returncode == 0, shown
    return shown


def test_import_asks_for_each_unknown_label_and_verify_for_each_section(root: Path, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "pasted.txt"
    file.write_text("Who\t3M\nAll Patients\t9/17 (53%)\nFeather\t4/8 (50%)\n", encoding="utf-8")
    shown = on_a_terminal(
        root, "+g feather\n", "import", file, tiny, "--section", "results", "--measure", "response", "--add"
    )
    assert "'Feather', a row with 4/8 (50%): what does it name?" in shown and "6 new numbers" in shown
    on_a_terminal(root, "", "import", file, tiny, "--section", "table-4", "--measure", "response")

    shown = on_a_terminal(root, "y\nn\n", "verify", tiny)
    assert shown.count("Does the paper print all 6 so, there?") == 2
    assert "6 numbers marked as checked, 6 still to be checked" in shown
    waiting = {one.section for one in read_study(tiny).numbers if not one.verified}
    assert waiting == {"table-4"}
