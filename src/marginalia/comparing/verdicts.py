"""Verdicts that flipped, with what made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marginalia.audit import Judgement, Verdict
from marginalia.audit.claims import Step
from marginalia.study.model import Claim


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
