"""What a notebook gets when it opens a chapter."""

from __future__ import annotations

from pathlib import Path

import pytest
from myst_nb.core.variables import format_plain_text

from marginalia.display import chapter as room
from marginalia.display.chapter import Chapter, open_chapter
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.errors import PackageError

CHAPTERS = [
    "abstract", "introduction", "methods", "patients", "follow-up", "efficacy", "duration", "magnitude", "subgroups",
    "after-treatment", "safety", "discussion", "conclusions", "claims", "index", "how-to-read", "data",
    "findings", "reconstruction", "no-effect", "instruments", "next-trial",
]  # fmt: skip


@pytest.fixture
def book(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a book, with the small package in it; the working directory is a folder below."""
    (tiny.parent / "_toc.yml").write_text("root: index\n")
    (tiny.parent / "chapters").mkdir()
    monkeypatch.chdir(tiny.parent / "chapters")
    return tiny.parent


def test_a_relative_folder_is_looked_for_from_the_top_of_the_book(book: Path) -> None:
    assert open_chapter("efficacy", study="tiny").evidence.study.enrolled == 20


def test_the_study_is_read_once_until_a_file_of_it_changes(book: Path) -> None:
    first = open_chapter("efficacy", study="tiny")
    assert open_chapter("duration", study="tiny").evidence is first.evidence
    numbers = book / "tiny" / "numbers.csv"
    numbers.write_text(numbers.read_text().replace("9/13,9,", "8/13,8,").replace("9/13,13,", "8/13,13,").replace(
        "table-2.all.response.12.percent,table-2,All Patients / 12M,all,12,response,percent,69%,69",
        "table-2.all.response.12.percent,table-2,All Patients / 12M,all,12,response,percent,62%,62",
    ))  # fmt: skip
    again = open_chapter("efficacy", study="tiny")
    assert again.evidence.study.cell("table-2.all.response.12").n == 8


def test_a_missing_package_is_an_error_that_says_so(book: Path) -> None:
    with pytest.raises(PackageError):
        open_chapter("efficacy", study="nowhere")


@pytest.mark.parametrize("slug", CHAPTERS)
def test_every_fact_is_text_for_any_study(slug: str, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    glued: dict[str, object] = {}
    monkeypatch.setattr(room, "glue", lambda name, value, display: glued.update({name: value}))
    chapter = open_chapter(slug, study="tiny")
    chapter.facts()
    assert glued and all(isinstance(value, str) for value in glued.values())
    assert [name for name, value in glued.items() if not value and not name.endswith("_sentence")] == []


def test_a_fact_that_is_no_text_is_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.facts, "facts_of", lambda slug, evidence: {"share": 0.62})
    with pytest.raises(TypeError, match="share"):
        open_chapter("efficacy", study="tiny").facts()


@pytest.mark.parametrize(
    "text",
    ['it\'s "both"', "a\\alpha", "zero\u200bwidth\u2060", "3.50", "'quoted'", "(1,2)", "0x10", "18/29", "«é»" * 200],
)
def test_a_fact_comes_out_of_glue_exactly(text: str, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, str]] = []
    monkeypatch.setattr(room.facts, "facts_of", lambda slug, evidence: {"share": text})
    monkeypatch.setattr("myst_nb.ext.glue.ipy_display", lambda bundle, **_: sent.append(bundle))
    open_chapter("efficacy", study="tiny").facts()
    (bundle,) = sent
    assert format_plain_text(bundle["application/papermill.record/text/plain"], "s") == text


def test_facts_that_no_chapter_names_are_the_common_ones(book: Path) -> None:
    evidence = open_chapter("efficacy", study="tiny").evidence
    assert set(facts_of("no-such-chapter", evidence)) < set(facts_of("efficacy", evidence))


@pytest.fixture
def chapter(book: Path) -> Chapter:
    return open_chapter("efficacy", study="tiny")


def test_what_the_paper_lacks_is_a_sentence(chapter: Chapter) -> None:
    for absent in (chapter.table("table-9"), chapter.recomputed("table-9")):
        assert isinstance(absent, Shown) and "does not report table 9" in absent.html


def test_charts_are_called_by_name_and_may_be_labelled_again(chapter: Chapter) -> None:
    figure = chapter.chart("fates", label="front")
    assert isinstance(figure, Figure) and ":name: fig-front" in figure.markdown
    with pytest.raises(ValueError, match="charts are"):
        chapter.chart("pie")


def test_everything_shown_has_a_form_for_the_book_and_one_for_the_notebook(chapter: Chapter) -> None:
    pieces = (
        chapter.claims(), chapter.all_claims(), chapter.table("table-2"), chapter.recomputed("table-2"),
        chapter.notes(), chapter.scoreboard(), chapter.verdicts(), chapter.promises(), chapter.findings(),
        chapter.all_findings(), chapter.severities(), chapter.files("findings"), chapter.files("claims"),
        chapter.conflicts(), chapter.set_aside(), chapter.tried(), chapter.ranges(), chapter.inferences(),
        chapter.granularity(),
        chapter.damaged(), chapter.numbers_by_section(), chapter.differences(), chapter.dictionary(),
    )  # fmt: skip
    for piece in pieces:
        bundle = piece._repr_mimebundle_()
        assert {"text/markdown", "text/html"} <= set(bundle) and bundle["text/markdown"]
