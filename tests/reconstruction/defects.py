"""Behaviour that is wanted and not there yet."""

from __future__ import annotations

import pytest


def open_defect(what: str, *, run: bool = True) -> pytest.MarkDecorator:
    """Marks a test that fails for a known defect, and says so as soon as it no longer does. Not `run` where it would
    not end."""
    return pytest.mark.xfail(reason=what, strict=True, run=run)
