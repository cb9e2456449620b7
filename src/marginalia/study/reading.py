"""Reads a study package: a folder of plain files becomes a `Study`, or one error that lists every mistake in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from marginalia.errors import PackageError, Problem, Problems
from marginalia.study import appraisal, model, schema
from marginalia.study.arms import apart
from marginalia.study.bibliography import check_sources
from marginalia.study.contents import has_patients, name_of
from marginalia.study.cross_checks import (
    check_claims,
    check_notes,
    check_numbers,
    check_study,
    check_tables,
    check_visits,
)
from marginalia.study.entries import Entry, Source, open_source
from marginalia.study.file_names import check_names
from marginalia.study.model.numbers import whole
from marginalia.study.number_table import NumberTable, check_cells, read_numbers
from marginalia.study.package_files import check_files
from marginalia.study.patient_tables import find_cohort
from marginalia.study.references import Known, Names

#: The files of a package, in the order in which their problems are listed; the forms of `appraisal/` come after them.
FILES = ("study.yml", "numbers.csv", "tables.yml", "claims.yml", "notes.yml", "references.bib")

Made = TypeVar("Made")
Model = TypeVar("Model", bound=BaseModel)


def read_study(
    folder: Path,
    *,
    chapters: Collection[str] | None = schema.CHAPTERS,
    comparators: Collection[str] | None = None,
    citations: Collection[str] | None = None,
    instruments: Mapping[str, appraisal.Blank] | None = None,
    rules: Collection[str] | None = None,
) -> model.Study:
    """The study in this folder, fully checked.

    `study.yml` and `numbers.csv` must be there; `tables.yml`, `claims.yml`, `notes.yml`, `references.bib` and the forms
    of `appraisal/` may be absent, and so may patients one by one, which are checked here and read by
    `marginalia.study.patient_tables.read_cohort`. Chapters, comparator ids, citation keys, appraisal instruments and
    the audit's rules stand outside the package: chapters are those of the book as it comes unless the caller knows
    others, and none of the five is checked where it is `None`. Raises `PackageError` with every problem of every file.
    A number that is impossible (7 of 6) is no problem: it is what the paper printed.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise PackageError([Problem(folder.name or str(folder), "", "", "a folder that holds a study package")])
    check_files(folder)
    problems: list[Problem] = Problems()
    check_names(folder, problems)
    source = open_source(folder, "study.yml", problems, required=True)
    study = None if source is None else source.check(schema.StudyFile, ())
    table = read_numbers(folder, problems)
    if citations is not None:
        citations = check_sources(folder, citations, problems) | _own_key(source)
    visits = _visits(source)
    known = _known(source, visits, table, chapters, comparators, citations)
    if source is not None:
        check_study(source, known)
    if source is not None and visits is not None:
        check_visits(source, visits)
    check_numbers(table, known, problems)
    check_cells(table.numbers, problems)
    tables = _entries(folder, "tables.yml", schema.TableEntry, problems)
    claims = _entries(folder, "claims.yml", schema.ClaimEntry, problems)
    notes = _entries(folder, "notes.yml", schema.NoteEntry, problems)
    if tables is not None:
        check_tables(*tables, known)
    if claims is not None:
        check_claims(*claims, known)
    if notes is not None:
        check_notes(*notes, known)
    forms = appraisal.read_forms(folder, problems)
    absent = None if (folder / "claims.yml").exists() else frozenset[str]()
    known = replace(known, claims=absent if claims is None else _ids(claims[0]))
    appraisal.check_forms(forms, known, instruments, rules)
    if study is not None and has_patients(folder):
        find_cohort(study, folder, problems)
    most = _most_patients(table)
    if source is not None and study is not None and table.complete and not (study.enrolled or most):
        source.problem(
            ("enrolled",), "unknown", "the number of patients, since numbers.csv has no count of them either"
        )
    if problems or study is None:
        raise PackageError(sorted(problems, key=_place))
    return model.Study(
        slug=name_of(folder.resolve()),
        citation=_made(model.Citation, study.citation),
        design=_made(model.Design, study.design),
        enrolled=study.enrolled or most,
        enrolled_printed=study.enrolled > 0,
        visits=study.visits,
        sections=tuple(_made(model.Section, entry) for entry in study.sections),
        groups=apart(tuple(_group(entry) for entry in study.groups)),
        outcomes=tuple(_made(model.Outcome, entry) for entry in study.outcomes),
        measures=tuple(_made(model.Measure, entry) for entry in study.measures),
        responder_rule=study.responder_rule,
        responder_needs=study.responder_needs,
        numbers=table.numbers,
        claims=tuple(_claim(entry.value) for entry in claims[1]) if claims else (),
        notes=tuple(_made(model.Note, entry.value) for entry in notes[1]) if notes else (),
        tables=tuple(_table(entry.value) for entry in tables[1]) if tables else (),
        limits=tuple(_made(model.Limit, entry) for entry in study.limits),
        doses=tuple(_made(model.Dose, entry) for entry in study.doses),
        readings=tuple(_made(model.Reading, entry) for entry in study.readings),
        appraisals=tuple(appraisal.made(entry.value) for _, entries in forms for entry in entries),
        words=dict(study.words),
        version=study.version or model.FIRST_VERSION,
        changed=tuple(_made(model.Revision, entry) for entry in study.changed),
    )


