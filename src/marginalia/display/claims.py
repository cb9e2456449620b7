"""The claims of a chapter: what the paper says, in our words, with a verdict in the margin and the reason below."""

from __future__ import annotations

from collections.abc import Iterable

from marginalia.analysis.conditions import hold
from marginalia.audit import Judgement, Verdict
from marginalia.display import badges, markup, unverified, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence
from marginalia.display.template import fill
from marginalia.study.model import Claim


def entry_label(claim: str) -> str:
    """The label of a claim's entry on the page of all claims."""
    return markup.anchor("claim", claim)


def said_label(claim: str) -> str:
    """The label of the place in a chapter that retells the claim."""
    return markup.anchor("said", claim)


def claims_of(evidence: Evidence, chapter: str, table: str = "") -> Shown:
    """Every claim of a chapter, in the paper's order. Where the chapter has a `table` of what is known elsewhere, the
    comment on a claim in it says how the claim stands there and leads to the table."""
    judgements = [judged for judged in evidence.judgements.values() if judged.claim.chapter == chapter]
    if not judgements:
        return sentence("The paper makes no claim here that we recorded.")
    return Shown(
        "\n\n".join(_claim(judged, evidence, table) for judged in judgements),
        _html_list(judgements, evidence, table),
    )


def _claim(judged: Judgement, evidence: Evidence, table: str) -> str:
    claim = judged.claim
    badge = markup.directive("margin", badges.myst(judged.verdict, entry_label(claim.id)), colons=4)
    said = markup.directive("container", fill(claim.says, evidence), colons=4, argument="claim-said")
    parts = [badge, f"({said_label(claim.id)})=", said]
    parts.append(markup.directive("container", markup.myst(in_short(judged)), colons=4, argument="claim-reason"))
    if resting := unverified.rests_on(evidence.study, judged):
        parts.append(
            markup.directive("container", markup.myst(resting), colons=4, argument="claim-reason claim-unverified")
        )
    if note := _comment(claim, evidence, table):
        parts.append(markup.directive("container", note, colons=4, argument="claim-note"))
    return markup.directive("container", "\n\n".join(parts), colons=5, argument=f"claim {claim_class(judged)}")


def _comment(claim: Claim, evidence: Evidence, table: str) -> str:
    if not table or claim.standing is None:
        return annotation(claim, evidence)
    found = markup.myst(claim.standing.found)
    return f"By what we know from elsewhere: *{found}*. {{numref}}`tbl-{table}` says why."


def annotation(claim: Claim, evidence: Evidence) -> str:
    """Our comment on a claim as MyST inline text; empty where there is none or it no longer holds."""
    return fill(claim.annotation, evidence) if hold(evidence.study, claim.holds_when) else ""


def in_short(judged: Judgement) -> str:
    """What decides, whole, and how much more stands against the claim; the page of all claims has the rest."""
    told = list(dict.fromkeys(one.sentence for one in judged.telling))
    if judged.verdict is Verdict.REPRODUCED or len(told) == 1:
        return told[0]
    return f"{told[0]} The list of all claims has {values.plural(len(told) - 1, 'more reason')}."


def claim_class(judged: Judgement) -> str:
    return f"claim-is-{judged.verdict.value}"


def _html_list(judgements: Iterable[Judgement], evidence: Evidence, table: str) -> str:
    items = "\n".join(
        f"<li><p>{markup.html(markup.plain(fill(judged.claim.says, evidence)))} {badges.html(judged.verdict)}</p>"
        f"<p><small>{markup.html(judged.reason)} "
        f"{markup.html(unverified.rests_on(evidence.study, judged))} "
        f"{markup.html(markup.plain(_comment(judged.claim, evidence, table)))}"
        "</small></p></li>"
        for judged in judgements
    )
    return f"<ul>{items}</ul>"
