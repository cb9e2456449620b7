"""How many claims got which verdict: as a table and as one line."""

from __future__ import annotations

from marginalia.audit import Verdict, scoreboard
from marginalia.display import badges, markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.tables import Entry, Row, Table


def scoreboard_table(evidence: Evidence, name: str = "scoreboard") -> Table:
    """Every verdict with its count and what it means; verdicts that no claim got are shown with 0."""
    counts = scoreboard(tuple(evidence.judgements.values()))
    rows = tuple(
        Row(
            Entry((badges.myst(verdict),)),
            (Entry.plain(str(counts.get(verdict, 0)), "count"), Entry.plain(verdict.explanation)),
        )
        for verdict in Verdict
    )
    total = sum(counts.values())
    caption = markup.myst(f"Verdicts on the {'one claim' if total == 1 else f'{total} claims'} that this book checks.")
    return Table(name, caption, ("Verdict", "Claims", "What it means"), rows, "scoreboard")


def verdicts_table(name: str = "verdicts") -> Table:
    """Every verdict and what it means."""
    rows = tuple(Row(Entry((badges.myst(verdict),)), (Entry.plain(verdict.explanation),)) for verdict in Verdict)
    return Table(
        name,
        markup.myst("The verdicts, from the mildest to the gravest."),
        ("Verdict", "What it means"),
        rows,
        "scoreboard",
    )


def scoreboard_line(evidence: Evidence) -> str:
    """`101 claims: 40 reproduced, 12 contradicted, ...`, leaving out verdicts that no claim got."""
    if not evidence.judgements:
        return "No claims are recorded"
    counts = scoreboard(tuple(evidence.judgements.values()))
    parts = [f"{counts[verdict]} {verdict.label}" for verdict in Verdict if counts.get(verdict)]
    return f"{values.plural(sum(counts.values()), 'claim')}: {', '.join(parts)}"
