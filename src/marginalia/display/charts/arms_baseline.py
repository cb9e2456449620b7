"""How far apart the arms were before treatment, in standard deviations."""

from __future__ import annotations

from marginalia.analysis.arm_baseline import NOTICEABLE, Baseline, baseline
from marginalia.display import arms, published, shown, theme, values
from marginalia.display.charts._arms import Mark, beside
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    found = [one for one in baseline(study) if one.difference is not None]
    if not found:
        return shown.sentence("The paper does not report enough of both arms before treatment to compare them.")
    marks = [_mark(evidence, one) for one in found]
    apart, things = sum(mark.apart for mark in marks), values.plural(len(found), "printed value")
    title = (
        f"Before treatment the arms lie more than a tenth of a standard deviation apart in {values.count(apart)} of "
        f"{things}."
        if apart
        else f"Before treatment the arms lie within a tenth of a standard deviation in all of {things}."
    )
    caption = (
        f"The arm less the control before treatment, in standard deviations; the band is a tenth ({NOTICEABLE:g}) to "
        "either side, which is often taken for alike. Squares lie outside."
    )
    alternative = "; ".join(f"{one.row}: {one.text} ({one.told})" for one in marks)
    band = theme.over([{"low": -NOTICEABLE, "high": NOTICEABLE}]).mark_rect(color=theme.PALE, opacity=0.7)
    chart = beside(
        marks,
        title="Standard deviations, arm less control",
        label="datum.value > 0 ? '+' + datum.label : datum.label",
        reach=0.3,
        column=0.2,
        under=(band,),
        row_height=28,
    )
    return Figure(chart, title, caption, f"{title} {alternative}.", name)


def _mark(evidence: Evidence, one: Baseline) -> Mark:
    study, value = evidence.study, one.difference or 0.0
    label = values.capital(one.measure.short or one.measure.label)
    told = f"{published.printed(study, one.arm.id)} v {published.printed(study, one.control.id)}"
    return Mark(arms.named(study, one.contrast, label), value, None, one.noticeable, arms.hundredths(value), told)
