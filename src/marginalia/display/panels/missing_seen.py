"""Follow-up at every visit against the paper's claim and against what appraisal instruments ask for."""

from __future__ import annotations

from marginalia.analysis.follow_up import Short, against, claimed_limit, flow
from marginalia.analysis.losses import LossLimit, read_loss_limits
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    if not any(visit.share is not None for visit in flow(study)):
        return shown.sentence("The paper does not report how many patients were seen at each visit.")
    limit = claimed_limit(study)
    yardsticks = () if evidence.literature is None else read_loss_limits(evidence.literature)
    found = {one.visit.month: one for one in against(study, 0.0 if limit is None else limit)}
    rows = []
    for visit in flow(study):
        label = Entry.plain(values.capital(values.month(visit.month)))
        one = found.get(visit.month)
        if one is None:
            rows.append(Row(label, (Entry.plain("not reported"),)))
            continue
        entries = [f"{visit.seen} of {visit.size}", values.percent(one.lost)]
        if limit is not None:
            entries.append("kept" if not one.more else f"{values.plural(one.more, 'patient')} short")
        entries += [_kept(yardstick, one) for yardstick in yardsticks]
        rows.append(Row(label, tuple(map(Entry.plain, entries))))
    claimed = () if limit is None else (f"Claim: more than {values.percent(limit)} seen",)
    columns = ("Visit", "Seen", "Lost", *claimed, *(_head(yardstick) for yardstick in yardsticks))
    caption = "Follow-up of everybody enrolled, visit by visit"
    caption += "; “short” is how many more would have had to be seen for the claim." if limit is not None else "."
    return Table(name, markup.myst(caption), columns, tuple(rows))


def _head(yardstick: LossLimit) -> str:
    return f"{yardstick.instrument}: {values.percent(yardstick.most_lost)} lost"


def _kept(yardstick: LossLimit, one: Short) -> str:
    return "within" if one.lost <= yardstick.most_lost + 1e-9 else "beyond"
