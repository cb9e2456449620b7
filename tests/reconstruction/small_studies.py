"""Small made-up studies for the reconstruction: a few patients, everything that happened to them, and what is printed.

Nothing here uses the code under test. `of` makes a study by hand; `honest` and `altered` make them up by a seed.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from marginalia.reconstruction import Assumptions
from marginalia.study.model import Citation, Design, Group, Measure, Number, Reading, Section, Statistic, Study

ABSENT, NOT_RESPONDING, RESPONDING, UNRATED = range(4)

NOTHING = Assumptions()
#: Everything that can be assumed, each by itself and some together.
ASSUMPTIONS = {
    "nothing more": NOTHING,
    "nested": Assumptions(nested_follow_up=True),
    "disjoint": Assumptions(disjoint_treatments=True),
    "covering": Assumptions(covering_treatments=True),
    "among previous": Assumptions(conditioning="previous"),
    "among ever": Assumptions(conditioning="ever"),
    "some unrated": Assumptions(rated_when_seen=False),
    "a reading": Assumptions(readings=("wrapped",)),
    "several": Assumptions("ever", False, True, True, True, ("wrapped",)),
}

_LONG = os.environ.get("MARGINALIA_LONG") == "1"
_SECTIONS = ("methods", "results", "table-2", "table-3")


def seeds(few: int, many: int | None = None) -> range:
    """So many made-up studies, the same ones every time; with `MARGINALIA_LONG=1` in the environment many more."""
    return range((many or 20 * few) if _LONG else few)


def of(
    enrolled: int,
    groups: Sequence[Group] = (),
    numbers: Iterable[Number] = (),
    *,
    since: float | None = None,
    readings: Sequence[Reading] = (),
) -> Study:
    """A study that prints these numbers of these groups, and of everybody."""
    numbers = tuple(numbers)
    months = sorted({one.month for one in numbers if one.month is not None})
    return Study(
        slug="small",
        citation=Citation("Nobody N", 2020, "Pillows", "J Pillows", "1", "1-2", "10.1000/1", "no2020", "Nobody 2020"),
        design=Design("single-arm trial", 1),
        enrolled=enrolled,
        visits=(0.0, *months),
        sections=tuple(Section(id, id.replace("-", " ").capitalize(), "efficacy") for id in _SECTIONS),
        groups=(Group("all", "All patients", "overall", "All"), *groups),
        outcomes=(),
        measures=(
            Measure("follow-up", "Patients seen", kind="proportion"),
            Measure("response", "Responders", kind="proportion"),
            Measure("continued-response", "Lasting responders", kind="proportion", since=since),
            Measure("group-size", "Patients in the group", kind="count"),
        ),
        responder_rule="",
        numbers=numbers,
        readings=tuple(readings),
    )


def treatment(id: str, **relations: tuple[str, ...]) -> Group:
    """A treatment group: `treatment("soft", disjoint_from=("hard",))`."""
    return Group(id, f"{id.capitalize()} pillow", "treatment", id, **relations)


def diagnosis(id: str, **relations: tuple[str, ...]) -> Group:
    """A diagnosis, which anybody may have unless it is said to lie in a group or apart from one."""
    return Group(id, f"Diagnosis {id.upper()}", "diagnosis", id, **relations)


def printed(
    group: str, measure: str, month: float | None, statistic: str, text: str | int, section: str = "results"
) -> Number:
    """One printed number: `printed("all", "response", 3, "percent", "62%")`."""
    at = "" if month is None else f".{month:g}"
    return Number(
        id=f"{section}.{group}.{measure}{at}.{statistic}",
        section=section,
        place=f"{section}/{group}",
        group=group,
        month=month,
        measure=measure,
        statistic=cast(Statistic, statistic),
        printed=str(text),
        reading=float(str(text).rstrip("%")),
    )


def size(group: str, count: int, section: str = "results") -> Number:
    return printed(group, "group-size", None, "count", count, section)


def seen(group: str, month: float, n: int, section: str = "results") -> Number:
    return printed(group, "follow-up", month, "n", n, section)


def response(group: str, month: float, n: int, N: int, section: str = "table-2") -> tuple[Number, Number]:
    """Responders of those rated, as `n/N`."""
    return (
        printed(group, "response", month, "n", n, section),
        printed(group, "response", month, "N", N, section),
    )


def lasting(group: str, month: float, n: int, N: int, section: str = "table-3") -> tuple[Number, Number]:
    """Those who still respond of the earlier responders, as `n/N`."""
    return (
        printed(group, "continued-response", month, "n", n, section),
        printed(group, "continued-response", month, "N", N, section),
    )


@dataclass(frozen=True, slots=True)
class Patient:
    """The groups of one patient, and what happened at each visit."""

    groups: frozenset[str]
    fate: tuple[int, ...]

    def seen(self, at: int) -> bool:
        return self.fate[at] != ABSENT

    def rated(self, at: int) -> bool:
        return self.fate[at] in (NOT_RESPONDING, RESPONDING)

    def responds(self, at: int) -> bool:
        return self.fate[at] == RESPONDING


@dataclass(frozen=True, slots=True)
class Cohort:
    """Patients, what is assumed of them (and so), and the study that prints them. `base` is the visit, by its position,
    whose responders continued response starts from."""

    patients: tuple[Patient, ...]
    months: tuple[float, ...]
    base: int
    assumptions: Assumptions
    study: Study

    def earlier(self, patient: Patient, at: int) -> bool:
        """Whether a patient is rated at a visit and counts there as an earlier responder."""
        before = {
            "initial": range(self.base, min(self.base + 1, at)),
            "previous": range(max(at - 1, 0), at),
            "ever": range(at),
        }[self.assumptions.conditioning]
        return patient.rated(at) and any(patient.responds(visit) for visit in before)


def honest(seed: int, assumptions: Assumptions = NOTHING, *, most_patients: int = 12, visits: int = 3) -> Cohort:
    """A cohort that meets the assumptions, printed without a mistake; the same for the same seed. `readings` among the
    assumptions may be `wrapped`: whoever has diagnosis B is in a treatment group."""
    chance = random.Random(f"{seed} {assumptions}")
    months = tuple(sorted(chance.sample((1.0, 3.0, 6.0, 12.0, 24.0), chance.randint(2, visits))))
    groups = _groups(chance)
    talkative = chance.choice([0.3, 0.6, 1.0])
    fates = [_fate(chance, len(months), assumptions) for _ in range(chance.randint(4, most_patients))]
    patients = tuple(Patient(_membership(chance, groups, assumptions), fate) for fate in fates)
    base = chance.randrange(len(months) - 1)
    treated = tuple(one.id for one in groups if one.kind == "treatment")
    readings = [Reading("wrapped", "whoever has diagnosis B has a pillow", "b", treated)]
    cohort = Cohort(patients, months, base, assumptions, of(len(patients), groups, readings=readings))
    study = of(len(patients), groups, _numbers(cohort, chance, talkative), since=months[base], readings=readings)
    return replace(cohort, study=study)


def altered(seed: int, assumptions: Assumptions = NOTHING, *, changes: int = 1, **options: int) -> Study:
    """The study of an honest cohort in which some counts have been changed by up to three."""
    study = honest(seed, assumptions, **options).study
    chance = random.Random(f"altered {seed}")
    numbers = list(study.numbers)
    counts = [at for at, one in enumerate(numbers) if one.statistic != "percent"]
    for at in chance.sample(counts, changes):
        value = int(numbers[at].reading or 0)
        other = chance.choice([one for one in range(max(0, value - 3), value + 4) if one != value])
        numbers[at] = replace(numbers[at], printed=str(other), reading=float(other))
    return replace(study, numbers=tuple(numbers))


def half_up(n: int, N: int, decimals: int) -> str:
    """`62.5%`, of 5 of 8, in whole numbers."""
    scaled = (200 * 10**decimals * n + N) // (2 * N)
    whole, rest = divmod(scaled, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}%" if decimals else f"{whole}%"


def _groups(chance: random.Random) -> tuple[Group, ...]:
    """Two treatments; diagnosis A, which anybody may have; B, which may be said to lie within or apart from a
    treatment."""
    related = chance.choice([{}, {"part_of": ("all", "soft")}, {"disjoint_from": ("soft",)}])
    return (treatment("soft"), treatment("hard"), diagnosis("a", part_of=("all",)), diagnosis("b", **related))


def _fate(chance: random.Random, visits: int, assumptions: Assumptions) -> tuple[int, ...]:
    statuses = [ABSENT, NOT_RESPONDING, RESPONDING, RESPONDING]
    if not assumptions.rated_when_seen:
        statuses.append(UNRATED)
    fate = [chance.choice(statuses) for _ in range(visits)]
    if assumptions.nested_follow_up and ABSENT in fate:
        gone = fate.index(ABSENT)
        fate[gone:] = [ABSENT] * (visits - gone)
    return tuple(fate)


def _membership(chance: random.Random, groups: Sequence[Group], assumptions: Assumptions) -> frozenset[str]:
    """A random set of groups that all relations and assumptions allow."""
    while True:
        members = frozenset(one.id for one in groups if chance.random() < 0.5)
        together = len(members & {"soft", "hard"})
        if (
            all(set(one.part_of) - {"all"} <= members for one in groups if one.id in members)
            and not any(members & set(one.disjoint_from) for one in groups if one.id in members)
            and not (assumptions.disjoint_treatments and together > 1)
            and not (assumptions.covering_treatments and together == 0)
            and not ("wrapped" in assumptions.readings and "b" in members and together == 0)
        ):
            return members


def _numbers(cohort: Cohort, chance: random.Random, talkative: float) -> Iterator[Number]:
    """What the paper prints: everything or, the less talkative it is, less of it.

    How many of all were seen at each visit, how many responded where the count of continued response starts, and
    continued response right after, are always there, so that this visit is beyond doubt.
    """
    months, base = cohort.months, cohort.base
    for id in ("all", *(one.id for one in cohort.study.groups if one.id != "all")):
        members = [one for one in cohort.patients if id == "all" or id in one.groups]
        if id != "all" and chance.random() < talkative:
            yield size(id, len(members))
        for at, month in enumerate(months):
            always = id == "all"
            here = sum(one.seen(at) for one in members)
            if always or chance.random() < 0.4 * talkative:
                yield from _fraction(chance, id, "follow-up", month, here, len(members), "results", always)
            if (always and at == base) or chance.random() < 0.7 * talkative:
                rated, well = sum(one.rated(at) for one in members), sum(one.responds(at) for one in members)
                yield from _fraction(chance, id, "response", month, well, rated, "table-2", always and at == base)
            if at > base and ((always and at == base + 1) or chance.random() < 0.6 * talkative):
                asked = [one for one in members if cohort.earlier(one, at)]
                still = sum(one.responds(at) for one in asked)
                sure = always and at == base + 1
                yield from _fraction(chance, id, "continued-response", month, still, len(asked), "table-3", sure)


def _fraction(
    chance: random.Random, group: str, measure: str, month: float, n: int, N: int, section: str, sure: bool
) -> Iterator[Number]:
    """Parts of `n/N (percent)`: the first always where it must be sure."""
    if sure or chance.random() < 0.7:
        yield printed(group, measure, month, "n", n, section)
    if chance.random() < 0.7:
        yield printed(group, measure, month, "N", N, section)
    if N > 0 and chance.random() < 0.5:
        yield printed(group, measure, month, "percent", half_up(n, N, chance.randint(0, 1)), section)
