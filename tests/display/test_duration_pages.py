"""The duration and after-treatment chapters say what their numbers say."""

from __future__ import annotations

from dataclasses import replace

from pieces import table

from marginalia.display import charts, markup
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.display.tables import Table


def lines(shown: Table, row: int, column: int) -> list[str]:
    return [markup.plain(line) for line in shown.rows[row].entries[column].lines]


def test_the_table_over_starters_mirrors_the_printed_groups(paper_evidence: Evidence) -> None:
    shown = table("duration-starters", paper_evidence)
    assert shown.columns == ("Group", "3 months", "6 months", "12 months", "18 months")
    assert [markup.plain(row.label.lines[0]) for row in shown.rows][:2] == ["All Patients", "L Epidural + Facet"]
    assert lines(shown, 0, 2) == ["18/22 = 82%", "18 of 48: 38%", "between 38% and 71%", "26 left out"]


def test_two_printed_versions_of_a_cell_stand_below_each_other(paper_evidence: Evidence) -> None:
    found = lines(table("duration-starters", paper_evidence), 1, 2)
    assert found[0] == "14/15 = 92%" and found[4] == "11/12 = 92% (Results)" and found[5] == "11 of 29: 38%"


def test_counts_that_cannot_be_are_said_to_be_so(tiny_evidence: Evidence) -> None:
    shown = table("duration-starters", tiny_evidence)
    assert any("cannot be shares" in line for row in shown.rows for entry in row.entries for line in entry.lines)


def test_the_picture_of_starters_places_everybody(paper_evidence: Evidence) -> None:
    figure = charts.draw("duration-starters", paper_evidence, "duration-starters")
    assert isinstance(figure, Figure)
    (records,) = (
        figure.spec()["datasets"].values() if "datasets" in figure.spec() else (figure.spec()["data"]["values"],)
    )
    by_visit: dict[str, int] = {}
    for record in records:
        by_visit[record["visit"]] = by_visit.get(record["visit"], 0) + record["count"]
    assert set(by_visit.values()) == {48}


def test_the_slider_stands_at_the_chosen_value_and_its_table_has_every_position(paper_evidence: Evidence) -> None:
    chosen = replace(paper_evidence, chosen=paper_evidence.chosen.changed(simulations=200, lasting_share=0.25))
    figure = charts.draw("duration-chance", chosen, "duration-chance")
    assert isinstance(figure, Figure)
    (slider,) = figure.spec()["params"]
    assert slider["value"] == 0.25
    heads = [markup.plain(row.label.lines[0]) for row in table("duration-lasting", chosen).rows if row.heading]
    assert len(heads) == 5 and sum("as chosen" in head for head in heads) == 1
    assert "25% of the differences last, as chosen (200 trials)" in heads


def test_sentences_of_the_simulation_agree_with_its_table(paper_evidence: Evidence) -> None:
    few = replace(paper_evidence, chosen=paper_evidence.chosen.changed(simulations=200))
    facts, shown = facts_of("duration", few), table("duration-chance", few)
    for name, row in (("chance", 1), ("course", 2), ("helped", 3)):
        mean = lines(shown, row, 0)[0].split(" ")[0]
        assert f"on average {mean} at 6 months" in facts[f"{name}_sentence"]
    assert "none of the ten others seen at 6 months" in facts["late_sentence"]


def test_free_of_surgery_is_bounded_by_those_not_heard_of(paper_evidence: Evidence) -> None:
    facts = facts_of("after-treatment", paper_evidence)
    assert (
        "If all of these had surgery, 58% of everybody stayed free of it; if none had, 94%." in facts["free_sentence"]
    )
    assert "between 15 and 18, 52% to 62%" in facts["composite_sentence"]
    assert lines(table("after-treatment-bounds", paper_evidence), 0, 3) == ["58% to 94%"]


def test_a_study_without_either_says_so(other_evidence: Evidence) -> None:
    assert "does not report" in facts_of("duration", other_evidence)["trial_sentence"]
    assert "does not report" in facts_of("after-treatment", other_evidence)["free_sentence"]
