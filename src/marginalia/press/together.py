"""All printed numbers asked at once, before the chapters run: the solver takes seconds, and every chapter would ask."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.press.cache import Cache

if TYPE_CHECKING:
    from marginalia.study.model import Study


def reconstruct_once(study: Study, cache: Cache, stage: Path) -> None:
    """Put a study's reconstruction where the chapters of the stage look for it, from the cache where it is known.

    A study that has none is no reason to stop: its pages say why.
    """
    from marginalia.display.evidence import RECONSTRUCTIONS
    from marginalia.errors import MarginaliaError
    from marginalia.reconstruction.store import key_of, stored

    try:
        stored(study, cache.folder)
    except MarginaliaError:
        return
    key = key_of(study)
    (stage / RECONSTRUCTIONS).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(cache.file(key), stage / RECONSTRUCTIONS / cache.file(key).name)
    cache.keep_only({key})
