"""What a build made, executed notebooks above all, by the digest of everything that it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marginalia.files import write_whole


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of files of one kind, each named by its key. Entries appear whole or not at all."""

    folder: Path
    suffix: str = ".ipynb"

    def file(self, key: str) -> Path:
        return self.folder / f"{key}{self.suffix}"

    def get(self, key: str) -> bytes | None:
        try:
            return self.file(key).read_bytes()
        except FileNotFoundError:
            return None

    def has(self, key: str) -> bool:
        return self.file(key).is_file()

    def put(self, key: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.file(key), content)

    def keep_only(self, keys: set[str], at_most: int = 200) -> None:
        """Forget the oldest entries beyond `at_most`, those of this build excepted."""
        files = sorted(self.folder.glob(f"*{self.suffix}"), key=lambda file: file.stat().st_mtime)
        for file in files[: max(0, len(files) - at_most)]:
            if file.stem not in keys:
                file.unlink(missing_ok=True)
