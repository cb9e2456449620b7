"""What must be so for a question of the audit to arise: each assumption has a name and can be switched off."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from marginalia.errors import ParameterError, Problem
from marginalia.study.suggestions import did_you_mean, listed

#: Our reading of a damaged place: without it, nothing is asked that hangs on the scan.
SCAN = "scan"

#: The assumptions by name, each as what follows `assuming that`.
ASSUMPTIONS: Mapping[str, str] = MappingProxyType(
    {
        SCAN: "our reading of a damaged place in the scan is right",
        "enrolled-once": "every patient was enrolled once, and each size counts patients",
        "everybody-counted": "the figures for all patients count everybody who was seen, each patient once",
        "groups-nested": "the groups lie within each other as the paper says",
        "groups-disjoint": "the groups share no patient, as the paper says",
        "follow-up-of-group": "follow-up is counted among the whole group",
        "response-of-seen": "response is counted among everybody who was seen",
        "limit-of-everybody": "the limit is meant of everybody in the group",
        "lasting-responds": "a patient whose response lasts to a visit is a responder at it",
        "lasting-had-responded": "whoever is counted for continued response had responded before and was seen again",
        "lost-no-response": "an earlier responder whose response has not lasted does not respond again later",
        "nested-follow-up": "whoever was seen at a visit was seen at every visit before it",
        "scores-in-steps": "every score lies on a step of its scale",
        "mean-of-counted": "a mean is of patients who are counted at its visit, in one of the ways in which they are",
        "dose-of-everybody": "both statements of the dose hold for every patient",
    }
)

#: Assumptions that many a good study does not meet: made only where somebody asks for them.
UNUSUAL = frozenset({"lost-no-response", "nested-follow-up"})


def made(without: Collection[str] = (), assuming: Collection[str] = ()) -> frozenset[str]:
    """The names of the assumptions that are made: the usual ones and those of `assuming`, except those of `without`.

    Raises `ParameterError` for a name that is no assumption.
    """
    for argument, names in (("without", without), ("assuming", assuming)):
        for name in sorted(names):
            if name not in ASSUMPTIONS:
                expected = f"an assumption: {listed(ASSUMPTIONS, len(ASSUMPTIONS))}"
                raise ParameterError(str(Problem("audit", argument, name, expected, did_you_mean(name, ASSUMPTIONS))))
    return (frozenset(ASSUMPTIONS) - UNUSUAL | frozenset(assuming)) - frozenset(without)


def sentence(needs: Collection[str]) -> str:
    """The assumptions of these names, joined; empty where there are none. Raises `KeyError` for an unknown name."""
    return "; ".join(ASSUMPTIONS[name] for name in needs)
