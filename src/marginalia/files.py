"""Walking, hashing, writing and swapping files: the few things that several rooms need of the disc."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path


def files_under(folder: Path) -> Iterator[Path]:
    """Every file of a folder in order of name, but hidden ones and what Python leaves behind."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "__pycache__":
            continue
        if path.is_dir():
            yield from files_under(path)
        else:
            yield path


def digest(parts: Iterable[str]) -> str:
    """One SHA-256 of many strings; each is closed off, so that `ab, c` and `a, bc` differ."""
    whole = hashlib.sha256()
    for part in parts:
        piece = part.encode("utf-8")
        whole.update(len(piece).to_bytes(8, "big") + piece)
    return whole.hexdigest()


def file_digest(file: Path) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def files_digest(files: Iterable[tuple[Path, Path]]) -> str:
    """The digest of (name, file) pairs: names and bytes, nothing else."""
    return digest(part for name, file in files for part in (name.as_posix(), file_digest(file)))


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the new one, never half of it."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(file)


def swap_in(new: Path, place: Path) -> None:
    """Put a new file or folder in the place of the old one, which then no longer exists.

    A folder is exchanged in one step where the file system can; elsewhere in two renames, between which `recover`
    finds the old one.
    """
    if not new.is_dir() or not place.exists():
        new.replace(place)
        return
    old = _aside(place)
    if _exchange(new, place):
        shutil.rmtree(new)
        return
    place.replace(old)
    new.replace(place)
    shutil.rmtree(old)


def recover(place: Path) -> None:
    """Bring back a folder that an interrupted `swap_in` left aside, or clear away what is no longer needed."""
    old = _aside(place)
    if old.is_dir():
        if place.exists():
            shutil.rmtree(old)
        else:
            old.replace(place)


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths of one file system in a single step; whether the system could."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            at_cwd, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of renameat2(2)
            return bool(libc.renameat2(at_cwd, names[0], at_cwd, names[1], exchange) == 0)
        if sys.platform == "darwin":
            swap = 2  # RENAME_SWAP of renamex_np(2)
            return bool(libc.renamex_np(names[0], names[1], swap) == 0)
    except (OSError, AttributeError):
        pass
    return False
