"""Mean improvements by a mixed model of all visits, beside those of the patients seen."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import altair as alt

from marginalia.analysis.repeated_ratings import Repeated, Unfitted
from marginalia.display import by_patient, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.statistics.counts import Interval

_SEEN, _MODEL = "those seen", "model"
_EXTENT = 44


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    fitted = [one for one in made.repeated if isinstance(one, Repeated)][: by_patient.MOST_PANELS]
    if not fitted:
        return shown.sentence(unfitted_sentence(made.repeated) or by_patient.UNRATED)
    first = max(fitted, key=_apart)
    at = max(first.visits, key=lambda visit: 0.0 if visit.seen is None else abs(visit.estimate - visit.seen.mean))
    title = _title(first, at.month)
    level = values.percent(made.settings.confidence)
    unfitted = unfitted_sentence(made.repeated)
    caption = (
        "Mean improvement since before treatment. Squares: the patients seen at that visit. Circles: a mixed model of "
        "all ratings, for everybody rated at any visit, as if those lost went on like others with the same course so "
        f"far. Lines: {level} intervals.{' ' if unfitted else ''}{unfitted}{by_patient.made_up(made)}"
    )
    alternative = "; ".join(_alternative(one) for one in fitted)
    chart = alt.vconcat(*(_panel(one, by_patient.visited(made)[1:]) for one in fitted), spacing=18)
    return Figure(theme.stacked(chart), title, caption, f"{title} {alternative}.", name)


def unfitted_sentence(found: tuple[Repeated | Unfitted, ...]) -> str:
    """Why there is no model for some outcomes; empty where there is one for each."""
    told = [f"{one.outcome.label}: {one.why}" for one in found if isinstance(one, Unfitted)]
    return f"No model could be fitted for {'; '.join(told)}." if told else ""


def _apart(one: Repeated) -> float:
    """The largest distance between model and means of those seen, as a share of the scale."""
    gaps = [abs(visit.estimate - visit.seen.mean) for visit in one.visits if visit.seen is not None]
    return max(gaps, default=0.0) / ((one.outcome.high - one.outcome.low) or 1.0)


def _title(one: Repeated, month: float) -> str:
    at = next(visit for visit in one.visits if visit.month == month)
    if at.seen is None:
        told = _value(one, at.estimate)
        return f"At {values.month(month)} the model’s mean improvement on {one.outcome.label} is {told}."
    seen, model = values.number(at.seen.mean, 1), values.number(at.estimate, 1)
    if seen == model:
        return f"On {one.outcome.label}, the model gives about the same mean improvements as the patients seen."
    return (
        f"On {one.outcome.label} at {values.month(month)}, those seen had improved by {_value(one, at.seen.mean)} on "
        f"average; the model says {model} for everybody."
    )


def _value(one: Repeated, value: float) -> str:
    return by_patient.amount(one.outcome, value)


def _alternative(one: Repeated) -> str:
    told = [
        f"{values.month(at.month)} model {values.number(at.estimate, 1)} ({by_patient.between(at.interval)})"
        + ("" if at.seen is None else f", seen {values.number(at.seen.mean, 1)} of {at.seen.n}")
        for at in one.visits
    ]
    return f"{one.outcome.label}: {', '.join(told)}"


def _panel(one: Repeated, months: tuple[float, ...]) -> alt.LayerChart | alt.FacetChart:
    records: list[dict[str, Any]] = []
    for at in one.visits:
        both: list[tuple[str, float, Interval | None, int]] = [(_MODEL, at.estimate, at.interval, one.patients)]
        both += [] if at.seen is None else [(_SEEN, at.seen.mean, at.seen.interval, at.seen.n)]
        for who, value, interval, n in both:
            record: dict[str, Any] = {
                "visit": values.short_month(at.month),
                "who": who,
                "value": value,
                "n": n,
                "shown": values.number(value, 1) + ("" if interval is None else f" ({by_patient.between(interval)})"),
            }
            records.append(record if interval is None else {**record, "low": interval.low, "high": interval.high})
    names = [_SEEN, _MODEL]
    key = alt.Legend(orient="top")
    base = theme.over(records).encode(
        x=alt.X(
            "visit:N",
            sort=[values.short_month(month) for month in months],
            title=None,
            axis=alt.Axis(labelAngle=0),
            scale=alt.Scale(type="band", padding=0.3),
        ),
        xOffset=alt.XOffset("who:N", sort=names),
        color=alt.Color(
            "who:N", sort=names, scale=alt.Scale(domain=names, range=[theme.BLUE, theme.VERMILION]), legend=key
        ),
        tooltip=[
            alt.Tooltip("who:N", title="Who"),
            alt.Tooltip("visit:N", title="Visit"),
            alt.Tooltip("shown:N", title="Mean improvement"),
            alt.Tooltip("n:Q", title="Patients"),
        ],
    )
    axis = alt.Axis(tickCount=5, minExtent=_EXTENT, maxExtent=_EXTENT)
    zero = theme.over([{"value": 0}]).mark_rule(strokeWidth=1.2)
    return alt.layer(
        zero.encode(y=alt.Y("value:Q", title=None, axis=axis)),
        base.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=2.4)
        .encode(y=alt.Y("low:Q", title=None, axis=axis), y2="high:Q"),
        base.mark_point(size=75, opacity=1).encode(
            y=alt.Y("value:Q", title=None, axis=axis),
            shape=alt.Shape("who:N", sort=names, scale=alt.Scale(domain=names, range=["square", "circle"]), legend=key),
        ),
    ).properties(
        width="container",
        height=160,
        title=alt.TitleParams(
            wrap(by_patient.headed(one.outcome, "improvement, up is better"), 60), fontSize=12.5, fontWeight=600
        ),
    )
