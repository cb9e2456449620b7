"""The data model: what a paper prints and what we say of it, as frozen values.

Nothing here reads files, computes statistics or knows how anything is shown. A `Study` is built by
`marginalia.study.reading.read_study` from a checked package; tests may build one by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol, TypeVar

Ocr = Literal["clean", "repaired", "illegible"]

#: What a printed number is. `n` and `N` are the two halves of a fraction; `count` a count of patients without
#: a denominator; `low` and `high` the ends of a printed range; `threshold` a limit such as `>80%`.
Statistic = Literal["n", "N", "percent", "mean", "sd", "count", "value", "low", "high", "threshold"]

#: Measures that every package names alike, so that chapters find them in any study.
FOLLOW_UP = "follow-up"
RESPONSE = "response"
CONTINUED_RESPONSE = "continued-response"
GROUP_SIZE = "group-size"
ADVERSE_EVENTS = "adverse-events"
LATER_SURGERY = "later-surgery"

#: The group of everybody who was enrolled.
OVERALL = "all"


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number: a row of `numbers.csv`.

    `printed` is the paper's own string and is never changed (`62%`, `18/29`, `Nine`); `reading` is our number
    in the measure's unit, `None` where it is illegible. `month` is 0 at baseline and `None` where no visit applies.
    `row` is the line in the file, for messages.
    """

    id: str
    section: str
    place: str
    group: str | None
    month: float | None
    measure: str
    statistic: Statistic
    printed: str
    reading: float | None
    ocr: Ocr = "clean"
    note: str = ""
    row: int = 0

    @property
    def cell(self) -> str:
        """The id without its statistic: the n, N and percent of one printed cell share it."""
        return self.id.rpartition(".")[0]

    @property
    def quantity(self) -> tuple[str | None, str, float | None, str]:
        """What is measured, wherever it is printed: group, measure, month, statistic."""
        return self.group, self.measure, self.month, self.statistic


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers printed together for one quantity, for example `29/39 = 74%`."""

    id: str
    numbers: tuple[Number, ...]

    def __getitem__(self, statistic: str) -> Number | None:
        return next((number for number in self.numbers if number.statistic == statistic), None)

    def reading(self, statistic: str) -> float | None:
        number = self[statistic]
        return None if number is None else number.reading

    @property
    def n(self) -> int | None:
        """The numerator, where printed and legible."""
        return _whole(self.reading("n"))

    @property
    def N(self) -> int | None:
        """The denominator, where printed and legible."""
        return _whole(self.reading("N"))

    @property
    def is_fraction(self) -> bool:
        return self.n is not None and self.N is not None

    @property
    def group(self) -> str | None:
        return self.numbers[0].group

    @property
    def measure(self) -> str:
        return self.numbers[0].measure

    @property
    def month(self) -> float | None:
        return self.numbers[0].month

    @property
    def section(self) -> str:
        return self.numbers[0].section


@dataclass(frozen=True, slots=True)
class Section:
    """A section or table of the paper, in the paper's order."""

    id: str
    title: str
    chapter: str


