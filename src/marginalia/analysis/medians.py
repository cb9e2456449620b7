"""The medians that the paper prints for an outcome."""

from __future__ import annotations

from marginalia.study.model import OVERALL, Number, Study


def medians(study: Study, outcome: str) -> tuple[tuple[float, Number], ...]:
    """Each visit with the median of everybody seen then, in the outcome's unit; visits without one are left out. Of
    several measures of the outcome the first that has any is taken."""
    for measure in study.measures:
        if measure.outcome == outcome and not measure.among:
            cells = ((month, study.best(measure.id, OVERALL, month)) for month in study.visits)
            found = [(month, median) for month, cell in cells if cell is not None and (median := cell["median"])]
            if found:
                return tuple(found)
    return ()
