"""What is lost when a measurement is turned into a yes or no."""

from __future__ import annotations

from statistics import NormalDist

_NORMAL = NormalDist()


def efficiency(share: float) -> float:
    """How much of the information about a small shift of a normal outcome is left once it is cut where `share` of the
    patients count as a yes: phi(z)^2 / (share (1 - share)), with z the cut and phi the normal density.

    It is the ratio of the two tests' sample sizes as the shift goes to 0: the cut share moves by phi(z) a standard
    deviation, with variance share (1 - share). At the median it is 2/pi, which `altman2006cost` gives as a third of
    the data thrown away.

    >>> round(efficiency(0.5), 3)
    0.637

    Raises `ValueError` unless the share lies strictly between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"share must lie strictly between 0 and 1, not {share}")
    return _NORMAL.pdf(_NORMAL.inv_cdf(share)) ** 2 / (share * (1 - share))


def patients_for_each(share: float) -> float:
    """How many patients a yes or no needs for every one that the measurement itself would need: 1 / `efficiency`.

    >>> round(patients_for_each(0.5), 2)
    1.57
    """
    return 1 / efficiency(share)
