"""Every example in a docstring gives what it says."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import marginalia

MODULES = sorted(
    module.name
    for room in ("study", "statistics", "analysis", "audit", "display")
    for module in pkgutil.walk_packages(import_module(f"marginalia.{room}").__path__, f"{marginalia.__name__}.{room}.")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(import_module(name)).attempted for name in MODULES) > 5
