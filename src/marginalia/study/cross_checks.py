"""What each file of a package names in the others: groups, visits, numbers, sections, citations."""

from __future__ import annotations

from collections import defaultdict

from marginalia.errors import Problem
from marginalia.study import check_schema, schema
from marginalia.study.arms import check_arms
from marginalia.study.entries import Entry, Source
from marginalia.study.model import OVERALL
from marginalia.study.number_table import NumberTable, decimal, problem
from marginalia.study.references import Known, References, visits
from marginalia.study.suggestions import did_you_mean, listed
from marginalia.study.yaml_text import Path

CHAPTER = "a chapter of the book"


def check_study(source: Source, known: Known) -> None:
    """`study.yml`: ids, the groups' relations and sizes, the measures' sources and scales, what is promised."""
    check = References(source, known)
    quiet = source.quiet()
    sections, groups, outcomes, measures = (
        quiet.entries(schema.SectionEntry, ("sections",)),
        quiet.entries(schema.GroupEntry, ("groups",)),
        quiet.entries(schema.OutcomeEntry, ("outcomes",)),
        quiet.entries(schema.MeasureEntry, ("measures",)),
    )
    check.unique((entry.path, entry.value.id) for entry in sections)
    check.unique((entry.path, entry.value.id) for entry in groups)
    check.unique((entry.path, entry.value.id) for entry in outcomes)
    check.unique((entry.path, entry.value.id) for entry in measures)
    for section in sections:
        check.name((*section.path, "chapter"), section.value.chapter, known.chapters, CHAPTER)
    if known.groups is not None and OVERALL not in known.groups:
        source.problem(("groups",), listed(known.groups), f"a group {OVERALL!r}, everybody enrolled")
    for group in groups:
        check.number((*group.path, "size"), group.value.size)
        check.each((*group.path, "part_of"), group.value.part_of, known.groups, "a group")
        check.each((*group.path, "disjoint_from"), group.value.disjoint_from, known.groups, "a group")
    for outcome in outcomes:
        if outcome.value.low >= outcome.value.high:
            source.problem((*outcome.path, "high"), f"{outcome.value.high:g}", f"more than low, {outcome.value.low:g}")
    for measure in measures:
        check.name((*measure.path, "outcome"), measure.value.outcome, known.outcomes, "an outcome")
        check.each((*measure.path, "sources"), measure.value.sources, known.sections, "a section")
        check.month((*measure.path, "since"), measure.value.since)
    for limit in quiet.entries(schema.LimitEntry, ("limits",)):
        check.number((*limit.path, "number"), limit.value.number)
    for dose in quiet.entries(schema.DoseEntry, ("doses",)):
        check.number((*dose.path, "total"), dose.value.total)
        check.number((*dose.path, "rate"), dose.value.rate)
    readings = quiet.entries(schema.ReadingEntry, ("readings",))
    check.unique((entry.path, entry.value.id) for entry in readings)
    for reading in readings:
        check.name((*reading.path, "group"), reading.value.group, known.groups, "a group")
        check.each((*reading.path, "within"), reading.value.within, known.groups, "a group")
    design = quiet.check(schema.DesignEntry, ("design",))
    if design is not None:
        check.each(("design", "promises"), design.promises, known.measures, "a measure")
        check_arms(source, groups, design)


def check_visits(source: Source, months: tuple[float, ...]) -> None:
    if list(months) != sorted(set(months)):
        source.problem(("visits",), ", ".join(f"{month:g}" for month in months), visits(months), "in order, each once")


def check_numbers(table: NumberTable, known: Known, problems: list[Problem]) -> None:
    """`numbers.csv`: sections, groups, measures and visits are those of `study.yml`, in every row. A name that many
    rows share is reported at the first of them."""
    vocabulary = (("section", known.sections), ("group", known.groups), ("measure", known.measures))
    unknown: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, record in table.rows:
        for column, names in vocabulary:
            if record[column] and names is not None and record[column] not in names:
                unknown[column, record[column]].append(row)
        month = decimal(record["month"])
        if month is not None and known.months is not None and month not in known.months:
            unknown["month", record["month"]].append(row)
    for (column, value), rows in unknown.items():
        if column == "month":
            expected, hint = f"a visit of study.yml: {visits(known.months or ())}", ""
        else:
            names = dict(vocabulary)[column] or frozenset()
            expected, hint = f"a {column} of study.yml: {listed(names)}", did_you_mean(value, names)
        more = f"so in {len(rows) - 1} more rows" if len(rows) > 1 else ""
        problems.append(problem(rows[0], column, value, expected, "; ".join(filter(None, (hint, more)))))


