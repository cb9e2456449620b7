"""How the generated packages are gone through."""

from __future__ import annotations

import os
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, settings

#: Whether to take the time for many more packages.
LONG = os.environ.get("MARGINALIA_LONG") == "1"


def every(count: int, *, shrink: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test on so many packages, always the same ones; with `MARGINALIA_LONG=1` in the environment on ten times
    as many. `shrink` looks for a plainer package that fails as well, which runs the test many times more."""
    return settings(
        max_examples=10 * count if LONG else count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
