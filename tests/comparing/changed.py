"""A small study and the same with some of it changed."""

from __future__ import annotations

import re
from pathlib import Path


def change(file: Path, *pairs: tuple[str, str]) -> None:
    """Replace pieces of a file; each must be there."""
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text, f"{old!r} is not in {file.name}"
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def one_more_responder(package: Path) -> None:
    """At twelve months ten of thirteen had improved, not nine, in the table and the abstract."""
    numbers = package / "numbers.csv"
    text = numbers.read_text("utf-8")
    text = re.sub(r"(table-2\.all\.response\.12\.n,.*)9/13,9,", r"\g<1>10/13,10,", text)
    text = re.sub(r"(table-2\.all\.response\.12\.N,.*)9/13,", r"\g<1>10/13,", text)
    text = re.sub(r"((?:table-2|abstract)\.all\.response\.12\.percent,.*)69%,69", r"\g<1>77%,77", text)
    numbers.write_text(text, "utf-8")
