"""Executed notebooks by the digest of everything that they depend on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marginalia.press.files import write_whole


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of executed notebooks. Entries appear whole or not at all."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        file = self.folder / f"{key}.ipynb"
        try:
            return file.read_bytes()
        except FileNotFoundError:
            return None

    def has(self, key: str) -> bool:
        return (self.folder / f"{key}.ipynb").is_file()

    def put(self, key: str, notebook: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / f"{key}.ipynb", notebook)

    def keep_only(self, keys: set[str], at_most: int = 200) -> None:
        """Forget the oldest notebooks beyond `at_most`, those of this build excepted."""
        files = sorted(self.folder.glob("*.ipynb"), key=lambda file: file.stat().st_mtime)
        for file in files[: max(0, len(files) - at_most)]:
            if file.stem not in keys:
                file.unlink(missing_ok=True)
