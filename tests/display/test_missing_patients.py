"""Charts, tables and sentences about missing patients and about beliefs say the same, and follow the data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pieces import drawn, table

from marginalia.display import panels
from marginalia.display.earlier import earlier
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.display.figures import Figure
from marginalia.display.markup import plain
from marginalia.display.shown import Shown
from marginalia.parameters import DEFAULTS


def params(figure: Figure) -> dict[str, dict[str, object]]:
    return {param["name"]: param for param in figure.spec()["params"]}


def test_the_tipping_point_is_the_same_in_chart_table_and_sentence(paper_evidence: Evidence) -> None:
    assert "seven of the 19 missing" in drawn("missing-tipping", paper_evidence).title
    assert "seven of the 19 missing" in drawn("missing-slider", paper_evidence).title
    assert (
        "seven of the 19 missing would have to be responders"
        in facts_of("follow-up", paper_evidence)["tipping_sentence"]
    )
    rows = {plain(row.label.lines[0]): row for row in table("missing-tipping", paper_evidence).rows if row.label.lines}
    assert plain(rows["for more than half of everybody"].entries[-1].lines[0]) == "7"


def test_the_slider_stands_where_the_words_say_and_speaks_at_every_place(paper_evidence: Evidence) -> None:
    figure = drawn("missing-slider", paper_evidence)
    found = params(figure)
    assert found["answer"]["value"] == 50 and "here 50%" in figure.caption
    said = str(found["said"]["expr"])
    assert all(f"If {percent}% of the missing had responded" in said for percent in range(0, 101, 5))
    # 18 known and 9.5 of the 19 missing, of 48.
    assert "12 months 57%" in figure.alt


def test_the_prior_of_the_parameters_is_in_chart_table_and_sentence(paper_evidence: Evidence) -> None:
    firm = replace(paper_evidence, chosen=DEFAULTS.changed(prior_share=0.25, prior_patients=29))
    figure = drawn("efficacy-posterior", firm)
    assert params(figure)["worth"]["value"] == 29 and "25% and worth 29 patients" in figure.caption
    own, _, sceptical, *_ = table("efficacy-priors", firm).rows
    assert [entry.lines for entry in own.entries] == [entry.lines for entry in sceptical.entries]
    assert facts_of("efficacy", firm)["prior"] == "25%, worth 29 patients"
    assert "a probability of 16%" in facts_of("efficacy", firm)["belief_sentence"]


@pytest.mark.parametrize("patients", [0.5, 2.5, 7, 400])
def test_the_slider_has_the_chosen_prior_among_its_places(paper_evidence: Evidence, patients: float) -> None:
    found = params(
        drawn("efficacy-posterior", replace(paper_evidence, chosen=DEFAULTS.changed(prior_patients=patients)))
    )
    bind = found["worth"]["bind"]
    assert isinstance(bind, dict)
    places = (patients - bind["min"]) / bind["step"]
    assert places == pytest.approx(round(places)) and bind["min"] <= patients <= bind["max"] and bind["min"] > 0


def test_what_the_counts_say_of_the_missing_is_quoted_from_the_reconstruction(paper_evidence: Evidence) -> None:
    made, found = paper_evidence.reconstruction, earlier(paper_evidence)
    assert made is not None and found is not None
    asked = made.range_of("responders-missing")
    assert asked is not None and found.missing_responders == (asked.low, asked.high)
    assert (found.month, found.last) == (3, 12)
    sentence = facts_of("follow-up", paper_evidence)["earlier_sentence"]
    assert f"the {made.kept} printed statements" in sentence


def test_without_a_reconstruction_a_sentence_says_so(paper_evidence: Evidence) -> None:
    # Nobody was rated at two visits: there is no earlier result of the missing.
    numbers = tuple(one for one in paper_evidence.study.numbers if one.measure != "response" or one.month == 12)
    alone = Evidence(replace(paper_evidence.study, numbers=numbers, groups=paper_evidence.study.groups[:1]))
    assert earlier(alone) is None
    shown = panels.show("missing-earlier", alone, "missing-earlier")
    assert isinstance(shown, Shown) and "do not say" in plain(shown.markdown)
    facts = facts_of("follow-up", alone)
    assert facts["earlier_sentence"] == facts["direction_sentence"] == ""  # once is enough


def test_follow_up_beside_claim_and_yardsticks(paper_evidence: Evidence) -> None:
    rows = {
        plain(row.label.lines[0]): [plain(e.lines[0]) for e in row.entries]
        for row in table("missing-seen", paper_evidence).rows
    }
    assert rows["3 months"] == ["39 of 48", "19%", "kept", "beyond", "within"]
    assert rows["12 months"] == ["29 of 48", "40%", "ten patients short", "beyond", "beyond"]
    assert rows["24 months"] == ["not reported"]
    facts = facts_of("follow-up", paper_evidence)
    assert (facts["nhlbi_loss"], facts["minors_loss"]) == ("20%", "5%")
    assert "MINORS" in drawn("follow-up", paper_evidence).caption
