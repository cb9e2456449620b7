"""An independent check of a proof, in fractions over every entry of the rows."""

from __future__ import annotations

from fractions import Fraction

from marginalia.reconstruction.certificates import Cases, Proof
from marginalia.reconstruction.system import Bound, System


def refutes(system: System, proof: Proof) -> bool:
    """Whether a proof shows that no set of patients satisfies the system.

    A weighted sum of rows, each used in a direction in which it is bounded, must say that what can never be above
    nothing (no patient counts for more than nothing in it) is above nothing. By cases, both of which must fail, and
    between which no whole number lies.
    """
    if isinstance(proof, Cases):
        everything = range(len(system.stated))
        below = system.only(everything, *system.bounds, Bound(proof.quantity, high=proof.at))
        above = system.only(everything, *system.bounds, Bound(proof.quantity, low=proof.at + 1))
        return refutes(below, proof.below) and refutes(above, proof.above)
    rows = system.rows
    dense = rows.matrix.toarray()
    assert len(proof.weights) == len(dense)
    summed, above_nothing = [Fraction(0)] * dense.shape[1], Fraction(0)
    for weight, row, low, high in zip(proof.weights, dense, rows.low, rows.high, strict=True):
        if weight == 0:
            continue
        limit = float(low if weight > 0 else high)
        if limit in (float("inf"), float("-inf")):
            return False
        above_nothing += weight * Fraction(limit)
        for column, value in enumerate(row):
            summed[column] += weight * Fraction(float(value))
    return all(value <= 0 for value in summed) and above_nothing > 0
