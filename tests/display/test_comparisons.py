"""Other studies beside this one: who is drawn as a control, what carries an interval, what is said to be reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pieces import drawn, table

from marginalia.analysis.comparators import CONTROLS, of_study
from marginalia.display import charts, markup, panels
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown


def records(figure: Figure) -> list[dict[str, Any]]:
    """Every record of a chart that names its row."""
    spec = figure.spec()
    sets = spec["datasets"].values() if "datasets" in spec else _values(spec)
    found = [record for rows in sets for record in rows if "row" in record]
    return [one for place, one in enumerate(found) if one not in found[:place]]


def _values(spec: dict[str, Any]) -> list[list[dict[str, Any]]]:
    own = [spec["data"]["values"]] if "values" in spec.get("data", {}) else []
    parts = [*spec.get("layer", []), *spec.get("vconcat", [])]
    return own + [rows for part in parts for rows in _values(part)]


def test_nobody_is_drawn_as_a_control_who_was_none(paper_evidence: Evidence) -> None:
    by_label = {one.label: one for one in paper_evidence.comparators.values() if one.responders and one.label}
    rows = records(drawn("comparators", paper_evidence))
    assert len(rows) > 15
    for row in rows[1:]:
        one = by_label[row["row"].removesuffix(" *").rpartition(", ")[0]]
        assert row["kind"].startswith("control:") == (one.kind in CONTROLS), row["row"]


def test_this_study_leads_the_chart_and_is_no_control(paper_evidence: Evidence) -> None:
    first = records(drawn("comparators", paper_evidence))[0]
    assert (first["row"], first["kind"], first["count"]) == ("This study, 12 mo", "this study", "18/29")


def test_intervals_stand_only_where_the_source_prints_the_events(paper_evidence: Evidence) -> None:
    for row in records(drawn("comparators", paper_evidence)):
        assert (row["interval"] != "none") == ("/" in row["count"]), row["row"]


def test_second_hand_figures_are_starred_in_charts_and_called_reported_in_the_table(paper_evidence: Evidence) -> None:
    for name in ("comparators", "background"):
        figure = drawn(name, paper_evidence)
        starred = {row["row"].removesuffix(" *") for row in records(figure) if row["row"].endswith(" *")}
        assert starred and "* reported at second hand" in figure.caption
        for one in of_study(paper_evidence.study, paper_evidence.comparators.values()):
            if one.second_hand and one.label and (one.responders if name == "comparators" else one.kind == "steroid"):
                assert any(row.startswith(one.label) for row in starred), one.id
    rules = table("comparison-rules", paper_evidence)
    told = [row for row in rules.rows if row.entries and "reported" in " ".join(row.entries[2].lines)]
    expected = [one for one in paper_evidence.comparators.values() if one.responders and one.second_hand]
    assert len(told) == len(expected) > 0


def test_no_share_is_subtracted_and_the_caption_says_so(paper_evidence: Evidence) -> None:
    assert "not for subtraction" in drawn("comparators", paper_evidence).caption


def test_the_range_of_controls_follows_the_data(paper_evidence: Evidence) -> None:
    before = facts_of("discussion", paper_evidence)["range_sentence"]
    assert "2%" in before and "69%" in before
    claims = tuple(
        replace(claim, literature=tuple(key for key in claim.literature if key != "pers2024respine"))
        for claim in paper_evidence.study.claims
    )
    notes = tuple(
        replace(note, literature=tuple(key for key in note.literature if key != "pers2024respine"))
        for note in paper_evidence.study.notes
    )
    study = replace(paper_evidence.study, claims=claims, notes=notes)
    after = facts_of("discussion", Evidence(study, literature=paper_evidence.literature))["range_sentence"]
    assert "69%" not in after and "42%" in after


def test_a_gain_is_beside_what_is_called_important(paper_evidence: Evidence) -> None:
    background = drawn("background", paper_evidence)
    assert background.title.startswith("Not one of six injections beat a sham by an important margin")
    effects = {row["row"]: row for row in records(drawn("comparison-effects", paper_evidence))}
    assert effects["Nerve ablation v usual care"]["value"] == 20.3
    assert effects["Nerve ablation v sham"]["interval"] == "interval not given"


def test_a_group_stands_beside_a_trial_with_all_its_denominators(paper_evidence: Evidence) -> None:
    figure = drawn("comparison-beside", paper_evidence)
    assert [row["count"] for row in records(figure)] == ["6/6", "6/7", "6/9", "17/46", "1/41"]
    assert "with no control arm" in figure.title


def test_the_parts_of_improvement_are_drawn_as_wholes(paper_evidence: Evidence) -> None:
    figure = drawn("comparison-parts", paper_evidence)
    ends: dict[str, float] = {}
    for record in records(figure):
        ends[record["row"]] = max(ends.get(record["row"], 0), record["end"])
    assert list(ends.values()) == pytest.approx([1.0] * len(ends)) and "do not divide this study" in figure.caption


@pytest.mark.parametrize("name", ["comparison-claims", "background-claims"])
def test_every_claim_is_shown_with_its_verdict_and_a_standing(name: str, paper_evidence: Evidence) -> None:
    found = table(name, paper_evidence)
    assert len(found.rows) > 10
    for row in found.rows:
        assert "{verdict}" in row.label.lines[-1] and "{ref}" in row.label.lines[0]
        assert row.entries[-1].lines and markup.plain(row.entries[1].lines[0])


def test_a_paper_on_another_condition_is_not_set_beside_back_pain(other_evidence: Evidence) -> None:
    for name in ("comparators", "background", "comparison-effects", "comparison-parts", "comparison-beside"):
        assert isinstance(charts.draw(name, other_evidence, name), Shown)
    for name in ("comparison-rules", "comparison-claims", "background-claims"):
        assert isinstance(panels.show(name, other_evidence, name), Shown)
    facts = facts_of("discussion", other_evidence)
    assert "none is of a single trial with a sham or saline arm" in facts["shams_sentence"]
    assert "cites no control arm" in facts["range_sentence"]
