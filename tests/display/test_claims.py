"""Claims with their verdicts, in the chapter and on the page of all claims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marginalia.audit import Verdict
from marginalia.audit.checks import CHECKS
from marginalia.display import badges
from marginalia.display.claims import claims_of, entry_label, first_sentence
from marginalia.display.claims_page import _CHECKS, all_claims
from marginalia.display.evidence import Evidence
from marginalia.display.markup import plain
from marginalia.display.notes import notes_of
from marginalia.display.scoreboard import scoreboard_line, scoreboard_table


def test_every_verdict_has_a_symbol_of_its_own() -> None:
    assert set(badges.SYMBOLS) == set(Verdict)
    assert len(set(badges.SYMBOLS.values())) == len(Verdict)


def test_every_check_that_a_claim_can_ask_for_is_put_in_words() -> None:
    assert set(_CHECKS) == set(CHECKS)


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


def test_the_deciding_sentence_is_the_first_and_decimals_do_not_end_it() -> None:
    assert first_sentence("5/4 is 1.25. Which is right? More.") == "5/4 is 1.25."
    assert first_sentence("One sentence only.") == "One sentence only."


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
