"""Printed means and standard deviations against the steps of their scale."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.prints import Count, Part, Prints, numbers_of
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import place, plain, subject
from marginalia.statistics.grim import grim, nearest_means
from marginalia.statistics.grimmer import grimmer
from marginalia.statistics.reported import reported
from marginalia.statistics.scale import Scale
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, RESPONSE, Cell, Measure, Number, Outcome, Study
from marginalia.words import capital, listed

RULE = "granularity"

#: The counts whose patients a mean can be of: of everybody, and of a part of them such as the responders.
_OF_EVERYBODY: tuple[tuple[str, Part], ...] = ((FOLLOW_UP, "n"), (FOLLOW_UP, "N"), (RESPONSE, "N"))
_OF_A_PART: tuple[tuple[str, Part], ...] = (
    *_OF_EVERYBODY,
    (RESPONSE, "n"),
    (CONTINUED_RESPONSE, "n"),
    (CONTINUED_RESPONSE, "N"),
)

_NEEDS = ("scores-in-steps", "mean-of-counted")


def granularity(study: Study) -> Iterator[Finding]:
    """Scores in whole steps cannot have every mean, nor every standard deviation beside it.

    GRIM (Brown & Heathers 2017) and, where a standard deviation is printed, GRIMMER (Anaya 2016; Allard 2018), exact.
    Asked only where the package states the step of the scale and the paper a number of patients for the same group and
    visit; where several numbers can be meant, the mean must be impossible for each, under every way of rounding.
    Worked example: 28 whole scores have a mean of 5.18 or 5.21 and none of 5.19.
    """
    prints = Prints(study)
    for cell in study.cells():
        mean, outcome = cell["mean"], _outcome(study, cell)
        scale = None if mean is None or outcome is None else _scale(mean, outcome)
        if mean is None or outcome is None or scale is None:
            continue
        counts = _counts(study, prints, cell)
        if not counts:
            continue
        if all(grim(mean.printed, n, scale).impossible for n in counts):
            yield _finding(study, (mean,), outcome, counts, _nearest(mean, counts, scale))
            continue
        sd = cell["sd"]
        if sd is None or not _is_spread(sd) or min(counts) < 2:
            continue
        if all(grimmer(mean.printed, sd.printed, n, scale).impossible for n in counts):
            tried = f"no sample of {_alternatives(counts)} has both {mean.printed} and {sd.printed}"
            yield _finding(study, (mean, sd), outcome, counts, tried)


def _outcome(study: Study, cell: Cell) -> Outcome | None:
    """The scale that a mean is of, where its step is stated."""
    measure = _measure(study, cell)
    outcome = next((one for one in study.outcomes if measure is not None and one.id == measure.outcome), None)
    return outcome if measure is not None and measure.kind == "mean" and outcome is not None and outcome.step else None


def _measure(study: Study, cell: Cell) -> Measure | None:
    return next((one for one in study.measures if one.id == cell.measure), None)


def _scale(mean: Number, outcome: Outcome) -> Scale | None:
    """The scale with its ends, without them where the mean lies off it and must be of something else, such as a change;
    `None` where the mean is no plain number or the step does not fit between the ends."""
    try:
        value = reported(mean.printed).value
    except ValueError:
        return None
    scale = Scale.of(outcome.step or 1, 1, outcome.low, outcome.high)
    if scale.low is None or scale.high is None or (scale.high - scale.low) % scale.step:
        return None
    return scale if scale.low <= value <= scale.high else Scale(scale.step)


def _is_spread(sd: Number) -> bool:
    try:
        return reported(sd.printed).units >= 0
    except ValueError:
        return False


def _counts(study: Study, prints: Prints, cell: Cell) -> dict[int, tuple[Number, ...]]:
    """Every number of patients that the mean can be of, with the printed numbers that say so; none where one of them
    cannot be read, since it might be the one."""
    group, month, measure = cell.group, cell.month, _measure(study, cell)
    if group is None or month is None or measure is None:
        return {}
    kinds = _OF_A_PART if measure.among else _OF_EVERYBODY
    measures = {kind for kind, _ in kinds}
    if any(
        number.reading is None and number.group == group and number.month == month and number.measure in measures
        for number in study.numbers
    ):
        return {}
    if measure.among and not _of_known_size(study, prints, group, month):
        return {}
    found: dict[int, list[Count]] = {}
    for kind, part in kinds:
        for count in prints.all(kind, group, month, part):
            found.setdefault(count.value, []).append(count)
    counts = {n: numbers_of(versions) for n, versions in found.items() if n > 0}
    size = study.group_size(group)
    if month == 0 and not measure.among and size:
        counts.setdefault(size, tuple(study.number(id) for id in (_size_id(study, group),) if id is not None))
    return counts


def _of_known_size(study: Study, prints: Prints, group: str, month: float) -> bool:
    """Whether every part of a group that a mean may be of is counted: the responders, and the earlier ones wherever
    the paper counts those at the visit. Otherwise it may be of any number."""
    lasting = any(cell.month == month for cell in study.cells(measure=CONTINUED_RESPONSE))
    wanted = [RESPONSE, CONTINUED_RESPONSE] if lasting else [RESPONSE]
    return all(prints.all(kind, group, month, "n") for kind in wanted)


def _size_id(study: Study, group: str) -> str | None:
    """The number that states a group's size; none for everybody, whose size the package states."""
    return next((one.size for one in study.groups if one.id == group), None)


def _finding(
    study: Study,
    asked: tuple[Number, ...],
    outcome: Outcome,
    counts: dict[int, tuple[Number, ...]],
    computed: str,
) -> Finding:
    mean = asked[0]
    values = " with a standard deviation of ".join(number.printed for number in asked)
    what = capital(subject(study, mean.measure, mean.group, mean.month))
    them = "that mean" if len(asked) == 1 else "both"
    return finding(
        RULE,
        Severity.MODERATE,
        (*asked, *(number for numbers in counts.values() for number in numbers)),
        f"{what}: {place(study, mean.section)} gives {values}. Scores in steps of {plain(outcome.step or 1)} cannot "
        f"have {them} among {_alternatives(counts)} patients, "
        "however they are rounded. How many patients is it of, and how finely was the scale read?",
        computed,
        needs=_NEEDS,
        against=asked,
        verdict=Verdict.IMPOSSIBLE,
    )


def _nearest(mean: Number, counts: dict[int, tuple[Number, ...]], scale: Scale) -> str:
    """The nearest possible means for each number of patients: `n = 28: 5.18 or 5.21`."""
    return "; ".join(f"n = {n}: {listed(nearest_means(mean.printed, n, scale), 'or')}" for n in sorted(counts))


def _alternatives(counts: dict[int, tuple[Number, ...]]) -> str:
    return listed([str(n) for n in sorted(counts)], "or")
