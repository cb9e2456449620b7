"""`unsupported` and `source`: what the package's author says that no number can settle, and why."""

from __future__ import annotations

from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result
from marginalia.audit.verdicts import Verdict


def unsupported(arguments: Arguments) -> Result:
    """`because`: the paper shows no data for the claim."""
    return Result(Verdict.NOT_SUPPORTED, arguments.text("because"))


def source(arguments: Arguments) -> Result:
    """`because`: the claim cannot be checked from the paper's own numbers."""
    return Result(Verdict.UNCHECKABLE, arguments.text("because"))
