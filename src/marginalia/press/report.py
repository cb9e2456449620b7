"""The audit for whoever asked for it at the command line: made, shown on the standard output, written to files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.audit import audit, judge, scoreboard
from marginalia.audit.assumptions import made
from marginalia.audit.findings import in_order
from marginalia.display.evidence import RECONSTRUCTIONS, Evidence
from marginalia.display.records import Audited
from marginalia.display.unverified import in_all
from marginalia.files import write_whole
from marginalia.press.place import unwritable, writing
from marginalia.press.project import Project

if TYPE_CHECKING:
    from marginalia.reconstruction.result import Reconstruction
    from marginalia.study.model import Study


@dataclass(frozen=True, slots=True)
class Search:
    """How far to look for conflicts among all counts: `limit` conflicts at most (the usual number where it is `None`),
    beyond those that the smallest corrections need only where `everything` is wanted."""

    limit: int | None = None
    everything: bool = False


def evidence_for(study: Study, project: Project) -> Evidence:
    """A study with what its book has beside it."""
    literature = project.top / "data" / "literature"
    return Evidence(
        study,
        literature=literature if literature.is_dir() else None,
        reconstructions=project.top / RECONSTRUCTIONS,
    )


def audited(evidence: Evidence, without: tuple[str, ...] = (), search: Search | None = None) -> Audited:
    """Audit a study without some assumptions, and with a search through all counts together where one is wanted.

    Raises `ParameterError` for a name that is no assumption, `MarginaliaError` where the search cannot be made.
    """
    study, dropped = evidence.study, tuple(dict.fromkeys(without))
    findings, found = audit(study, without=dropped), None
    if search is not None:
        from marginalia.reconstruction.findings import beyond

        found = _searched(evidence, search)
        granted = made(dropped)
        # What a rule asks about is not news, even where the rule's finding was switched off.
        more = [one for one in beyond(study, found, evidence.findings) if granted.issuperset(one.needs)]
        findings = in_order(study, [*findings, *more])
    judgements = tuple(judge(study, claim, findings) for claim in study.claims)
    return Audited(evidence, findings, judgements, dropped, found)


def show(given: Audited, form: str) -> None:
    """Print the audit in one of the `FORMATS`."""
    FORMATS[form](given)


def write(given: Audited, folder: Path) -> tuple[Path, ...]:
    """Write every file of the audit into a folder, which is made where it does not exist; each file is the old one or
    the new one, never half of it. Raises `MarginaliaError` where that cannot be."""
    from marginalia.interchange.verdict_schema import audit_files

    contents = {folder / name: text for name, text in audit_files(given).items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in contents.items():
            write_whole(file, text.encode("utf-8"))
    except OSError as error:
        raise unwritable(folder, error) from error
    return tuple(contents)


def told(found: Reconstruction) -> str:
    """What a search through all counts gave, how far it went, and whether there may be more."""
    looked = f"All counts together: {found.statements} statements"
    if found.possible:
        return f"{looked}, which one set of {found.enrolled} patients can satisfy."
    several = len(found.conflicts) != 1
    looked += f", {len(found.conflicts)} {'sets of them' if several else 'set of them'} that cannot be true together."
    looked += f" The limit was {found.limit}."
    if found.complete:
        return f"{looked} The search is complete: there are no others."
    if found.settled:
        return f"{looked} The search stopped when the smallest corrections were known; --everything looks for the rest."
    return f"{looked} The search stopped at its limit and is not complete; --limit raises it."


def _searched(evidence: Evidence, search: Search) -> Reconstruction:
    from marginalia.reconstruction.reconstruct import MOST_CONFLICTS, reconstruct
    from marginalia.reconstruction.store import stored

    most = search.limit or MOST_CONFLICTS
    if most != MOST_CONFLICTS or search.everything:
        return reconstruct(evidence.study, most=most, everything=search.everything)
    if evidence.reconstructions is None:
        return stored(evidence.study, None)
    with writing(evidence.reconstructions):
        return stored(evidence.study, evidence.reconstructions)


def _table(given: Audited) -> None:
    """Findings in a table as wide as the terminal, then the verdicts."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    slug, count = given.evidence.study.slug, len(given.findings)
    questions = "1 question" if count == 1 else f"{count} questions"
    shown = Table(title=f"{slug}: {questions} about the printed numbers", title_justify="left")
    shown.add_column("severity")
    shown.add_column("rule")
    shown.add_column("question", ratio=1)
    for finding in given.findings:
        # Text, not markup: what stands in a package is never interpreted.
        question = Text(finding.sentence)
        if finding.assumption:
            question.append(f"\nassuming that {finding.assumption} ({', '.join(finding.needs)})", style="italic")
        shown.add_row(finding.severity.value, finding.rule, question)
    console = Console(highlight=False)
    console.print(shown)
    if given.without:
        console.print(f"Not assumed: {', '.join(given.without)}.")
    if given.searched is not None:
        console.print(told(given.searched))
    if unchecked := in_all(given.evidence.study):
        console.print(unchecked)
    console.print(f"{len(given.judgements)} claims")
    for verdict, amount in scoreboard(given.judgements).items():
        console.print(f"  {amount:>4}  {verdict.label}")


FORMATS: Mapping[str, Callable[[Audited], None]] = {
    "table": _table,
    "csv": lambda given: _out(given.findings_csv()),
    "json": lambda given: _out(given.findings_json()),
}


def _out(text: str) -> None:
    sys.stdout.write(text)
