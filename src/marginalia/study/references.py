"""How a name in a package is checked against what the package defines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marginalia.study.comparison import parse_comparison
from marginalia.study.entries import Source
from marginalia.study.suggestions import did_you_mean, listed
from marginalia.study.template_syntax import CITE, ENROLLED, FORMATS, Kind, Reference, TemplateMistake, references
from marginalia.study.yaml_text import Path

Names = frozenset[str]


@dataclass(frozen=True)
class Known:
    """The names that a package defines. `None` where a file was too broken to tell: nothing is then held against it.

    `cells` maps each cell id to the statistics that it prints; `chapters`, `comparators` and `citations` come from
    outside the package and are `None` where the caller gave none; `claims` are known once `claims.yml` is read.
    """

    numbers: Names | None
    cells: dict[str, Names]
    sections: Names | None
    groups: Names | None
    measures: Names | None
    outcomes: Names | None
    months: frozenset[float] | None
    terms: Names | None
    chapters: Names | None = None
    comparators: Names | None = None
    citations: Names | None = None
    claims: Names | None = None


def visits(months: Iterable[float]) -> str:
    """Months as a message lists them."""
    return ", ".join(f"{month:g}" for month in sorted(set(months)))


@dataclass(frozen=True)
class References:
    """Checks the names in one YAML file; what is wrong is noted in its source."""

    source: Source
    known: Known

    def name(self, path: Path, value: str | None, names: Names | None, what: str) -> None:
        """A name among those of its kind; `None` names nothing."""
        if value is not None and names is not None and value not in names:
            self.source.problem(path, value, f"{what}: {listed(names)}", did_you_mean(value, names))

    def each(self, path: Path, values: Iterable[str], names: Names | None, what: str) -> None:
        for position, value in enumerate(values):
            self.name((*path, position), value, names, what)

    def month(self, path: Path, value: float | None) -> None:
        months = self.known.months
        if value is not None and months is not None and value not in months:
            self.source.problem(path, f"{value:g}", f"a visit of study.yml: {visits(months)}")

    def number(self, path: Path, value: str | None) -> None:
        """The id of one number."""
        if value is None or self.known.numbers is None or value in self.known.numbers:
            return
        hint = did_you_mean(value, self.known.numbers)
        if value in self.known.cells:
            hint = f"this is a cell; add one of {listed(self.known.cells[value])}"
        self.source.problem(path, value, "the id of a number in numbers.csv", hint)

    def cell(self, path: Path, value: str, statistics: tuple[str, ...]) -> None:
        """The id of a cell that prints at least these statistics."""
        if self.known.numbers is None:
            return
        if value not in self.known.cells:
            hint = did_you_mean(value, self.known.cells)
            if value in self.known.numbers:
                hint = f"this is a number; its cell is {value.rpartition('.')[0]}"
            self.source.problem(path, value, "the id of a cell in numbers.csv", hint)
            return
        missing = [statistic for statistic in statistics if statistic not in self.known.cells[value]]
        if missing:
            hint = f"numbers.csv has no row for its {', '.join(missing)}"
            self.source.problem(path, value, f"a cell that prints {', '.join(statistics)}", hint)

    def number_or_cell(self, path: Path, value: str) -> None:
        numbers = self.known.numbers
        if numbers is not None and value not in numbers and value not in self.known.cells:
            hint = did_you_mean(value, numbers | self.known.cells.keys())
            self.source.problem(path, value, "the id of a number or a cell in numbers.csv", hint)

    def numbers_or_cells(self, path: Path, values: Iterable[str]) -> None:
        for position, value in enumerate(values):
            self.number_or_cell((*path, position), value)

    def share(self, path: Path, value: str) -> None:
        """A number, or a cell whose share can be computed."""
        if value in self.known.cells:
            self.cell(path, value, ("n", "N"))
        else:
            self.number_or_cell(path, value)

    def unique(self, places: Iterable[tuple[Path, str]]) -> None:
        """The ids at these places differ."""
        first: dict[str, Path] = {}
        for path, id in places:
            if first.setdefault(id, path) != path:
                line = self.source.document.line(first[id])
                self.source.problem((*path, "id"), id, "an id of its own", f"line {line} has it already")

    def conditions(self, path: Path, texts: Iterable[str]) -> None:
        for position, text in enumerate(texts):
            self.comparison((*path, position), text)

    def comparison(self, path: Path, text: str) -> None:
        try:
            comparison = parse_comparison(text)
        except ValueError:
            self.source.problem(path, text, "a comparison such as “table-2.all.response.12.percent > 50”")
            return
        for reference in comparison.references:
            if reference != ENROLLED:
                self.share(path, reference)

    def template(self, path: Path, text: str) -> None:
        try:
            found = references(text)
        except TemplateMistake as mistake:
            self.source.problem(path, mistake.found, mistake.expected)
            return
        for reference in found:
            self._filled(path, reference)

    def _filled(self, path: Path, reference: Reference) -> None:
        """A template's reference exists and can take its format."""
        if reference.reference == CITE:
            self.name(path, reference.format, self.known.citations, "a citation key")
            return
        if reference.comparator is not None:
            self.name(path, reference.comparator, self.known.comparators, "a comparator")
            self._format(path, reference, "comparator")
        elif reference.reference == ENROLLED:
            self._format(path, reference, "enrolled")
        elif reference.reference in self.known.cells:
            if self._format(path, reference, "cell"):
                self.cell(path, reference.reference, ("n", "N"))
        elif self.known.numbers is not None:
            self.number_or_cell(path, reference.reference)
            if reference.reference in self.known.numbers:
                self._format(path, reference, "number")

    def _format(self, path: Path, reference: Reference, kind: Kind) -> bool:
        formats = FORMATS[kind]
        if reference.format is None or reference.format in formats:
            return True
        hint = did_you_mean(reference.format, formats)
        if kind == "number" and reference.format in FORMATS["cell"]:
            hint = f"this format is for the cell {reference.reference.rpartition('.')[0]}"
        self.source.problem(path, str(reference), f"a format of a {kind}: {', '.join(formats)}", hint)
        return False
