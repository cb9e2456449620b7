"""Honest papers with something that looks odd and is not: what the audit must not ask about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import permutations

from cohorts.paper import RATINGS
from cohorts.plan import MONTHS, Plan
from cohorts.planted import fraction_of
from cohorts.printing import percent
from cohorts.study import make_study
from marginalia.study.model import Check, Limit, Number, Study


@dataclass(frozen=True, slots=True)
class Oddity:
    """What a paper does that looks odd, and the choices of a plan that it takes."""

    name: str
    needs: Mapping[str, object] = field(default_factory=dict)
    done: Callable[[Study], Study | None] = lambda study: study

    def study(self, plan: Plan) -> Study | None:
        """The study of a plan, with the oddity; `None` where there is no place for it. The scan is clean."""
        usual: dict[str, object] = {"damaged": False, "rounding": "half up"}
        return self.done(make_study(replace(plan, **(usual | dict(self.needs)))))  # type: ignore[arg-type]


def _limit_in_other_words(study: Study) -> Study | None:
    """`Over 80%` in the abstract and `at least 80%` in the discussion: of 85% both are true, and neither defines a
    group."""
    strict = [limit for limit in study.limits if limit.sense == "more than" and ".follow-up." in limit.number]
    if not strict:
        return None
    said = study.number(strict[0].number)
    again = replace(
        said,
        id=said.id.replace("abstract", "discussion"),
        section="discussion",
        place="discussion/strengths",
        printed=f"at least {said.reading:g}%",
    )
    limits = (*study.limits, Limit(again.id, "at least"))
    return replace(study, numbers=(*study.numbers, again), limits=limits)


def _text_beside_two_tables(study: Study) -> Study | None:
    """A paragraph that discusses the ratings of everybody and those of responders, each as its own table has them."""
    own = {number.cell for number in study.numbers if number.place == RATINGS}
    told = []
    for number in study.numbers:
        cell = number.cell.replace("table-3", "discussion")
        if number.statistic == "mean" and cell.replace("-responders", "") in own:
            told.append(replace(number, id=f"{cell}.mean", section="discussion", place=RATINGS))
    tables = tuple(
        replace(table, discussed_in=(*table.discussed_in, RATINGS)) if table.id == "table-3" else table
        for table in study.tables
    )
    return replace(study, numbers=(*study.numbers, *told), tables=tables) if told else None


def _floor_of_a_dose(study: Study) -> Study | None:
    """A dose by weight with a floor that hardly any adult falls under: 3 g for each kg, and at least 90 g."""
    dose = study.doses[0]
    total, rate = study.number(dose.total), study.number(dose.rate)
    floor = 30 * (rate.reading or 1)
    least = replace(total, printed=f"at least {floor:g}", reading=floor)
    numbers = tuple(least if number is total else number for number in study.numbers)
    return replace(study, numbers=numbers, limits=(*study.limits, Limit(total.id, "at least")))


def _limit_below_what_was_rounded(study: Study) -> Study | None:
    """`Over 66%` of a true 66.4%, which the abstract prints as 66% without its fraction."""
    printed = _abstract(study)
    month, number = min(printed.items(), key=lambda share: _share(study, share[0]))
    if number.reading is None or Fraction(number.reading) >= _share(study, month):
        return None
    limit = replace(number, id="abstract.all.response.threshold", month=None, statistic="threshold",
                    printed=f"over {number.reading:g}%")  # fmt: skip
    said = _check(
        "every", measure="response", statistic="percent", group="all", section="abstract", op=">", limit=limit.id
    )
    return _claiming(study, said, (*printed.values(), limit))


def _difference_lost_in_rounding(study: Study) -> Study | None:
    """More at one visit than at another, 62.4% than 61.6%, and 62% printed for both."""
    printed = _abstract(study)
    for one, other in permutations(printed, 2):
        if printed[one].reading == printed[other].reading and _share(study, one) > _share(study, other):
            said = _check("compare", left=printed[one].id, op=">", right=printed[other].id)
            return _claiming(study, said, tuple(printed.values()))
    return None


def _round_figure(study: Study) -> Study | None:
    """About 60%, where the table has 62%."""
    printed = _abstract(study)
    month, exact = next(iter(printed.items()))
    figure = round(float(_share(study, month)), -1)
    about = replace(
        exact,
        id=exact.id.replace("abstract", "discussion").replace(".percent", ".about.percent"),
        section="discussion",
        place="discussion/round",
        printed=f"about {figure:g}%",
        reading=figure,
    )
    return replace(study, numbers=(*study.numbers, about))


def _treatment_within_another(study: Study) -> Study | None:
    """One of the treatments has a variant, whose patients are counted in it, as the paper says."""
    arms = [group for group in study.groups if group.kind == "treatment" and (study.group_size(group.id) or 0) > 1]
    if not arms:
        return None
    arm, size = arms[0], arms[0].size
    assert size is not None
    whole = study.number(size)
    id, label = f"{arm.id}-soft", f"{arm.label}, soft"
    printed = replace(whole, id=size.replace(arm.id, id), group=id, printed="1", reading=1)
    variant = replace(arm, id=id, label=label, printed_label=label, size=printed.id, part_of=("all", arm.id))
    return replace(study, groups=(*study.groups, variant), numbers=(*study.numbers, printed))


def _responders_without_their_number(study: Study) -> Study | None:
    """The mean rating of a group's responders, where the paper prints how many were seen and not how many responded."""
    rated = {number.group for number in study.numbers if number.measure.endswith("-responders")} - {"all"}
    kept = tuple(
        number
        for number in study.numbers
        if number.group not in rated or number.measure not in ("response", "continued-response")
    )
    return replace(study, numbers=kept, claims=(), tables=()) if rated else None


