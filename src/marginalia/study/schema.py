"""The format of a study package: what each file may hold, in words and in types.

One schema for everything: it checks the files, words the error messages and writes the data dictionary
(`marginalia.study.dictionary`), so every field carries its description here. References between files are checked in
`marginalia.study.references`; here each file stands alone.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from marginalia.study.check_schema import CheckEntry
from marginalia.study.fields import (
    CitationKey,
    Doi,
    Enrolled,
    Month,
    Real,
    Reference,
    Slug,
    Strict,
    Text,
    Version,
    Whole,
    Words,
    described,
)
from marginalia.study.model import Ocr, Statistic

#: The chapters of the book as it comes. A book with others of its own says so to `read_study`.
CHAPTERS = (
    "abstract",
    "introduction",
    "methods",
    "patients",
    "follow-up",
    "efficacy",
    "duration",
    "magnitude",
    "subgroups",
    "arms",
    "after-treatment",
    "safety",
    "discussion",
    "conclusions",
    "no-effect",
    "instruments",
    "next-trial",
    "recomputed",
    "patient-by-patient",
)
GroupKind = Literal["overall", "arm", "treatment", "diagnosis", "severity", "demographic", "other"]
MeasureKind = Literal["proportion", "mean", "count", "dose", "threshold", "time", "literature", "other"]
Standing = Literal["supported", "partly supported", "not supported", "contradicted", "cannot be checked"]
NoteKind = Literal["shows", "credit", "caution", "question", "counter-evidence"]


# ── study.yml ────────────────────────────────────────────────────────────────────────────────────────────────────────


class CitationEntry(Strict):
    authors: Text = described("authors as the journal cites them")
    year: Annotated[int, Field(strict=True, ge=1600, le=2200)] = described("year of publication")
    title: Text = described("title as printed")
    journal: Text = described("journal, in full or in its usual short form")
    volume: Words = described("volume, as text; left out where there is none", default="")
    pages: Words = described("pages or article number, as text; left out where there are none", default="")
    doi: Doi = described("digital object identifier, without address; left out where there is none", default="")
    key: CitationKey = described("key of the paper in the book’s references")
    short: Text = described("how running text names the paper")


class DesignEntry(Strict):
    label: Text = described("the design in a few words")
    arms: Whole = described("number of arms; with more than one, as many groups have the kind `arm`")
    control: Slug | None = described("the arm that the others are compared with, where there are several", default=None)
    features: tuple[Slug, ...] = described(
        "what the paper says the design had; a claim that needs anything else goes beyond it", default=()
    )
    terms: dict[Slug, Text] = described(
        "what each feature is called in a sentence, those included that claims need and the design lacks", default={}
    )
    promises: tuple[Slug, ...] = described("measures that the methods announce", default=())


class SectionEntry(Strict):
    id: Slug = described("name of the section or table, used in `numbers.csv` and `claims.yml`")
    title: Text = described("heading as printed")
    chapter: Slug = described("chapter of the book that mirrors it")


class GroupEntry(Strict):
    id: Slug = described("name of the group; `all` is everybody enrolled")
    label: Text = described("what the book calls the group")
    kind: GroupKind = described("what the group is formed by")
    printed_label: Text | None = described("what the paper calls the group; `label` where left out", default=None)
    size: Reference | None = described("id of the number that states the group’s size", default=None)
    part_of: tuple[Slug, ...] = described("groups that this one lies within, as the paper says", default=())
    disjoint_from: tuple[Slug, ...] = described("groups that share no patient with this one", default=())


class OutcomeEntry(Strict):
    id: Slug = described("name of the rating scale")
    label: Text = described("what the book calls it")
    unit: Text = described("unit of a score")
    low: Real = described("lowest possible score")
    high: Real = described("highest possible score")
    better: Literal["lower", "higher"] = described("the direction of improvement")
    step: Real | None = described("smallest difference between two scores, where known", default=None)
    important_change: Real | None = described("change that the paper counts as improvement", default=None)
    is_change: bool = described("whether a score is itself a change since treatment, with none before", default=False)


class MeasureEntry(Strict):
    id: Slug = described("name of the measure, used in `numbers.csv`")
    label: Text = described("what the book calls it")
    unit: Words = described("unit of a reading", default="")
    kind: MeasureKind = described("what sort of quantity it is", default="other")
    outcome: Slug | None = described("the rating scale it is measured on", default=None)
    among: Words = described("the population, where it is not everybody seen", default="")
    sources: tuple[Slug, ...] = described("sections that print it, the most trusted first", default=())
    short: Words = described("what a sentence calls it, in a word or two, where its label is long", default="")
    since: Month | None = described(
        "of continued response: the visit whose responders are followed, where the paper says", default=None
    )
    better: Literal["lower", "higher"] | None = described(
        "whether less or more of it is better for a patient, for the comparison of arms; left out where its name or "
        "its rating scale says so, or where it is neither",
        default=None,
    )
    # Last, for it hides the function of its name from what follows.
    described: bool | None = described(
        "whether the methods tell how it was measured; left out where not judged", default=None
    )


class LimitEntry(Strict):
    number: Reference = described("id of the number that states the limit")
    sense: Literal["more than", "at least", "less than", "at most"] = described("what its words or its sign mean")
    doubtful: bool = described("whether the scan may have changed the sign", default=False)


class DoseEntry(Strict):
    total: Reference = described("id of the number that states the dose as a whole")
    rate: Reference = described("id of the number that states it for each unit of something, in the same unit")
    per: Text = described("that something, as a sentence names it: body weight")
    unit: Text = described("its unit")


class ReadingEntry(Strict):
    id: Slug = described("name of the reading")
    says: Text = described("the reading, as a sentence without its full stop")
    group: Slug = described("a group …")
    within: Annotated[tuple[Slug, ...], Field(min_length=1)] = described(
        "… all of whose patients are also in one of these"
    )


class RevisionEntry(Strict):
    version: Version = described("the version that came of it")
    because: Text = described("what was changed and why")
    source: Words = described("what says so, such as the citation of an erratum", default="")
    date: Words = described("when that appeared, as text", default="")


class StudyFile(Strict):
    """`study.yml`: who made the study, how it was built, whom it followed, what it measured."""

    citation: CitationEntry = described("the paper")
    version: Version | None = described(
        "name of this version of the package, as text; 1 where left out. Earlier ones stand in `earlier/`", default=None
    )
    changed: tuple[RevisionEntry, ...] = described(
        "what was changed from version to version, the oldest first", default=()
    )
    words: dict[Slug, Text] = described(
        "what this study calls things, for sentences that work for any study", default_factory=dict
    )
    design: DesignEntry = described("how the study was made")
    enrolled: Enrolled = described(
        "number of patients enrolled; `unknown` where the paper does not say: the largest number of patients that it "
        "prints is then counted from, and the book says so"
    )
    visits: Annotated[tuple[Month, ...], Field(min_length=1)] = described("months of the visits; 0 is before treatment")
    responder_rule: Words = described(
        "who counts as a responder, in our words; left out where the paper counts none", default=""
    )
    responder_needs: Literal["any", "all"] = described(
        "whether a responder has improved by the important change of any outcome, or of all", default="any"
    )
    sections: Annotated[tuple[SectionEntry, ...], Field(min_length=1)] = described("sections, in the paper’s order")
    groups: Annotated[tuple[GroupEntry, ...], Field(min_length=1)] = described("groups of patients")
    outcomes: tuple[OutcomeEntry, ...] = described("rating scales", default=())
    measures: Annotated[tuple[MeasureEntry, ...], Field(min_length=1)] = described("what numbers measure")
    limits: tuple[LimitEntry, ...] = described("what printed limits mean", default=())
    doses: tuple[DoseEntry, ...] = described("doses printed both as a whole and by weight or the like", default=())
    readings: tuple[ReadingEntry, ...] = described(
        "ways to read the paper that it leaves open, for the reconstruction to try", default=()
    )


# ── numbers.csv ──────────────────────────────────────────────────────────────────────────────────────────────────────


class NumberRow(Strict):
    """A row of `numbers.csv`: one printed number."""

    id: Reference = described("where, who, what, when, which, joined by dots; the last part is the statistic")
    section: Text = described("section of `study.yml`")
    place: Text = described("section/paragraph, or row label / column label of a table")
    group: Text | None = described("group of `study.yml`; empty where none applies", default=None)
    month: Month | None = described("visit in months, 0 before treatment; empty where none applies", default=None)
    measure: Text = described("measure of `study.yml`")
    statistic: Statistic = described("what the number is: numerator, denominator, percent, mean, …")
    printed: Text = described("the paper’s own characters")
    reading: Real | None = described("our number, percent as 74; may be empty where the print is clean", default=None)
    ocr: Ocr = described("state of the scan", default="clean")
    note: Words = described("what a damaged scan shows and why we read it so", default="")
    verified: Literal["yes", "no"] = described(
        "whether a person has held it against the paper; the column may be left out, and empty means yes", default="yes"
    )


# ── tables.yml ───────────────────────────────────────────────────────────────────────────────────────────────────────


class TableRowEntry(Strict):
    label: Text = described("row label as printed")
    heading: bool = described("whether the row only heads those below it", default=False)
    cells: tuple[Reference | None, ...] = described(
        "one cell id or number id for each column; null where nothing is printed", default=()
    )


class TableEntry(Strict):
    """An entry of `tables.yml`: how the paper lays a table out."""

    id: Slug = described("name of the table")
    number: Text = described("the paper’s own number for it, as text")
    title: Text = described("what it shows, in our words")
    columns: Annotated[tuple[Text, ...], Field(min_length=1)] = described("column labels, the row labels’ own excepted")
    rows: Annotated[tuple[TableRowEntry, ...], Field(min_length=1)] = described("rows, from the top")
    population: Words = described("whom its printed title speaks of, in our words", default="")
    discussed_in: tuple[Text, ...] = described("places, as in `numbers.csv`, whose text discusses it", default=())


# ── claims.yml ───────────────────────────────────────────────────────────────────────────────────────────────────────


class StandingEntry(Strict):
    """What is known, beyond the paper, of a claim about other treatments or other studies."""

    compares: Text = described("what the claim sets beside what")
    needed: Text = described("the evidence that would carry it")
    known: Text = described("what was read elsewhere, a template as below")
    found: Standing = described("how the claim stands by what was read; our judgement")


class ClaimEntry(Strict):
    """An entry of `claims.yml`: something the paper says, in our words, and what it would take to be true."""

    id: Slug = described("name of the claim")
    section: Slug = described("section of `study.yml`")
    place: Text = described("section/paragraph")
    chapter: Slug = described("chapter of the book that shows it")
    says: Text = described("what the paper says, in our words, a template as below")
    kind: Slug = described("what sort of claim it is")
    rests_on: tuple[Reference, ...] = described("ids of the numbers or cells behind it", default=())
    literature: tuple[CitationKey, ...] = described("citation keys", default=())
    needs: tuple[Slug, ...] = described("design features without which it goes beyond the study", default=())
    checks: tuple[CheckEntry, ...] = described("checks that decide the verdict", default=())
    annotation: Words = described(
        "our comment, a template with `{reference:format}` where a number belongs", default=""
    )
    holds_when: tuple[Text, ...] = described(
        "comparisons that must all be true for the annotation to be shown", default=()
    )
    standing: StandingEntry | None = described("where the literature leaves it", default=None)


# ── notes.yml ────────────────────────────────────────────────────────────────────────────────────────────────────────


class NoteEntry(Strict):
    """An entry of `notes.yml`: a comment of ours on a chapter."""

    id: Slug = described("name of the note")
    chapter: Slug = described("chapter of the book that shows it")
    kind: NoteKind = described("what sort of comment it is")
    text: Text = described("the comment, a template with `{reference:format}` where a number belongs")
    rests_on: tuple[Reference, ...] = described("ids of the numbers or cells behind it", default=())
    literature: tuple[CitationKey, ...] = described("citation keys", default=())
    holds_when: tuple[Text, ...] = described("comparisons that must all be true for the note to be shown", default=())
