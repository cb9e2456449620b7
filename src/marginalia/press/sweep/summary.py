"""What one study comes to under one set of parameters, in one row: the columns of a sweep's table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from marginalia.audit import Severity, Verdict
from marginalia.interchange.table_schema import Value

if TYPE_CHECKING:
    from marginalia.display.evidence import Evidence

Kind = Literal["string", "integer", "number"]
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its name, the sort of its values, what it means."""

    name: str
    kind: Kind
    meaning: str


#: What is told of every book before its parameters, and after them.
BEFORE = (
    Column("book", "string", "folder of the book, below books/"),
    Column("package", "string", "name of the study package’s folder"),
    Column("paper", "string", "how running text names the paper; empty where the package cannot be read"),
    Column("version", "string", "version of the package"),
    Column("year", "integer", "year of the paper"),
    Column("doi", "string", "digital object identifier of the paper"),
)
STATUS = (
    Column("status", "string", "done, or failed: then `error` says why, and other columns may be empty"),
    Column("error", "string", "what stopped it, with file, row, chapter or cell"),
)
AFTER = (
    Column("numbers", "integer", "printed numbers"),
    Column("unverified", "integer", "those of them that nobody has held against the paper yet"),
    Column("enrolled", "integer", "patients enrolled"),
    Column("followed_month", "number", "the last visit, in months, with a printed count of who was seen"),
    Column("followed", "integer", "patients seen then"),
    Column("followed_share", "number", "these as a share of the enrolled"),
    Column("response_month", "number", "the last visit, in months, that prints responders with their denominator"),
    Column("responders", "integer", "responders then, of all patients seen"),
    Column("of", "integer", "the denominator that the paper gives them"),
    Column("response", "number", "responders as a share of that denominator"),
    Column("response_low", "number", "lower end of its interval, by the parameters interval and confidence"),
    Column("response_high", "number", "upper end of its interval"),
    Column("entry_2_numbers", "integer", "numbers of the second, independent transcription; empty where there is none"),
    Column("entry_agreement", "number", "1 less the differences between the transcriptions for each number of it"),
    Column("entry_unsettled", "integer", "differences that nobody has settled yet"),
    Column("claims", "integer", "claims that are judged"),
    *(Column(f"claims_{one.value}", "integer", f"claims that come out as: {one.label}") for one in Verdict),
    Column("findings", "integer", "questions of the audit about the printed numbers"),
    *(Column(f"findings_{one.value}", "integer", f"those of the severity {one.value}") for one in Severity),
    Column(
        "all_counts", "string", "whether all printed counts were asked together: possible, impossible, or not asked"
    ),
)


def columns(parameters: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of a table of books that were made with these parameters."""
    from marginalia.parameters import Parameters, sort_of

    kinds: Mapping[str, Kind] = {"number": "number", "whole number": "integer"}
    own = (
        Column(name, kinds.get(sort_of(name), "string"), f"parameter: {Parameters.model_fields[name].description}")
        for name in parameters
    )
    return (*BEFORE, *own, *STATUS, *AFTER)


def summary(folder: Path, evidence: Evidence, together: bool) -> Row:
    """The row of a study, without what only the sweep knows. With `together`, what all printed counts give at once
    counts too, as it does in a book. Raises `MarginaliaError`."""
    from marginalia.analysis.follow_up import flow
    from marginalia.audit import judge, scoreboard
    from marginalia.display.facts.common import headline
    from marginalia.study.double_entry import read_double_entry

    study = evidence.study
    findings = evidence.questions if together else evidence.findings
    verdicts = scoreboard(tuple(judge(study, claim, findings) for claim in study.claims))
    severities = Counter(finding.severity for finding in findings)
    seen = [visit for visit in flow(study) if visit.share is not None]
    response = headline(study, evidence.settings)
    entries = read_double_entry(folder)
    row: Row = {
        "package": study.slug,
        "paper": study.citation.short,
        "version": study.version,
        "year": study.citation.year,
        "doi": study.citation.doi,
        "numbers": len(study.numbers),
        "unverified": sum(not number.verified for number in study.numbers),
        "enrolled": study.enrolled,
        "claims": len(study.claims),
        **{f"claims_{one.value}": verdicts.get(one, 0) for one in Verdict},
        "findings": len(findings),
        **{f"findings_{one.value}": severities[one] for one in Severity},
        "all_counts": _together(evidence) if together else "not asked",
    }
    if seen:
        last = seen[-1]
        row |= {"followed_month": last.month, "followed": last.seen, "followed_share": last.share}
    if response is not None:
        row |= {
            "response_month": response.cell.month,
            "responders": response.n,
            "of": response.N,
            "response": response.share,
            "response_low": response.interval.low if response.interval else None,
            "response_high": response.interval.high if response.interval else None,
        }
    if entries is not None:
        row |= {
            "entry_2_numbers": entries.second,
            "entry_agreement": max(0.0, 1 - len(entries.differences) / entries.second) if entries.second else None,
            "entry_unsettled": len(entries.unresolved),
        }
    return row


def _together(evidence: Evidence) -> str:
    made = evidence.reconstruction
    return "not asked" if made is None else "possible" if made.possible else "impossible"
