"""A damaged table: what can be read in each row, and how far that is from everybody enrolled."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.patients import legible, table_of_patients
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import NO_TABLE, Shown
from marginalia.study.model import Study


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    rows = _rows(study)
    if not rows:
        return shown.sentence(NO_TABLE)
    found = legible(study)
    if found.whole:
        return shown.sentence(f"All {found.counts} counts of the table can be read and placed in our copy.")
    order = [row for row, _ in rows]
    records: list[dict[str, Any]] = []
    sums = []
    for row, counts in rows:
        at = 0.0
        for place, count in enumerate(counts, start=1):
            records.append(
                {
                    "row": row,
                    "from": at,
                    "to": at + count,
                    "middle": at + count / 2,
                    "count": values.number(count),
                    "place": f"{place} of {len(counts)}",
                }
            )
            at += count
        text = f"{values.number(at)} of {study.enrolled}" if counts else "nothing legible"
        sums.append({"row": row, "text": text})
    y = alt.Y("row:N", sort=order, title=None)
    edge = study.enrolled * 1.45
    scale = alt.Scale(domain=[0, edge], nice=False)
    x = alt.X(
        "from:Q",
        title="Patients",
        scale=scale,
        axis=alt.Axis(values=[0, study.enrolled / 2, study.enrolled], grid=False),
    )
    segments = theme.over(records)
    tooltip = [
        alt.Tooltip("row:N", title="Row"),
        alt.Tooltip("count:N", title="Legible count"),
        alt.Tooltip("place:N", title="From the left"),
    ]
    chart = alt.layer(
        segments.mark_bar(color=theme.SKY, stroke=theme.PAPER, strokeWidth=2, height=17).encode(
            x=x, x2="to:Q", y=y, tooltip=tooltip
        ),
        segments.transform_filter("datum.to - datum.from >= 2")
        .mark_text(color=theme.INK, fontSize=11)
        .encode(x="middle:Q", y=y, text="count:N"),
        theme.over(sums).mark_text(align="right", fontSize=11.5).encode(x=alt.datum(edge), y=y, text="text:N"),
        theme.over([{"enrolled": study.enrolled}])
        .mark_rule(color=theme.VERMILION, strokeDash=[5, 4], strokeWidth=1.6)
        .encode(x="enrolled:Q"),
    )
    full = sum(bool(counts) and sum(counts) == study.enrolled for _, counts in rows)
    whole = values.count(full) if full else "none"
    title = (
        f"Of {values.plural(len(rows), 'row')} in the table, {whole} can be read to the full {study.enrolled} patients."
    )
    caption = (
        "Each block is a count that our copy lets us read, in the order of the row; the dashed line is everybody "
        f"enrolled ({study.enrolled}). A gap means that counts are missing from our copy, not from the paper."
    )
    alternative = "; ".join(
        f"{row}: {' + '.join(values.number(count) for count in counts) or 'nothing legible'}"
        + (f" = {values.number(sum(counts))}" if len(counts) > 1 else "")
        for row, counts in rows
    )
    chart_height = 26 * len(rows)
    return Figure(
        theme.themed(chart, height=chart_height), title, caption, f"Legible counts by row. {alternative}.", name
    )


def _rows(study: Study) -> list[tuple[str, list[float]]]:
    """The rows of the table that hold or should hold counts, headed by the heading they stand under."""
    table = table_of_patients(study)
    found: list[tuple[str, list[float]]] = []
    heading = ""
    for row in table.rows if table else ():
        if row.heading:
            heading = row.label
            continue
        readings = [
            number.reading
            for reference in row.cells
            if reference is not None
            for number in study.numbers_of(reference)
            if number.statistic == "count"
        ]
        label = f"{heading} {row.label}".strip()
        found.append((label, [reading for reading in readings if reading is not None]))
    return found