def _place(problem: Problem) -> tuple[int, str, int]:
    """The order in which problems are listed: file by file, from the top."""
    number = re.search(r"\d+", problem.where)
    rank = FILES.index(problem.file) if problem.file in FILES else len(FILES)
    return rank, problem.file, int(number[0]) if number else 0


def _entries(
    folder: Path, name: str, entry: type[Model], problems: list[Problem]
) -> tuple[Source, list[Entry[Model]]] | None:
    """A list file that may be absent: its source and the entries that are right."""
    source = open_source(folder, name, problems, required=False)
    return None if source is None else (source, source.entries(entry))


def _known(
    source: Source | None,
    visits: tuple[float, ...] | None,
    table: NumberTable,
    chapters: Collection[str] | None,
    comparators: Collection[str] | None,
    citations: Collection[str] | None,
) -> Known:
    """What the package defines. Names are taken from `study.yml` as it stands, so that one mistake there does not
    make every row that uses the name look wrong."""
    design = None if source is None else source.quiet().check(schema.DesignEntry, ("design",))
    statistics: dict[str, set[str]] = defaultdict(set)
    for id in table.ids:
        cell, _, statistic = id.rpartition(".")
        statistics[cell].add(statistic)
    return Known(
        numbers=table.ids if table.complete else None,
        cells={cell: frozenset(printed) for cell, printed in statistics.items()},
        sections=_ids(source, "sections"),
        groups=_ids(source, "groups"),
        measures=_ids(source, "measures"),
        outcomes=_ids(source, "outcomes"),
        months=None if visits is None else frozenset(visits),
        terms=None if design is None else frozenset(design.terms),
        chapters=None if chapters is None else frozenset(chapters),
        comparators=None if comparators is None else frozenset(comparators),
        citations=None if citations is None else frozenset(citations),
    )


def _visits(source: Source | None) -> tuple[float, ...] | None:
    """The visits of `study.yml`, also where something else in it is wrong; `None` where they cannot be told."""
    raw = source.document.value if source is not None else None
    listed = raw.get("visits") if isinstance(raw, dict) else None
    right = isinstance(listed, list) and all(type(month) in (int, float) for month in listed)
    return tuple(float(month) for month in listed) if listed and right else None


def _own_key(source: Source | None) -> frozenset[str]:
    """The key of the paper itself, which the book makes an entry for."""
    citation = source.document.value.get("citation") if source and isinstance(source.document.value, dict) else None
    return frozenset((str(citation.get("key")),)) if isinstance(citation, dict) else frozenset()


def _ids(source: Source | None, key: str = "") -> Names | None:
    """The ids of the entries under a key, or of a list file; `None` where they cannot be told."""
    raw = source.document.value if source is not None else None
    if key:
        raw = raw.get(key) if isinstance(raw, dict) else None
    if raw is None and key == "outcomes" and source is not None:
        return frozenset()
    if not isinstance(raw, list) or not all(isinstance(entry, dict) and "id" in entry for entry in raw):
        return None
    return frozenset(str(entry["id"]) for entry in raw)


def _made(kind: type[Made], entry: BaseModel) -> Made:
    """The model's value for a checked entry; both name their fields alike."""
    return kind(**dict(entry))


def _group(entry: schema.GroupEntry) -> model.Group:
    return model.Group(**(dict(entry) | {"printed_label": entry.printed_label or entry.label}))


def _most_patients(table: NumberTable) -> int:
    """The largest printed denominator or size of a group; 0 where there is none."""
    counts = (
        whole(number.reading)
        for number in table.numbers
        if number.statistic == "N" or (number.measure == model.GROUP_SIZE and number.statistic == "count")
    )
    return max((count for count in counts if count), default=0)


def _table(entry: schema.TableEntry) -> model.Table:
    return model.Table(**(dict(entry) | {"rows": tuple(_made(model.TableRow, row) for row in entry.rows)}))


def _claim(entry: schema.ClaimEntry) -> model.Claim:
    standing = None if entry.standing is None else model.Standing(**dict(entry.standing))
    checks = tuple(_check(check) for check in entry.checks)
    return model.Claim(**(dict(entry) | {"checks": checks, "standing": standing}))


def _check(entry: BaseModel) -> model.Check:
    """A check's rule and the arguments that the package gave, in their order in the schema."""
    arguments = entry.model_dump(exclude={"rule"}, exclude_unset=True)
    return model.Check(str(entry.model_dump()["rule"]), tuple(arguments.items()))
