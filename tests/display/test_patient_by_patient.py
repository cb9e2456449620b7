"""The page of what only patients one by one show: of real and made-up ones, of few, and of any that say too little."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cohorts.plan import Plan
from pieces import drawn, table

from marginalia.display import charts, drawing, markup, panels
from marginalia.display.charts import _spaghetti
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.display.markup import plain
from marginalia.display.tables import Table
from marginalia.parameters import DEFAULTS
from tests.analysis.rows import PAIN, RELIEF, WALK, Scores, about, cohort, many, patient
from tests.analysis.test_recomputed import printed_about

CHARTS = [name for name in charts.names() if name.startswith("patient-")]
PANELS = [name for name in panels.names() if name.startswith("patient-")]
#: Enough for a test, and quick.
QUICK = DEFAULTS.changed(simulations=100)

PLAN = Plan(
    60, (3.0, 6.0, 12.0), "partition", 2, 1, True, ("pain", "relief"), False, "half up", 0, True, False, "throughout", 7
)


def of(*scores: Scores, synthetic: bool = False) -> Evidence:
    return Evidence(about(PAIN), QUICK, cohort=replace(many(*scores), synthetic=synthetic))


def planned(plan: Plan) -> Evidence:
    study, made = printed_about(plan)
    return Evidence(study, QUICK, cohort=replace(made, synthetic=False))


WHOLE = planned(PLAN)
LONG = (
    "A scale with a name that goes on & on for <b>longer</b> than any line of a page, as such names do, " * 3
    + "for no reason"
)
SPARSE = {
    "no patients": Evidence(about(PAIN), QUICK, cohort=cohort()),
    "nobody seen": of({}, {}),
    "three patients": of({0: 8, 3: 4, 6: 5}, {0: 7, 3: 6}, {0: 9, 3: 3, 6: 8, 12: 2}),
    "one patient": of({0: 8, 3: 4, 6: 9}),
    "one visit": of(*({0: 8 - at % 3, 3: 4 + at % 4} for at in range(8))),
    "only before treatment": of({0: 8}, {0: 7}),
    "never before treatment": of({3: 4, 6: 5}, {3: 6}),
    "identical scores": of(*({0: 8, 3: 8, 6: 8, **({} if at % 2 else {12: 8})} for at in range(8))),
    "no responder rule": Evidence(
        about(replace(PAIN, important_change=None)), QUICK, cohort=many(*({0: 8, 3: at % 5, 6: 4} for at in range(7)))
    ),
    "no outcomes": Evidence(about(), QUICK, cohort=many({0: 8, 3: 4})),
    "an outcome that nobody was rated on": Evidence(
        about(PAIN, WALK, needs="all"), QUICK, cohort=many(*({0: 8, 3: at % 7, 6: 3} for at in range(6)), {0: 8, 3: 2})
    ),
    "no visit after treatment": Evidence(about(PAIN, visits=(0.0,)), QUICK, cohort=many({0: 8}, {0: 6})),
    "labels of strangers": Evidence(
        about(replace(PAIN, label=LONG), replace(RELIEF, label="`{numref}` | $x$", unit="</script>")), QUICK,
        cohort=cohort(*(patient(f"<i>{at}</i>", {0: {"pain": 8}, 3: {"pain": at % 9, "relief": 10 * at},
                                                 **({} if at % 3 else {6: {"pain": 3, "relief": 50}})})
                        for at in range(9))),
    ),
    "everything": WHOLE,
}  # fmt: skip


@pytest.mark.parametrize("which", SPARSE)
def test_every_chart_table_and_sentence_stands_however_little_there_is(which: str, root: Path, tmp_path: Path) -> None:
    drawing.use_fonts(root / "book" / "_static" / "fonts")
    for name in CHARTS:
        shown = charts.draw(name, SPARSE[which], name)
        if isinstance(shown, Figure):
            ElementTree.fromstring(drawing.svg(shown.spec(), tmp_path))
            assert len(json.dumps(shown.spec())) < 60_000
            assert shown.title.endswith(".") and len(shown.alt) > 40
            assert not re.search(r"\bNone\b|\bnan\b|  |\.\.", shown.alt + shown.title + shown.caption)
        else:
            assert shown.markdown.endswith("\\.")
    for name in PANELS:
        made = panels.show(name, SPARSE[which], name)
        assert "None" not in plain(made.markdown) and "NaN" not in made.markdown
    for fact in facts_of("patient-by-patient", SPARSE[which]).values():
        assert not re.search(r"\bNone\b|\bnan\b|  ", fact)


@pytest.mark.parametrize(
    ("which", "chart", "said"),
    [
        ("nobody seen", "patient-courses", "holds no patients"),
        ("no outcomes", "patient-courses", "No patient was rated on any outcome"),
        ("only before treatment", "patient-changes", "both before treatment and after"),
        ("one patient", "patient-cumulative", "3 patients or more"),
        ("no responder rule", "patient-threshold", "no responder rule"),
        ("identical scores", "patient-model", "Pain: everybody has the same scores"),
        ("one patient", "patient-model", "at least two patients"),
        ("one visit", "patient-loss", "judged again at a later visit"),
        ("three patients", "patient-imputed", "fewer than 5 patients"),
        ("no responder rule", "patient-imputed", "no responder rule"),
        ("an outcome that nobody was rated on", "patient-imputed", "No visit could be filled in"),
    ],
)
def test_where_a_chart_cannot_be_drawn_a_sentence_says_why(which: str, chart: str, said: str) -> None:
    shown = charts.draw(chart, SPARSE[which], "x")
    assert not isinstance(shown, Figure) and said in plain(shown.markdown)


def test_made_up_patients_are_called_so_on_top_and_below_every_chart_and_table() -> None:
    study, made = printed_about(PLAN)
    shown = Evidence(study, QUICK, cohort=replace(made, synthetic=True))
    top = plain(panels.show("patient-origin", shown, "x").markdown)
    assert "made up" in top and "evidence about the treatment" in top
    for name in CHARTS:
        assert "made up" in drawn(name, shown).caption, name
        assert "made up" not in drawn(name, WHOLE).caption, name
    for name in PANELS:
        made_table = panels.show(name, shown, name)
        if isinstance(made_table, Table):
            assert "made up" in made_table.caption, name
    assert "made up" not in panels.show("patient-origin", WHOLE, "x").markdown


def test_arms_are_said_to_be_taken_together() -> None:
    study = replace(WHOLE.study, design=replace(WHOLE.study.design, arms=2))
    said = panels.show("patient-origin", replace(WHOLE, study=study), "x").markdown
    assert "All arms are taken together" in said
    assert "arms" not in panels.show("patient-origin", WHOLE, "x").markdown


def test_without_patients_the_page_says_how_to_add_them(tiny_evidence: Evidence) -> None:
    assert "Put patients.csv and visits.csv into it" in plain(
        panels.show("patient-origin", tiny_evidence, "x").markdown
    )
    assert not any(
        value for name, value in facts_of("patient-by-patient", tiny_evidence).items()
        if name not in ("paper", "enrolled", "confidence")
    )  # fmt: skip


def test_titles_count_what_is_drawn() -> None:
    made = of({0: 9, 3: 2, 6: 9, 12: 9}, {0: 9, 3: 2, 6: 2}, {0: 9, 3: 9, 6: 9, 12: 9}, {0: 9, 3: 2, 6: 2, 12: 1})
    assert drawn("patient-courses", made).title.startswith("Of four patients rated on Pain, one was lost before")
    assert drawn("patient-changes", made).title == (
        "At 12 months, 1 of 3 seen had improved on Pain by 2 points or more, none had worsened by as much."
    )
    assert drawn("patient-threshold", made).title.startswith("At 12 months, 1/3 respond by the study’s thresholds")
    assert drawn("patient-loss", made).title.startswith(
        "Of three responders judged again, one was later seen without the response;"
    )
    facts = facts_of("patient-by-patient", made)
    assert facts["loss_sentence"].startswith("Three patients responded at some visit and were judged again; one of")
    assert facts["seen_sentence"] == "Of four patients, 4 were seen at 3 months, 4 at 6 months and 3 at 12 months."


def test_a_line_a_patient_and_one_of_means() -> None:
    spec = json.dumps(drawn("patient-courses", of({0: 9, 3: 2}, {0: 8, 3: 5, 12: 3})).spec())
    assert spec.count('"p": [[') == 2
    assert '"p": [[0, 9.0], [3, 2.0]]' in spec and "patient lost before it" in spec


def test_very_many_patients_are_thinned_and_it_is_said() -> None:
    made = of(*({0: 9 - at % 3, 3: at % 8, 6: at % 5, 12: at % 7} for at in range(500)))
    figure = drawn("patient-courses", made)
    assert "Drawn: 100 of 500 patients" in figure.caption
    assert json.dumps(figure.spec()).count('"p": [[') == 100 <= _spaghetti.MOST_LINES


def test_the_cumulative_curve_reads_the_share_that_improved_by_at_least_so_much() -> None:
    made = of({0: 9, 3: 8}, {0: 9, 3: 6}, {0: 9, 3: 6}, {0: 9, 3: 1})
    spec = json.dumps(drawn("patient-cumulative", made).spec())
    for at, share in ((1, 1), (3, 0.75), (8, 0.25)):
        assert f'{{"at": {at}.0, "share": {share}' in spec or f'{{"at": {at}.0, "share": {float(share)}' in spec
    assert '"interpolate": "step-before"' in spec, "the share at a change holds down to the next smaller change"


def test_tables_hold_the_numbers_of_the_charts() -> None:
    made = WHOLE.by_patient
    assert made is not None and made.lasting is not None
    loss = table("patient-loss", WHOLE)
    assert [plain(row.entries[3].lines[0]) for row in loss.rows] == [
        str(one.at_risk) for one in made.lasting.times if one.months
    ]
    changed = table("patient-changed", WHOLE)
    headings = [plain(row.label.lines[0]) for row in changed.rows if row.heading]
    assert headings == ["Pain, by 2 points", "Relief, by 30%"]
    model = table("patient-model", WHOLE)
    assert any("ratings" in plain(row.label.lines[0]) for row in model.rows)
    groups = table("patient-groups", WHOLE)
    assert [plain(row.label.lines[0]) for row in groups.rows] == [group.label for group in WHOLE.study.groups]


def test_the_number_of_copies_and_their_error_are_told() -> None:
    caption = plain(table("patient-imputed", WHOLE).caption)
    assert "filled in 20 times" in caption and "two standard errors" in caption
    assert facts_of("patient-by-patient", WHOLE)["sets"] == "20"


def test_the_reader_s_confidence_and_seed_are_used() -> None:
    other = replace(WHOLE, chosen=QUICK.changed(confidence=0.8, seed=5))
    for name in ("patient-courses", "patient-loss", "patient-imputed", "patient-threshold"):
        assert "95%" in drawn(name, WHOLE).caption and "80%" in drawn(name, other).caption
    assert drawn("patient-imputed", WHOLE).alt == drawn("patient-imputed", planned(PLAN)).alt


def test_names_of_patients_and_outcomes_are_shown_as_text() -> None:
    shown = SPARSE["labels of strangers"]
    for name in CHARTS:
        made = charts.draw(name, shown, name)
        if isinstance(made, Figure):
            assert "<b>" not in made.markdown.split("caption", 1)[1].split('"alt"')[0].replace("\\\\<b\\\\>", "")
    for name in PANELS:
        html = panels.show(name, shown, name).html
        assert "<b>longer" not in html and "</script>" not in html
    assert markup.myst("<b>") == "\\<b\\>"
