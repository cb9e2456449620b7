"""Stored reconstructions: by what they depend on, whole or not at all."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from small_studies import altered, of, printed, response, seen

from marginalia.reconstruction import Reconstruction, reconstruct
from marginalia.reconstruction import store as store_of
from marginalia.reconstruction.store import key_of, stored
from marginalia.study.model import Claim, Group, Note, Reading, Study


@pytest.fixture(scope="module")
def study() -> Study:
    """A study with a conflict."""
    return altered(3, changes=2, most_patients=6, visits=2)


class TestTheKey:
    def test_changes_with_whatever_the_answer_depends_on(self, study: Study) -> None:
        first, *others = study.numbers
        more = Group("more", "More", "diagnosis", "More")
        reading = Reading("other", "it is otherwise", "soft", ("hard",))
        changed = [
            replace(study, numbers=(replace(first, reading=(first.reading or 0) + 1), *others)),
            replace(study, numbers=(replace(first, printed="62 %"), *others)),
            replace(study, numbers=(replace(first, ocr="repaired"), *others)),
            replace(study, numbers=tuple(others)),
            replace(study, enrolled=study.enrolled + 1),
            replace(study, groups=(*study.groups, more)),
            replace(study, readings=(*study.readings, reading)),
            replace(study, measures=(replace(study.measures[0], label="Other"), *study.measures[1:])),
        ]
        assert len({key_of(one) for one in (study, *changed)}) == len(changed) + 1

    def test_stays_with_whatever_it_does_not(self, study: Study) -> None:
        claim = Claim("c", "results", "results/1", "efficacy", "It helps.", "causal")
        note = Note("n", "efficacy", "shows", "It shows.")
        citation = replace(study.citation, title="Other")
        for other in (
            replace(study, claims=(claim,)),
            replace(study, notes=(note,)),
            replace(study, citation=citation),
        ):
            assert key_of(other) == key_of(study)


class TestStored:
    def test_is_what_is_worked_out(self, study: Study, tmp_path: Path) -> None:
        made = reconstruct(study)
        assert made.conflicts
        assert stored(study, None) == stored(study, tmp_path) == stored(study, tmp_path) == made

    def test_is_read_and_not_worked_out_again(
        self, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = stored(study, tmp_path / "new" / "folder")
        monkeypatch.setattr(store_of, "reconstruct", None)
        assert stored(study, tmp_path / "new" / "folder") == made

    @pytest.mark.parametrize("damage", ["", "{", "[]", '{"enrolled": 3}', "\x00\xff"])
    def test_is_worked_out_again_where_the_file_is_damaged(self, damage: str, tmp_path: Path) -> None:
        study = of(10, (), [seen("all", 3, 8)])
        made = stored(study, tmp_path)
        (file,) = tmp_path.iterdir()
        whole = file.read_bytes()
        file.write_text(damage, encoding="latin-1")
        assert stored(study, tmp_path) == made
        assert file.read_bytes() == whole

    def test_round_trips_through_json(self, study: Study) -> None:
        adapter, made = TypeAdapter(Reconstruction), reconstruct(study)
        assert adapter.validate_json(adapter.dump_json(made)) == made

    def test_is_the_same_for_two_processes_at_once(self, tmp_path: Path) -> None:
        study = of(10, (), [*response("all", 3, 7, 5), printed("all", "response", 3, "percent", "60%")])
        with ProcessPoolExecutor(2) as pool:
            first, second = pool.map(stored, [study, study], [tmp_path, tmp_path])
        assert first == second == reconstruct(study)
        assert [file.name for file in tmp_path.iterdir()] == [f"{key_of(study)}.json"]
        assert stored(study, tmp_path) == first
