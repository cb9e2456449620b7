"""Words for comparisons between arms, which the page's charts, tables and sentences share."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, isinf

from marginalia.analysis.arm_means import Means
from marginalia.analysis.arm_proportions import Proportions
from marginalia.analysis.arms import Contrast, Count
from marginalia.display import values
from marginalia.display.charts._differences import points
from marginalia.statistics.counts import Interval
from marginalia.statistics.number_needed_to_treat import NumberNeeded
from marginalia.statistics.ratio import Ratio
from marginalia.study.model import Measure, Study

#: In place of everything that the page shows, for a study with one arm.
ABSENT = "The study has one arm, so that there are no arms to compare."

#: More patients than this are told as more than so many.
_MOST_NEEDED = 1000


def named(study: Study, contrast: Contrast, label: str) -> str:
    """A row's label, with the arm's in front where several arms are compared with the control."""
    return f"{contrast.arm.label}: {values.inline(label)}" if len(study.arms) > 2 else label


def columns(study: Study) -> tuple[str, str]:
    """The headings of the columns of the arm and of the control: their names, where there are two."""
    if len(study.arms) == 2:
        return study.arms[0].label, study.arms[1].label
    return "Arm", "Control" if study.control is None else study.control.label


def hundredths(value: float) -> str:
    """A difference with its sign and two decimals: `+0.10`."""
    return f"{'+' if value >= 0.005 else ''}{values.rounded(value, 2)}".replace("-", "−")


def at(measure: Measure, month: float | None, *, short: bool = False) -> str:
    """`Responders, 12 weeks`; the measure alone where no visit applies."""
    label = values.capital(measure.short or measure.label)
    when = values.short_month(month) if short else values.month(month)
    return f"{label}, {when}" if when else label


def share(count: Count) -> str:
    """`73/97, 75%`; a denominator that the paper does not print stands in brackets."""
    N = f"[{count.N}]" if count.of_size else str(count.N)
    return f"{count.n}/{N}, {values.percent(count.share)}"


def share_lines(count: Count) -> tuple[str, ...]:
    """The same on two lines, for a table of many columns."""
    return tuple(share(count).split(", "))


def spread(interval: Interval) -> str:
    """Two ends of a difference with their signs: `−1.90 to +10.10`."""
    return f"{hundredths(interval.low)} to {hundredths(interval.high)}"


def difference(one: Proportions) -> str:
    """A difference of shares in percentage points with its interval: `+7 (−6 to +19)`."""
    return f"{points(one.difference)} ({_end(one.interval.low)} to {_end(one.interval.high)})"


def _end(value: float) -> str:
    """An end of an interval in percentage points: with a decimal where it would be rounded to no difference."""
    return points(value) if abs(value) >= 0.005 else values.signed(value * 100, 1)


def ratio(found: Ratio | None) -> str:
    """A ratio with its interval; a half added to the cells is marked by an asterisk."""
    if found is None:
        return "none"
    told = [f"{values.rounded(one, 2)}" for one in (found.value, found.low, found.high)]
    return f"{told[0]} ({told[1]} to {told[2]}){'*' if found.corrected else ''}"


def needed_lines(found: NumberNeeded | None) -> tuple[str, ...]:
    """The same in the signs of Altman 1998, for a table: `NNTB 15` above `NNTB 6 to ∞ to NNTH 19`."""
    if found is None:
        return ("not told which is better",)
    best, worst = _signed(found.at_best), _signed(found.at_worst)
    ends = [best, worst] if found.value > 0 else [worst, best]
    between = " to ∞ to " if found.through_infinity and "∞" not in ends else " to "
    return _signed(found.value), between.join(ends)


def _signed(value: float) -> str:
    return "∞" if isinf(value) else f"NNT{'B' if value > 0 else 'H'} {_patients(value)}"


def needed(found: NumberNeeded | None) -> str:
    """How many are treated for one more to do better, or worse, with the interval, which may go through infinity
    (Altman 1998): `15 for one more to do better (6 to do better, through ∞, to 19 to do worse)`."""
    if found is None:
        return "not told which is better"
    estimate = (
        "as many either way" if isinf(found.value) else f"{_patients(found.value)} for one more {_how(found.value)}"
    )
    if not found.through_infinity:
        ends = sorted((found.at_best, found.at_worst), key=abs)
        return f"{estimate} ({_patients(ends[0])} to {_patients(ends[1])})"
    best, worst = ("∞" if isinf(end) else f"{_patients(end)} {_how(end)}" for end in (found.at_best, found.at_worst))
    between = "to" if "∞" in (best, worst) else "through ∞ to"
    return f"{estimate} ({best} {between} {worst})"


def _how(value: float) -> str:
    return "to do better" if value > 0 else "to do worse"


def _patients(value: float) -> str:
    """Whole patients, rounded up, as nobody treats a part of one."""
    if abs(value) > _MOST_NEEDED:
        return f"over {_MOST_NEEDED}"
    return str(ceil(abs(value) - 1e-9))


def corrected(found: Sequence[Proportions]) -> str:
    """What an asterisk means; empty where none stands."""
    if not any(one is not None and one.corrected for row in found for one in (row.risk, row.odds)):
        return ""
    return " * One of the four counts is none, so that a half was added to each."


def of_size(found: Sequence[Proportions]) -> str:
    """What a bracket means; empty where none stands."""
    if not any(count.of_size for row in found for count in (row.arm, row.control)):
        return ""
    return " A denominator in brackets is the arm’s size; the paper prints none there."


def mean(one: Means, of_arm: bool) -> tuple[str, ...]:
    """A printed mean with its standard deviation, and its patients: `−3.2 (3.15)` above `n = 111`."""
    cell, n = (one.arm, one.n[0]) if of_arm else (one.control, one.n[1])
    printed, sd = cell["mean"], cell["sd"]
    text = "not printed" if printed is None else printed.printed
    text += "" if sd is None else f" ({sd.printed})"
    return (text,) if n is None else (text, f"n = {n}")
