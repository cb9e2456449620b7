"""All printed counts at once: whether they can be true of one set of patients, and what follows from them."""

from __future__ import annotations

from marginalia.reconstruction.assumptions import Assumptions, with_named
from marginalia.reconstruction.reconstruct import reconstruct
from marginalia.reconstruction.result import Reconstruction

__all__ = ["Assumptions", "Reconstruction", "reconstruct", "with_named"]
