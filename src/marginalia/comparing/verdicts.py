"""Claims that came, went or read otherwise, and verdicts that flipped with what made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from marginalia.audit import Judgement, Verdict
from marginalia.audit.claims import Step
from marginalia.comparing.kinds import Kind, kind_of
from marginalia.study.model import Claim, Study

_FIELDS = tuple(field.name for field in fields(Claim) if field.name != "id")


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim in both states, `None` where it is in one alone; `differs` names the fields that are not the same."""

    old: Claim | None
    new: Claim | None
    differs: tuple[str, ...] = ()

    @property
    def claim(self) -> Claim:
        """The claim as it is now, or as it was where it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def kind(self) -> Kind:
        return kind_of(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Flip:
    """A claim whose verdict is another. `ceased` are the steps of the evidence that told before and do not any more,
    `came` those that tell now and did not."""

    old: Judgement
    new: Judgement
    ceased: tuple[Step, ...]
    came: tuple[Step, ...]

    @property
    def claim(self) -> Claim:
        return self.new.claim

    @property
    def verdicts(self) -> tuple[Verdict, Verdict]:
        return self.old.verdict, self.new.verdict


def changed_claims(old: Study, new: Study) -> tuple[ClaimChange, ...]:
    """Every claim that is not the same in both, in the paper's order; those that are gone come last."""
    before = {claim.id: claim for claim in old.claims}
    found = []
    for claim in new.claims:
        was = before.pop(claim.id, None)
        differs = () if was is None else tuple(name for name in _FIELDS if getattr(was, name) != getattr(claim, name))
        if was is None or differs:
            found.append(ClaimChange(was, claim, differs))
    return (*found, *(ClaimChange(was, None) for was in before.values()))


def flipped(old: Mapping[str, Judgement], new: Mapping[str, Judgement]) -> tuple[Flip, ...]:
    """Every claim of both states whose verdict is another, in the paper's order."""
    return tuple(
        Flip(old[id], judged, _without(old[id].telling, judged.telling), _without(judged.telling, old[id].telling))
        for id, judged in new.items()
        if id in old and old[id].verdict is not judged.verdict
    )


def _without(steps: tuple[Step, ...], others: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that say what none of the others says."""
    said = {(one.asked, one.name, one.sentence) for one in others}
    return tuple(one for one in steps if (one.asked, one.name, one.sentence) not in said)
