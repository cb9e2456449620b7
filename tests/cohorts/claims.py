"""Claims that a paper makes of its own numbers, with the checks that would settle them; every one is true."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from cohorts.patients import Cohort
from marginalia.study.model import Check, Claim, Group, Number

#: How many checks a claim asks for at most.
_CHECKS = 8


def claims_of(
    cohort: Cohort, groups: tuple[Group, ...], numbers: tuple[Number, ...], chance: np.random.Generator
) -> tuple[Claim, ...]:
    """One claim for each kind of check that the numbers allow."""
    checks = {
        "percentages-follow": _recompute(numbers),
        "places-agree": _agree(numbers),
        "limits-hold": _every(numbers),
        "visits-compare": _compare(cohort, numbers),
        "treatments-add-up": _sum(cohort, groups, numbers),
        "groups-lie-within": _within(cohort, numbers),
        "outcomes-reported": _reported(cohort),
        "the-best-is-best": _extreme(cohort, numbers),
        "most-responded": _most(numbers),
    }
    return tuple(
        Claim(
            id=id,
            section="results",
            place="results",
            chapter="efficacy",
            says="What the numbers say.",
            kind="quantitative",
            needs=("prospective",),
            checks=tuple(found[at] for at in sorted(chance.permutation(len(found))[:_CHECKS])),
        )
        for id, made in checks.items()
        if (found := list(made))
    )


def _check(rule: str, **arguments: object) -> Check:
    return Check(rule, tuple(arguments.items()))


def _recompute(numbers: tuple[Number, ...]) -> Iterator[Check]:
    printed: dict[str, set[str]] = {}
    for number in numbers:
        printed.setdefault(number.cell, set()).add(number.statistic)
    cells = tuple(cell for cell, statistics in printed.items() if {"n", "N", "percent"} <= statistics)
    for cell in cells:
        yield _check("recompute", cells=(cell,))


def _agree(numbers: tuple[Number, ...]) -> Iterator[Check]:
    """Whatever is printed in several places is the same in each."""
    versions: dict[object, list[str]] = {}
    for number in numbers:
        if number.statistic in ("n", "N", "percent", "mean", "count", "threshold") and number.group is not None:
            versions.setdefault(number.quantity, []).append(number.id)
    for ids in versions.values():
        if len(ids) > 1:
            yield _check("agree", numbers=tuple(ids))


def _every(numbers: tuple[Number, ...]) -> Iterator[Check]:
    for number in numbers:
        if number.measure == "follow-up" and number.statistic == "threshold":
            strict = not number.printed.startswith(("at least", "≥")) and not number.printed.endswith("or more")
            op = ">" if strict else ">="
            yield _check("every", measure="follow-up", statistic="percent", group="all", op=op, limit=number.id)


def _compare(cohort: Cohort, numbers: tuple[Number, ...]) -> Iterator[Check]:
    """Each visit against the next, in the order in which the shares truly stand."""
    cells = dict.fromkeys(
        number.cell for number in numbers if number.section == "results" and number.measure == "follow-up"
    )
    for left, right in pairwise(cell for cell in cells if cell.startswith("results.all.")):
        months = [float(cell.rpartition(".")[2].replace("-", ".")) for cell in (left, right)]
        before, after = (int(cohort.seen[:, cohort.plan.months.index(month)].sum()) for month in months)
        op = ">" if before > after else "<" if before < after else "="
        yield _check("compare", left=left, op=op, right=right)
        yield _check("compare", left=f"{left}.N", op="=", right="abstract.all.group-size.count")


def _sum(cohort: Cohort, groups: tuple[Group, ...], numbers: tuple[Number, ...]) -> Iterator[Check]:
    """Treatment groups that everybody is in exactly one of make the whole, in size and at every visit."""
    arms = [group for group in groups if group.kind == "treatment"]
    if cohort.plan.arms != "partition" or len(arms) < 2:
        return
    sizes = [group.size for group in arms if group.size is not None]
    if len(sizes) == len(arms):
        yield _check("sum", parts=tuple(sizes), whole="abstract.all.group-size.count")
    known = {number.id for number in numbers}
    for number in numbers:
        if number.group == "all" and number.statistic in ("n", "N") and number.measure in ("follow-up", "response"):
            parts = tuple(number.id.replace(".all.", f".{arm.id}.", 1) for arm in arms)
            if known.issuperset(parts):
                yield _check("sum", parts=parts, whole=number.id)


def _within(cohort: Cohort, numbers: tuple[Number, ...]) -> Iterator[Check]:
    """Every group lies in all patients, and lasting responders among responders."""
    fractions = [number.cell for number in numbers if number.statistic == "n"]
    known = {number.cell for number in numbers if number.statistic == "N"}
    for cell in fractions:
        section, group, *rest = cell.split(".")
        whole = ".".join([section, "all", *rest])
        if group != "all" and {cell, whole} <= known:
            yield _check("within", part=cell, whole=whole)
        responders = f"table-2.{group}.response.{rest[-1]}"
        if rest[0] == "continued-response" and {cell, responders} <= known:
            yield _check("within", part=cell, whole=responders)


def _extreme(cohort: Cohort, numbers: tuple[Number, ...]) -> Iterator[Check]:
    """The group with the largest share of responders, and that with the second largest or larger."""
    for month in cohort.plan.months:
        printed = {
            number.group: share
            for number in numbers
            if number.section == "table-2" and number.month == month and number.group not in (None, "all")
            if (share := cohort.share(number.group, month)) is not None
        }
        ranked = tuple(sorted(printed, key=lambda group: printed[group]))
        if len(ranked) > 1:
            yield _check("extreme", measure="response", group=ranked[-1], month=month, among=ranked)
            yield _check("extreme", measure="response", group=ranked[0], month=month, among=ranked, end="lowest")
            yield _check("extreme", measure="response", group=ranked[-2], month=month, among=ranked, top=2)


def _most(numbers: tuple[Number, ...]) -> Iterator[Check]:
    """Fractions that are more than half."""
    halves = {(number.cell, number.statistic): number.reading for number in numbers}
    for number in numbers:
        n, N = halves.get((number.cell, "n")), halves.get((number.cell, "N"))
        if number.measure == "response" and number.statistic == "n" and n is not None and N is not None and 2 * n > N:
            yield _check("most", cells=(number.cell,))


def _reported(cohort: Cohort) -> Iterator[Check]:
    for scale in cohort.plan.scales:
        for month in cohort.plan.months:
            yield _check("reported", measure=scale, month=month)
