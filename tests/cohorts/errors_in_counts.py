"""Errors in counts: more patients than there were, than came, than could be, or fewer."""

from __future__ import annotations

import numpy as np

from cohorts.planted import Planted, Printed, any_of, fraction_of, recounted, reprinted, size_of, spoiled
from marginalia.study.model import Study

_NESTED = ("follow-up", "response", "continued-response")


def numerator_above_denominator(study: Study, chance: np.random.Generator) -> Planted | None:
    """More patients counted than there were."""
    cell = any_of(chance, (cell for cell in study.cells() if cell.is_fraction))
    if cell is None:
        return None
    _, N = fraction_of(cell)
    return spoiled(study, "denominators", reprinted(cell, N + _few(chance), N))


def denominator_above_group(study: Study, chance: np.random.Generator) -> Planted | None:
    """A proportion counted among more patients than the group has."""
    places = []
    for cell in study.cells():
        size = size_of(study, cell.group)
        if cell.is_fraction and cell.measure != "follow-up" and size is not None:
            places.append((cell, size))
    place = any_of(chance, places)
    if place is None:
        return None
    cell, size = place
    return spoiled(study, "denominators", reprinted(cell, fraction_of(cell)[0], size + _few(chance)))


def follow_up_below_group(study: Study, chance: np.random.Generator) -> Planted | None:
    """Follow-up counted among fewer patients than the group has."""
    places = []
    for cell in study.cells(measure="follow-up"):
        size = size_of(study, cell.group)
        if cell.is_fraction and size is not None and max(fraction_of(cell)[0], 1) < size:
            places.append((cell, size))
    place = any_of(chance, places)
    if place is None:
        return None
    cell, size = place
    n, _ = fraction_of(cell)
    return spoiled(study, "denominators", reprinted(cell, n, int(chance.integers(max(n, 1), size))))


def response_above_seen(study: Study, chance: np.random.Generator) -> Planted | None:
    """Responders counted among more patients than were seen at the visit."""
    printed = Printed(study)
    places = []
    for cell in study.cells(measure="response"):
        seen = printed.once("follow-up", cell.group, cell.month)
        if cell.is_fraction and seen is not None:
            places.append((cell, seen[0]))
    place = any_of(chance, places)
    if place is None:
        return None
    cell, seen_now = place
    return spoiled(study, "denominators", reprinted(cell, fraction_of(cell)[0], seen_now + _few(chance)))


def part_above_whole(study: Study, chance: np.random.Generator) -> Planted | None:
    """A group has more patients of a kind than the group in which it lies."""
    printed = Printed(study)
    places = []
    for cell in printed.fractions(*_NESTED):
        for whole in study.group(cell.group or "").part_of:
            larger = printed.once(cell.measure, whole, cell.month)
            if larger is not None:
                places.append((cell, larger[0]))
    place = any_of(chance, places)
    if place is None:
        return None
    cell, whole_n = place
    n = whole_n + _few(chance)
    return spoiled(study, "sums", reprinted(cell, n, max(n, fraction_of(cell)[1])))


def disjoint_groups_above_whole(study: Study, chance: np.random.Generator) -> Planted | None:
    """Two groups that share nobody have more patients of a kind together than there are."""
    printed = Printed(study)
    places = []
    for cell in printed.fractions(*_NESTED):
        whole = printed.once(cell.measure, "all", cell.month)
        for other in study.group(cell.group or "").disjoint_from:
            beside = printed.once(cell.measure, other, cell.month)
            if beside is not None and whole is not None and beside[0] > 0:
                places.append((cell, whole[0] - beside[0]))
    place = any_of(chance, places)
    if place is None:
        return None
    cell, room = place
    n = room + _few(chance)
    return spoiled(study, "sums", reprinted(cell, n, max(n, fraction_of(cell)[1])))


def treatments_above_enrolled(study: Study, chance: np.random.Generator) -> Planted | None:
    """The treatment groups, who were to make everybody, have more patients than were enrolled."""
    arms = [group for group in study.groups if group.kind == "treatment"]
    sizes = [group.size for group in arms if group.size is not None]
    if len(arms) < 2 or len(sizes) < len(arms):
        return None
    number = study.number(sizes[int(chance.integers(len(sizes)))])
    return spoiled(study, "group-sizes", [recounted(number, _few(chance))])


def treatments_below_everybody(study: Study, chance: np.random.Generator) -> Planted | None:
    """The treatment groups, who make everybody, have fewer responders at a visit than all patients."""
    printed = Printed(study)
    arms = [group.id for group in study.groups if group.kind == "treatment"]
    if len(arms) < 2 or any(study.group(arm).size is None for arm in arms):
        return None
    places = []
    for cell in printed.fractions("response"):
        everywhere = all(printed.once("response", group, cell.month) for group in ("all", *arms))
        if cell.group in arms and everywhere and fraction_of(cell)[0] > 0:
            places.append(cell)
    place = any_of(chance, places)
    if place is None:
        return None
    n, N = fraction_of(place)
    return spoiled(study, "group-totals", reprinted(place, int(chance.integers(n)), N))


def lasting_above_responders(study: Study, chance: np.random.Generator) -> Planted | None:
    """More patients still respond at a visit than respond at it at all."""
    printed = Printed(study)
    places = []
    for cell in printed.fractions("continued-response"):
        now = printed.once("response", cell.group, cell.month)
        if now is not None:
            places.append((cell, now[0]))
    place = any_of(chance, places)
    if place is None:
        return None
    cell, responders = place
    n = responders + _few(chance)
    return spoiled(study, "longitudinal", reprinted(cell, n, max(n, fraction_of(cell)[1])))


def followed_above_earlier_responders(study: Study, chance: np.random.Generator) -> Planted | None:
    """Lasting response counted among more patients than had responded at the visit that it is counted from."""
    printed = Printed(study)
    since = study.measure("continued-response").since
    places = []
    for cell in printed.fractions("continued-response"):
        earlier = printed.once("response", cell.group, since)
        if since is not None and earlier is not None:
            places.append((cell, earlier[0]))
    place = any_of(chance, places)
    if place is None:
        return None
    cell, responders = place
    return spoiled(study, "longitudinal", reprinted(cell, fraction_of(cell)[0], responders + _few(chance)))


def lapsed_above_non_responders(study: Study, chance: np.random.Generator) -> Planted | None:
    """At the first visit after, more patients have lost their response than are seen without one."""
    printed = Printed(study)
    since = study.measure("continued-response").since
    places = []
    for cell in printed.fractions("continued-response"):
        now = printed.once("response", cell.group, cell.month)
        earlier = [month for month in study.visits if cell.month is not None and month < cell.month]
        if now is not None and earlier[-1] == since and fraction_of(cell)[1] > now[1] - now[0]:
            places.append((cell, now[1] - now[0]))
    place = any_of(chance, places)
    if place is None:
        return None
    cell, without = place
    _, N = fraction_of(cell)
    return spoiled(study, "longitudinal", reprinted(cell, int(chance.integers(N - without)), N))


def _few(chance: np.random.Generator) -> int:
    return int(chance.integers(1, 5))
