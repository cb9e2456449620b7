"""How many of each group were seen at each visit, beside the limit that the paper claims."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.follow_up import claimed_limit, flow, not_above
from marginalia.analysis.losses import LossLimit, read_loss_limits
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import OVERALL


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    records: list[dict[str, Any]] = [
        {
            "group": group.label,
            "overall": group.id == OVERALL,
            "month": visit.month,
            "share": visit.share,
            "count": f"{visit.seen}/{visit.size}",
            "percent": values.percent(visit.share),
        }
        for group in study.groups
        for visit in flow(study, group.id)
        if visit.share is not None
    ]
    everybody = [record for record in records if record["overall"]]
    if not everybody:
        return shown.sentence("The paper does not report how many patients were seen at each visit.")
    months = sorted({visit for visit in study.visits if visit > 0})
    x = alt.X(
        "month:Q",
        title="Months after treatment",
        scale=alt.Scale(domain=[0, max(months) + 1], nice=False),
        axis=alt.Axis(values=months, grid=False, format="d"),
    )
    y = alt.Y("share:Q", title=None, axis=theme.PERCENT_AXIS, scale=alt.Scale(domain=[0, 1.04], nice=False))
    tooltip = [
        alt.Tooltip("group:N", title="Group"),
        alt.Tooltip("month:Q", title="Month"),
        alt.Tooltip("count:N", title="Seen of the group"),
        alt.Tooltip("percent:N", title="Share"),
    ]
    others = theme.over([record for record in records if not record["overall"]])
    own = theme.over(everybody)
    layers = [
        others.mark_line(color=theme.GREY, strokeWidth=1.2).encode(x=x, y=y, detail="group:N"),
        others.mark_point(color=theme.GREY, size=40, opacity=1).encode(x=x, y=y, tooltip=tooltip),
        own.mark_line(color=theme.BLUE, strokeWidth=2.6).encode(x=x, y=y),
        own.mark_point(color=theme.BLUE, size=100, opacity=1, shape="square").encode(x=x, y=y, tooltip=tooltip),
        *theme.haloed(own.mark_text(color=theme.BLUE, fontWeight=600, dy=18).encode(x=x, y=y, text="count:N")),
    ]
    layers += [layer for line in _yardsticks(evidence) for layer in _yardstick(line, max(months))]
    limit = claimed_limit(study)
    fails = () if limit is None else not_above(study, limit)
    if limit is not None:
        line = theme.over([{"limit": limit, "label": f"claimed: more than {values.percent(limit)}"}])
        layers += [
            line.mark_rule(color=theme.VERMILION, strokeDash=[6, 4], strokeWidth=1.8).encode(y="limit:Q"),
            line.mark_text(color=theme.VERMILION, align="right", dy=-8, fontWeight=600).encode(
                x=alt.datum(max(months) + 1), y="limit:Q", text="label:N"
            ),
        ]
    first, last = (f"{record['count']} at {values.month(record['month'])}" for record in (everybody[0], everybody[-1]))
    if fails and limit is not None:
        title = (
            f"Follow-up is at or below the claimed {values.percent(limit)} at "
            f"{values.months([visit.month for visit in fails])}, first with {fails[0].seen} of {fails[0].size}, "
            f"{values.percent(fails[0].share or 0)}."
        )
    else:
        title = f"Follow-up goes from {first} to {last}." if len(everybody) > 1 else f"Follow-up is {first}."
    caption = "Squares: all patients, with seen/enrolled. Grey: each group of the paper, as a share of its own size."
    yardsticks = [f"{values.percent(line.most_lost)} lost ({line.instrument})" for line in _yardsticks(evidence)]
    if yardsticks:
        caption += f" Dotted: where appraisal instruments object, {values.listed(yardsticks)}."
    alternative = "Share of all patients seen at each visit: " + "; ".join(
        f"{values.month(record['month'])} {record['count']}, {record['percent']}" for record in everybody
    )
    if limit is not None:
        alternative += f". The paper claims more than {values.percent(limit)} throughout"
    return Figure(theme.themed(alt.layer(*layers), height=320), title, caption, alternative + ".", name)


def _yardsticks(evidence: Evidence) -> tuple[LossLimit, ...]:
    """The published limits for loss; none where the book has no literature folder."""
    return () if evidence.literature is None else read_loss_limits(evidence.literature)


def _yardstick(line: LossLimit, last: float) -> list[alt.Chart]:
    """A dotted line at the share that an instrument wants to be seen, named at its right end below the line, so that
    the claim of the paper keeps the place above."""
    data = theme.over([{"limit": 1 - line.most_lost, "label": line.instrument}])
    text = data.mark_text(color=theme.QUIET, align="right", dy=10, fontSize=11.5).encode(
        x=alt.datum(last + 1), y="limit:Q", text="label:N"
    )
    rule = data.mark_rule(color=theme.QUIET, strokeDash=[1, 4], strokeWidth=1.6).encode(y="limit:Q")
    return [rule, *theme.haloed(text)]
