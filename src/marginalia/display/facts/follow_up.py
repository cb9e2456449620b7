"""Facts of the chapter on follow-up."""

from __future__ import annotations

from typing import get_args

from marginalia.analysis.earlier import Earlier
from marginalia.analysis.follow_up import Seen, against, claimed_limit, flow, not_above
from marginalia.analysis.losses import Direction, read_loss_limits, read_traced
from marginalia.analysis.missing import ODDS_RATIOS, by_odds, tipping, wholes
from marginalia.display import by_arm, inferences, values
from marginalia.display.earlier import earlier
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED
from marginalia.statistics.counts import Interval
from marginalia.study.model import OVERALL, Study

#: Below this, chance is said to do something rarely.
_RARE = 0.05


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    return {
        "seen_sentence": _seen(study),
        "limit_sentence": _limit(study),
        "groups_sentence": _groups(study),
        "unprinted_sentence": inferences.unprinted_sentence(evidence),
        "short_sentence": _short(study),
        "tipping_sentence": _tipping(evidence),
        "odds_sentence": _odds(evidence),
        "traced_sentence": _traced(evidence),
        **_losses(evidence),
        **_earlier(evidence),
    }


def _seen(study: Study) -> str:
    """How many came to the first and the last visit that a count is printed of."""
    visits = [visit for visit in flow(study) if visit.share is not None]
    if not visits:
        return ""
    told = [f"{visit.seen} came at {values.month(visit.month)}" for visit in dict.fromkeys((visits[0], visits[-1]))]
    return f"{values.listed(told)}."


def _limit(study: Study) -> str:
    limit = claimed_limit(study)
    if limit is None:
        return "The paper states no limit that its follow-up kept above."
    fails = not_above(study, limit)
    stated = f"The paper says that follow-up stayed above {values.percent(limit)}."
    if not fails:
        return f"{stated} At every visit with a printed count it did."
    return (
        f"{stated} By its own counts it was at or below that at {values.months([visit.month for visit in fails])}, "
        f"first with {values.percent(fails[0].share or 0)} at {values.month(fails[0].month)}."
    )


def _short(study: Study) -> str:
    """By how many patients the claim is missed, visit by visit."""
    limit = claimed_limit(study)
    if limit is None:
        return ""
    missed = [one for one in against(study, limit) if one.more]
    if not missed:
        return "No further patient would have had to be seen for that."
    told = [f"{values.count(one.more)} more at {values.month(one.visit.month)}" for one in missed]
    return f"For the claim to hold, {values.listed(told)} would have had to be seen."


def _tipping(evidence: Evidence) -> str:
    """What the missing of the last visit would have to be for a majority and for the printed share."""
    found = tipping(evidence.study, evidence.settings)
    if not found and by_arm.last_of_arms(evidence.study, evidence.settings):
        return "The paper prints responders arm by arm; the chapter on efficacy has the bounds of each arm."
    if not found or not found[-1].whole.counts.missing:
        return "Nobody whose response the paper counts was missing, or it does not say how many were."
    last = found[-1]
    missing = last.whole.counts.missing
    printed = values.percent(last.whole.share or 0)
    return (
        f"At {values.month(last.whole.month)}, {_needs(last.majority, missing)} for more than half of everybody, and "
        f"{_needs(last.printed, missing)} for the printed {printed} to be the share of everybody."
    )


def _needs(number: int | None, missing: int) -> str:
    if number is None:
        return f"not even all {missing} missing would suffice"
    return f"{values.count(number) if number else 'none'} of the {missing} missing would have to be responders"


def _odds(evidence: Evidence) -> str:
    """What the odds ratios do to the share of everybody at the last visit."""
    visits = [one for one in wholes(evidence.study) if one.share is not None and one.counts.missing]
    if not visits:
        return ""
    row = by_odds(visits[-1], evidence.settings)
    return (
        f"At {values.month(visits[-1].month)} the share of everybody then runs from {values.percent(row[0].share)}, "
        f"where the odds of the missing were 1/{values.number(1 / ODDS_RATIOS[0])} of those of the seen, to "
        f"{values.percent(row[-1].share)}, where they were {values.number(ODDS_RATIOS[-1])} times as high."
    )


def _losses(evidence: Evidence) -> dict[str, str]:
    """What appraisal instruments tolerate, by instrument."""
    rows = () if evidence.literature is None else read_loss_limits(evidence.literature)
    found = {f"{row.id}_loss": values.percent(row.most_lost) for row in rows}
    return {name: found.get(name, NOT_REPORTED) for name in ("nhlbi_loss", "minors_loss")}