ODDITIES: tuple[Oddity, ...] = (
    Oddity("state a limit in other words", done=_limit_in_other_words),
    Oddity("discuss two tables in one paragraph", {"repeats": True}, _text_beside_two_tables),
    Oddity("give a floor for a dose by weight", done=_floor_of_a_dose),
    Oddity("print a rounded share that its own limit exceeds no more", done=_limit_below_what_was_rounded),
    Oddity("compare shares that it rounds alike", {"months": tuple(sorted(MONTHS))}, _difference_lost_in_rounding),
    Oddity("give a round figure in the text", {"repeats": False}, _round_figure),
    Oddity("have a treatment within another", {"arms": "partition"}, _treatment_within_another),
    Oddity("give the mean of responders without their number", done=_responders_without_their_number),
)


def _abstract(study: Study) -> dict[float, Number]:
    """The responders of each visit as percentages without fractions, as an abstract prints them."""
    shares = {}
    for cell in study.cells(section="table-2", measure="response", group="all"):
        assert cell.month is not None
        n, N = fraction_of(cell)
        printed = percent(n, N, 0, "half up")
        shares[cell.month] = Number(
            id=f"{cell.id.replace('table-2', 'abstract')}.percent",
            section="abstract",
            place="abstract/results",
            group="all",
            month=cell.month,
            measure="response",
            statistic="percent",
            printed=printed,
            reading=float(printed.rstrip("%")),
        )
    return shares


def _share(study: Study, month: float) -> Fraction:
    """The percentage of responders in the table, exactly."""
    cells = study.cells(section="table-2", measure="response", group="all")
    n, N = next(fraction_of(cell) for cell in cells if cell.month == month)
    return Fraction(100 * n, N)


def _check(rule: str, **arguments: object) -> Check:
    return Check(rule, tuple(arguments.items()))


def _claiming(study: Study, said: Check, numbers: tuple[Number, ...]) -> Study:
    """The study with these numbers printed as well, and with this claim instead of its first."""
    known = {number.id for number in study.numbers}
    added = tuple(number for number in numbers if number.id not in known)
    claims = (replace(study.claims[0], checks=(said,)), *study.claims[1:])
    return replace(study, numbers=(*study.numbers, *added), claims=claims)
