"""How many were enrolled, in words that also hold where the paper does not say."""

from __future__ import annotations

from marginalia.study.model import Study


def enrolled(study: Study) -> str:
    """`48`, or `at least 48` where that is the largest number of patients that the paper prints."""
    return at_least(study, study.enrolled)


def at_least(study: Study, count: int) -> str:
    """A count that rests on how many were enrolled, such as those who were not seen."""
    return str(count) if study.enrolled_printed else f"at least {count}"


def enrolled_sentence(study: Study) -> str:
    """From what number the book counts where the paper does not say how many took part; else empty."""
    if study.enrolled_printed:
        return ""
    return (
        "The paper does not report how many were enrolled. This book counts from the largest number of patients that "
        f"it prints, {study.enrolled}; if there were more, more are missing than it says."
    )
