"""What the interval methods are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: By the names that the parameter `interval` takes.
NAMES: Mapping[str, str] = MappingProxyType(
    {"wilson": "Wilson", "clopper-pearson": "Clopper–Pearson", "jeffreys": "Jeffreys", "mid-p": "Mid-P"}
)