def _traced(evidence: Evidence) -> str:
    """How lost patients fared elsewhere, counted."""
    if evidence.literature is None:
        return ""
    rows = read_traced(evidence.literature)
    number = {direction: sum(row.direction == direction for row in rows) for direction in get_args(Direction)}
    return (
        f"Of the {values.count(len(rows))} studies that we read, {values.count(number['worse'])} found the lost to "
        f"have done worse, {values.count(number['alike'])} saw no clear difference, and "
        f"{values.count(number['better']) if number['better'] else 'none'} found them to have done better."
    )


def _earlier(evidence: Evidence) -> dict[str, str]:
    """What the counts say of the earlier result of those missing at the last visit."""
    found = earlier(evidence)
    names = ("earlier_sentence", "direction_sentence", "carried_sentence")
    if found is None or found.missing_share is None or found.kept_share is None:
        # Where nothing is known the table in this place says so.
        silent = "" if found is None else "Those of them who had been counted before are too few to tell a share."
        return {**dict.fromkeys(names, ""), "earlier_sentence": silent}
    first, last = values.month(found.month), values.month(found.last)
    first_sentence = (
        f"Of those seen at {first} and not at {last}, {_span(found.missing_share)} had been responders; of those seen "
        f"both times, {_span(found.kept_share)}."
    )
    made = evidence.reconstruction
    if made is not None and not made.possible:
        first_sentence += (
            f" This rests on the {made.kept} printed statements that can be true together, of {made.statements}."
        )
    return {
        "earlier_sentence": first_sentence,
        "direction_sentence": _direction(found, first, last),
        "carried_sentence": (
            f"If each missing patient’s result of {first} were carried forward, and those without one could be either, "
            f"between {values.percent(found.carried.low)} and {values.percent(found.carried.high)} of everybody would "
            f"be responders at {last}. That is a sum, not an estimate: results changed in between."
        ),
    }


def _direction(found: Earlier, first: str, last: str) -> str:
    chance = _chance(found.p)
    if found.direction == -1:
        ratio = found.odds_ratio
        odds = "" if ratio is None else f" (odds ratio between {values.number(ratio[0])} and {values.number(ratio[1])})"
        return (
            f"So in every set of patients that fits the counts, those missing at {last} had done less well at {first} "
            f"than those who came{odds}. If they also did less well at {last}, the printed share flatters.{chance}"
        )
    if found.direction == 1:
        return (
            f"So in every set of patients that fits the counts, those missing at {last} had done better at {first} "
            f"than those who came. If they also did better at {last}, the printed share understates.{chance}"
        )
    return f"Which of the two had done better at {first} is left open by the counts."


def _chance(p: tuple[float, float] | None) -> str:
    """Whether chance alone could part the two, over the splits that the counts leave open."""
    if p is None:
        return ""
    if p[1] < _RARE:
        return " Chance alone would rarely do that (Fisher’s exact test)."
    span = f"p between {_p(p[0])} and {_p(p[1])}" if p[0] != p[1] else f"p = {_p(p[0])}"
    can = "can be" if p[0] >= _RARE else "may or may not be"
    return f" That {can} chance, with so few people: Fisher’s exact test gives {span}, as the counts leave it open."


def _p(value: float) -> str:
    return "less than 0.01" if value < 0.01 else values.number(value)


def _span(share: Interval) -> str:
    low, high = values.percent(share.low), values.percent(share.high)
    return low if low == high else f"{low} to {high}"


def _groups(study: Study) -> str:
    """The best and the worst followed group at the last visit that most groups print."""
    found: dict[float, list[Seen]] = {}
    for group in study.groups:
        if group.id != OVERALL:
            for visit in flow(study, group.id):
                if visit.share is not None:
                    found.setdefault(visit.month, []).append(visit)
    if not found:
        return "The paper prints no follow-up for single groups." if len(study.groups) > 1 else ""
    month = max(found, key=lambda month: (len(found[month]), month))
    ordered = sorted(found[month], key=lambda visit: visit.share or 0)
    worst, best = ordered[0], ordered[-1]
    return (
        f"At {values.month(month)} the best followed group is {values.inline(study.group(best.group).label)} with "
        f"{values.percent(best.share or 0)}, the least followed is {values.inline(study.group(worst.group).label)} "
        f"with {values.percent(worst.share or 0)}."
    )
