"""What happened in other trials and cohorts: the rows of `comparators.csv`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from marginalia.analysis.literature import read_records
from marginalia.study.model import Study

#: What was read for a figure, the trial's or review's own words first.
VERIFIED = ("source", "meeting abstract", "company release", "trade press", "secondary source")

#: The kinds of arm that get everything but the treatment that their trial tests.
CONTROLS = ("sham", "saline", "no-treatment", "usual-care")

#: The kinds whose patients cannot tell that they are controls, where the blinding holds.
SHAMS = ("sham", "saline")

#: What the patients of a figure were given. A `review` pools several arms, `harms` are of any treatment.
KINDS = (
    *CONTROLS, "cell-therapy", "single-arm", "steroid", "procedure", "surgery", "stimulation", "review", "harms",
)  # fmt: skip

#: The measure of a sham arm's improvement as a share of the treated arm's.
OF_ACTIVE = "proportion of the active arm's improvement"

#: How the ids begin of the rows that make up the published course of pain without the treatment.
_COURSE = "course-pain-"

#: How the measures of a difference against a control begin.
_DIFFERENCES = ("MD", "WMD")


class _Scaled(Protocol):
    @property
    def outcome(self) -> str: ...


_OfScale = TypeVar("_OfScale", bound=_Scaled)


@dataclass(frozen=True, slots=True)
class Comparator:
    """One published figure. `value`, `low` and `high` are in the unit that `measure` says, a proportion between 0
    and 1; `low` and `high` are a 95% interval unless `note` says otherwise; `key` is the citation; `kind` is one of
    `KINDS`. `label` names the figure in a chart and is empty where none draws it. `rule` is, of a share of patients
    who improved by their trial's own rule, that rule in words. `important` is the smallest difference on the scale that
    the source calls important; `condition` is what ailed the patients, as a sentence names it."""

    id: str
    key: str
    population: str
    arm: str
    outcome: str
    month: float | None
    measure: str
    value: float
    low: float | None
    high: float | None
    n: int | None
    events: int | None
    url: str
    how_verified: str
    note: str
    label: str
    kind: str
    rule: str
    important: float | None
    condition: str

    @property
    def second_hand(self) -> bool:
        """Whether the figure was not read in the publication itself: print it only with the word "reported"."""
        return self.how_verified in VERIFIED[2:]

    @property
    def control(self) -> bool:
        """Whether the figure is of people who got everything but the treatment that their trial tests."""
        return self.kind in CONTROLS

    @property
    def responders(self) -> bool:
        """Whether the figure is a share of patients who improved by their trial's own rule."""
        return bool(self.rule)

    @property
    def difference(self) -> bool:
        """Whether the figure is a difference in means against a control."""
        return self.measure.split(" ")[0] in _DIFFERENCES

    @property
    def scale(self) -> str:
        """The scale of a mean or a difference: what `outcome` names first."""
        return self.outcome.split(",")[0].removesuffix(" reduction")

    @property
    def gain(self) -> tuple[float, float | None, float | None]:
        """A difference as a gain over the control, with the two ends of its interval: a difference that does not say
        whom it favours is of a scale on which less is better, treated less control."""
        if "favouring" in self.measure:
            return self.value, self.low, self.high
        low, high = (None if end is None else -end for end in (self.high, self.low))
        return -self.value, low, high


def read_comparators(folder: Path) -> tuple[Comparator, ...]:
    """Every row of `comparators.csv` in a literature folder, in the file's order. Raises `PackageError`."""
    return read_records(
        folder / "comparators.csv",
        Comparator,
        lambda row: (row.one_of("how_verified", VERIFIED), row.one_of("kind", KINDS)),
    )


def of_study(study: Study, comparators: Iterable[Comparator]) -> tuple[Comparator, ...]:
    """The figures whose source a claim or a note of the study cites: those of its own field. A paper on another
    condition is not set beside them."""
    keys = cited_keys(study)
    return tuple(one for one in comparators if one.key in keys)


def cited_keys(study: Study) -> frozenset[str]:
    """The citation keys that the claims and notes of a study name as their literature."""
    named = [*(claim.literature for claim in study.claims), *(note.literature for note in study.notes)]
    return frozenset(key for keys in named for key in keys)


def of_field(
    study: Study, published: Iterable[_OfScale], source: Callable[[_OfScale], tuple[str, str]]
) -> tuple[_OfScale, ...]:
    """The figures that stand beside the study's: those on a scale in a condition of which the study cites one source at
    least. `source` is a figure's citation key and its condition. The name of a scale is no proof: elbows and backs are
    both rated on a VAS, and a limit found in all kinds of pain brings none with it that was found in backs."""
    published, keys = tuple(published), cited_keys(study)
    told = [(one, *source(one)) for one in published]
    fields = {(one.outcome, condition) for one, key, condition in told if key in keys}
    return tuple(one for one, _, condition in told if (one.outcome, condition) in fields)


def course_rows(comparators: Iterable[Comparator]) -> tuple[Comparator, ...]:
    """The published course of pain without the treatment, as means by month."""
    return tuple(one for one in comparators if one.id.startswith(_COURSE) and one.month is not None)


def sham_trials(comparators: Iterable[Comparator]) -> tuple[str, ...]:
    """The citation keys of the single trials with an arm that was given a sham or saline, in order; reviews, which
    pool several, are not counted."""
    return tuple(dict.fromkeys(one.key for one in comparators if one.kind in SHAMS))


def control_range(comparators: Iterable[Comparator]) -> tuple[Comparator, Comparator] | None:
    """The control arms in which the smallest and the largest share improved; `None` where there is none. There is no
    rate between them that could be taken for all: rules, patients and times differ."""
    found = sorted((one for one in comparators if one.control and one.responders), key=lambda one: one.value)
    return (found[0], found[-1]) if found else None


def parts_of_improvement(comparators: Iterable[Comparator]) -> tuple[Comparator, ...]:
    """The parts into which trials with a treated, a placebo and an untreated arm divide the improvement."""
    return tuple(one for one in comparators if one.measure == "proportion of improvement")


def comparator(comparators: Iterable[Comparator], id: str) -> Comparator:
    """The figure with this id. Raises `KeyError`."""
    for one in comparators:
        if one.id == id:
            return one
    raise KeyError(id)
