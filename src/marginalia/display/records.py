"""The audit as files: its findings and the judged claims, as CSV for spreadsheets and as JSON for programs.

Both forms say the same. JSON has every string as it is; in CSV each cell is one line, and one that a spreadsheet would
take for a formula gets an apostrophe in front (`'=1+1`), which makes it text there.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marginalia.audit import Finding, Judgement, scoreboard
from marginalia.audit.claims import Step
from marginalia.display import markup
from marginalia.display.cited import place
from marginalia.display.evidence import Evidence
from marginalia.display.template import fill
from marginalia.study.model import Study

if TYPE_CHECKING:
    from marginalia.reconstruction.result import Reconstruction

#: A record: its columns with their values; a list has one value for each number or name.
Record = dict[str, str | int | list[str]]

#: The JSON Schemas of the files about findings and about claims, which lie beside them
#: (`marginalia.interchange.verdict_schema`).
SCHEMAS = {"findings": "findings.schema.json", "claims": "claims.schema.json"}

#: Between values that may hold blanks: printed characters and places. Ids and names have none and are parted by them.
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Audited:
    """A study as it was audited: its findings, its judged claims, the names of the assumptions that were not made, and
    what all counts together gave, `None` where that was not asked."""

    evidence: Evidence
    findings: tuple[Finding, ...]
    judgements: tuple[Judgement, ...]
    without: tuple[str, ...] = ()
    searched: Reconstruction | None = None

    def files(self) -> dict[str, str]:
        """The content of every file by its name."""
        return {
            "findings.csv": self.findings_csv(),
            "findings.json": self.findings_json(),
            "claims.csv": self.claims_csv(),
            "claims.json": self.claims_json(),
        }

    def findings_csv(self) -> str:
        """One row a finding."""
        return _csv(_FINDING, (_finding(self.evidence.study, one) for one in self.findings))

    def findings_json(self) -> str:
        """The findings, and how many claims got which verdict."""
        counts = {verdict.value: count for verdict, count in scoreboard(self.judgements).items()}
        told = [_finding(self.evidence.study, one) for one in self.findings]
        return self._json("findings", findings=told, verdicts=counts)

    def claims_csv(self) -> str:
        """One row for each step of a claim's chain of evidence, the gravest first."""
        return _csv((*_CLAIM, *_STEP), self._steps())

    def claims_json(self) -> str:
        """Every claim with its verdict and its whole chain of evidence."""
        claims = [
            {**_claim(self.evidence, judged), "chain": [_step(self.evidence.study, step) for step in judged.chain]}
            for judged in self.judgements
        ]
        return self._json("claims", claims=claims)

    def _steps(self) -> Iterator[Record]:
        for judged in self.judgements:
            claim = _claim(self.evidence, judged)
            for at, step in enumerate(judged.chain, start=1):
                yield {**_step(self.evidence.study, step), **claim, "step": at, "step_verdict": step.verdict.value}

    def _json(self, about: str, **content: object) -> str:
        found = self.searched
        searched = found and {
            "statements": found.statements,
            "conflicts": len(found.conflicts),
            "limit": found.limit,
            "settled": found.settled,
            "complete": found.complete,
        }
        head = {
            "$schema": SCHEMAS[about],
            "study": self.evidence.study.slug,
            "without": list(self.without),
            "reconstruction": searched,
        }
        return json.dumps({**head, **content}, indent=1, ensure_ascii=False) + "\n"


_NUMBERS = ("numbers", "printed", "places", "unverified")
#: The columns of `findings.csv`, and of `claims.csv`: those of the claim, then those of the step.
_FINDING = (
    *("study", "rule", "severity", "sentence", "computed", "verdict", "needs", "assumption"),
    *(*_NUMBERS, "against"),
)
_CLAIM = ("study", "claim", "place", "says", "verdict", "reason")
_STEP = ("step", "asked", "name", "step_verdict", "sentence", "computed", "needs", *_NUMBERS)


def _finding(study: Study, one: Finding) -> Record:
    return {
        "study": study.slug,
        "rule": one.rule,
        "severity": one.severity.value,
        "sentence": one.sentence,
        "computed": one.computed,
        "verdict": one.verdict.value if one.verdict else "",
        "needs": list(one.needs),
        "assumption": one.assumption,
        **_printed(study, one.numbers),
        "against": list(one.against),
    }


def _claim(evidence: Evidence, judged: Judgement) -> Record:
    claim = judged.claim
    return {
        "study": evidence.study.slug,
        "claim": claim.id,
        "place": place(evidence.study, claim.section, claim.place),
        "says": markup.plain(fill(claim.says, evidence)),
        "verdict": judged.verdict.value,
        "reason": judged.reason,
    }


def _step(study: Study, step: Step) -> Record:
    return {
        "asked": step.asked,
        "name": step.name,
        "verdict": step.verdict.value,
        "sentence": step.sentence,
        "computed": step.computed,
        "needs": list(step.needs),
        **_printed(study, step.numbers),
    }


def _printed(study: Study, ids: Sequence[str]) -> Record:
    """Numbers by their ids, as the paper prints them and where, in one order."""
    numbers = [study.number(id) for id in ids]
    return {
        "numbers": [number.id for number in numbers],
        "printed": [number.printed for number in numbers],
        "places": [place(study, number.section, number.place) for number in numbers],
        "unverified": [number.id for number in numbers if not number.verified],
    }


def _csv(columns: Sequence[str], records: Iterable[Record]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(name, record[name]) for name in columns] for record in records)
    return text.getvalue()


def _cell(name: str, value: str | int | list[str]) -> str:
    """A value on one line, as no spreadsheet runs it."""
    between = _BETWEEN if name in ("printed", "places") else " "
    return markup.csv_cell(between.join(value) if isinstance(value, list) else str(value))
