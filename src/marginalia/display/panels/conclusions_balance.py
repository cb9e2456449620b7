"""What the study supports, what it does not, and what it leaves open: three lists made of numbers and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marginalia.analysis.follow_up import flow
from marginalia.analysis.harms import harms
from marginalia.analysis.trial_design import other_needs, waiting
from marginalia.audit import Judgement, Verdict
from marginalia.display import badges, by_arm, markup, shown, values
from marginalia.display.claims import entry_label, in_short
from marginalia.display.enrolment import enrolled
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline
from marginalia.display.facts.supported import bounds_sentence
from marginalia.display.shown import Shown
from marginalia.display.template import fill
from marginalia.statistics.zero_events import exact_upper

#: Which verdicts put a claim on which list.
SUPPORTED = (Verdict.REPRODUCED, Verdict.ROUNDING)
OPEN = (Verdict.UNCHECKABLE,)

#: Kinds of claim that say what happened to the patients; the others tell of other work or of how the study was made.
_ABOUT_PATIENTS = ("efficacy", "duration", "safety", "recovery", "comparison", "follow-up", "quantitative", "causal")


def show(evidence: Evidence, name: str) -> Shown:
    judgements = tuple(evidence.judgements.values())
    if not judgements:
        return shown.sentence("No claims are recorded for this paper.")
    supported = [one for one in judgements if one.verdict in SUPPORTED]
    unsettled = [one for one in judgements if one.verdict in OPEN]
    against = [one for one in judgements if one not in supported and one not in unsettled]
    return shown.together(
        _list("What the study supports", [*_known(evidence), *_claims(supported, evidence)]),
        _list("What it does not support", _claims(against, evidence, why=True)),
        _list("What it leaves open", [*_unknown(evidence), *_claims(unsettled, evidence)]),
    )


def _known(evidence: Evidence) -> list[str]:
    """What the numbers say by themselves."""
    study, lines = evidence.study, []
    visits = [visit for visit in flow(study) if visit.seen is not None]
    if visits:
        first, last = visits[0], visits[-1]
        again = f" and {last.seen} at {values.month(last.month)}" if len(visits) > 1 else ""
        lines.append(
            f"{values.capital(enrolled(study))} people were {by_arm.taken(study)}; {first.seen} were seen at "
            f"{values.month(first.month)}{again}."
        )
    lines += filter(None, [by_arm.responders_sentence(study, evidence.settings)])
    seen = headline(study, evidence.settings)
    if seen is not None and seen.share is not None and seen.interval is not None and seen.n is not None and seen.N:
        lines.append(
            f"At {values.month(seen.cell.month)}, {seen.n} of the {seen.N} seen had improved by the paper’s rule: "
            f"{values.percent(seen.share)}, with an interval from "
            f"{values.interval(seen.interval.low, seen.interval.high)}."
        )
    found = harms(study)
    if found is not None and not found.events:
        lines.append(f"No serious harm is reported of {found.patients} patients.")
    return [markup.myst(line) for line in lines]


def _unknown(evidence: Evidence) -> list[str]:
    """What the numbers leave room for."""
    study, lines = evidence.study, []
    lines.append(bounds_sentence(headline(study, evidence.settings), study))
    found = harms(study)
    if found is not None and not found.events:
        upper = exact_upper(found.patients, confidence=evidence.settings.confidence)
        lines.append(f"Serious harm in up to {values.percent(upper, 1)} of patients is not ruled out.")
    control = "control-group"
    needs = ([control] if waiting(study, control) else []) + list(other_needs(study, (control,)))
    if needs:
        terms = [study.design.terms.get(need, need.replace("-", " ")) for need in needs]
        lines.append(f"What would need {values.listed(terms, 'or')}, which the study does not have.")
    return [markup.myst(line) for line in lines if line]


def _claims(judgements: Sequence[Judgement], evidence: Evidence, *, why: bool = False) -> list[str]:
    """The claims by which the paper sums itself up, one a line; of the others, how many."""
    chief = [one for one in judgements if one.claim.section in ("title", "abstract", "conclusions")]
    chief = [one for one in chief if one.claim.kind in _ABOUT_PATIENTS]
    lines = _lines(chief, evidence, why=why)
    if rest := len(judgements) - len(chief):
        more = "more claim" if chief else "claim"
        lines.append(f"{values.capital(values.plural(rest, more))}: {_by_chapter(judgements, chief)}.")
    return lines


def _lines(judgements: Iterable[Judgement], evidence: Evidence, *, why: bool) -> list[str]:
    """The claims with their verdicts; with `why`, those that share a reason stand together before it."""
    together: dict[str, list[str]] = {}
    for judged in judgements:
        badge = badges.myst(judged.verdict, entry_label(judged.claim.id))
        reason = in_short(judged) if why else judged.claim.id
        together.setdefault(reason, []).append(f"{fill(judged.claim.says, evidence)} {badge}")
    if not why:
        return [" ".join(claims) for claims in together.values()]
    return [f"{' '.join(claims)} {markup.myst(reason)}" for reason, claims in together.items()]


def _by_chapter(judgements: Iterable[Judgement], told: Sequence[Judgement]) -> str:
    counts: dict[str, int] = {}
    for one in judgements:
        if one not in told:
            counts[one.claim.chapter] = counts.get(one.claim.chapter, 0) + 1
    return values.listed(
        [f"{number} in {{doc}}`{chapter} </chapters/{chapter}>`" for chapter, number in counts.items()]
    )


def _list(title: str, lines: Sequence[str]) -> Shown:
    told = lines or (markup.myst("Nothing that we recorded."),)
    items = "\n".join(f"- {line}" for line in told)
    html = "".join(f"<li>{markup.html(markup.plain(line))}</li>" for line in told)
    return Shown(f"**{markup.myst(title)}**\n\n{items}", f"<p><b>{markup.html(title)}</b></p><ul>{html}</ul>")
