"""A filled form as a table: each item in our words, its answer, and why, with the claims and numbers behind it."""

from __future__ import annotations

from marginalia.analysis.instruments import Kind
from marginalia.audit.appraisal import Answered, Filled
from marginalia.display import appraisal, cited, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.display.template import fill

#: The page of findings, from the book's top.
_FINDINGS = "book/findings"

ABSENT = "Nobody has filled such a form for this paper yet."


def forms_of(evidence: Evidence, *kinds: Kind) -> Shown:
    """Every form of these kinds, each folded away under its name and result; a sentence where there is none."""
    forms = appraisal.of_kind(evidence, *kinds)
    if not forms:
        return shown.sentence(ABSENT)
    return shown.together(*(_folded(form, evidence) for form in forms))


def table(form: Filled, evidence: Evidence) -> Table:
    """One form, item by item."""
    rows = tuple(_row(one, evidence) for one in form.answers)
    caption = f"{markup.myst(form.title)}: {appraisal.result_with_source(form)}."
    name = f"form-{form.appraisal.id}"
    return Table(name, caption, ("What is asked", "Answer", "Why, and where"), rows, "form")


def _folded(form: Filled, evidence: Evidence) -> Shown:
    head = f"{markup.myst(form.title)}: {markup.myst(appraisal.result(form))}"
    words = introduction(form, evidence)
    made = table(form, evidence)
    return Shown(
        markup.directive("dropdown", f"{words}\n\n{made.markdown}", colons=5, argument=head),
        f"<details><summary>{markup.html(markup.plain(head))}</summary>{made.html}</details>",
    )


def introduction(form: Filled, evidence: Evidence) -> str:
    """What the instrument is, what is appraised, who answered, and the overall answer with its reason; as MyST."""
    instrument = form.instrument
    parts = [
        f"*{markup.myst(instrument.name)}* {{cite:p}}`{instrument.key}`. {markup.myst(instrument.note)}",
        f"Appraised: {fill(form.appraisal.about, evidence)} {markup.myst(form.appraisal.filled_by)}",
    ]
    if form.overall is not None:
        parts.append(f"{appraisal.badge(form.overall)} {fill(form.appraisal.overall_reason, evidence)}")
    elif form.appraisal.overall is not None:
        parts.append(f"{appraisal.badge(None)} {markup.myst(_STALE)}")
    return "\n\n".join(parts)


_STALE = "The answer on file was given for other numbers."


def _row(one: Answered, evidence: Evidence) -> Row:
    asked = f"{one.item.number}. {one.item.asks}"
    label = Entry(
        (markup.myst(asked), *(["*" + markup.myst("words from memory") + "*"] if one.item.from_memory else []))
    )
    return Row(label, (Entry((appraisal.badge(one.choice),)), Entry(tuple(_why(one, evidence)))))


def _why(one: Answered, evidence: Evidence) -> list[str]:
    if one.choice is None:
        return [markup.myst(_STALE)]
    answer, study = one.answer, evidence.study
    lines = [fill(answer.reason, evidence)]
    if answer.places:
        where = [cited.place(study, place.partition("/")[0], place) for place in answer.places]
        lines.append(f"*Where:* {markup.myst('; '.join(where))}")
    lines += [f"*Number:* {line}" for line in cited.cited(study, answer.rests_on)]
    if answer.claims:
        links = "; ".join(appraisal.claim_link(evidence, id) for id in answer.claims)
        lines.append(f"*{'Claim' if len(answer.claims) == 1 else 'Claims'}:* {links}")
    if answer.rules:
        asks = (
            f"{values.plural(len(one.findings), 'question')} of this kind" if one.findings else "nothing of this kind"
        )
        lines.append(f"*Audit:* {markup.myst(asks)}, {{doc}}`see the page of findings </{_FINDINGS}>`")
    return lines
