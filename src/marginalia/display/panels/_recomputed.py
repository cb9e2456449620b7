"""What the tables and charts of printed numbers beside recomputed ones share: signs, words, labels."""

from __future__ import annotations

from marginalia.analysis.precision import decimals_of
from marginalia.analysis.recomputed import Answer, Recomputed
from marginalia.display import cited, values
from marginalia.display.recomputed import DIFFERS
from marginalia.study.model import Number, Statistic, Study

#: What stands where a study's folder holds no patients.
NO_PATIENTS = "There are no patients one by one to show here."

#: A sign and a word for each answer, so that neither is needed to read the other.
SIGNS: dict[Answer, str] = {
    "agrees": "=",
    "differs": DIFFERS,
    "cannot be read": "‡",
    "cannot be recomputed": "–",
}

_STATISTICS: dict[Statistic, str] = {
    "n": "numerator",
    "N": "denominator",
    "percent": "percentage",
    "mean": "mean",
    "sd": "standard deviation",
    "se": "standard error",
    "median": "median",
    "count": "count",
    "value": "value",
    "low": "lowest",
    "high": "highest",
    "ci-low": "lower end of the interval",
    "ci-high": "upper end of the interval",
    "iqr-low": "lower quartile",
    "iqr-high": "upper quartile",
    "p": "P value",
    "threshold": "limit",
}
_PATIENTS = ("n", "N", "count")


def what(study: Study, number: Number) -> str:
    """What a number measures: `Responders, herniated disc, 12 months: percentage`."""
    of = of_whom(study, number)
    return f"{_measure(study, number)}{', ' if of else ''}{of}: {_STATISTICS[number.statistic]}"


def measured(study: Study, number: Number) -> str:
    """The measure and statistic without whom and when: `Responders: percentage`; a mean says so in its own name."""
    measure = _measure(study, number)
    said = _STATISTICS[number.statistic]
    return measure if said in measure.lower() else f"{measure}: {said}"


def of_whom(study: Study, number: Number) -> str:
    """Whom and when: `herniated disc, 12 months`."""
    parts = [] if number.group is None else [values.inline(study.group(number.group).label)]
    return ", ".join([*parts, *([] if number.month is None else [values.month(number.month)])])


def _measure(study: Study, number: Number) -> str:
    measure = study.measure(number.measure)
    return values.capital(measure.short or values.inline(measure.label))


def where(study: Study, number: Number) -> str:
    """Where a number stands: `Table 2, HD / 12M`."""
    return cited.place(study, number.section, number.place)


def difference(one: Recomputed) -> str:
    """By how much the patients' value is above the printed one, with the sign of the answer before it; empty where
    nothing can be compared."""
    if one.difference is None:
        return ""
    return f"{SIGNS[one.answer]} {'agrees' if one.answer == 'agrees' else by(one)}"


def by(one: Recomputed) -> str:
    """`differs by −3 patients`, in words alone."""
    counts = one.number.statistic in _PATIENTS
    decimals = 0 if counts else (decimals_of(one.number) or 0) + 1
    text = values.signed(one.difference or 0.0, decimals)
    unit = "patient" if abs(one.difference or 0.0) == 1 else "patients"
    return f"differs by {text}{f' {unit}' if counts else ' points' if one.number.statistic == 'percent' else ''}"


def outcome(one: Recomputed) -> str:
    """How a printed number stands to its patients, in a sign and words; why, where they do not say."""
    return difference(one) or f"{SIGNS[one.answer]} {one.answer}: {one.why}"
