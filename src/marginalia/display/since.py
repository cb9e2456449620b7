"""What changed since the latest earlier version of a package, for the page of that name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from marginalia.comparing.kinds import Kind
from marginalia.comparing.passages import excerpt
from marginalia.comparing.verdicts import Flip
from marginalia.display import badges, markup, values
from marginalia.display.differences import Differences, Line, Part
from marginalia.display.evidence import Evidence
from marginalia.display.package_differences import differences
from marginalia.display.shown import Shown, sentence
from marginalia.display.tables import Entry, Row, Table

#: What each part of the page says where the package keeps no earlier version of itself.
NONE = "This package keeps no earlier version of itself, so there is nothing to compare."

_MARKED = "What went stands in *italics*, what came in **bold**."

#: What is said of a question.
_STATE = {Kind.ADDED: "new", Kind.REMOVED: "gone", Kind.CHANGED: "put otherwise"}

#: Texts up to this length are values that prose quotes; longer ones are sentences.
_VALUE = 40


def changes(evidence: Evidence) -> Differences | None:
    """Every difference from the latest earlier version; `None` where there is none."""
    return None if evidence.since is None else differences(evidence.since)


def brief(evidence: Evidence) -> Shown:
    """Which version is set beside which, and how much is not as it was."""
    found = changes(evidence)
    if found is None or evidence.earlier is None:
        return sentence(NONE)
    now, before = evidence.study.version, evidence.earlier.study.version
    told = f"Not as before: {found.in_brief()}." if found.lines else "They say the same in everything."
    return sentence(f"This is version {now} of the package, set beside version {before}. {told}")


def reasons(evidence: Evidence, name: str) -> Table | Shown:
    """Each version with what was changed for it and why."""
    study = evidence.study
    if evidence.since is None:
        return sentence(NONE)
    if not study.changed:
        return sentence("The package does not say what was changed, or why.")
    rows = [
        Row(
            Entry.plain(f"Version {one.version}{', this one' if one.version == study.version else ''}"),
            (Entry.plain(one.because), Entry.plain(", ".join(filter(None, (one.source, one.date))))),
        )
        for one in study.changed
    ]
    caption = markup.myst("The versions of this package, the oldest change first.")
    return Table(name, caption, ("Version", "What was changed, and why", "What says so"), tuple(rows), "wide-last")


def lines_table(evidence: Evidence, name: str, part: Part, caption: str, none: str) -> Table | Shown:
    """The differences of one part, old beside new; the sentence `none` where there are none."""
    found = changes(evidence)
    if found is None:
        return sentence(NONE)
    lines = found.of(part)
    if not lines:
        return sentence(none)
    rows = tuple(
        Row(Entry.plain(values.capital(line.where)), (_what(line), Entry.plain(line.old), Entry.plain(line.new)))
        for line in lines
    )
    return Table(name, markup.myst(caption), ("Where", "", "Before", "Now"), rows, "wide-last")


def verdicts_table(evidence: Evidence, name: str) -> Table | Shown:
    """Every claim whose verdict is another, both verdicts, and what made it so."""
    if evidence.since is None:
        return sentence(NONE)
    found = {line.id: line for line in differences(evidence.since).of(Part.VERDICTS)}
    if not found:
        return sentence("Every claim that both versions record has the verdict that it had.")
    rows = tuple(_flip(flip, found[flip.claim.id]) for flip in evidence.since.verdicts)
    columns = ("Claim", "Before", "Now", "Because")
    return Table(name, markup.myst("Claims whose verdict is another."), columns, rows, "wide-last")


def questions(evidence: Evidence) -> Shown:
    """Every question about the printed numbers that is new, gone, or put otherwise."""
    found = changes(evidence)
    if found is None:
        return sentence(NONE)
    lines = found.of(Part.FINDINGS)
    if not lines:
        return sentence("The questions about the printed numbers are those that there were.")
    entries = (_entry(line, markup.myst(f"{line.change.sign} {_STATE[line.change]} · {line.where}")) for line in lines)
    return _listed(entries, lines)


def texts(evidence: Evidence) -> Shown:
    """Every computed sentence, caption and quoted value that reads differently, page by page; one that several pages
    have stands on the first of them."""
    found = changes(evidence)
    if found is None:
        return sentence(NONE)
    pages: dict[tuple[str, str], list[str]] = {}
    firsts: dict[str, list[Line]] = {}
    for line in found.of(Part.TEXTS):
        page = line.where.partition(": ")[0]
        elsewhere = pages.setdefault((line.old, line.new), [])
        if not elsewhere:
            firsts.setdefault(page, []).append(line)
        elsewhere.append(page)
    if not pages:
        return sentence("Every computed sentence reads as it did.")
    entries = (_page(page, lines, pages) for page, lines in firsts.items())
    return _listed(entries, [line for lines in firsts.values() for line in lines])


def _listed(entries: Iterable[str], lines: Iterable[Line]) -> Shown:
    return Shown(
        "\n\n".join((_MARKED, *entries)),
        "".join(
            f"<p>{markup.html(values.capital(line.where))}: {markup.html(line.old or 'none')} → "
            f"{markup.html(line.new or 'none')}</p>"
            for line in lines
        ),
    )


def _page(page: str, lines: list[Line], pages: Mapping[tuple[str, str], list[str]]) -> str:
    """The changes of one page: its sentences, then the values that it quotes, on one line each."""
    quoted = [line for line in lines if _is_value(line)]
    parts = [markup.directive("container", markup.myst(_title(page)), colons=3, argument="note-label")]
    for line in lines:
        if line not in quoted:
            others = [_title(other) for other in dict.fromkeys(pages[line.old, line.new]) if other != page]
            also = f"also in: {', '.join(others)}" if others else ""
            parts.append(_entry(line, markup.myst(values.capital(" · ".join(filter(None, (_name(line), also)))))))
    if quoted:
        listed = "\n".join(f"- {_value(line)}" for line in quoted)
        parts.append(markup.directive("container", listed, colons=3, argument="since-values"))
    return markup.directive("container", "\n\n".join(parts), colons=5, argument="since-page")


def _entry(line: Line, head: str) -> str:
    """A text as it was and as it is, under a heading where it has one; what stayed is shortened."""
    parts = [markup.directive("container", head, colons=3, argument="entry-place")] if head else []
    before, now = ("Before", "Now") if line.old and line.new else ("No longer", "New")
    for label, kind, sign in ((before, Kind.REMOVED, "*"), (now, Kind.ADDED, "**")):
        text = _marked(line, kind, sign)
        if text:
            look = "since-old" if kind is Kind.REMOVED else "since-new"
            parts.append(markup.directive("container", f"{label}: {text}", colons=3, argument=look))
    return markup.directive("container", "\n\n".join(parts), colons=4, argument="since-entry")


def _marked(line: Line, kind: Kind, sign: str) -> str:
    """One of the two texts, the words that the other has not between signs; without signs where there is no other."""
    if not (line.old and line.new):
        return markup.myst(line.old if kind is Kind.REMOVED else line.new)
    return " ".join(
        f"{sign}{markup.myst(words)}{sign}" if of is kind else markup.myst(words)
        for of, words in excerpt(line.old, line.new)
        if of in (None, kind)
    )


def _title(page: str) -> str:
    return values.capital(page.replace("-", " "))


def _name(line: Line) -> str:
    """What a piece of text is called, where that says something to a reader: a claim, a note, a figure, a value."""
    name = line.where.partition(": ")[2]
    return name if " " in name else ""


def _is_value(line: Line) -> bool:
    return all(len(text) <= _VALUE and not text.endswith((".", "?")) for text in (line.old, line.new))


def _value(line: Line) -> str:
    name = line.where.partition(": ")[2].replace("_", " ")
    return f"{markup.myst(name)}: {markup.myst(line.old or 'none')} → **{markup.myst(line.new or 'none')}**"


def _what(line: Line) -> Entry:
    return Entry.plain(f"{line.change.sign}\N{NO-BREAK SPACE}{line.change}")


def _flip(flip: Flip, line: Line) -> Row:
    before, now = (Entry((badges.myst(verdict),)) for verdict in flip.verdicts)
    return Row(Entry.plain(line.where), (before, now, Entry.plain(line.because)))
