"""A builder of small studies for tests: cushions against stiff elbows, 20 people enrolled, two cushions.

`study()` is consistent as it stands. Tests hand it other numbers, claims or group sizes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from marginalia.study.model import (
    Check,
    Citation,
    Claim,
    Design,
    Group,
    Measure,
    Number,
    Ocr,
    Outcome,
    Section,
    Statistic,
    Study,
)

SECTIONS = ("abstract", "methods", "results", "table-2", "table-3", "table-4", "discussion")


def number(
    id: str,
    printed: str,
    reading: float | None,
    *,
    ocr: Ocr = "clean",
) -> Number:
    """A number whose id says everything: `section.group.measure[.month].statistic`."""
    section, group, measure, *rest = id.split(".")
    *month, statistic = rest
    return Number(
        id=id,
        section=section,
        place=section,
        group=group or None,
        month=float(month[0].replace("-", ".")) if month else None,
        measure=measure,
        statistic=cast(Statistic, statistic),
        printed=printed,
        reading=reading,
        ocr=ocr,
    )


def fraction(cell: str, n: int, N: int, percent: str | None = None, *, ocr: Ocr = "clean") -> tuple[Number, ...]:
    """A printed fraction, and the percentage beside it where there is one. `ocr` is the percentage's."""
    halves = (number(f"{cell}.n", f"{n}/{N}", n), number(f"{cell}.N", f"{n}/{N}", N))
    if percent is None:
        return halves
    reading = None if ocr == "illegible" else float(percent.rstrip("%"))
    return (*halves, number(f"{cell}.percent", percent, reading, ocr=ocr))


def percent(cell: str, printed: str, *, ocr: Ocr = "clean") -> Number:
    return number(f"{cell}.percent", printed, float(printed.strip("%><")), ocr=ocr)


def mean(cell: str, printed: str, *, ocr: Ocr = "clean") -> Number:
    return number(f"{cell}.mean", printed, float(printed.rstrip("%")), ocr=ocr)


def size(cell: str, count: int, printed: str | None = None, *, ocr: Ocr = "clean") -> Number:
    return number(f"{cell}.group-size.count", printed or str(count), count, ocr=ocr)


#: What the paper prints. Of 20, 12 have the light and 8 the heavy cushion.
NUMBERS: tuple[Number, ...] = (
    size("abstract.all", 20),
    number("abstract.all.follow-up.threshold", ">80%", 80),
    percent("abstract.all.response.12", "58%"),
    size("results.light", 12, "Twelve"),
    size("results.heavy", 8, "Eight"),
    *fraction("results.all.follow-up.3", 18, 20, "90%"),
    *fraction("results.all.follow-up.12", 12, 20, "60%"),
    *fraction("results.light.follow-up.3", 11, 12, "92%"),
    *fraction("results.light.follow-up.12", 8, 12, "67%"),
    *fraction("results.heavy.follow-up.3", 7, 8, "88%"),
    *fraction("results.heavy.follow-up.12", 4, 8, "50%"),
    *fraction("table-2.all.response.3", 12, 18, "67%"),
    *fraction("table-2.all.response.12", 7, 12, "58%"),
    *fraction("table-2.light.response.3", 8, 11, "73%"),
    *fraction("table-2.light.response.12", 5, 8, "63%"),
    *fraction("table-2.heavy.response.3", 4, 7, "57%"),
    *fraction("table-2.heavy.response.12", 2, 4, "50%"),
    *fraction("table-3.all.continued-response.12", 6, 9, "67%"),
    mean("table-4.all.vas.0", "6.8"),
    mean("table-4.all.vas.3", "4"),
    mean("table-4.all.vas.12", "3.6"),
    mean("table-4.all.gi.3", "47%"),
    mean("table-3.all.vas-responders.0", "7.0"),
    mean("table-3.all.vas-responders.12", "2.5"),
)

GROUPS = (
    Group("all", "All patients", "overall", "All"),
    Group("light", "Light cushion", "treatment", "Light", "results.light.group-size.count", ("all",), ("heavy",)),
    Group("heavy", "Heavy cushion", "treatment", "Heavy", "results.heavy.group-size.count", ("all",), ("light",)),
)

MEASURES = (
    Measure("follow-up", "Patients seen", kind="proportion", sources=("results",)),
    Measure("response", "Responders", kind="proportion", sources=("table-2", "results", "abstract")),
    Measure("continued-response", "Lasting responders", kind="proportion", sources=("table-3",)),
    Measure("group-size", "Patients in the group", kind="count", sources=("results",)),
    Measure("vas", "Mean pain", kind="mean", outcome="vas", sources=("table-4",)),
    Measure("vas-responders", "Mean pain", kind="mean", outcome="vas", among="responders", sources=("table-3",)),
    Measure("gi", "Mean improvement", kind="mean", outcome="gi", sources=("table-4",)),
    Measure("grip", "Grip strength", kind="mean", outcome="grip"),
    Measure("dose", "Dose", kind="dose"),
)

OUTCOMES = (
    Outcome("vas", "Pain", "points", 0, 10, "lower", important_change=2),
    Outcome("gi", "Improvement", "%", 0, 100, "higher", important_change=30),
    Outcome("grip", "Grip", "kg", 0, 90, "higher"),
)


def study(
    numbers: Iterable[Number] = NUMBERS,
    *,
    claims: Iterable[Claim] = (),
    groups: tuple[Group, ...] = GROUPS,
    enrolled: int = 20,
    visits: tuple[float, ...] = (0, 3, 12, 24),
    promises: tuple[str, ...] = ("vas", "gi", "grip"),
) -> Study:
    """A study with these parts; the same id given again replaces the earlier number."""
    last = {one.id: one for one in numbers}
    return Study(
        slug="cushions",
        citation=Citation("Elbow A", 2020, "Cushions", "J Cushions", "1", "1-2", "10.1000/1", "elbow2020", "Elbow"),
        design=Design(
            "single-arm trial", 1, ("prospective", "informed-consent"), promises, {"control-group": "a control group"}
        ),
        enrolled=enrolled,
        visits=visits,
        sections=tuple(Section(id, id.replace("-", " ").capitalize(), "x") for id in SECTIONS),
        groups=groups,
        outcomes=OUTCOMES,
        measures=MEASURES,
        responder_rule="two points less pain",
        numbers=tuple(last.values()),
        claims=tuple(claims),
    )


def claim(*checks: tuple[str, Mapping[str, object]], id: str = "a-claim", needs: tuple[str, ...] = ()) -> Claim:
    """A claim with these checks, each a rule and its arguments."""
    asked = tuple(Check(rule, tuple(arguments.items())) for rule, arguments in checks)
    return Claim(id, "results", "results", "efficacy", "It works.", "quantitative", needs=needs, checks=asked)
