"""Where the literature leaves a paper's claims about other treatments: part of the claim, and held to what is cited."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from marginalia.analysis.comparators import read_comparators
from marginalia.errors import PackageError
from marginalia.study import template_syntax
from marginalia.study.model import Standing, Study
from marginalia.study.reading import read_study
from marginalia.study.schema import Standing as Word


def standings(study: Study) -> dict[str, Standing]:
    return {claim.id: claim.standing for claim in study.claims if claim.standing is not None}


def test_a_second_hand_figure_is_said_to_be_reported(paper_study: Study, root: Path) -> None:
    second_hand = {row.id for row in read_comparators(root / "data" / "literature") if row.second_hand}
    using = {
        claim: one.known
        for claim, one in standings(paper_study).items()
        if any(reference.comparator in second_hand for reference in template_syntax.references(one.known))
    }
    assert using
    assert [claim for claim, known in using.items() if "reported" not in known] == []


def test_a_claim_is_called_supported_or_contradicted_only_where_something_is_cited(paper_study: Study) -> None:
    found = standings(paper_study)
    uncited = [
        claim
        for claim, one in found.items()
        if one.found in ("supported", "contradicted") and "{cite:" not in one.known
    ]
    assert uncited == []
    assert {one.found for one in found.values()} == set(get_args(Word))


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("known: See {nowhere}.\n    found: supported", "standing.known"),
        ("known: Nothing.\n    found: perhaps", "standing.found"),
        ("known: Nothing.", "standing"),
    ],
)
def test_a_mistake_in_it_is_told_with_its_place(tiny: Path, written: str, place: str) -> None:
    claims = tiny / "claims.yml"
    head, first, rest = claims.read_text(encoding="utf-8").partition("- id: ")
    body, more, others = rest.partition("\n- id: ")
    standing = f"\n  standing:\n    compares: This with that\n    needed: A trial\n    {written}\n"
    claims.write_text(f"{head}{first}{body.rstrip()}{standing}{more}{others}", encoding="utf-8")
    with pytest.raises(PackageError) as caught:
        read_study(tiny)
    (problem,) = caught.value.problems
    assert problem.file == "claims.yml" and problem.where.endswith(place)
