"""Templates are filled with values and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from marginalia.display.evidence import Evidence
from marginalia.display.markup import plain
from marginalia.display.template import UNKNOWN, fill
from marginalia.parameters import Parameters
from marginalia.study.model import Study


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("table-2.all.response.3", "12/18"),
        ("table-2.all.response.3:percent", "67%"),
        ("table-2.all.response.3:percent1", "66.7%"),
        ("table-2.all.response.3:interval", "44% to 84%"),
        ("table-2.all.response.3:n", "12"),
        ("table-2.all.response.3:N", "18"),
        ("table-2.all.response.3:missing", "2"),
        ("table-2.all.response.3:of-enrolled", "90%"),
        ("abstract.all.group-size.count", "Twenty"),
        ("abstract.all.group-size.count:reading", "20"),
        ("table-3.all.vas-responders.12.mean:reading", UNKNOWN),
        ("enrolled", "20"),
    ],
)
def test_each_format_of_a_reference(reference: str, text: str, tiny_evidence: Evidence) -> None:
    assert plain(fill(f"It is {{{reference}}}.", tiny_evidence)) == f"It is {text}."


def test_a_citation_becomes_a_role(tiny_evidence: Evidence) -> None:
    assert fill("As shown {cite:key2020}.", tiny_evidence) == "As shown {cite:p}`key2020`\\."


def test_a_published_figure_is_shown_in_its_unit(tiny_study: Study, root: Path) -> None:
    evidence = Evidence(tiny_study, literature=root / "data" / "literature")
    assert plain(fill("{comparator.process-scs:fraction}, {comparator.process-scs:percent}", evidence)) == "17/46, 37%"
    assert plain(fill("{comparator.msc-fever-rr}", evidence)) == "2.48"


def test_the_interval_follows_the_reader_s_settings(tiny_evidence: Evidence) -> None:
    wide = replace(tiny_evidence, chosen=Parameters(confidence=0.99))
    text = "{table-2.all.response.3:interval}"
    assert fill(text, wide) != fill(text, tiny_evidence)


def test_text_around_references_is_never_markup(tiny_evidence: Evidence) -> None:
    hostile = "Look: <script>x</script> **bold** [link](javascript:x) and `code` for {enrolled}"
    assert plain(fill(hostile, tiny_evidence)) == hostile.replace("{enrolled}", "20")
    assert "**bold**" not in fill(hostile, tiny_evidence)