@dataclass(frozen=True, slots=True)
class Group:
    """A set of patients that the paper reports on.

    `kind` is overall, treatment, diagnosis or severity; `size` the id of the number that states it;
    `part_of` the groups it is said to lie within; `disjoint_from` those it is said not to share patients with.
    """

    id: str
    label: str
    kind: str
    printed_label: str
    size: str | None = None
    part_of: tuple[str, ...] = ()
    disjoint_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rating scale. `better` is the direction of improvement; `important_change` the paper's own threshold,
    in `unit`s; `step` the smallest difference between two scores, where known; `is_change` where a score is itself a
    change since treatment, with none before it."""

    id: str
    label: str
    unit: str
    low: float
    high: float
    better: Literal["lower", "higher"]
    step: float | None = None
    important_change: float | None = None
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number measures. `sources` are sections in order of trust: the first that prints the quantity is
    the one the book uses, the others are checks. `among` is the population where it is not everyone seen; `short` what
    a sentence calls the measure. `described` says whether the methods tell how it was measured, `None` where nobody
    judged; `since`, of continued response, is the visit whose responders are followed."""

    id: str
    label: str
    unit: str = ""
    kind: Literal["proportion", "mean", "count", "dose", "threshold", "time", "literature", "other"] = "other"
    outcome: str | None = None
    among: str = ""
    sources: tuple[str, ...] = ()
    described: bool | None = None
    short: str = ""
    since: float | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """What a printed limit means: `number` is its id, `sense` how its words or sign put it. `doubtful` where the scan
    may have changed the sign (a bar lost under `≥`)."""

    number: str
    sense: Literal["more than", "at least", "less than", "at most"]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose that is printed twice over: as a `total` and as a `rate` for each unit of something (`per`), both ids of
    numbers in one unit. `unit` is that something's unit, as kg for body weight."""

    total: str
    rate: str
    per: str
    unit: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read the paper that it leaves open: that every patient of `group` is also in one of `within`. `says` is
    that, in a sentence without its full stop."""

    id: str
    says: str
    group: str
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """How the study was made. `features` are what the paper says it had (`prospective`, `control-group`, ...);
    a claim that needs a feature which is not among them goes beyond the design. `terms` says what a feature is
    called in a sentence."""

    label: str
    arms: int
    features: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    terms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    authors: str
    year: int
    title: str
    journal: str
    volume: str
    pages: str
    doi: str
    key: str
    short: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a published table: its label as printed and one reference a column.

    A reference is a cell id (shown `29/39 = 74%`), a number id (shown as printed), or `None` (nothing printed).
    """

    label: str
    cells: tuple[str | None, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A published table. `population` is whom its printed title speaks of, in our words; `discussed_in` the places
    whose text introduces or discusses it."""

    id: str
    number: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    population: str = ""
    discussed_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One check that a claim asks for: a rule's name and its arguments, as the package wrote them."""

    rule: str
    arguments: tuple[tuple[str, object], ...] = ()

    def get(self, name: str, default: object = None) -> object:
        return dict(self.arguments).get(name, default)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known, beyond the paper, of one of its claims. `compares` says what the claim sets beside what, `needed`
    what evidence would carry it; `known` is a template with what was read and where. `found` is our judgement of it:
    supported, partly supported, not supported, contradicted or cannot be checked. The verdict on the claim is another
    matter, which only the paper's own numbers and design decide."""

    compares: str
    needed: str
    known: str
    found: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the paper says, in our words, and what it would take for it to be true.

    `says` and `annotation` are templates (see `marginalia.study.template_syntax`); the annotation is printed only
    while every comparison of `holds_when` is true, so that it does not outlive its numbers. `rests_on` are ids of
    numbers or cells; `literature` are citation keys; `needs` are design features without which the claim goes
    beyond the study.
    """

    id: str
    section: str
    place: str
    chapter: str
    says: str
    kind: str
    rests_on: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    annotation: str = ""
    holds_when: tuple[str, ...] = ()
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A comment of ours on a chapter: what it shows, a credit, a question to the authors, counter-evidence.

    `holds_when` are comparisons (`results.all.follow-up.12.percent < 80`); where one fails with the data at hand
    the note is not shown, so that no sentence outlives its numbers.
    """

    id: str
    chapter: str
    kind: Literal["shows", "credit", "caution", "question", "counter-evidence"]
    text: str
    rests_on: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    holds_when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one item of an appraisal instrument, with its reason.

    `reason` is a template; `places` are where the paper shows it (`methods/inclusion`); `rests_on` are ids of numbers
    or cells, `claims` ids of claims. The answer is shown only while every comparison of `holds_when` is true and the
    audit's `rules` find what `finds` says (`some`, `none`; empty: nothing is asked of the audit), so that it does not
    outlive its numbers.
    """

    item: str
    answer: str
    reason: str
    places: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    holds_when: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    finds: Literal["", "some", "none"] = ""


@dataclass(frozen=True, slots=True)
class TrialPart:
    """One part of the trial that a study is compared with: what the `trial` would do, and what the `study` did. Both
    are templates."""

    part: str
    trial: str
    study: str


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A filled form of an appraisal instrument.

    `about` says in a template what is appraised (the whole study, one result); `label` names it in a word or two where
    one instrument has several forms; `filled_by` says who answered. `result` is the id of the cell or number that is
    appraised, where it is one result. `overall` is the form's own overall answer where the instrument leaves it to
    judgement, with its reason and conditions; where the instrument has a rule, it is computed. `trial` is the trial
    that the study is compared with.
    """

    id: str
    instrument: str
    about: str
    filled_by: str
    answers: tuple[Answer, ...]
    label: str = ""
    result: str | None = None
    overall: str | None = None
    overall_reason: str = ""
    holds_when: tuple[str, ...] = ()
    trial: tuple[TrialPart, ...] = ()


@dataclass(frozen=True)
class Study:
    """A whole study package. `responder_needs` says whether a responder has improved by the important change on any of
    the outcomes that have one, or on all."""

    slug: str
    citation: Citation
    design: Design
    enrolled: int
    visits: tuple[float, ...]
    sections: tuple[Section, ...]
    groups: tuple[Group, ...]
    outcomes: tuple[Outcome, ...]
    measures: tuple[Measure, ...]
    responder_rule: str
    numbers: tuple[Number, ...]
    responder_needs: Literal["any", "all"] = "any"
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    tables: tuple[Table, ...] = ()
    limits: tuple[Limit, ...] = ()
    doses: tuple[Dose, ...] = ()
    readings: tuple[Reading, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    words: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _numbers(self) -> dict[str, Number]:
        return {number.id: number for number in self.numbers}

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        together: dict[str, list[Number]] = {}
        for number in self.numbers:
            together.setdefault(number.cell, []).append(number)
        return {cell: Cell(cell, tuple(numbers)) for cell, numbers in together.items()}

    @cached_property
    def _by_measure(self) -> dict[str, list[Cell]]:
        together: dict[str, list[Cell]] = {}
        for cell in self._cells.values():
            together.setdefault(cell.measure, []).append(cell)
        return together

    def number(self, id: str) -> Number:
        """The number with this id. Raises `KeyError`."""
        return self._numbers[id]

    def cell(self, id: str) -> Cell:
        """The numbers printed together under this cell id. Raises `KeyError`."""
        return self._cells[id]

    def has(self, reference: str) -> bool:
        """Whether a reference names a number or a cell."""
        return reference in self._numbers or reference in self._cells

    def numbers_of(self, reference: str) -> tuple[Number, ...]:
        """The numbers behind a number id or a cell id. Raises `KeyError`."""
        return (self._numbers[reference],) if reference in self._numbers else self._cells[reference].numbers

    def cells(
        self, *, measure: str | None = None, group: str | None = None, section: str | None = None
    ) -> Iterator[Cell]:
        """Every cell that matches, in the file's order."""
        for cell in self._cells.values() if measure is None else self._by_measure.get(measure, ()):
            if (group is None or cell.group == group) and (section is None or cell.section == section):
                yield cell

    def best(self, measure: str, group: str, month: float | None) -> Cell | None:
        """The cell that the book uses for a quantity: the first of the measure's `sources` that prints it,
        a fraction before a bare percent; `None` where the paper does not print it."""
        sources = next((one.sources for one in self.measures if one.id == measure), ())
        rank = {section: place for place, section in enumerate(sources)}
        found = [cell for cell in self.cells(measure=measure, group=group) if cell.month == month]
        found.sort(key=lambda cell: (not cell.is_fraction, rank.get(cell.section, len(rank))))
        return found[0] if found else None

    @property
    def treatments(self) -> tuple[Group, ...]:
        """The groups formed by how patients were treated."""
        return tuple(group for group in self.groups if group.kind == "treatment")

    def group(self, id: str) -> Group:
        return _find(self.groups, id)

    def measure(self, id: str) -> Measure:
        return _find(self.measures, id)

    def outcome(self, id: str) -> Outcome:
        return _find(self.outcomes, id)

    def section(self, id: str) -> Section:
        return _find(self.sections, id)

    def table(self, id: str) -> Table:
        return _find(self.tables, id)

    def claim(self, id: str) -> Claim:
        return _find(self.claims, id)

    def claims_in(self, chapter: str) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.chapter == chapter)

    def notes_in(self, chapter: str) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.chapter == chapter)

    def group_size(self, group: str) -> int | None:
        """How many patients a group is said to have: the number its `size` names, the enrolled for everybody."""
        if group == OVERALL:
            return self.enrolled
        size = self.group(group).size
        return None if size is None else _whole(self.number(size).reading)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Named = TypeVar("_Named", bound=_HasId)


def _find(items: tuple[_Named, ...], id: str) -> _Named:
    for item in items:
        if item.id == id:
            return item
    raise KeyError(id)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
