"""The audit against a key that was made by hand and without sight of it: what it misses, and whom it accuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from marginalia.audit import audit, judge_all
from marginalia.audit.findings import Severity
from marginalia.audit.verdicts import Verdict
from marginalia.reconstruction import reconstruct
from marginalia.study.model import Study

KEY = Path(__file__).parent / "known" / "prodromos-2025.yml"

#: Wrong by what the words say of two patients; no printed number contradicts another.
IN_WORDS_ALONE = {"repeat-injection-first-treatment"}

#: Verdicts that say of a claim that something stands against it, or is missing.
OBJECTIONS = {Verdict.NOT_SUPPORTED, Verdict.BEYOND_DESIGN, Verdict.CONTRADICTED, Verdict.IMPOSSIBLE}

Entry = dict[str, Any]


def entries(*verdicts: str) -> list[Entry]:
    key = yaml.safe_load(KEY.read_text(encoding="utf-8"))
    return [entry for entry in key["entries"] if entry["verdict"] in verdicts]


@pytest.fixture(scope="module")
def findings(paper_study: Study) -> list[frozenset[str]]:
    """The numbers of each finding that is not about the scan."""
    return [frozenset(one.numbers) for one in audit(paper_study) if one.severity is not Severity.SCAN]


@pytest.fixture(scope="module")
def everything_said(paper_study: Study, findings: list[frozenset[str]]) -> list[frozenset[str]]:
    """The numbers of each finding, conflict, assumption that cannot hold, and claim that meets an objection."""
    together = reconstruct(paper_study)
    conflicts = [*together.conflicts, *(one.conflict for one in together.tried if one.conflict is not None)]
    judged = [frozenset(one.numbers) for one in judge_all(paper_study) if one.verdict in OBJECTIONS]
    return [*findings, *(frozenset(one.numbers) for one in conflicts), *judged]


def met(entry: Entry, said: Iterable[frozenset[str]]) -> bool:
    wanted, alternatives = set(entry["numbers"]), entry.get("must_include_any") or []
    return any(wanted <= numbers and all(numbers & set(some) for some in alternatives) for numbers in said)


def identified(verdict: str) -> Iterator[Any]:
    return (pytest.param(entry, id=entry["id"]) for entry in entries(verdict))


@pytest.mark.parametrize("entry", identified("wrong"))
def test_what_is_wrong_is_found(entry: Entry, findings: list[frozenset[str]]) -> None:
    assert met(entry, findings) is (entry["id"] not in IN_WORDS_ALONE)


@pytest.mark.parametrize("entry", identified("fine"))
def test_what_is_fine_is_not_accused(entry: Entry, findings: list[frozenset[str]]) -> None:
    protected = set(entry["numbers"])
    if entry.get("match") == "any":
        accusing = [numbers for numbers in findings if numbers & protected]
    else:
        accusing = [numbers for numbers in findings if numbers <= protected]
    assert accusing == []


def test_most_open_questions_are_asked(everything_said: list[frozenset[str]]) -> None:
    questions = entries("question")
    missed = {entry["id"] for entry in questions if not met(entry, everything_said)}
    assert len(missed) <= len(questions) * 0.2, sorted(missed)


def test_the_key_protects_many_and_names_only_numbers_that_exist(paper_study: Study) -> None:
    assert len(entries("fine")) >= 40
    assert all(paper_study.has(id) for entry in entries("wrong", "question", "fine") for id in entry["numbers"])
