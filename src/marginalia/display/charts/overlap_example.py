"""A made-up example for the page on all numbers at once: two groups of ten patients, shifted against each other."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.display import theme
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_PATIENTS, _A, _B = 10, 7, 5


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    fewest, most = _A + _B - _PATIENTS, min(_A, _B)
    rows = (
        (f"Fewest in both: {fewest}", _PATIENTS - _B),
        (f"Most in both: {most}", _A - _B),
    )
    records: list[dict[str, Any]] = [
        {"row": row, "patient": patient, "group": group}
        for row, start in rows
        for group, first, size in (("A", 0, _A), ("B", start, _B))
        for patient in range(first + 1, first + size + 1)
    ]
    order = [row for row, _ in rows]
    chart = theme.over(records).mark_point(size=190, opacity=1).encode(
        x=alt.X(
            "patient:O",
            title=f"The same {_PATIENTS} patients",
            scale=alt.Scale(domain=list(range(1, _PATIENTS + 1))),
            axis=alt.Axis(labelAngle=0, domain=False, ticks=False),
        ),
        y=alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labelLimit=130, grid=False)),
        yOffset=alt.YOffset("group:N", scale=alt.Scale(paddingOuter=0.35)),
        color=alt.Color("group:N", scale=alt.Scale(domain=["A", "B"], range=[theme.BLUE, theme.VERMILION])),
        shape=alt.Shape("group:N", scale=alt.Scale(domain=["A", "B"], range=["circle", "square"])),
        tooltip=[alt.Tooltip("patient:O", title="Patient"), alt.Tooltip("group:N", title="Group")],
    )  # fmt: skip
    return Figure(
        theme.themed(chart, height=170),
        f"{_A} and {_B} of {_PATIENTS}: at least {fewest} patients are in both groups, at most {most}.",
        f"A made-up study. Circles: the {_A} patients of group A; squares: the {_B} of group B, once pushed as far "
        "apart as ten places allow and once as close together.",
        f"Ten places for patients, group A in the first {_A}. Group B in the last {_B} shares {fewest} of them with "
        f"A; moved wholly under A it shares {most}, and {_PATIENTS - _A} places hold nobody of either.",
        name,
    )
