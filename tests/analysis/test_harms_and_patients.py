"""One reading of the harms, and where the paper says who its patients were."""

from __future__ import annotations

from dataclasses import replace

from made_study import NUMBERS, fraction, number, study

from marginalia.analysis.harms import Harms, harms
from marginalia.analysis.patients import table_of_patients
from marginalia.study.model import Measure, Number, Section, Study, Table

NONE = number("results.all.adverse-events.count", "no", 0)


def harmed(*numbers: Number) -> Study:
    """The cushions with these numbers of adverse events."""
    made = study((*NUMBERS, *numbers))
    return replace(made, measures=(*made.measures, Measure("adverse-events", "Harms", sources=("results",))))


class TestHarms:
    def test_without_a_printed_denominator_are_counted_among_the_enrolled(self) -> None:
        made = harmed(NONE)
        assert harms(made) == Harms(0, 20, made.cell("results.all.adverse-events"))

    def test_are_counted_among_the_printed_denominator(self) -> None:
        found = harms(harmed(*fraction("results.all.adverse-events", 0, 17)))
        assert found is not None and (found.events, found.patients) == (0, 17)

    def test_come_from_the_place_that_the_book_trusts(self) -> None:
        found = harms(harmed(number("abstract.all.adverse-events.n", "no", 0), NONE))
        assert found is not None and found.source.section == "results"

    def test_printed_anywhere_stand_before_a_statement_that_there_were_none(self) -> None:
        found = harms(harmed(NONE, *fraction("table-2.light.adverse-events.3", 2, 12)))
        assert found is not None and (found.events, found.patients) == (2, 12)

    def test_of_some_patients_or_at_one_visit_are_no_zero_for_the_study(self) -> None:
        assert harms(harmed(number("results.light.adverse-events.n", "no", 0))) is None
        assert harms(harmed(number("results.all.adverse-events.3.n", "no", 0))) is None

    def test_that_are_illegible_or_never_counted_are_not_known(self) -> None:
        assert harms(harmed(number("results.all.adverse-events.n", "?", None, ocr="illegible"))) is None
        assert harms(harmed()) is None and harms(study()) is None


class TestTheTableOfPatients:
    def test_is_the_first_that_belongs_to_their_chapter(self) -> None:
        sections = (Section("table-2", "Table 2", "efficacy"), Section("table-5", "Table 5", "patients"))
        tables = tuple(Table(id, id[-1], "A table", (), ()) for id in ("table-2", "table-5"))
        found = table_of_patients(replace(study(), sections=sections, tables=tables))
        assert found is not None and found.id == "table-5"

    def test_may_be_missing(self) -> None:
        assert table_of_patients(study()) is None
