"""The share of everybody who would respond, with missed visits filled in and then made worse by degrees."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.imputed_response import Imputed, NotImputed
from marginalia.analysis.missing import HALF
from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.display import by_patient, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

UNFILLED = "No visit could be filled in."


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    if isinstance(made.imputation, NotImputed):
        return shown.sentence(f"Missed visits were not filled in: {made.imputation.why}.")
    visit = chosen_visit(made)
    if visit is None:
        return shown.sentence(UNFILLED)
    level = values.percent(made.settings.confidence)
    points = values.listed(
        [
            f"{by_patient.amount(outcome, made.imputation.units[outcome.id])} on {outcome.label}"
            for outcome in made.outcomes
            if outcome.important_change is not None
        ]
    )
    title = f"At {values.month(visit.month)}, {_tips(visit)}."
    caption = (
        f"Of {values.plural(visit.size, 'patient')}, the {visit.size - visit.seen} not seen at "
        f"{values.month(visit.month)} are filled in {made.imputation.sets} times from patients like them; to the right "
        f"the filled-in changes are made worse. One important change is {points}. Band: {level} interval. Grey: the "
        f"range if none, or all, of those not judged had responded.{by_patient.made_up(made)}"
    )
    told = "; ".join(
        f"{values.number(one.delta)} important changes worse: {values.percent(one.share.estimate)} "
        f"({values.interval(one.interval.low, one.interval.high)})"
        for one in visit.adjusted
        if one.delta == int(one.delta)
    )
    alternative = f"{title} {values.capital(told)}. Bounds: {values.interval(visit.bounds.low, visit.bounds.high)}."
    return Figure(theme.themed(_layers(visit), height=290), title, caption, alternative, name)


def chosen_visit(made: PatientAnalyses) -> Imputed | None:
    """The last visit at which at least half of everybody could be judged, else the last of all: the later, the more is
    filled in and the less is known."""
    if isinstance(made.imputation, NotImputed):
        return None
    found = [one for one in made.imputation.visits if one.size > one.seen and one.judged]
    known = [one for one in found if one.judged >= HALF * one.size]
    return next(reversed(known or found), None)


def _tips(visit: Imputed) -> str:
    filled = values.percent(visit.adjusted[0].share.estimate)
    seen = "" if visit.share_seen is None else f" ({values.percent(visit.share_seen)} of those judged)"
    told = f"{filled} of everybody would respond if the missing were like others{seen}"
    tip = visit.falls_to(HALF)
    if tip is None:
        most = values.number(visit.adjusted[-1].delta)
        return f"{told}, and more than half still if they were {most} important changes worse"
    if tip == 0:
        return f"{told}, which is not more than half"
    return f"{told}, and no longer more than half once they are {values.number(tip)} important changes worse"


def _layers(visit: Imputed) -> Any:
    last = visit.adjusted[-1].delta
    base = theme.over(
        [
            {
                "delta": one.delta,
                "share": one.share.estimate,
                "low": one.interval.low,
                "high": one.interval.high,
                "percent": values.percent(one.share.estimate),
                "interval": values.interval(one.interval.low, one.interval.high),
            }
            for one in visit.adjusted
        ]
    )
    x = alt.X(
        "delta:Q",
        title="Those not seen worse by … important changes",
        scale=alt.Scale(domain=[0, last], nice=False),
        axis=alt.Axis(values=[step / 2 for step in range(int(last * 2) + 1)], format="~g", grid=False),
    )
    y = alt.Y("share:Q", title=None, axis=theme.PERCENT_AXIS, scale=theme.PERCENT_SCALE)
    tooltip = [
        alt.Tooltip("delta:Q", title="Important changes worse"),
        alt.Tooltip("percent:N", title="Share of everybody"),
        alt.Tooltip("interval:N", title="Interval"),
    ]
    marks = [{"share": HALF, "text": "half"}]
    if visit.share_seen is not None:
        marks.append({"share": visit.share_seen, "text": f"of those judged {values.percent(visit.share_seen)}"})
    lines = theme.over(marks)
    bounds = theme.over([{"low": visit.bounds.low, "high": visit.bounds.high, "delta": 0, "to": last}])
    return alt.layer(
        bounds.mark_rect(color=theme.PALE, opacity=0.8).encode(
            x=x, x2="to:Q", y=alt.Y("low:Q", title=None), y2="high:Q"
        ),
        base.mark_area(color=theme.SKY, opacity=0.35).encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q"),
        lines.mark_rule(color=theme.VERMILION, strokeDash=[6, 4], strokeWidth=1.5).encode(y=y),
        base.mark_line(color=theme.BLUE, strokeWidth=2.4).encode(x=x, y=y),
        base.mark_point(color=theme.BLUE, size=45, opacity=1).encode(x=x, y=y, tooltip=tooltip),
        *theme.haloed(
            lines.mark_text(color=theme.VERMILION, align="right", dy=-8, dx=-4, fontWeight=600).encode(
                x=alt.datum(last), y=y, text="text:N"
            )
        ),
    )
