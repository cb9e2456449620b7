"""Everything that a page is made from: the study, how to compute, and what the audit found; read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from marginalia.analysis.comparators import Comparator, read_comparators
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.analysis.thresholds import Threshold, read_thresholds
from marginalia.audit import Finding, Judgement, audit, judge
from marginalia.study.double_entry import DoubleEntry, read_double_entry
from marginalia.study.model import Study
from marginalia.study.reading import read_study


@dataclass(frozen=True)
class Evidence:
    """A study with what is worked out from it. The costly parts are made when first asked for."""

    study: Study
    settings: Settings = DEFAULT
    literature: Path | None = None
    entries: DoubleEntry | None = None
    edition: str = "reader"
    seed: int = 20250101
    simulations: int = 2000

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return audit(self.study)

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """Every claim's judgement, by claim id, in the paper's order."""
        return {claim.id: judge(self.study, claim, self.findings) for claim in self.study.claims}

    @cached_property
    def comparators(self) -> dict[str, Comparator]:
        """Published figures to compare with, by id; none where the book has no literature folder."""
        return {} if self.literature is None else {one.id: one for one in read_comparators(self.literature)}

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """Published important and detectable changes; none where the book has no literature folder."""
        return () if self.literature is None else read_thresholds(self.literature)


def book_root(start: Path | None = None) -> Path:
    """The nearest folder, from the working directory upwards, that holds the book's contents; else the start."""
    start = (start or Path.cwd()).resolve()
    return next((folder for folder in (start, *start.parents) if (folder / "_toc.yml").exists()), start)


def gather(
    study: str | Path,
    settings: Settings,
    *,
    edition: str = "reader",
    seed: int = 20250101,
    simulations: int = 2000,
) -> Evidence:
    """Read a study package (relative to the book's root) and what goes with it. Raises `PackageError`."""
    root = book_root()
    folder = root / study
    stamp = tuple(sorted((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in folder.rglob("*.*")))
    literature = root / "data" / "literature"
    return _gather(folder, stamp, settings, literature if literature.is_dir() else None, edition, seed, simulations)


@lru_cache(maxsize=4)
def _gather(
    folder: Path,
    stamp: tuple[tuple[str, int, int], ...],
    settings: Settings,
    literature: Path | None,
    edition: str,
    seed: int,
    simulations: int,
) -> Evidence:
    # The stamp is part of the key so that a kernel that outlives a change of the data reads it again.
    return Evidence(read_study(folder), settings, literature, read_double_entry(folder), edition, seed, simulations)
