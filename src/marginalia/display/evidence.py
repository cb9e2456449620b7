"""Everything that a page is made from: the study, how to compute, and what the audit found; read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.analysis.comparators import Comparator, of_field, read_comparators
from marginalia.analysis.instruments import Instrument, read_instruments
from marginalia.analysis.recomputed import Recomputation, recompute
from marginalia.analysis.reprinted import reprinted
from marginalia.analysis.settings import Settings
from marginalia.analysis.thresholds import Threshold, read_thresholds
from marginalia.audit import Finding, Judgement, audit, judge
from marginalia.audit.appraisal import Filled, filled_forms
from marginalia.audit.findings import in_order
from marginalia.errors import MarginaliaError, ParameterError
from marginalia.parameters import DEFAULTS, Parameters
from marginalia.study.contents import EARLIER, earlier_versions, has_patients
from marginalia.study.double_entry import DoubleEntry, read_double_entry
from marginalia.study.model import Study
from marginalia.study.patient_level import Cohort
from marginalia.study.patient_tables import read_cohort
from marginalia.study.reading import read_study

if TYPE_CHECKING:
    from marginalia.analysis.patient_analyses import PatientAnalyses
    from marginalia.comparing import Comparison
    from marginalia.reconstruction.result import Reconstruction

#: Where reconstructions are kept, from the book's root, so that the solver is asked once for a whole book.
RECONSTRUCTIONS = Path("_build", "reconstruction")


@dataclass(frozen=True)
class Evidence:
    """A study with what is worked out from it. The costly parts are made when first asked for. `cohort` holds the
    patients one by one where the package has them; `previous` is the latest earlier version that it keeps, as the
    parameter `study` would name it; `paper` is the study as printed where `study` has the numbers that its patients
    give."""

    study: Study
    chosen: Parameters = DEFAULTS
    literature: Path | None = None
    entries: DoubleEntry | None = None
    reconstructions: Path | None = None
    cohort: Cohort | None = None
    previous: str = ""
    paper: Study | None = None

    @cached_property
    def settings(self) -> Settings:
        """How the reader wants uncertainty worked out."""
        return Settings(self.chosen.confidence, self.chosen.interval)

    @cached_property
    def recomputation(self) -> Recomputation | None:
        """Every printed number beside what the patients say; `None` where there are no patients one by one."""
        return None if self.cohort is None else recompute(self.paper or self.study, self.cohort)

    @cached_property
    def earlier(self) -> Evidence | None:
        """The same of the latest earlier version; `None` where there is none. Raises `PackageError`."""
        return gather(self.chosen.changed(study=self.previous, numbers="printed")) if self.previous else None

    @cached_property
    def since(self) -> Comparison | None:
        """What changed since the latest earlier version; `None` where there is none."""
        from marginalia.comparing import compare
        from marginalia.display.texts import state_of

        before = self.earlier
        return None if before is None else compare(*(state_of(one, one.study.slug) for one in (before, self)))

    @cached_property
    def by_patient(self) -> PatientAnalyses | None:
        """What only patients one by one allow; `None` where there are none, or none was ever seen."""
        from marginalia.analysis.patient_analyses import PatientAnalyses

        if self.cohort is None or not self.cohort.visits:
            return None
        chosen = self.chosen
        return PatientAnalyses(self.study, self.cohort, self.settings, chosen.simulations, chosen.seed)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return audit(self.study)

    @cached_property
    def questions(self) -> tuple[Finding, ...]:
        """The audit's findings, and what only all numbers together show, the gravest first."""
        from marginalia.reconstruction.findings import beyond

        made = self.reconstruction
        more = () if made is None else beyond(self.study, made, self.findings)
        return in_order(self.study, [*self.findings, *more])

    @property
    def reconstruction(self) -> Reconstruction | None:
        """What all printed counts say together; `None` where it could not be made, for the reason in `unmade`."""
        return None if isinstance(self._reconstructed, MarginaliaError) else self._reconstructed

    @property
    def unmade(self) -> MarginaliaError | None:
        """Why there is no reconstruction."""
        return self._reconstructed if isinstance(self._reconstructed, MarginaliaError) else None

    @cached_property
    def _reconstructed(self) -> Reconstruction | MarginaliaError:
        # The solver takes a second to import: most chapters never ask.
        from marginalia.reconstruction.store import stored

        try:
            return stored(self.study, self.reconstructions)
        except MarginaliaError as error:
            return error

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """Every claim's judgement, by claim id, in the paper's order. What only all numbers together show counts where
        reconstructions are kept, as they are for a book."""
        findings = self.findings if self.reconstructions is None else self.questions
        return {claim.id: judge(self.study, claim, findings) for claim in self.study.claims}

    @cached_property
    def comparators(self) -> dict[str, Comparator]:
        """Published figures to compare with, by id; none where the book has no literature folder."""
        return {} if self.literature is None else {one.id: one for one in read_comparators(self.literature)}

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """The appraisal instruments, by id; none where the book has no folder of them."""
        folder = None if self.literature is None else self.literature.parent / "instruments"
        return {} if folder is None or not folder.is_dir() else read_instruments(folder)

    @cached_property
    def forms(self) -> tuple[Filled, ...]:
        """The study's filled forms, each answer held against the data."""
        return filled_forms(self.study, self.instruments, self.findings)

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """Published important and detectable changes of the study's field; none where the book has no literature
        folder."""
        found = () if self.literature is None else read_thresholds(self.literature)
        return of_field(self.study, found, lambda one: (one.key, one.condition))


def book_root(start: Path | None = None) -> Path:
    """The nearest folder, from the working directory upwards, that holds the book's contents; else the start."""
    start = (start or Path.cwd()).resolve()
    return next((folder for folder in (start, *start.parents) if (folder / "_toc.yml").exists()), start)


def gather(chosen: Parameters) -> Evidence:
    """Read the chosen study package (relative to the book's root) and what goes with it. Raises `PackageError`."""
    root = book_root()
    folder = root / chosen.study
    stamp = tuple(sorted((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in folder.rglob("*.*")))
    return _gather(root, stamp, chosen)


@lru_cache(maxsize=4)
def _gather(root: Path, stamp: tuple[tuple[str, int, int], ...], chosen: Parameters) -> Evidence:
    # The stamp is part of the key so that a kernel that outlives a change of the data reads it again.
    folder, literature = root / chosen.study, root / "data" / "literature"
    printed = read_study(folder)
    cohort = read_cohort(printed, folder) if has_patients(folder) else None
    study = with_numbers(chosen, printed, cohort)
    return Evidence(
        study,
        chosen,
        literature if literature.is_dir() else None,
        read_double_entry(folder),
        root / RECONSTRUCTIONS,
        cohort,
        next((f"{chosen.study}/{EARLIER}/{version.name}" for version in reversed(earlier_versions(folder))), ""),
        None if study is printed else printed,
    )


def with_numbers(chosen: Parameters, study: Study, cohort: Cohort | None) -> Study:
    """The study with the numbers that the parameters ask for: as printed, or as its patients give them. Raises
    `ParameterError` where there are no patients to ask."""
    if chosen.numbers == "printed":
        return study
    if cohort is None:
        raise ParameterError(
            f"parameter numbers={chosen.numbers}: the study {study.slug} holds no patients one by one to work its "
            "numbers out from"
        )
    return reprinted(recompute(study, cohort)).study
