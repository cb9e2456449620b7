"""Reconstructions kept by what they depend on, so that a book asks the solver once."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from marginalia.files import write_whole
from marginalia.reconstruction.reconstruct import reconstruct
from marginalia.reconstruction.result import Reconstruction
from marginalia.study.model import Study

_RESULT = TypeAdapter(Reconstruction)

#: Outside this package, whatever words or numbers of a reconstruction come from.
_ELSEWHERE = (
    "words.py",
    "analysis/group_overlap.py",
    "audit/precision.py",
    "audit/words.py",
    "statistics/rounding.py",
    "study/model/description.py",
    "study/model/numbers.py",
    "study/model/study.py",
)


def key_of(study: Study) -> str:
    """The digest of everything that a study's reconstruction depends on: its numbers, groups and readings, the code
    that reads them, and the solver's version, which may choose another of several answers."""
    frame = (
        study.enrolled,
        study.enrolled_printed,
        study.groups,
        study.sections,
        study.measures,
        study.outcomes,
        study.numbers,
        study.readings,
        study.limits,
        study.responder_needs,
    )
    return hashlib.sha256(f"{_code()}\n{version('scipy')}\n{frame!r}".encode()).hexdigest()


def stored(study: Study, folder: Path | None) -> Reconstruction:
    """A study's reconstruction, from the folder where it is there, else worked out and put there. Without a folder it
    is worked out each time."""
    if folder is None:
        return reconstruct(study)
    file = folder / f"{key_of(study)}.json"
    try:
        return _RESULT.validate_json(file.read_bytes())
    except (FileNotFoundError, ValidationError):
        made = reconstruct(study)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(file, _RESULT.dump_json(made, indent=1))
    return made


@cache
def _code() -> str:
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), *(here.parent / name for name in _ELSEWHERE)]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