def check_tables(source: Source, tables: list[Entry[schema.TableEntry]], known: Known) -> None:
    """`tables.yml`: a reference a column, each to a number or a cell."""
    check = References(source, known)
    check.unique((table.path, table.value.id) for table in tables)
    for table in tables:
        for position, row in enumerate(table.value.rows):
            path: Path = (*table.path, "rows", position, "cells")
            if len(row.cells) != len(table.value.columns) and not (row.heading and not row.cells):
                source.problem(path, f"{len(row.cells)} cells", f"{len(table.value.columns)}, one a column")
            for column, cell in enumerate(row.cells):
                if cell is not None:
                    check.number_or_cell((*path, column), cell)


def check_claims(source: Source, claims: list[Entry[schema.ClaimEntry]], known: Known) -> None:
    """`claims.yml`: sections, evidence, literature, annotations, and the arguments of every check."""
    check = References(source, known)
    check.unique((claim.path, claim.value.id) for claim in claims)
    for claim in claims:
        check.name((*claim.path, "section"), claim.value.section, known.sections, "a section of study.yml")
        check.name((*claim.path, "chapter"), claim.value.chapter, known.chapters, CHAPTER)
        check.numbers_or_cells((*claim.path, "rests_on"), claim.value.rests_on)
        check.each((*claim.path, "literature"), claim.value.literature, known.citations, "a citation key")
        check.each((*claim.path, "needs"), claim.value.needs, known.terms, "a term of design.terms in study.yml")
        check.template((*claim.path, "says"), claim.value.says)
        check.template((*claim.path, "annotation"), claim.value.annotation)
        check.conditions((*claim.path, "holds_when"), claim.value.holds_when)
        if claim.value.standing is not None:
            check.template((*claim.path, "standing", "known"), claim.value.standing.known)
        for position, rule in enumerate(claim.value.checks):
            _check_rule(check, (*claim.path, "checks", position), rule)


def check_notes(source: Source, notes: list[Entry[schema.NoteEntry]], known: Known) -> None:
    """`notes.yml`: evidence, literature, texts and the conditions under which they hold."""
    check = References(source, known)
    check.unique((note.path, note.value.id) for note in notes)
    for note in notes:
        check.name((*note.path, "chapter"), note.value.chapter, known.chapters, CHAPTER)
        check.numbers_or_cells((*note.path, "rests_on"), note.value.rests_on)
        check.each((*note.path, "literature"), note.value.literature, known.citations, "a citation key")
        check.template((*note.path, "text"), note.value.text)
        check.conditions((*note.path, "holds_when"), note.value.holds_when)


def _check_rule(check: References, path: Path, rule: check_schema.CheckEntry) -> None:
    """The arguments of one check; `unsupported` and `source` name nothing."""
    known = check.known
    match rule:
        case check_schema.Recompute():
            for position, cell in enumerate(rule.cells):
                check.cell((*path, "cells", position), cell, ("n", "N", "percent"))
        case check_schema.Agree():
            for position, number in enumerate(rule.numbers):
                check.number((*path, "numbers", position), number)
        case check_schema.Every():
            check.name((*path, "measure"), rule.measure, known.measures, "a measure of study.yml")
            check.name((*path, "group"), rule.group, known.groups, "a group of study.yml")
            check.name((*path, "section"), rule.section, known.sections, "a section of study.yml")
            check.number((*path, "limit"), rule.limit)
        case check_schema.Compare():
            check.share((*path, "left"), rule.left)
            check.share((*path, "right"), rule.right)
        case check_schema.Extreme():
            check.name((*path, "measure"), rule.measure, known.measures, "a measure of study.yml")
            check.name((*path, "group"), rule.group, known.groups, "a group of study.yml")
            check.month((*path, "month"), rule.month)
            check.each((*path, "among"), rule.among, known.groups, "a group of study.yml")
        case check_schema.Most():
            for position, cell in enumerate(rule.cells):
                check.cell((*path, "cells", position), cell, ())
        case check_schema.Sum():
            for position, part in enumerate(rule.parts):
                check.number((*path, "parts", position), part)
            check.number((*path, "whole"), rule.whole)
        case check_schema.Within():
            check.cell((*path, "part"), rule.part, ("n", "N"))
            check.cell((*path, "whole"), rule.whole, ("n", "N"))
        case check_schema.Reported():
            check.name((*path, "measure"), rule.measure, known.measures, "a measure of study.yml")
            check.month((*path, "month"), rule.month)
