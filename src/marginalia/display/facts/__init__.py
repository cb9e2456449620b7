"""The named facts that the prose of the chapters quotes: for each chapter a function from the evidence to texts.

A fact is plain text: a formatted value (`share`: `62%`) or a whole sentence whose wording depends on the data; where a
study does not print what a fact needs, the fact says so. To give a chapter another fact, add a key to its file; to
give a new chapter facts, add a file named after it. Every chapter has the facts of `common` too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec

from marginalia.display.evidence import Evidence
from marginalia.display.facts import common

Facts = Callable[[Evidence], Mapping[str, str]]


def facts_of(chapter: str, evidence: Evidence) -> dict[str, str]:
    """Every fact that a chapter may quote, by name: the common ones and its own, where it has any."""
    name = f"{__name__}.{chapter.replace('-', '_')}"
    if find_spec(name) is None:
        return common.facts(evidence)
    own: Facts = import_module(name).facts
    return {**common.facts(evidence), **own(evidence)}
