"""What kind of study is made up: the choices that a failing test is shrunk by, the plainest value of each first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

#: How the treatment groups lie: everybody in one of them, some in two, some in none, or no groups at all.
Arms = Literal["none", "partition", "overlapping", "not covering"]
#: The ways in which a paper rounds; each keeps to its own.
Rounding = Literal["half up", "half even"]
#: Which earlier responders are said to respond still: those who do at the visit, or who have at each since.
Lasting = Literal["at the visit", "throughout"]
#: What a limit means.
Sense = Literal["more than", "at least", "less than", "at most"]

MONTHS = (1.0, 3.0, 0.5, 6.0, 12.0, 24.0)
SCALE_IDS = ("pain", "function", "disability", "relief")


@dataclass(frozen=True, slots=True)
class Plan:
    """One study to make up. `repeats` says whether results are printed again in text and abstract, `damaged` whether
    the scan lost or blurred some numbers; `seed` decides everything that the other choices leave open."""

    patients: int
    months: tuple[float, ...]
    arms: Arms
    treatments: int
    diagnoses: int
    severe: bool
    scales: tuple[str, ...]
    nested: bool
    rounding: Rounding
    decimals: int
    repeats: bool
    damaged: bool
    lasting: Lasting
    seed: int


def plans() -> st.SearchStrategy[Plan]:
    """Studies of one to 300 patients, one to six visits, every kind of group."""
    months = st.lists(st.sampled_from(MONTHS), min_size=1, max_size=len(MONTHS), unique=True)
    scales = st.lists(st.sampled_from(SCALE_IDS), min_size=1, max_size=3, unique=True)
    return st.builds(
        Plan,
        patients=st.integers(1, 300),
        months=months.map(lambda chosen: tuple(sorted(chosen))),
        arms=st.sampled_from(("none", "partition", "overlapping", "not covering")),
        treatments=st.integers(2, 4),
        diagnoses=st.integers(0, 3),
        severe=st.booleans(),
        scales=scales.map(tuple),
        nested=st.booleans(),
        rounding=st.sampled_from(("half up", "half even")),
        decimals=st.integers(0, 1),
        repeats=st.booleans(),
        damaged=st.booleans(),
        lasting=st.sampled_from(("at the visit", "throughout")),
        seed=st.integers(0, 2**32 - 1),
    )
