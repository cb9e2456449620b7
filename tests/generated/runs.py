"""How the generated packages are gone through."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, settings


def every(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test on so many packages, always the same ones."""
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
