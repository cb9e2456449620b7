"""How many subgroup results a paper prints, and so how many chances there are for one to stand out."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.study.model import CONTINUED_RESPONSE, OVERALL, RESPONSE, Study


@dataclass(frozen=True, slots=True)
class Made:
    """The results printed of single groups: `groups` with a response, `visits` with one, `responses` in all (a group at
    a visit is one, wherever it is printed), and `continued` results among earlier responders."""

    groups: int
    visits: int
    responses: int
    continued: int

    @property
    def total(self) -> int:
        return self.responses + self.continued


def made(study: Study) -> Made:
    """The results of groups other than all patients that have a visit and a share."""
    responses, continued = (_printed(study, measure) for measure in (RESPONSE, CONTINUED_RESPONSE))
    return Made(
        len({group for group, _ in responses}), len({month for _, month in responses}), len(responses), len(continued)
    )


def _printed(study: Study, measure: str) -> set[tuple[str, float]]:
    return {
        (cell.group, cell.month)
        for cell in study.cells(measure=measure)
        if cell.group is not None
        and cell.group != OVERALL
        and cell.month is not None
        and (cell.is_fraction or cell["percent"] is not None)
    }
