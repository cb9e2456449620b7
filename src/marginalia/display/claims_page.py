"""The page of all claims: each with its verdict, the reason, the numbers behind it, the checks made, the literature.

The page is complete without scripts; `_static/marginalia-claims.js` adds the filter, reading the classes set here.
"""

from __future__ import annotations

from marginalia.audit import Judgement
from marginalia.display import badges, markup, published, values
from marginalia.display.claims import claim_class, entry_label, said_label
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence
from marginalia.display.template import fill
from marginalia.study.model import Check, Number, Study

#: What each rule that a claim can ask for does, for somebody who reads the page.
_CHECKS: dict[str, str] = {
    "recompute": "printed percents against their fractions",
    "agree": "the same quantity wherever it is printed",
    "every": "the limit against every time point",
    "compare": "one number against another",
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
    place = (
        f"{markup.myst(_place(study, claim.section, claim.place))} · {{ref}}`in the chapter <{said_label(claim.id)}>`"
    )
    parts = [
        f"({entry_label(claim.id)})=",
        markup.directive("container", head, colons=4, argument="entry-head"),
        markup.directive("container", place, colons=4, argument="entry-place"),
        markup.directive("container", markup.myst(judged.reason), colons=4, argument="entry-reason"),
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


def _place(study: Study, section: str, place: str) -> str:
    """Where something stands, in words: `Results, all patients, follow-up`; `Table 2, HD / 12M`."""
    title = study.section(section).title
    if place in ("", section):
        return title
    if " / " in place:
        return f"{title}, {place}"
    labels = {group.id: group.label.lower() for group in study.groups}
    return ", ".join(
        [title, *(labels.get(part, part.replace("-", " ")) for part in place.removeprefix(section + "/").split("/"))]
    )


def _numbers(judged: Judgement, study: Study) -> str:
    """The cells and numbers that the verdict rests on, each as printed, with its place and the state of the scan."""
    ids = [id for id in dict.fromkeys((*judged.claim.rests_on, *judged.numbers)) if study.has(id)]
    cells: dict[str, tuple[Number, ...]] = {}
    for id in ids:
        numbers = study.numbers_of(id)
        cell = study.cell(numbers[0].cell).numbers
        cells[numbers[0].cell if len(cell) > 1 else id] = cell
    if not cells:
        return ""
    lines = [_number(study, reference, numbers) for reference, numbers in cells.items()]
    label = f"Rests on {values.plural(len(lines), 'printed figure')}:"
    return label + "\n\n" + "\n".join(f"- {line}" for line in lines)


def _number(study: Study, reference: str, numbers: tuple[Number, ...]) -> str:
    first = numbers[0]
    about = [study.measure(first.measure).label.lower()]
    if first.group:
        about.append(study.group(first.group).label.lower())
    if first.month is not None:
        about.append(values.month(first.month))
    text = f"**{markup.myst(published.printed(study, reference))}** {markup.myst(', '.join(about))}"
    text += f" ({markup.myst(_place(study, first.section, first.place))})"
    damage = [number.note for number in numbers if number.ocr != "clean" and number.note]
    states = {number.ocr for number in numbers if number.ocr != "clean"}
    if states:
        state = "illegible in the scan" if "illegible" in states else "repaired from the scan"
        text += f"; {state}" + (f": {markup.myst(' '.join(dict.fromkeys(damage)))}" if damage else "")
    return text


def _checks(checks: tuple[Check, ...], needs: tuple[str, ...]) -> str:
    made = list(dict.fromkeys(_CHECKS[check.rule] for check in checks))
    if needs:
        wanted = values.listed([need.replace("-", " ") for need in needs])
        made.append(f"whether the study has what the claim needs ({wanted})")
    return f"Checked: {markup.myst('; '.join(made))}." if made else ""


def _literature(keys: tuple[str, ...]) -> str:
    return f"Literature: {{cite:p}}`{','.join(keys)}`." if keys else ""
