"""Every chart draws what the data say, in picture, title, caption and alternative text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pieces import compares_arms, drawn

from marginalia.display import charts, drawing, theme
from marginalia.display.evidence import Evidence
from marginalia.display.figures import VEGA_LITE_MIME, Figure, at_width

each_chart = pytest.mark.parametrize("name", charts.names())


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    drawing.use_fonts(root / "book" / "_static" / "fonts")
    return tmp_path_factory.mktemp("pictures")


@each_chart
def test_the_paper_s_chart_is_a_picture_with_words(
    name: str, paper_evidence: Evidence, arms_evidence: Evidence, pictures: Path
) -> None:
    figure = drawn(name, arms_evidence if compares_arms(name) else paper_evidence)
    ElementTree.fromstring(drawing.svg(figure.spec(), pictures))
    assert figure.title.endswith(".") and figure.caption and len(figure.alt) > 40
    for text in (figure.title, figure.caption, figure.alt, json.dumps(figure.spec())):
        assert "None" not in text.replace("None harmed", "") and "NaN" not in text and "nan" not in text.split()


@each_chart
def test_a_study_that_reports_nothing_gets_a_sentence(name: str, paper_evidence: Evidence) -> None:
    study = paper_evidence.study
    sizes = tuple(replace(group, size=None) for group in study.groups)
    silent = Evidence(
        replace(study, numbers=(), groups=sizes, claims=(), tables=(), outcomes=(), limits=(), doses=(), appraisals=())
    )
    shown = charts.draw(name, silent, name)
    if isinstance(shown, Figure):
        assert name in ("flow", "overlap-example"), "the visits alone give the flow, and an example is made up"
    else:
        assert shown.markdown.endswith("\\.")


@each_chart
def test_neither_the_small_study_nor_another_paper_breaks_a_chart(
    name: str, tiny_evidence: Evidence, other_evidence: Evidence, arms_evidence: Evidence, pictures: Path
) -> None:
    for evidence in (tiny_evidence, other_evidence, arms_evidence):
        shown = charts.draw(name, evidence, name)
        if isinstance(shown, Figure):
            ElementTree.fromstring(drawing.svg(shown.spec(), pictures))


@each_chart
def test_colours_come_from_the_palette_alone(name: str, paper_evidence: Evidence, arms_evidence: Evidence) -> None:
    spec = json.dumps(drawn(name, arms_evidence if compares_arms(name) else paper_evidence).spec())
    known = {*theme.VARIABLES, theme.INK, theme.CHALK}
    used = {text for text in spec.replace("'", '"').split('"') if text.startswith("#")}
    assert used <= known


def test_titles_follow_the_data(tiny_evidence: Evidence) -> None:
    before = drawn("fates", tiny_evidence)
    numbers = tuple(
        replace(number, printed="10/13", reading=10.0) if number.id == "table-2.all.response.12.n" else number
        for number in tiny_evidence.study.numbers
    )
    after = drawn("fates", Evidence(replace(tiny_evidence.study, numbers=numbers)))
    assert before.title == (
        "At 12 months, 9 of 20 are known responders, 4 were seen without a response and 7 were not seen."
    )
    assert "10 of 20" in after.title and "10 responders" in after.alt


def test_everybody_enrolled_is_one_sign_a_visit(tiny_evidence: Evidence) -> None:
    spec = drawn("fates", tiny_evidence).spec()
    (records,) = spec["datasets"].values() if "datasets" in spec else (spec["data"]["values"],)
    assert len(records) == 2 * 20


def test_a_claimed_limit_is_drawn_and_named_where_it_is_missed(tiny_evidence: Evidence) -> None:
    assert drawn("follow-up", tiny_evidence).title == (
        "Follow-up is at or below the claimed 80% at 12 months, first with 13 of 20, 65%."
    )


def test_a_figure_is_a_directive_in_the_book_and_vega_lite_in_a_notebook(tiny_evidence: Evidence) -> None:
    figure = replace(drawn("fates", tiny_evidence), name="front")
    first, *options, _, body, fence = figure.markdown.splitlines()
    assert (first, fence) == ("```{vega-figure}", "```")
    assert options == [":name: fig-front", ":class: chart"]
    assert set(json.loads(body)) == {"caption", "alt", "spec"}
    bundle = figure._repr_mimebundle_()
    assert set(bundle) == {"text/markdown", VEGA_LITE_MIME, "text/plain"}


def test_print_gets_a_width_of_its_own_and_panels_leave_room_for_their_axis(paper_evidence: Evidence) -> None:
    assert at_width(drawn("fates", paper_evidence).spec(), 500)["width"] == 500
    panels = at_width(drawn("thresholds", paper_evidence).spec(), 500)["vconcat"]
    assert {panel["width"] for panel in panels} == {500 - 160 - 30}


def test_a_picture_is_drawn_once_and_its_ids_are_its_own(paper_evidence: Evidence, tmp_path: Path) -> None:
    first = drawing.svg(drawn("efficacy", paper_evidence).spec(), tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text(first + "<!-- kept -->")
    assert drawing.svg(drawn("efficacy", paper_evidence).spec(), tmp_path).endswith("<!-- kept -->")
    other = drawing.svg(drawn("duration", paper_evidence).spec(), tmp_path)
    assert not _ids(first) & _ids(other)


def _ids(svg: str) -> set[str]:
    return {element.attrib["id"] for element in ElementTree.fromstring(svg).iter() if "id" in element.attrib}
