"""One quantity, printed in several places: do the places agree?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from marginalia.analysis.references import percent_of
from marginalia.audit.findings import Finding, Severity, damaged, finding
from marginalia.audit.precision import close, same
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import contrasted, places, shown, subject
from marginalia.statistics.rounding import parse_percent, percent_check
from marginalia.study.model import GROUP_SIZE, Cell, Number, Study
from marginalia.words import capital

#: Kinds of measure for which group, measure and month say fully what is measured.
_KINDS = ("proportion", "mean", "count")
_STATISTICS = ("n", "N", "percent", "mean", "count")

#: Percentage points between two versions of a share from which a reader would see a different result.
_LARGE = 10


def same_quantity(study: Study) -> Iterator[Finding]:
    """The same group, measure and visit must be the same wherever it is printed, the fraction as a whole included.

    Text against tables, item 4.4 of INSPECT-SR (Wilkinson et al. 2025). Two prints
    agree where they are equal, can be one value to fewer digits (62% and 62.1%), or a percentage can be a rounding of
    the other's fraction. Neighbours (62% and 63%) are a slip. Worked example: 14/15 in a table against 11/12 in the
    text. Numbers with no group are left alone: they are not known to measure the same thing. The sizes of groups have a
    rule of their own.
    """
    quantities: dict[tuple[str, str, float | None], list[Cell]] = {}
    kinds = {measure.id: measure.kind for measure in study.measures}
    for cell in study.cells():
        if cell.group is not None and cell.measure != GROUP_SIZE and kinds.get(cell.measure) in _KINDS:
            quantities.setdefault((cell.measure, cell.group, cell.month), []).append(cell)
    for (measure, group, month), cells in quantities.items():
        versions = _versions(cells)
        if len(versions) > 1:
            yield _finding(study, capital(subject(study, measure, group, month)), cells, versions)


def _finding(study: Study, what: str, cells: list[Cell], versions: list[list[Cell]]) -> Finding:
    parts = [f"{shown(version[0])} in {places(study, [cell.numbers[0] for cell in version])}" for version in versions]
    intact = [cell for cell in cells if not damaged(_compared(cell))]
    shares = [share for version in versions if (share := percent_of(version[0])) is not None]
    far = len(shares) > 1 and max(shares) - min(shares) >= _LARGE
    near = all(_agree(first[0], second[0], close) for first, second in combinations(versions, 2))
    return finding(
        "same-quantity",
        Severity.MAJOR if far else Severity.MINOR if near else Severity.MODERATE,
        [number for cell in cells for number in _compared(cell)],
        f"{what}: {contrasted(parts)}. Which is meant?",
        f"{len(versions)} different versions in {len(cells)} places",
        against=_differing(intact),
        verdict=Verdict.ROUNDING if near else Verdict.CONTRADICTED,
        # Damage elsewhere does not excuse two intact prints.
        on_scan=len(_versions(intact)) < 2,
    )


def _differing(cells: list[Cell]) -> tuple[Number, ...]:
    """The numbers that are not the same everywhere: of 6/6 and 6/7 the denominators; where each statistic agrees with
    its like but not with another's fraction, all."""
    compared = [number for cell in cells for number in _compared(cell)]
    differ = {
        first.statistic
        for first, second in combinations(compared, 2)
        if first.statistic == second.statistic and not same(first, second)
    }
    return tuple(number for number in compared if not differ or number.statistic in differ)


def _versions(cells: list[Cell]) -> list[list[Cell]]:
    """The cells sorted into versions that agree among themselves, the fullest cell of each first."""
    versions: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: -len(_compared(cell))):
        home = next((version for version in versions if all(_agree(cell, other, same) for other in version)), None)
        if home is None:
            versions.append([cell])
        else:
            home.append(cell)
    return versions


def _agree(first: Cell, second: Cell, alike: Callable[[Number, Number], bool]) -> bool:
    for statistic in _STATISTICS:
        one, other = first[statistic], second[statistic]
        if one is not None and other is not None and not alike(one, other):
            return False
    return _percent_fits(first, second) and _percent_fits(second, first)


def _percent_fits(bare: Cell, whole: Cell) -> bool:
    """Whether a percentage printed without its fraction can come from a fraction printed without its percentage."""
    percent = bare["percent"]
    if percent is None or percent.reading is None or bare.is_fraction or whole["percent"] is not None:
        return True
    if whole.n is None or not whole.N or whole.n < 0 or parse_percent(percent.printed) is None:
        return True
    return not percent_check(percent.printed, whole.n, whole.N).impossible


def _compared(cell: Cell) -> tuple[Number, ...]:
    return tuple(number for number in cell.numbers if number.statistic in _STATISTICS)
