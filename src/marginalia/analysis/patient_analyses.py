"""The analyses that only patients one by one allow, each made when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from marginalia.analysis.imputed_response import Imputation, NotImputed, impute
from marginalia.analysis.loss_of_response import Lasting, lasting
from marginalia.analysis.patient_changes import rated
from marginalia.analysis.repeated_ratings import Repeated, Unfitted, repeated
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.study.model import Outcome, Study
from marginalia.study.patient_level import Cohort


@dataclass(frozen=True)
class PatientAnalyses:
    """A cohort, how uncertainty is worked out, and what random numbers start from (`seed`); `simulations` says how much
    is drawn."""

    study: Study
    cohort: Cohort
    settings: Settings = DEFAULT
    simulations: int = 2000
    seed: int = 1

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that anybody was rated on."""
        return tuple(rated(self.study, self.cohort))

    @cached_property
    def repeated(self) -> tuple[Repeated | Unfitted, ...]:
        """The mixed model of each outcome that anybody was rated on."""
        return tuple(repeated(self.study, self.cohort, one, settings=self.settings) for one in self.outcomes)

    @cached_property
    def lasting(self) -> Lasting | None:
        """How long a response lasts; `None` where nobody who responded was judged again."""
        return lasting(self.study, self.cohort, settings=self.settings, simulations=self.simulations, seed=self.seed)

    @cached_property
    def imputation(self) -> Imputation | NotImputed:
        """The missed visits, filled in."""
        return impute(self.study, self.cohort, settings=self.settings, simulations=self.simulations, seed=self.seed)
