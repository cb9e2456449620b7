from pathlib import Path

import pytest

from marginalia import files
from marginalia.files import digest, files_under, recover, swap_in, write_whole


def test_parts_of_a_digest_cannot_run_into_each_other() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])


def test_hidden_files_and_byte_code_are_no_sources(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", ".git/x", "a/__pycache__/y.pyc", ".hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    assert [file.relative_to(tmp_path).as_posix() for file in files_under(tmp_path)] == ["a/c.md", "b.md"]


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"old")
    write_whole(tmp_path / "file", b"new")

    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"new")]


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_new_folder_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    for name in ("new", "place"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "which").write_text(name)

    swap_in(tmp_path / "new", tmp_path / "place")

    assert (tmp_path / "place" / "which").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


def test_the_old_folder_comes_back_after_a_swap_that_was_cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    for folder in (place, tmp_path / "new"):
        folder.mkdir()
        (folder / "which").write_text(folder.name)
    monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    replace = Path.replace

    def cut_short(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", cut_short)
    with pytest.raises(KeyboardInterrupt):
        swap_in(tmp_path / "new", place)
    monkeypatch.undo()
    assert not place.exists()

    recover(place)

    assert (place / "which").read_text() == "place"
