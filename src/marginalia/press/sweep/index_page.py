"""The page that compares the books of a sweep: a table that also works without scripts, and a chart above it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from marginalia.audit import Severity, Verdict
from marginalia.display import badges, markup, values
from marginalia.press import manifest
from marginalia.press.project import Project
from marginalia.press.sweep.forest import drawn
from marginalia.press.sweep.grid import Grid
from marginalia.press.sweep.one import BOOKS, CACHE
from marginalia.press.sweep.summary import Row

_HERE = Path(__file__).parent

#: Where the book keeps its colours, and how their two themes stand there.
_COLOURS = Path("book", "_static", "marginalia.css")
_LIGHT, _DARK = (re.compile(rf"html\[data-theme=\"{name}\"\] \{{(.*?)\n\}}", re.DOTALL) for name in ("light", "dark"))

#: What follows a number of questions where the severity's name alone would not do.
_SEVERITIES = {Severity.SCAN: "about the scan"}

#: Letters of a paper's name in the chart at most.
_LONGEST = 40

_BOOKS = {"html": ("html/index.html", "Read the book"), "pdf": (manifest.OUTPUTS["pdf"], "PDF")}


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its words, what it is sorted by, and a second line."""

    text: str
    sort: float | str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: of what kind, how many, in words, and its sign."""

    kind: str
    count: int
    words: str
    sign: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page's table. `links` are addresses and their words, `error` the lines of what stopped the book;
    `bare` is a row of which nothing else is known."""

    label: str
    package: str
    links: tuple[tuple[str, str], ...]
    parameters: tuple[Shown, ...]
    error: tuple[str, ...]
    bare: bool
    enrolled: Shown
    followed: Shown
    response: Shown
    claims: tuple[Part, ...]
    reproduced: float
    findings: tuple[Part, ...]
    asked: int


def page(project: Project, rows: Sequence[Row], grid: Grid, outputs: Sequence[str], out: Path) -> str:
    """The page as HTML that stands alone: nothing is fetched from anywhere. What comes from a package is escaped."""
    lines = [_line(row, grid, outputs, out) for row in rows]
    light, dark = _themes(project)
    # Everything that is put into the template is escaped, but for what the template itself says is markup.
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    same = [name for name in grid.told if name not in grid.varied]
    return (
        environment.get_template("index.html.jinja").render(
            lines=lines,
            parameters=[_spoken(name) for name in grid.varied],
            same=[f"{_spoken(name)} {getattr(grid.points[0], name)}" for name in same],
            chart=drawn(rows, _labels(rows, grid), out / CACHE / "charts"),
            kinds=[verdict.value for verdict in Verdict],
            failed=sum(bool(line.error) for line in lines),
            books=values.plural(len(lines), "book"),
            light=light,
            dark=dark,
            style=(_HERE / "index.css").read_text("utf-8"),
            script=(_HERE / "index.js").read_text("utf-8"),
        )
        + "\n"
    )


def _line(row: Row, grid: Grid, outputs: Sequence[str], out: Path) -> Line:
    here = f"{BOOKS}/{row['book']}"
    places = [(f"{here}/{_BOOKS[output][0]}", _BOOKS[output][1]) for output in outputs]
    claims = tuple(
        Part(one.value, _count(row, f"claims_{one.value}"), one.label, badges.SYMBOLS[one]) for one in Verdict
    )
    findings = tuple(
        Part(one.value, _count(row, f"findings_{one.value}"), _SEVERITIES.get(one, one.value), "") for one in Severity
    )
    total = sum(part.count for part in claims)
    return Line(
        label=_paper(row),
        package=str(row["package"]),
        links=tuple((place, words) for place, words in places if (out / place).is_file()),
        parameters=tuple(Shown(str(row[name]), _sortable(row[name])) for name in grid.varied),
        error=tuple(str(row["error"]).splitlines()),
        bare="paper" not in row,
        enrolled=_number(row, "enrolled"),
        followed=_share(row, "followed_share", f"{row.get('followed')} at {_month(row, 'followed_month')}"),
        response=_share(
            row,
            "response",
            f"{row.get('responders')}/{row.get('of')} at {_month(row, 'response_month')}",
            _interval(row),
        ),
        claims=tuple(part for part in claims if part.count),
        reproduced=claims[0].count / total if total else -1,
        findings=tuple(part for part in findings if part.count),
        asked=_count(row, "findings"),
    )


def _labels(rows: Sequence[Row], grid: Grid) -> list[str]:
    """A name for each row by which a chart tells it from the others."""
    labels = [
        " · ".join(
            [
                textwrap.shorten(_paper(row), _LONGEST, placeholder=" …"),
                *(f"{_spoken(name)} {row[name]}" for name in grid.varied),
            ]
        )
        for row in rows
    ]
    return [
        label if labels.count(label) == 1 else f"{label} ({row['book']})"
        for label, row in zip(labels, rows, strict=True)
    ]


def _paper(row: Row) -> str:
    return markup.one_line(str(row.get("paper") or row["package"]))


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _sortable(value: object) -> float | str:
    return value if isinstance(value, int | float) else str(value)


def _count(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0


def _number(row: Row, name: str) -> Shown:
    value = row.get(name)
    return Shown(str(value), value) if isinstance(value, int) else Shown("–", -1)


def _share(row: Row, name: str, counts: str, interval: str = "") -> Shown:
    value = row.get(name)
    if not isinstance(value, float):
        return Shown("not reported" if row.get("paper") else "–", -1)
    return Shown(f"{values.percent(value)}{interval}", value, counts)


def _interval(row: Row) -> str:
    low, high = row.get("response_low"), row.get("response_high")
    return f" ({values.interval(low, high)})" if isinstance(low, float) and isinstance(high, float) else ""


def _month(row: Row, name: str) -> str:
    value = row.get(name)
    return values.month(value) if isinstance(value, int | float) else ""


def _themes(project: Project) -> tuple[str, str]:
    """The book's colours by light and by dark, as declarations of CSS; none where the book has not got them."""
    file = project.top / _COLOURS
    text = file.read_text("utf-8") if file.is_file() else ""
    found = _LIGHT.search(text), _DARK.search(text)
    light, dark = ("" if one is None else one[1] for one in found)
    return light, dark
