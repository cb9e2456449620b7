"""Claims with their verdicts, in the chapter and on the page of all claims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marginalia.audit import Verdict
from marginalia.audit.checks import CHECKS
from marginalia.audit.claims import Judgement, Step
from marginalia.display import badges
from marginalia.display.claims import claims_of, entry_label, in_short
from marginalia.display.claims_page import CHECKS as CHECKS_IN_WORDS
from marginalia.display.claims_page import all_claims
from marginalia.display.evidence import Evidence
from marginalia.display.markup import plain
from marginalia.display.notes import notes_of
from marginalia.display.scoreboard import scoreboard_line, scoreboard_table


def test_every_verdict_has_a_symbol_of_its_own() -> None:
    assert set(badges.SYMBOLS) == set(Verdict)
    assert len(set(badges.SYMBOLS.values())) == len(Verdict)


def test_every_check_that_a_claim_can_ask_for_is_put_in_words() -> None:
    assert set(CHECKS_IN_WORDS) == set(CHECKS)


def test_a_claim_s_badge_leads_to_its_entry(tiny_evidence: Evidence) -> None:
    shown = claims_of(tiny_evidence, "discussion").markdown
    assert "{verdict}`contradicted <claim-discussion-three-quarters>`" in shown
    assert "(said-discussion-three-quarters)=" in shown
    assert "75%" in plain(shown)


def test_the_page_has_one_entry_for_every_claim_with_what_the_filter_needs(tiny_evidence: Evidence) -> None:
    page = all_claims(tiny_evidence).markdown
    for claim in tiny_evidence.study.claims:
        assert page.count(f"({entry_label(claim.id)})=") == 1
    assert "claim-entry claim-is-impossible claim-of-duration claim-about-quantitative" in page


def test_an_entry_shows_the_printed_numbers_with_place_and_damage(paper_evidence: Evidence) -> None:
    page = plain(all_claims(paper_evidence).markdown)
    assert "18/29 = 62% responders among those seen, all patients, 12 months (Table 2, All Patients / 12M)" in page
    assert "repaired from the scan" in page


def test_a_chapter_without_claims_says_so(tiny_evidence: Evidence) -> None:
    assert "no claim" in claims_of(tiny_evidence, "safety").markdown


def step(sentence: str, verdict: Verdict) -> Step:
    return Step("check", "recompute", (), "", sentence, verdict)


def judgement(evidence: Evidence, *steps: Step) -> Judgement:
    return Judgement(evidence.study.claims[0], steps[0].verdict, steps, (), ())


def test_a_chapter_tells_what_decides_whole(tiny_evidence: Evidence) -> None:
    """A caution about the scan is never cut off."""
    told = "5/4 is 1.25. The scan is damaged, so the fault may lie in our reading."
    assert in_short(judgement(tiny_evidence, step(told, Verdict.UNCHECKABLE))) == told


def test_a_claim_that_a_table_settles_says_how_it_stands_and_leads_there(paper_evidence: Evidence) -> None:
    known = next(claim for claim in paper_evidence.study.claims_in("introduction") if claim.standing)
    assert known.standing is not None
    pointer = f"By what we know from elsewhere: *{known.standing.found}*. {{numref}}`tbl-background-claims` says why."
    told, alone = (claims_of(paper_evidence, "introduction", table) for table in ("background-claims", ""))
    standing = sum(claim.standing is not None for claim in paper_evidence.study.claims_in("introduction"))
    assert pointer in told.markdown
    assert told.markdown.count("{numref}`tbl-background-claims`") == standing
    assert "tbl-background-claims" not in alone.markdown


def test_a_chapter_says_how_much_more_there_is_against_a_claim(tiny_evidence: Evidence) -> None:
    steps = [step(f"Reason {at}.", Verdict.CONTRADICTED) for at in (1, 2, 3)]
    assert in_short(judgement(tiny_evidence, *steps)) == "Reason 1. The list of all claims has two more reasons."
    assert in_short(judgement(tiny_evidence, *steps[:1], step("Fine.", Verdict.REPRODUCED))) == "Reason 1."


def test_a_chapter_shows_one_sum_of_several_that_come_out(tiny_evidence: Evidence) -> None:
    sums = [step(f"Sum {at} comes out.", Verdict.REPRODUCED) for at in (1, 2)]
    assert in_short(judgement(tiny_evidence, *sums)) == "Sum 1 comes out."


def entry_of(evidence: Evidence, claim: str) -> str:
    """A claim's entry on the page, as plain text."""
    page = all_claims(evidence).markdown
    return plain(page.partition(f"({entry_label(claim)})=")[2].partition("\n:::::\n")[0])


