"""Loss to follow-up: how many more would have had to be seen, and the tables of published yardsticks and findings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from marginalia.analysis.follow_up import against
from marginalia.analysis.losses import read_loss_limits, read_traced
from marginalia.errors import PackageError
from marginalia.study.model import Study

FOLDER = Path(__file__).parents[2] / "data" / "literature"


def test_one_patient_fewer_than_needed_would_not_do(paper_study: Study) -> None:
    found = {one.visit.month: one for one in against(paper_study, 0.8)}
    assert {month: one.more for month, one in found.items()} == {1: 0, 3: 0, 6: 3, 12: 10, 18: 23}
    for one in found.values():
        assert one.needed / 48 > 0.8 >= (one.needed - 1) / 48
        assert one.lost == pytest.approx(1 - (one.visit.seen or 0) / 48)


def test_exactly_the_limit_is_not_more_than_it(paper_study: Study) -> None:
    numbers = tuple(
        replace(one, printed="36", reading=36.0) if one.id == "results.all.follow-up.12.n" else one
        for one in paper_study.numbers
    )
    short = {one.visit.month: one.more for one in against(replace(paper_study, numbers=numbers), 0.75)}
    assert short[12] == 1 and short[6] == 1


def test_the_published_yardsticks_are_read() -> None:
    assert {row.id: row.most_lost for row in read_loss_limits(FOLDER)} == {"minors": 0.05, "nhlbi": 0.2}


def test_every_study_of_the_lost_is_read_with_its_source() -> None:
    rows = read_traced(FOLDER)
    bibliography = (FOLDER.parents[1] / "book" / "references.bib").read_text(encoding="utf-8")
    assert {row.direction for row in rows} == {"worse", "alike"}
    for row in rows:
        assert row.url.startswith("https://") and f"{{{row.key}," in bibliography, row.id
        assert row.share_lost is None or 0 < row.share_lost < 1, row.id


def test_a_bad_row_is_reported(tmp_path: Path) -> None:
    lines = (FOLDER / "traced.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "traced.csv").write_text(f"{lines[0]}\na,key,who,many,0.2,,x,y,mixed,https://x\n")
    with pytest.raises(PackageError) as raised:
        read_traced(tmp_path)
    assert "many" in str(raised.value) and "worse or alike or better" in str(raised.value)
