"""Two states of one study package side by side: what changed in the numbers and in their description, which verdicts
and findings came out otherwise, and which sentences read differently."""

from __future__ import annotations

from marginalia.comparing.compare import Comparison, State, compare

__all__ = ["Comparison", "State", "compare"]
