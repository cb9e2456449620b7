"""The page of what the audit found: each question with its numbers, what was computed, and the claims it bears on."""

from __future__ import annotations

from collections import Counter

from marginalia.audit import Finding, Judgement, Severity
from marginalia.audit.claims import with_assumption
from marginalia.display import badges, markup, values
from marginalia.display.cited import cited
from marginalia.display.claims import entry_label
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence
from marginalia.display.tables import Entry, Row, Table
from marginalia.display.template import fill

#: What each rule of the audit looks for, in words.
RULES: dict[str, str] = {
    "percent": "A percentage and its fraction",
    "granularity": "A mean that whole scores cannot have",
    "same-quantity": "The same quantity in two places",
    "denominators": "Who is counted",
    "group-sizes": "The sizes of the groups",
    "group-totals": "The groups against the whole",
    "sums": "Parts and wholes",
    "longitudinal": "One visit against another",
    "thresholds": "A limit and the counts",
    "promises": "Announced, but not printed",
    "described": "Reported, but not described",
    "table-titles": "Whom a table describes",
    "limits": "One limit, two senses",
    "doses": "A dose stated twice",
    "reconstruction": "All numbers at once",
}

#: What each severity is called, and what it changes for a reader.
SEVERITIES: dict[Severity, tuple[str, str]] = {
    Severity.MAJOR: ("Major", "A result is a different one, or cannot be, depending on which number is believed."),
    Severity.MODERATE: ("Moderate", "It is unclear whom a result speaks for, or a figure does not follow."),
    Severity.MINOR: ("Minor", "A slip, or something left unsaid, that leaves every conclusion where it was."),
    Severity.SCAN: ("Scan", "It hangs on a place that our copy shows damaged: a question about our reading."),
}

#: From so many on, a list is set in columns.
_LONG = 7


def rule_name(rule: str) -> str:
    """What a rule looks for, in words."""
    return RULES.get(rule, values.capital(rule.replace("-", " ")))


def all_findings(evidence: Evidence) -> Shown:
    """Every question about the printed numbers, the gravest first."""
    if not evidence.questions:
        return sentence("The audit found nothing to ask about in the printed numbers.")
    entries = [_entry(at, finding, evidence) for at, finding in enumerate(evidence.questions, start=1)]
    items = "".join(
        f"<li><strong>{markup.html(SEVERITIES[one.severity][0])}: {markup.html(rule_name(one.rule))}.</strong> "
        f"{markup.html(with_assumption(one))} <small>{markup.html(one.computed)}</small></li>"
        for one in evidence.questions
    )
    return Shown("\n\n".join(entries), f"<ol>{items}</ol>")


def severities_table(evidence: Evidence, name: str = "severities") -> Table:
    """How many questions have which weight, and what the weight means."""
    counts = Counter(finding.severity for finding in evidence.questions)
    rows = tuple(
        Row(Entry((_badge(severity),)), (Entry.plain(str(counts[severity]), "count"), Entry.plain(meaning)))
        for severity, (_, meaning) in SEVERITIES.items()
    )
    caption = markup.myst("Questions about the printed numbers, by what they change for a reader.")
    return Table(name, caption, ("Weight", "Questions", "What it means"), rows, "scoreboard")


def finding_label(at: int) -> str:
    """The label of a question's entry on the page, counted from 1."""
    return f"finding-{at}"


def _entry(at: int, finding: Finding, evidence: Evidence) -> str:
    head = f"{_badge(finding.severity)} **{markup.myst(rule_name(finding.rule))}**"
    parts = [
        f"({finding_label(at)})=",
        markup.directive("container", head, colons=4, argument="finding-head"),
        markup.directive("container", markup.myst(finding.sentence), colons=4, argument="finding-asks"),
    ]
    details = [("Computed", markup.myst(f"{finding.computed.rstrip('.')}.") if finding.computed else "")]
    if finding.assumption:
        assumed = finding.assumption.replace("; ", ", and that ")
        details.append(("Assumes", markup.myst(f"that {assumed}.")))
    parts += [
        markup.directive("container", f"**{name}** {text}", colons=4, argument="finding-detail")
        for name, text in details
        if text
    ]
    parts += _lists(finding, evidence)
    return markup.directive(
        "container", "\n\n".join(parts), colons=5, argument=f"finding-entry finding-is-{finding.severity.value}"
    )


def _lists(finding: Finding, evidence: Evidence) -> list[str]:
    numbers = cited(evidence.study, finding.numbers)
    claims = [_claim(judged, evidence) for judged in evidence.judgements.values() if _bears(finding, judged)]
    lists = []
    for label, lines in (("printed figure", numbers), ("claim", claims)):
        if lines:
            verb = "Rests on" if lines is numbers else "Bears on"
            text = f"**{verb} {values.plural(len(lines), label)}**\n\n" + "\n".join(f"- {line}" for line in lines)
            classes = "finding-detail finding-many" if len(lines) >= _LONG else "finding-detail"
            lists.append(markup.directive("container", text, colons=4, argument=classes))
    return lists


def _bears(finding: Finding, judged: Judgement) -> bool:
    return not set(finding.numbers).isdisjoint(judged.numbers)


def _claim(judged: Judgement, evidence: Evidence) -> str:
    badge = badges.myst(judged.verdict, entry_label(judged.claim.id))
    return f"{fill(judged.claim.says, evidence)} {badge}"


def _badge(severity: Severity) -> str:
    """The weight as a word in a frame; the word alone where there are no styles."""
    return f"[{markup.myst(SEVERITIES[severity][0])}]{{.severity .severity-{severity.value}}}"
