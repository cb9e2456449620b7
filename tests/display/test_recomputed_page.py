"""The page that sets printed numbers beside recomputed ones: its tables, charts and sentences, of any patients."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cohorts.plan import Plan
from pieces import drawn, table

from marginalia.display import charts, drawing, panels
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.display.markup import plain
from marginalia.display.tables import Table
from marginalia.study.model import ADVERSE_EVENTS
from marginalia.study.patient_level import Cohort, Event, Patient, Visit
from tests.analysis.test_recomputed import printed_about

CHARTS = [name for name in charts.names() if name.startswith("recomputed")]
PANELS = [name for name in panels.names() if name.startswith("recomputed")]

PLAIN = Plan(
    40, (3.0, 12.0), "partition", 2, 1, True, ("pain", "relief"), False, "half up", 0, True, False, "at the visit", 7
)
PLANS = (
    PLAIN,
    replace(PLAIN, patients=1, months=(0.5,), arms="none", diagnoses=0, severe=False, scales=("relief",), seed=3),
    replace(PLAIN, patients=120, arms="overlapping", treatments=4, diagnoses=3, decimals=1, damaged=True, seed=11),
)


def evidence(plan: Plan) -> Evidence:
    printed, cohort = printed_about(plan)
    return Evidence(printed, cohort=cohort)


def wrong(plan: Plan, share: float = 0.5) -> Evidence:
    """A paper about more patients than the files hold."""
    printed, cohort = printed_about(plan)
    return Evidence(printed, cohort=replace(cohort, patients=cohort.patients[: max(1, int(share * plan.patients))]))


EVIDENCE = {
    **{f"honest {at}": evidence(plan) for at, plan in enumerate(PLANS)},
    **{f"wrong {at}": wrong(plan) for at, plan in enumerate(PLANS)},
    "no visits": Evidence(printed_about(PLAIN)[0], cohort=Cohort((Patient("a", frozenset(), ()),), synthetic=False)),
    "nothing printed": Evidence(
        replace(printed_about(PLAIN)[0], numbers=(), tables=(), outcomes=(), limits=(), claims=(), groups=()),
        cohort=Cohort((Patient("a", frozenset(), (Visit(3.0),)),), synthetic=False, events_recorded=True),
    ),
}


@pytest.mark.parametrize("which", EVIDENCE)
def test_every_chart_and_table_stands_whatever_the_patients(which: str, root: Path, tmp_path: Path) -> None:
    drawing.use_fonts(root / "book" / "_static" / "fonts")
    for name in CHARTS:
        shown = charts.draw(name, EVIDENCE[which], name)
        if isinstance(shown, Figure):
            ElementTree.fromstring(drawing.svg(shown.spec(), tmp_path))
            assert len(json.dumps(shown.spec())) < 60_000
            assert "None" not in shown.alt + shown.title + shown.caption
        else:
            assert shown.markdown.endswith("\\.")
    for name in PANELS:
        made = panels.show(name, EVIDENCE[which], name)
        assert "None" not in plain(made.markdown).replace("None of", "") and "NaN" not in made.markdown
    for fact in facts_of("recomputed", EVIDENCE[which]).values():
        assert "None" not in fact and "  " not in fact


def cells(shown: Table) -> list[list[str]]:
    return [[" ".join(map(plain, entry.lines)) for entry in (row.label, *row.entries)] for row in shown.rows]


def test_an_honest_paper_is_said_to_agree_throughout() -> None:
    shown = EVIDENCE["honest 0"]
    assert (
        charts.draw("recomputed-differences", shown, "x").markdown
        == "No printed number differs from what the patients say\\."
    )
    assert " none differs, " in facts_of("recomputed", shown)["compared_sentence"]
    assert "every printed count is the patients’ own" in drawn("recomputed-flow", shown).title
    said = plain(panels.show("recomputed-tables", shown, "x").markdown)
    assert "≠" not in said and "numbers that the patients can give agree" in said


def test_what_differs_is_marked_by_a_sign_and_a_word_and_drawn() -> None:
    shown = EVIDENCE["wrong 0"]
    made = shown.recomputation
    assert made is not None
    differing = made.of("differs")
    rows = cells(table("recomputed-differing", shown))
    assert len(rows) == len(differing) > 20
    assert all(row[-1].startswith("≠ differs by ") for row in rows)
    seen = made.by_id["results.all.group-size.count"] if "results.all.group-size.count" in made.by_id else differing[0]
    [row] = [row for row in rows if row[1:3] == [seen.number.printed, seen.shown]][:1]
    assert "patient" in row[-1]
    figure = drawn("recomputed-differences", shown)
    assert figure.title.startswith(f"{len(differing)} printed numbers of {made.compared} differ")
    assert "Not drawn" in figure.caption


def test_every_number_stands_in_the_list_and_in_the_file() -> None:
    shown = EVIDENCE["wrong 2"]
    said = panels.show("recomputed-numbers", shown, "x").markdown
    body = re.search(r"^```\{offered-files\}\s*\n\n?(\{.*\})$", said, re.M)
    assert body is not None
    [file] = json.loads(body[1])["files"]
    rows = list(csv.DictReader(io.StringIO(file["text"])))
    made = shown.recomputation
    assert made is not None
    assert [(row["number"], row["answer"]) for row in rows] == [(one.number.id, one.answer) for one in made.numbers]
    told = [row for row in rows if row["recomputed"] and row["reading"]]
    assert all(abs(float(r["recomputed"]) - float(r["reading"]) - float(r["difference"])) < 1e-6 for r in told)
    assert said.count('{"cells":[{"text"') == len(made.numbers)


def test_made_up_patients_are_called_so_before_anything_else_and_real_ones_are_not() -> None:
    shown = EVIDENCE["honest 0"]
    made_up = panels.show("recomputed-origin", shown, "x")
    assert made_up.markdown.startswith("::::{warning}") and "Nobody here exists" in made_up.markdown
    assert shown.cohort is not None
    real = panels.show("recomputed-origin", replace(shown, cohort=replace(shown.cohort, synthetic=False)), "x")
    assert "made up" not in real.markdown and "40 patients" in real.markdown


def test_without_patients_the_page_says_how_to_add_them(tiny_evidence: Evidence) -> None:
    said = plain(panels.show("recomputed-origin", tiny_evidence, "x").markdown)
    assert "Put patients.csv and visits.csv into it, or patients.xlsx" in said


def test_events_are_counted_with_an_interval_and_shown_in_their_own_words_as_text() -> None:
    shown = EVIDENCE["honest 0"]
    assert shown.cohort is not None
    first, *rest = (replace(one, events=()) for one in shown.cohort.patients)
    happened = (
        Event(0.5, ADVERSE_EVENTS, "<script>alert(1)</script> {eval}`x`", True, "yes"),
        Event(None, ADVERSE_EVENTS),
    )
    cohort = replace(shown.cohort, patients=(replace(first, events=happened), *rest))
    made = panels.show("recomputed-safety", replace(shown, cohort=cohort), "x")
    assert "<td>1 of 40</td><td>3%<br>0% to 13%</td>" in made.html
    assert "<script" not in made.html and "\\<script" in made.markdown and "{eval}`x`" not in made.markdown


def test_a_group_without_a_column_is_named_and_left_out_of_the_means() -> None:
    shown = EVIDENCE["honest 0"]
    assert shown.cohort is not None
    light = replace(shown, cohort=replace(shown.cohort, without_groups=frozenset({"light"})))
    assert "The files have no column for light cushion." in facts_of("recomputed", light)["columns_sentence"]
    assert "Light cushion" not in [row[0] for row in cells(table("recomputed-means", light))]
    assert "the files have no column light" in plain(panels.show("recomputed-reasons", light, "x").markdown).lower()


def test_a_visit_that_the_paper_does_not_print_is_marked(paper_evidence: Evidence) -> None:
    rows = cells(table("recomputed-flow", paper_evidence))
    assert [row[0] for row in rows if "not in the paper" in row[0]] == ["24 months not in the paper"]
    later = replace(paper_evidence.study, visits=(*paper_evidence.study.visits, 36.0))
    assert paper_evidence.cohort is not None
    first, *rest = paper_evidence.cohort.patients
    back = replace(first, visits=(*first.visits, Visit(36.0, {"vas": 2.0})))
    longer = replace(paper_evidence, study=later, cohort=replace(paper_evidence.cohort, patients=(back, *rest)))
    assert "At 36 months the paper prints nothing" in facts_of("recomputed", longer)["new_sentence"]
    assert "36 months" in table("recomputed-means", longer).columns


def test_the_reconstruction_s_patients_differ_where_it_says_so_and_nowhere_else(
    paper_evidence: Evidence, paper_with_patients: Path
) -> None:
    with (paper_with_patients / "deviations.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["number"] for row in csv.DictReader(file)}
    made = paper_evidence.recomputation
    assert made is not None
    assert {one.number.id for one in made.of("differs")} == listed
    assert made.counts["agrees"] > 500
