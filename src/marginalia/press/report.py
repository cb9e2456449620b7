"""The audit on the standard output: for people, for spreadsheets, for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields

from marginalia.audit import Finding, Verdict

_Report = Callable[[str, Sequence[Finding], Mapping[Verdict, int]], None]


def table(slug: str, findings: Sequence[Finding], verdicts: Mapping[Verdict, int]) -> None:
    """Findings in a table as wide as the terminal, then the verdicts."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(title=f"{slug}: {len(findings)} questions about the printed numbers", title_justify="left")
    shown.add_column("severity")
    shown.add_column("rule")
    shown.add_column("question", ratio=1)
    for finding in findings:
        # Text, not markup: what stands in a package is never interpreted.
        question = Text(finding.sentence)
        if finding.assumption:
            question.append(f"\nassuming that {finding.assumption}", style="italic")
        shown.add_row(finding.severity.value, finding.rule, question)
    console = Console(highlight=False)
    console.print(shown)
    console.print(f"{sum(verdicts.values())} claims")
    for verdict, count in verdicts.items():
        console.print(f"  {count:>4}  {verdict.label}")


def as_csv(slug: str, findings: Sequence[Finding], verdicts: Mapping[Verdict, int]) -> None:
    """One row a finding; the ids of its numbers are joined by spaces. Verdicts are left to the other forms."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    names = [field.name for field in fields(Finding)]
    writer.writerow(["study", *names])
    for finding in findings:
        row = {**asdict(finding), "severity": finding.severity.value, "numbers": " ".join(finding.numbers)}
        writer.writerow([slug, *(row[name] for name in names)])


def as_json(slug: str, findings: Sequence[Finding], verdicts: Mapping[Verdict, int]) -> None:
    """Everything, as one object."""
    content = {
        "study": slug,
        "findings": [asdict(finding) for finding in findings],
        "verdicts": {verdict.value: count for verdict, count in verdicts.items()},
    }
    json.dump(content, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


FORMATS: Mapping[str, _Report] = {"table": table, "csv": as_csv, "json": as_json}
