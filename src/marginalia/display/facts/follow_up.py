"""Facts of the chapter on follow-up."""

from __future__ import annotations

from marginalia.analysis.follow_up import Seen, claimed_limit, flow, not_above
from marginalia.display import inferences, values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED
from marginalia.study.model import OVERALL, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    visits = [visit for visit in flow(study) if visit.share is not None]
    first, last = (visits[0], visits[-1]) if visits else (None, None)
    return {
        "first_visit": _month(first),
        "first_seen": _seen(first),
        "last_visit": _month(last),
        "last_seen": _seen(last),
        "limit_sentence": _limit(study),
        "groups_sentence": _groups(study),
        "unprinted_sentence": inferences.unprinted_sentence(evidence),
    }


def _month(visit: Seen | None) -> str:
    return NOT_REPORTED if visit is None else values.month(visit.month)


def _seen(visit: Seen | None) -> str:
    return NOT_REPORTED if visit is None or visit.seen is None else str(visit.seen)


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


def _groups(study: Study) -> str:
    """The best and the worst followed group at the last visit that most groups print."""
    found: dict[float, list[Seen]] = {}
    for group in study.groups:
        if group.id != OVERALL:
            for visit in flow(study, group.id):
                if visit.share is not None:
                    found.setdefault(visit.month, []).append(visit)
    if not found:
        return "The paper prints no follow-up for single groups."
    month = max(found, key=lambda month: (len(found[month]), month))
    ordered = sorted(found[month], key=lambda visit: visit.share or 0)
    worst, best = ordered[0], ordered[-1]
    return (
        f"At {values.month(month)} the best followed group is {study.group(best.group).label.lower()} with "
        f"{values.percent(best.share or 0)}, the least followed is {study.group(worst.group).label.lower()} "
        f"with {values.percent(worst.share or 0)}."
    )
