"""The audit on a terminal."""

import pytest

from marginalia.audit import Finding, Severity
from marginalia.press import report


def test_a_finding_is_shown_with_what_it_assumes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    one = Finding("percent", next(iter(Severity)), ("a.n",), "Is it 7 of 10?", "70%", "the scan is [b]read[/b] right")
    other = Finding("percent", next(iter(Severity)), ("b.n",), "Is it 8 of 10?", "80%")

    report.table("tiny", [one, other], {})

    shown = capsys.readouterr().out
    assert shown.count("assuming that") == 1
    assert "assuming that the scan is [b]read[/b] right" in shown
