"""What must be assumed before printed counts say anything about one set of patients, each a switch by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from marginalia.audit.words import group
from marginalia.errors import ParameterError
from marginalia.study.model import Study
from marginalia.study.suggestions import did_you_mean
from marginalia.words import listed

#: Whom continued response is counted among, of those seen at the visit: the responders at the visit where the count
#: starts, at the visit before, or at any visit before.
Conditioning = Literal["initial", "previous", "ever"]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """A set of assumptions. The first two are how the tables are read; the others restrict the patients further and
    are off unless asked for.

    `readings` are ids of ways to read the paper that its package lists.
    """

    conditioning: Conditioning = "initial"
    rated_when_seen: bool = True
    nested_follow_up: bool = False
    disjoint_treatments: bool = False
    covering_treatments: bool = False
    readings: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of what is assumed, as `with_named` takes them."""
        named = [f"among-{self.conditioning}"] if self.conditioning != "initial" else []
        named += [] if self.rated_when_seen else ["some-unrated"]
        named += [name for name in _SWITCHES if getattr(self, name.replace("-", "_"))]
        return (*named, *self.readings)


#: The fields that are on or off, by the names that users give.
_SWITCHES = ("nested-follow-up", "disjoint-treatments", "covering-treatments")
_CONDITIONINGS: dict[str, Conditioning] = {f"among-{one}": one for one in get_args(Conditioning)}

DEFAULT = Assumptions()


def names(study: Study) -> tuple[str, ...]:
    """Every name that `with_named` knows for a study."""
    return (*_SWITCHES, *_CONDITIONINGS, "some-unrated", *(reading.id for reading in study.readings))


def with_named(study: Study, wanted: Sequence[str], base: Assumptions = DEFAULT) -> Assumptions:
    """The assumptions with those of these names added. Raises `ParameterError` for a name that is not one."""
    made = base
    for name in wanted:
        if name in _SWITCHES:
            switched: dict[str, Any] = {name.replace("-", "_"): True}
            made = replace(made, **switched)
        elif name == "some-unrated":
            made = replace(made, rated_when_seen=False)
        elif name in _CONDITIONINGS:
            made = replace(made, conditioning=_CONDITIONINGS[name])
        elif name in {reading.id for reading in study.readings}:
            made = replace(made, readings=(*made.readings, name))
        else:
            known = names(study)
            hint = did_you_mean(name, known)
            raise ParameterError(
                f"assume: found {name!r}, expected one of {', '.join(known)}{f' ({hint})' if hint else ''}"
            )
    return made


def sentence(study: Study, name: str) -> str:
    """An assumption by its name, as what follows `assuming that`."""
    labels = listed([f"“{group(study, one.id)}”" for one in study.treatments])
    told = {
        "nested-follow-up": "whoever was seen at a visit was seen at every visit before it",
        "disjoint-treatments": f"no patient is in two of {labels}",
        "covering-treatments": f"every patient is in one of {labels}",
        "among-initial": "continued response is counted among those seen who responded at the visit where the count "
        "starts",
        "among-previous": "continued response is counted among those seen who responded at the visit before",
        "among-ever": "continued response is counted among those seen who had responded at any visit before",
        "means-of-earlier": "means among responders are taken over all earlier responders seen at the visit",
        "means-of-lasting": "means among responders are taken over those of them who still respond at the visit",
        "rated-when-seen": "everybody who was seen was rated",
        "some-unrated": "some who were seen may not have been rated",
    }
    said = {reading.id: reading.says for reading in study.readings}
    return told[name] if name in told else said[name]
