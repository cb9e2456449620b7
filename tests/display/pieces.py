"""A chart or a table of the book, where the study has what it shows."""

from __future__ import annotations

from marginalia.display import charts, panels
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.tables import Table


def compares_arms(name: str) -> bool:
    """Whether a chart or a table needs a study with several arms."""
    return name.startswith("arms-")


def drawn(name: str, evidence: Evidence) -> Figure:
    figure = charts.draw(name, evidence, name)
    assert isinstance(figure, Figure)
    return figure


def table(name: str, evidence: Evidence) -> Table:
    found = panels.show(name, evidence, name)
    assert isinstance(found, Table)
    return found
