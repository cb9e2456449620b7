"""The simulated tables of continued response in words that text, tables and chart of the duration chapter share."""

from __future__ import annotations

from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.simulation.conditioning import Chance, Compared, Kept, Kind, Moved, Scenario, compared, moved
from marginalia.simulation.plan import Plan
from marginalia.simulation.summaries import Spread

#: The sentences that the prose quotes.
_NAMES = (
    "trial_sentence",
    "chance_sentence",
    "course_sentence",
    "helped_sentence",
    "apart_sentence",
    "no_late_sentence",
)


def scenarios(evidence: Evidence) -> Compared | str:
    """Every scenario at the chosen assumptions, or a sentence why there is none."""
    return compared(evidence.study, evidence.comparators, evidence.chosen)


def positions(evidence: Evidence) -> tuple[Moved, ...]:
    """The scenarios at every position of the slider."""
    return moved(evidence.study, evidence.comparators, evidence.chosen)


def label(scenario: Scenario, plan: Plan) -> str:
    """What happens in a scenario, in a few words."""
    if scenario.kind == "chance":
        return "nobody helped: ups and downs alone"
    if scenario.kind == "course":
        return "nobody helped: natural course as well"
    outcome = plan.entry.outcome
    points = outcome.unit.removesuffix("s") if outcome.important_change == 1 else outcome.unit
    return f"everybody helped by {values.number(outcome.important_change or 0)} {points}"


def spread(found: Spread) -> str:
    """A mean over trials with the range of most: `64% (38% to 89%)`."""
    return f"{values.percent(found.mean)} ({values.interval(found.low, found.high)})"


def chance(found: Chance) -> str:
    """A chance with as many digits as its size asks for: `43%`, `2.2%`, `0.06%`; `0%` only where no trial had it."""
    size = found.share * 100
    return values.percent(found.share, 0 if size >= 10 or not size else 1 if size >= 1 else 2)


def error(found: float) -> str:
    """A Monte Carlo standard error in percentage points: `0.28`, and `0.004` where two decimals would show none."""
    points = found * 100
    return values.number(points, 2 if points >= 0.01 or not points else 4)


def clause(scenario: Scenario, plan: Plan) -> str:
    """What happens in a scenario, in a sentence."""
    if scenario.kind == "chance":
        return "nobody is helped and scores only go up and down"
    if scenario.kind == "course":
        return "nobody is helped and the natural course is added"
    return f"{label(scenario, plan).replace('helped', 'is helped', 1)} at every visit"


def sentences(evidence: Evidence) -> dict[str, str]:
    """What the prose quotes of the simulated trials, by name."""
    found = scenarios(evidence)
    if isinstance(found, str):
        return {**dict.fromkeys(_NAMES, ""), "trial_sentence": found}
    kinds: tuple[Kind, ...] = ("chance", "course", "helped")
    by_kind = {kind: _scenario(found, kind) for kind in kinds}
    told = {f"{kind}_sentence": "" if one is None else _told(one, found.plan) for kind, one in by_kind.items()}
    unhelped = by_kind["course"] or by_kind["chance"]
    return {
        "trial_sentence": _trial(found),
        **told,
        "apart_sentence": _apart(found, unhelped, by_kind["helped"]),
        "no_late_sentence": _no_late(found),
    }


def _scenario(found: Compared, kind: Kind) -> Scenario | None:
    return next((one for one in found.scenarios if one.kind == kind), None)


def _trial(found: Compared) -> str:
    plan = found.plan
    visits = [month for month in plan.visits if month >= plan.since]
    seen = values.listed([str(plan.seen[plan.place(month)]) for month in visits])
    return (
        f"Each simulated trial has {plan.enrolled} patients with the paper’s mean scores at the start, of whom {seen} "
        f"are seen at {values.months(visits)}, as in the paper; the responder rule is the paper’s own."
    )


def _told(scenario: Scenario, plan: Plan) -> str:
    kept, reached = [], []
    for visit in scenario.visits:
        month = values.month(visit.printed.month)
        kept.append(f"{values.percent(visit.kept.mean)} at {month}")
        reached.append(f"{chance(visit.at_least)} (±{error(visit.at_least.mc_error)}) at {month}")
    return (
        f"Where {clause(scenario, plan)}, the table shows on average {values.listed(kept)}. The chance of a share at "
        f"least as high as the paper’s is {values.listed(reached)}."
    )


def _apart(found: Compared, unhelped: Scenario | None, helped: Scenario | None) -> str:
    """Where the paper's shares lie among those of the trials, and how far apart help and no help are."""
    places = {_where(scenario) for scenario in found.scenarios}
    if len(places) == 1:
        text = f"The paper’s shares lie {places.pop()}, whichever of these is assumed."
    else:
        told = [f"{_where(scenario)} where {clause(scenario, found.plan)}" for scenario in found.scenarios]
        text = f"The paper’s shares lie {'; '.join(told)}."
    if unhelped is None or helped is None:
        return text
    # A visit may be in one alone: it is left out where no trial has a responder before it.
    means = {one.printed.month: one.kept.mean for one in unhelped.visits}
    gaps = [abs(two.kept.mean - means[two.printed.month]) for two in helped.visits if two.printed.month in means]
    if not gaps:
        return text
    widths = [two.kept.high - two.kept.low for two in helped.visits]
    return (
        f"{text} Whether {clause(unhelped, found.plan)}, or {clause(helped, found.plan)}, moves the average by at most "
        f"{values.number(max(gaps) * 100, 0)} percentage points, while single trials of this size range over at least "
        f"{values.number(min(widths) * 100, 0)}."
    )


def _where(scenario: Scenario) -> str:
    places: dict[str, list[float]] = {}
    for visit in scenario.visits:
        places.setdefault(_place(visit), []).append(visit.printed.month)
    if len(places) == 1:
        return f"{next(iter(places))} at every visit"
    return values.listed([f"{place} at {values.months(months)}" for place, months in places.items()])


def _place(visit: Kept) -> str:
    share = visit.printed.n / visit.printed.N
    if share > visit.kept.high:
        return "above the range of 95% of trials"
    if share < visit.kept.low:
        return "below the range of 95% of trials"
    return "within the range of 95% of trials"


def _no_late(found: Compared) -> str:
    """How probable it is that as many others stay without a response as in the paper."""
    told = []
    for scenario in found.scenarios:
        parts = [
            f"{chance(visit.none_late)} (±{error(visit.none_late.mc_error)}) at {values.month(visit.printed.month)}"
            for visit in scenario.visits
            if visit.none_late is not None
        ]
        if parts:
            told.append(f"{values.listed(parts)} where {clause(scenario, found.plan)}")
    if not told:
        return ""
    return f"In the simulated trials the chance that none of so many others responds is {'; '.join(told)}."
