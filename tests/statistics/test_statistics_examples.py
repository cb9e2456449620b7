"""The worked examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import marginalia.statistics as room

MODULES = [f"{room.__name__}.{module.name}" for module in pkgutil.iter_modules(room.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_worked_examples_come_out(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_statistic_has_one() -> None:
    tried = {name: doctest.testmod(importlib.import_module(name)).attempted for name in MODULES}
    assert {name for name, attempted in tried.items() if not attempted} == {"marginalia.statistics.counts"}
