"""Conflicts found in studies in which two counts are wrong, searched for once for every test that looks at them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from small_studies import ASSUMPTIONS, altered, seeds

from marginalia.reconstruction import Assumptions
from marginalia.reconstruction.conflicts import Conflict, search
from marginalia.reconstruction.statements import Statement
from marginalia.reconstruction.system import System, system_of
from marginalia.study.model import Study


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict, and the study and system in which it was found."""

    study: Study
    assumptions: Assumptions
    system: System
    conflict: Conflict

    @property
    def asked(self) -> System:
        """The system of the conflict's members only, which its proof is about."""
        return self.system.only(self.conflict.members)

    @property
    def stated(self) -> tuple[Statement, ...]:
        return self.asked.stated


@cache
def conflicts(assumed: str) -> tuple[Found, ...]:
    """The conflicts of several studies under some assumptions."""
    assumptions, found = ASSUMPTIONS[assumed], []
    for seed in seeds(4):
        study = altered(seed, assumptions, changes=2)
        system = system_of(study, assumptions)
        found += [Found(study, assumptions, system, one) for one in search(system).conflicts]
    return tuple(found)