def test_an_entry_shows_the_chain_from_the_numbers_over_the_rule_to_the_sentence(paper_evidence: Evidence) -> None:
    entry = entry_of(paper_evidence, "duration-facet-text")
    assert (
        "14/15, 11/12 → the same quantity in two places → 2 different versions in 2 places. Continued response" in entry
        or "14/15 = 92%, 11/12 = 92% → the same quantity in two places → 2 different versions in 2 places. " in entry
    )
    assert "Rests on three printed figures" in entry and "Table 3" in entry


def test_an_entry_with_several_reasons_lists_them_the_gravest_first(paper_evidence: Evidence) -> None:
    entry = entry_of(paper_evidence, "duration-facet-twelve")
    steps = [line for line in entry.splitlines() if " → " in line]
    assert [line.split()[1] for line in steps] == ["impossible", "contradicted", "contradicted", "contradicted"]


def test_an_entry_with_one_reason_is_a_sentence(paper_evidence: Evidence) -> None:
    entry = entry_of(paper_evidence, "title-effective")
    assert "To show it would take a control group" in entry
    assert "→" not in entry


def test_the_page_tells_every_step_that_stands_against_a_claim(paper_evidence: Evidence) -> None:
    page = plain(all_claims(paper_evidence).markdown)
    missing = [
        (judged.claim.id, told.sentence)
        for judged in paper_evidence.judgements.values()
        for told in judged.telling
        if told.sentence not in page
    ]
    assert missing == []


def test_a_hostile_claim_stays_text(tiny_evidence: Evidence) -> None:
    claim = replace(tiny_evidence.study.claims[0], says=":::note\n<script>alert(1)</script>\n:::\n# Head")
    study = replace(tiny_evidence.study, claims=(claim,))
    for shown in (claims_of(Evidence(study), claim.chapter), all_claims(Evidence(study))):
        assert "<script>" not in shown.markdown and "<script>" not in shown.html
        assert ":::note" not in shown.markdown and "\n# Head" not in shown.markdown


def test_the_scoreboard_adds_up(tiny_evidence: Evidence) -> None:
    counts = [int(row.entries[0].lines[0]) for row in scoreboard_table(tiny_evidence).rows]
    assert sum(counts) == len(tiny_evidence.study.claims)
    assert scoreboard_line(tiny_evidence).startswith("twelve claims: ")
    assert " 0 " not in scoreboard_line(tiny_evidence)


def test_notes_that_no_longer_hold_are_not_shown(tiny_evidence: Evidence) -> None:
    assert notes_of(tiny_evidence, "subgroups").markdown == ""
    assert "patients were missing" in plain(notes_of(tiny_evidence, "follow-up").markdown)


def test_notes_come_by_kind(tiny_evidence: Evidence) -> None:
    assert "Credit" in notes_of(tiny_evidence, "magnitude", "credit").markdown
    assert notes_of(tiny_evidence, "magnitude", "caution").markdown == ""
    with pytest.raises(ValueError, match="kinds of note are"):
        notes_of(tiny_evidence, "magnitude", "praise")


def test_a_study_without_claims_says_so_in_one_line(tiny_evidence: Evidence) -> None:
    without = replace(tiny_evidence, study=replace(tiny_evidence.study, claims=()))
    assert scoreboard_line(without) == "No claims are recorded"
