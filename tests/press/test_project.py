from pathlib import Path

import pytest
from small_book import TOP, SmallBook

from marginalia.errors import BuildError, MarginaliaError, ParameterError
from marginalia.press.project import Page, Project, find_project
from marginalia.press.sources import data_files, locate_study


def test_pages_come_in_the_order_of_the_table_of_contents(small_book: SmallBook) -> None:
    assert [page.name for page in Project(small_book.top).pages] == ["book/index", "chapters/shares", "chapters/plain"]


def test_only_pages_with_a_kernel_in_their_header_are_executed(small_book: SmallBook) -> None:
    assert [page.name for page in Project(small_book.top).notebooks] == ["chapters/shares", "chapters/plain"]


@pytest.mark.parametrize(
    ("text", "is_notebook"),
    [
        ("---\nkernelspec:\n  name: python3\n---\n# A\n", True),
        ("---\r\njupytext:\r\n  x: 1\r\n---\r\n# A\r\n", True),
        ("---\ntitle: about kernelspec: headers\n---\n# A\n", False),
        ("# A\n\n---\nkernelspec: here\n---\n", False),
    ],
)
def test_the_header_decides_what_is_a_notebook(text: str, is_notebook: bool) -> None:
    assert Page("a", Path("a.md"), text).is_notebook is is_notebook


def test_all_missing_pages_are_named_at_once(small_book: SmallBook) -> None:
    (small_book.top / "chapters" / "plain.md").unlink()
    (small_book.top / "book" / "index.md").unlink()

    with pytest.raises(BuildError, match=r"book/index\.md, chapters/plain\.md"):
        _ = Project(small_book.top).pages


def test_a_table_of_contents_that_is_not_yaml_is_told_with_its_line(small_book: SmallBook) -> None:
    (small_book.top / "_toc.yml").write_text("root: book/index\nparts: [\n")

    with pytest.raises(BuildError, match=r"_toc\.yml, line \d"):
        _ = Project(small_book.top).pages


def test_a_book_is_found_from_any_folder_inside_it(small_book: SmallBook) -> None:
    assert find_project(small_book.top / "data" / "tiny").top == small_book.top


def test_no_book_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MarginaliaError, match="no book here"):
        find_project(tmp_path)


def test_a_study_outside_the_book_gets_a_relative_name(small_book: SmallBook, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()

    study = locate_study(Project(small_book.top), "mine", tmp_path)

    assert (study.folder, study.name) == (tmp_path / "mine", "data/mine")


def test_a_study_that_does_not_exist_is_a_wrong_parameter(small_book: SmallBook) -> None:
    with pytest.raises(ParameterError, match="no such folder"):
        locate_study(Project(small_book.top), "data/nowhere", small_book.top)


def test_chapters_see_the_study_and_the_literature_but_no_other_study(small_book: SmallBook) -> None:
    for name in ("data/other/study.yml", "data/literature/comparators.csv"):
        (small_book.top / name).parent.mkdir(parents=True)
        (small_book.top / name).write_text("x")
    project = Project(small_book.top)

    names = {name.as_posix() for name, _ in data_files(project, locate_study(project, "data/tiny", project.top))}

    assert "data/literature/comparators.csv" in names
    assert "data/tiny/numbers.csv" in names
    assert "data/other/study.yml" not in names


def test_every_page_of_the_real_book_exists() -> None:
    assert len(Project(TOP).pages) > 20
