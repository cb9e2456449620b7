"""Two clean builds in two folders, compared file by file: HTML, notebooks, PDF, manifest.

    python -m benchmarks.identical

The second build differs in all that must not matter: its folder, its hash seed, fresh kernels instead of warm
ones, one chapter at a time. Ends with 1 and the names where a byte differs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.copies import copy_sources, environment


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="marginalia-identical-") as scratch:
        one = _built(Path(scratch) / "one", "1")
        other = _built(Path(scratch) / "the" / "other", "2", "--fresh-kernels", "--jobs", "1")
        differing = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
        for name in differing:
            print(f"differs: {name}")
        print(f"{len(one) - len(differing)} of {len(one)} files are identical.")
    sys.exit(1 if differing else 0)


def _built(folder: Path, hash_seed: str, *options: str) -> dict[str, bytes]:
    """Every published file of a clean build."""
    copy_sources(folder)
    command = [sys.executable, "-m", "marginalia", "build", *options]
    subprocess.run(command, cwd=folder, env=environment(PYTHONHASHSEED=hash_seed), check=True)
    out = folder / "_build"
    top = [out / name for name in ("manifest.json", "ro-crate-metadata.json", "marginalia.pdf")]
    published = [*top, *(out / "html").rglob("*")]
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in published if file.is_file()}


if __name__ == "__main__":
    main()
