"""How those not seen at the last visit had done before, from what all printed counts leave open together."""

from __future__ import annotations

from marginalia.analysis.earlier import Earlier
from marginalia.analysis.missing import wholes
from marginalia.display.evidence import Evidence


def earlier(evidence: Evidence) -> Earlier | None:
    """The earlier result of those missing at the last visit whose responders are printed; `None` without a
    reconstruction, without two such visits, or where the counts kept do not fit the ranges."""
    made, study = evidence.reconstruction, evidence.study
    visits = {one.month: one for one in wholes(study)}
    if made is None or len(visits) < 2:
        return None
    from marginalia.reconstruction.patterns import base_visit
    from marginalia.reconstruction.statements import quantities_of, statements

    ordered = sorted(visits)
    base = base_visit(study, quantities_of(statements(study)))
    first, last = visits[base if base in ordered[:-1] else ordered[0]], visits[ordered[-1]]
    responders, others = made.range_of("responders-missing"), made.range_of("non-responders-missing")
    if responders is None or others is None:
        return None
    try:
        return Earlier(
            month=first.month,
            last=last.month,
            size=last.counts.size,
            responders=first.counts.responders,
            others=first.counts.seen - first.counts.responders,
            missing_responders=(responders.low, responders.high),
            missing_others=(others.low, others.high),
            last_responders=last.counts.responders,
            last_seen=last.counts.seen,
        )
    except ValueError:
        # A count that was set aside as contradicting the others need not fit the ranges of those that were kept.
        return None
