"""The page of all claims: each with its verdict, the chain of evidence, the numbers behind it, the checks made, the
literature.

The page is complete without scripts; `_static/marginalia-claims.js` adds the filter, reading the classes set here.
"""

from __future__ import annotations

from marginalia.audit import Judgement, Verdict
from marginalia.audit.claims import Step
from marginalia.display import badges, markup, unverified, values
from marginalia.display.cited import cited, place
from marginalia.display.claims import claim_class, entry_label, said_label
from marginalia.display.evidence import Evidence
from marginalia.display.findings_page import rule_name
from marginalia.display.shown import Shown, sentence
from marginalia.display.template import fill
from marginalia.study.model import Check, Study
from marginalia.words import inline

#: What each check that a claim can ask for does, for somebody who reads the page.
CHECKS: dict[str, str] = {
    "recompute": "printed percents against their fractions",
    "agree": "the same quantity wherever it is printed",
    "every": "the limit against every time point",
    "compare": "one number against another",
    "extreme": "a group’s share against those of the other groups",
    "most": "whether a share is more than half",
    "sum": "the parts against the whole",
    "within": "a part against what contains it",
    "reported": "whether any such number is printed",
    "unsupported": "whether the paper shows data for it",
    "source": "whether this paper can settle it",
}


def all_claims(evidence: Evidence) -> Shown:
    """Every claim in the paper's order."""
    if not evidence.judgements:
        return sentence("No claims are recorded for this paper.")
    entries = "\n\n".join(_entry(judged, evidence) for judged in evidence.judgements.values())
    items = "".join(
        f"<li>{badges.html(judged.verdict)} {markup.html(markup.plain(fill(judged.claim.says, evidence)))} "
        f"<small>{markup.html(judged.reason)}</small></li>"
        for judged in evidence.judgements.values()
    )
    return Shown(markup.directive("container", entries, colons=6, argument="claim-list"), f"<ol>{items}</ol>")


def _entry(judged: Judgement, evidence: Evidence) -> str:
    claim, study = judged.claim, evidence.study
    head = f"{badges.myst(judged.verdict)} **{fill(claim.says, evidence)}**"
    where = markup.myst(place(study, claim.section, claim.place))
    where += f" · {{ref}}`in the chapter <{said_label(claim.id)}>`"
    parts = [
        f"({entry_label(claim.id)})=",
        markup.directive("container", head, colons=4, argument="entry-head"),
        markup.directive("container", where, colons=4, argument="entry-place"),
        markup.directive("container", _chain(judged, study), colons=4, argument="entry-reason"),
    ]
    parts += [
        markup.directive("container", text, colons=4, argument="entry-detail")
        for text in (_numbers(judged, study), _checks(claim.checks, claim.needs), _literature(claim.literature))
        if text
    ]
    classes = " ".join(
        (
            "claim-entry",
            claim_class(judged),
            f"claim-of-{claim.chapter}",
            f"claim-about-{markup.anchor('', claim.kind)[1:]}",
        )
    )
    return markup.directive("container", "\n\n".join(parts), colons=5, argument=classes)


def _chain(judged: Judgement, study: Study) -> str:
    """Why: a sentence where one check or the design decides; otherwise each step of the evidence, the gravest first,
    with its numbers and what was asked of them."""
    told = judged.telling
    if judged.verdict is Verdict.REPRODUCED or (len(told) == 1 and told[0].asked != "finding"):
        return markup.myst(judged.reason)
    if len(told) == 1:
        return _step(told[0], study)
    return "\n".join(f"- {badges.myst(one.verdict)} {_step(one, study)}" for one in told)


def _step(step: Step, study: Study) -> str:
    """One step: the printed numbers, what was asked of them, what was worked out, the sentence."""
    computed = step.computed if step.asked == "finding" else ""
    evidence = " → ".join(
        markup.myst(link.rstrip(".")) for link in (_figures(step, study), _asked(step), computed) if link
    )
    told = markup.myst(step.sentence)
    return f"*{evidence}.* {told}" if evidence else told


def _figures(step: Step, study: Study) -> str:
    """The numbers of a step as printed, those of one cell together: `14/15 = 92%, 11/12`."""
    cells: dict[str, list[str]] = {}
    for id in step.numbers:
        number = study.number(id)
        cells.setdefault(number.cell, []).append(number.printed)
    return ", ".join(dict.fromkeys(" = ".join(dict.fromkeys(printed)) for printed in cells.values()))


def _asked(step: Step) -> str:
    """What was asked, in words; nothing where nothing was."""
    if step.asked == "check":
        return CHECKS[step.name]
    if step.asked == "finding":
        return inline(rule_name(step.name))
    return "how the study was built" if step.asked == "design" else ""


def _numbers(judged: Judgement, study: Study) -> str:
    """The cells and numbers that the verdict rests on, each as printed, with its place and the state of the scan."""
    told = [id for step in judged.telling for id in step.numbers]
    lines = cited(study, dict.fromkeys((*judged.claim.rests_on, *judged.numbers, *told)))
    if not lines:
        return ""
    count = unverified.behind(study, judged)
    unchecked = f" ({values.count(count)} of their numbers not yet checked against the paper)" if count else ""
    label = f"Rests on {values.plural(len(lines), 'printed figure')}{unchecked}:"
    return label + "\n\n" + "\n".join(f"- {line}" for line in lines)


def _checks(checks: tuple[Check, ...], needs: tuple[str, ...]) -> str:
    made = list(dict.fromkeys(CHECKS[check.rule] for check in checks))
    if needs:
        wanted = values.listed([need.replace("-", " ") for need in needs])
        made.append(f"whether the study has what the claim needs ({wanted})")
    return f"Checked: {markup.myst('; '.join(made))}." if made else ""


def _literature(keys: tuple[str, ...]) -> str:
    return f"Literature: {{cite:p}}`{','.join(keys)}`." if keys else ""
