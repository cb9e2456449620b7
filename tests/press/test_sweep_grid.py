"""What a sweep is asked to try: packages, combinations, and the names of the folders they go to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.errors import ParameterError
from marginalia.parameters import DEFAULTS, Parameters
from marginalia.press.project import Project
from marginalia.press.sweep.grid import MOST, grid
from marginalia.press.sweep.naming import folder_names
from marginalia.press.sweep.packages import packages


def tried(*names: str, assignments: tuple[str, ...] = (), file: Path | None = None) -> list[tuple[object, ...]]:
    return [tuple(getattr(point, name) for name in names) for point in grid(assignments, file).points]


def test_every_combination_is_tried_in_the_order_of_the_values() -> None:
    assert tried("confidence", "interval", assignments=("interval=wilson,jeffreys", "confidence=0.9, 0.95")) == [
        (0.9, "wilson"), (0.9, "jeffreys"), (0.95, "wilson"), (0.95, "jeffreys"),
    ]  # fmt: skip


def test_nothing_chosen_is_the_usual_parameters() -> None:
    assert grid(()).points == (DEFAULTS,)
    assert grid(()).varied == ()
    assert grid(()).told == ("confidence", "interval")


def test_equal_combinations_are_one() -> None:
    assert tried("confidence", assignments=("confidence=0.9,0.90",)) == [(0.9,)]


def test_a_file_gives_lists_and_packages_and_the_command_line_wins(tmp_path: Path) -> None:
    file = tmp_path / "grid.yml"
    file.write_text("packages: [data/a, data/b]\nconfidence: [0.9, 0.99]\ninterval: jeffreys\n", encoding="utf-8")
    assert tried("confidence", "interval", file=file) == [(0.9, "jeffreys"), (0.99, "jeffreys")]
    assert grid((), file).packages == ("data/a", "data/b")
    assert tried("confidence", "interval", assignments=("interval=wilson",), file=file) == [
        (0.9, "wilson"), (0.99, "wilson"),
    ]  # fmt: skip


def test_all_mistakes_are_told_at_once_and_where_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "grid.yml"
    file.write_text("confidense: [0.9]\npower: [0.8, 7]\ntarget_difference: {a: 1}\nedition: []\n", encoding="utf-8")
    with pytest.raises(ParameterError) as told:
        grid(("interval=wilson,wilsom", "seed", "study=data/a"), file)
    said = str(told.value)
    assert f"{file}, line 1: unknown parameter 'confidense': did you mean 'confidence'?" in said
    assert f"{file}, line 2: parameter power=7: expected" in said
    assert f"{file}, line 3: target_difference: expected a value or a list of values" in said
    assert f"{file}, line 4: edition: expected a value or a list of values" in said
    assert "--set: parameter interval=wilsom: expected one of" in said
    assert "--set: 'seed': expected name=value" in said
    assert "study: give packages as arguments" in said


@pytest.mark.parametrize("text", ["a: [1\n", "!!python/object:os.system {}\n", "- 1\n"])
def test_a_file_that_is_no_grid_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "grid.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match=r"grid\.yml"):
        grid((), tmp_path / "grid.yml")


def test_a_slip_that_asks_for_too_much_is_refused() -> None:
    many = ",".join(map(str, range(200)))
    with pytest.raises(ParameterError, match=f"expected at most {MOST:,}"):
        grid((f"seed={many}", f"simulations={','.join(str(number) for number in range(100, 300))}"))


def package(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "study.yml").write_text("x: 1\n", encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "_toc.yml").write_text("root: index\n", encoding="utf-8")
    return Project(tmp_path / "book")


def test_a_folder_of_packages_means_them_all(project: Project, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    one, two = package(papers / "2020" / "one"), package(papers / "two")
    package(two / "earlier" / "1")
    (papers / "notes").mkdir()
    (papers / "notes" / "readme.txt").write_text("not a package", encoding="utf-8")
    lone = papers / "without-study"
    lone.mkdir()
    (lone / "numbers.csv").write_text("id\n", encoding="utf-8")
    assert packages(project, ["papers"], tmp_path) == (one, two, lone)
    assert packages(project, ["papers/two", "papers", str(one)], tmp_path) == (two, one, lone)


def test_names_that_mean_no_package_are_all_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ParameterError) as told:
        packages(project, ["nowhere", "empty"], tmp_path)
    assert "nowhere: no such folder" in str(told.value)
    assert "empty: no study package, expected study.yml" in str(told.value)


def test_a_link_that_leads_back_up_ends(project: Project, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    one = package(papers / "one")
    (papers / "again").symlink_to(papers, target_is_directory=True)
    assert packages(project, ["papers"], tmp_path) == (one,)


def test_a_folder_is_called_after_its_package_and_what_differs() -> None:
    point = Parameters.checked({"confidence": 0.9, "interval": "jeffreys"})
    assert folder_names([("my-paper", point)], ["confidence", "interval"]) == [
        "my-paper_confidence-0.9_interval-jeffreys"
    ]
    assert folder_names([("my-paper", point), ("My Paper", point), ("my-paper-2", point)], []) == [
        "my-paper", "my-paper-2", "my-paper-2-2",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=300), min_size=1, max_size=8))
def test_folders_are_safe_and_each_its_own_whatever_packages_are_called(slugs: list[str]) -> None:
    names = folder_names([(slug, DEFAULTS) for slug in slugs], ["confidence"])
    assert len({name.lower() for name in names}) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,140}", name) for name in names)
