"""What a build left behind: each file with its SHA-256, and what it was made from. No times and no places."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import marginalia
from marginalia.files import file_digest, files_under, write_whole
from marginalia.parameters import Parameters

NAME = "manifest.json"

#: What describes the whole folder besides this file: an RO-Crate.
CRATE = "ro-crate-metadata.json"

#: Each output and where it lies.
OUTPUTS = {"html": "html", "pdf": "marginalia.pdf"}

_TOLD_VERSIONS = ("jupyter-book", "sphinx", "myst-nb", "papermill", "numpy", "scipy", "pandas", "altair", "typst")


def read(out: Path) -> dict[str, Any]:
    """The manifest of an output folder; empty where there is none, or none that can be read."""
    try:
        found = json.loads((out / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_current(manifest: dict[str, Any], out: Path, output: str, key: str) -> bool:
    """Whether an output was made from exactly these inputs and every file of it is still as it was made."""
    entry = manifest.get("outputs", {}).get(output, {})
    files = entry.get("files", {})
    return bool(files) and entry.get("inputs") == key and all(_is(out / name, sha) for name, sha in files.items())


def claim(out: Path, outputs: tuple[str, ...]) -> None:
    """List outputs that are about to be put in place for the first time, so that they are known for ours even where
    the build is cut short before `write`; and the crate."""
    before = read(out)
    listed = {**{output: {} for output in outputs}, **before.get("outputs", {})}
    known = {"marginalia": marginalia.__version__, "crate": "", **before, "outputs": listed}
    if known != before:
        _put(out, known)


def write(out: Path, study: str, scoreboard: str, parameters: Parameters, made: dict[str, str]) -> None:
    """Write the manifest: `made` maps each output just made to the key of its inputs; the others stay listed."""
    outputs = read(out).get("outputs", {})
    for output, key in made.items():
        outputs[output] = {"inputs": key, "files": _files(out, OUTPUTS[output])}
    content = {
        "marginalia": marginalia.__version__,
        "study": study,
        "scoreboard": scoreboard,
        "parameters": parameters.model_dump(),
        "versions": {"python": python_version(), **{name: version(name) for name in _TOLD_VERSIONS}},
        "crate": "",
        "outputs": {output: outputs[output] for output in sorted(outputs)},
    }
    _put(out, content)


def add_crate(out: Path) -> None:
    """Add the digest of the crate, which is written from the manifest and so after it."""
    _put(out, {**read(out), "crate": file_digest(out / CRATE)})


def has_crate(manifest: dict[str, Any], out: Path) -> bool:
    """Whether the crate is there as it was made."""
    return _is(out / CRATE, manifest.get("crate", ""))


def _put(out: Path, content: dict[str, Any]) -> None:
    write_whole(out / NAME, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8"))


def _files(out: Path, name: str) -> dict[str, str]:
    place = out / name
    files = files_under(place) if place.is_dir() else iter([place])
    return {file.relative_to(out).as_posix(): file_digest(file) for file in files}


def _is(file: Path, sha: str) -> bool:
    try:
        return file_digest(file) == sha
    except OSError:
        return False
