"""What `study.yml` describes: the paper, its design, and the things that its numbers are numbers of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

#: Measures that every package names alike, so that chapters find them in any study.
FOLLOW_UP = "follow-up"
RESPONSE = "response"
CONTINUED_RESPONSE = "continued-response"
GROUP_SIZE = "group-size"
ADVERSE_EVENTS = "adverse-events"
LATER_SURGERY = "later-surgery"

#: The group of everybody who was enrolled.
OVERALL = "all"

#: The kind of a group that is an arm of the study.
ARM = "arm"

#: The feature of a design whose arms were formed by chance.
RANDOMISED = "randomised"


@dataclass(frozen=True, slots=True)
class Section:
    """A section or table of the paper, in the paper's order."""

    id: str
    title: str
    chapter: str


@dataclass(frozen=True, slots=True)
class Group:
    """A set of patients that the paper reports on.

    `kind` is overall, arm, treatment, diagnosis, severity, demographic or other; `size` the id of the number that
    states it; `part_of` the groups it is said to lie within; `disjoint_from` those it is said not to share patients
    with, for an arm every other one.
    """

    id: str
    label: str
    kind: str
    printed_label: str
    size: str | None = None
    part_of: tuple[str, ...] = ()
    disjoint_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rating scale. `better` is the direction of improvement; `important_change` the paper's own threshold,
    in `unit`s; `step` the smallest difference between two scores, where known; `is_change` where a score is itself a
    change since treatment, with none before it."""

    id: str
    label: str
    unit: str
    low: float
    high: float
    better: Literal["lower", "higher"]
    step: float | None = None
    important_change: float | None = None
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number measures. `sources` are sections in order of trust: the first that prints the quantity is
    the one the book uses, the others are checks. `among` is the population where it is not everyone seen; `short` what
    a sentence calls the measure. `described` says whether the methods tell how it was measured, `None` where nobody
    judged; `since`, of continued response, is the visit whose responders are followed. `better` says whether more or
    less of it is better for a patient, `None` where the package does not say."""

    id: str
    label: str
    unit: str = ""
    kind: Literal["proportion", "mean", "count", "dose", "threshold", "time", "literature", "other"] = "other"
    outcome: str | None = None
    among: str = ""
    sources: tuple[str, ...] = ()
    described: bool | None = None
    short: str = ""
    since: float | None = None
    better: Literal["lower", "higher"] | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """What a printed limit means: `number` is its id, `sense` how its words or sign put it. `doubtful` where the scan
    may have changed the sign (a bar lost under `≥`)."""

    number: str
    sense: Literal["more than", "at least", "less than", "at most"]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose that is printed twice over: as a `total` and as a `rate` for each unit of something (`per`), both ids of
    numbers in one unit. `unit` is that something's unit, as kg for body weight."""

    total: str
    rate: str
    per: str
    unit: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read the paper that it leaves open: that every patient of `group` is also in one of `within`. `says` is
    that, in a sentence without its full stop."""

    id: str
    says: str
    group: str
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """How the study was made. `features` are what the paper says it had (`prospective`, `control-group`, ...);
    a claim that needs a feature which is not among them goes beyond the design. `terms` says what a feature is
    called in a sentence; `control` is the arm that the others are compared with, `None` in a study with one arm."""

    label: str
    arms: int
    features: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    terms: dict[str, str] = field(default_factory=dict)
    control: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """What was changed in a package and why. `version` is the one that came of it; `source` what says so (the citation
    of an erratum), `date` when that appeared."""

    version: str
    because: str
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The paper. `volume`, `pages` and `doi` are empty where it has none."""

    authors: str
    year: int
    title: str
    journal: str
    volume: str
    pages: str
    doi: str
    key: str
    short: str

    @property
    def published_in(self) -> str:
        """`Chron Pain Manag 9:168`, without what there is not."""
        volume = ":".join(part for part in (self.volume, self.pages) if part)
        return f"{self.journal} {volume}".rstrip()
