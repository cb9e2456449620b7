"""What the paper states about counts of patients: each printed count or percentage, once for each value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from marginalia.statistics.rounding import parse_percent
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, GROUP_SIZE, OVERALL, RESPONSE, Number, Study

#: What is counted in a group at a visit: its patients, those seen, those rated, the responders, those among whom
#: continued response is counted, and those of them who still respond.
Kind = Literal["size", "seen", "rated", "responders", "earlier", "lasting"]


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A number of patients: what is counted, in which group, at which visit (0 for a group's size)."""

    kind: Kind
    group: str
    month: float = 0.0


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the paper prints about counts, and every number that prints it.

    A count says `part = value`. A percentage says that `part` is `value` percent of `whole`, to its printed digits:
    `low <= 100 part / whole < high`, where the limits hold every way of rounding.
    """

    part: Quantity
    value: int | None = None
    whole: Quantity | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    printed: str = ""
    numbers: tuple[Number, ...] = ()

    @property
    def is_count(self) -> bool:
        return self.value is not None

    @property
    def damaged(self) -> bool:
        """Whether it stands only where the scan had to be repaired."""
        return all(number.ocr != "clean" for number in self.numbers)


def quantities_of(stated: Iterable[Statement]) -> tuple[Quantity, ...]:
    """Every quantity that the statements are about, each once."""
    every = (quantity for one in stated for quantity in (one.part, one.whole) if quantity is not None)
    return tuple(dict.fromkeys(every))


def statements(study: Study) -> tuple[Statement, ...]:
    """Every legible count and percentage of follow-up, response, continued response and group size, in the file's
    order; what several places print alike is one statement. None
    where the paper does not say how many were enrolled: whatever it prints can be true of enough patients."""
    if not study.enrolled_printed:
        return ()
    found: dict[tuple[object, ...], Statement] = {}
    for number in study.numbers:
        made = _statement(study, number)
        if made is None:
            continue
        key = (made.part, made.whole, made.value, made.low, made.high)
        known = found.get(key)
        numbers = (number,) if known is None else (*known.numbers, number)
        found[key] = Statement(made.part, made.value, made.whole, made.low, made.high, made.printed, numbers)
    return tuple(found.values())


def _statement(study: Study, number: Number) -> Statement | None:
    if number.group is None or number.reading is None or not any(one.id == number.group for one in study.groups):
        return None
    if number.measure == RESPONSE and _of_a_part(study):
        return None
    if number.statistic == "percent":
        return _percent(number)
    if number.statistic not in ("n", "N", "count") or number.reading != round(number.reading):
        return None
    for quantity in _counted(number):
        # Everybody enrolled is the frame, not a statement; a print that says otherwise is one.
        if quantity == Quantity("size", OVERALL) and number.reading == study.enrolled:
            return None
        return Statement(quantity, value=round(number.reading), printed=number.printed)
    return None


def _of_a_part(study: Study) -> bool:
    """Whether the paper counts responders among others than those seen, such as those who kept to a protocol: nothing
    then says how its denominator goes with who was seen."""
    return any(measure.id == RESPONSE and measure.among for measure in study.measures)


def _counted(number: Number) -> Iterator[Quantity]:
    group, month = number.group or OVERALL, number.month
    if number.measure == GROUP_SIZE and number.statistic == "count" and month is None:
        yield Quantity("size", group)
    elif month is None or month <= 0:
        return
    elif number.measure in _FRACTIONS:
        part, whole = _FRACTIONS[number.measure]
        kind = whole if number.statistic == "N" else part
        yield Quantity(kind, group, 0.0 if kind == "size" else month)


_FRACTIONS: dict[str, tuple[Kind, Kind]] = {
    FOLLOW_UP: ("seen", "size"),
    RESPONSE: ("responders", "rated"),
    CONTINUED_RESPONSE: ("lasting", "earlier"),
}


def _percent(number: Number) -> Statement | None:
    group, month = number.group or OVERALL, number.month
    kinds, parsed = _FRACTIONS.get(number.measure), parse_percent(number.printed)
    if kinds is None or month is None or month <= 0 or parsed is None:
        return None
    unit = Fraction(1, 10**parsed.decimals)
    part, whole = Quantity(kinds[0], group, month), Quantity(kinds[1], group, 0.0 if kinds[1] == "size" else month)
    # From half a unit below (rounded up) to a whole unit above (cut off): no way of rounding is held against it.
    return Statement(part, None, whole, parsed.value - unit / 2, parsed.value + unit, number.printed)
