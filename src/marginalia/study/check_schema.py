"""The checks that a claim can ask for: what each is called and what it takes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from marginalia.study.fields import Month, Reference, Slug, Strict, Text, Whole, described
from marginalia.study.model import Statistic

Operator = Literal[">", ">=", "<", "<=", "="]


class Recompute(Strict):
    rule: Literal["recompute"] = described("each printed percent follows from its printed fraction")
    cells: Annotated[tuple[Reference, ...], Field(min_length=1)] = described("cells with n, N and percent")


class Agree(Strict):
    rule: Literal["agree"] = described("the same quantity is the same wherever it is printed")
    numbers: Annotated[tuple[Reference, ...], Field(min_length=2)] = described("ids of two numbers or more")


class Every(Strict):
    rule: Literal["every"] = described("every number of a kind keeps to a printed limit")
    measure: Slug = described("measure of the numbers")
    statistic: Statistic = described("statistic of the numbers")
    group: Slug | None = described("only this group", default=None)
    section: Slug | None = described("only this section", default=None)
    op: Operator = described("how each number must stand to the limit, in quotes")
    limit: Reference = described("id of the number that states the limit")


class Compare(Strict):
    rule: Literal["compare"] = described("two numbers stand to each other as claimed")
    left: Reference = described("number id, or cell id for its share")
    op: Operator = described("how left must stand to right, in quotes")
    right: Reference = described("number id, or cell id for its share")


class Extreme(Strict):
    rule: Literal["extreme"] = described("a group’s share is the highest at a visit, or among the highest")
    measure: Slug = described("measure of the shares")
    group: Slug = described("the group")
    month: Month = described("visit in months")
    among: tuple[Slug, ...] = described("the groups that it is ranked with; else all but everybody", default=())
    end: Literal["highest", "lowest"] = described("which end is meant", default="highest")
    top: Whole = described("how many ranks count; 1 for the highest itself", default=1)


class Most(Strict):
    rule: Literal["most"] = described("each share is more than half")
    cells: Annotated[tuple[Reference, ...], Field(min_length=1)] = described("cells with n and N, or a percent")


class Sum(Strict):
    rule: Literal["sum"] = described("the parts add up to the whole")
    parts: Annotated[tuple[Reference, ...], Field(min_length=2)] = described("ids of the parts’ numbers")
    whole: Reference = described("id of the whole’s number")


class Within(Strict):
    rule: Literal["within"] = described("a part is no larger than the whole that it lies in")
    part: Reference = described("cell of the part")
    whole: Reference = described("cell of the whole")


class Reported(Strict):
    rule: Literal["reported"] = described("the paper prints such a number at all")
    measure: Slug = described("measure of `study.yml`")
    month: Month | None = described("visit in months", default=None)


class Unsupported(Strict):
    rule: Literal["unsupported"] = described("the paper shows no data for the claim")
    because: Text = described("what is missing")


class Source(Strict):
    rule: Literal["source"] = described("the claim cannot be checked from the paper’s numbers")
    because: Text = described("why it cannot")


CheckEntry = Annotated[
    Recompute | Agree | Every | Compare | Extreme | Most | Sum | Within | Reported | Unsupported | Source,
    Field(discriminator="rule"),
]
