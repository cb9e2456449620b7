"""Who is seen at each visit of a simulated trial: exactly as many as the paper prints."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def drawn(
    generator: np.random.Generator, counts: tuple[int, ...], improved: NDArray[np.bool_], odds: float
) -> NDArray[np.bool_]:
    """Whether each patient is seen, trials by patients by visits, `counts` of them at each visit.

    Those seen are drawn among those seen at the visit before; where the paper sees more than there, all of them come
    and others come back. The lost are drawn one after another, each patient's chance in proportion to `odds` where not
    improved and to 1 where improved (Wallenius's urn): the smallest of exponential waiting times with those rates.
    """
    trials, patients, visits = improved.shape
    seen = np.zeros((trials, patients, visits), dtype=np.bool_)
    seen[:, :, 0] = True
    for visit in range(1, visits):
        rates = np.where(improved[:, :, visit], 1.0, odds)
        waiting = generator.standard_exponential((trials, patients)) / rates
        # Whoever was not seen before stays away unless more are seen than before.
        staying = waiting / (1 + waiting) + seen[:, :, visit - 1]
        kept = np.argpartition(-staying, counts[visit] - 1, axis=1)[:, : counts[visit]]
        np.put_along_axis(seen[:, :, visit], kept, True, axis=1)
    return seen
