"""A text that discusses a table gives the table's own figures, of the patients in its title."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from audited import only, printing
from made_study import mean

from marginalia.audit import Severity, audit
from marginalia.study.model import Number, Study, Table, TableRow

TABLE_3 = Table(
    "table-3", "3", "Means of responders", ("0", "12"),
    (TableRow("VAS", ("table-3.all.vas-responders.0.mean", "table-3.all.vas-responders.12.mean")),),
)  # fmt: skip
TABLE_4 = Table(
    "table-4", "4", "Means", ("0", "3", "12"),
    (TableRow("VAS", ("table-4.all.vas.0.mean", "table-4.all.vas.3.mean", "table-4.all.vas.12.mean")),),
    population="all patients", discussed_in=("results/means",),
)  # fmt: skip


def discussing(*told: Number, tables: tuple[Table, ...] = (TABLE_3, TABLE_4), **changed: Any) -> Study:
    """The study in which the text that discusses Table 4 gives these means."""
    placed = [replace(one, place="results/means", **changed) for one in told]
    return replace(printing(placed), tables=tables)


RESPONDERS = (mean("results.all.vas-responders.0", "7.0"), mean("results.all.vas-responders.12", "2.5"))


def test_other_patients_figures_are_found_once_with_the_table_that_they_are_of() -> None:
    one = only(audit(discussing(*RESPONDERS)))
    assert (one.rule, one.severity, one.verdict, one.against) == ("table-titles", Severity.MODERATE, None, ())
    assert one.sentence == (
        "Table 4 is titled for all patients, but the text that discusses it (the results) gives other figures, of "
        "responders: mean pain before treatment 6.8 in Table 4, but 7.0 in the results, and 1 more like it. They are "
        "the figures of Table 3. Whom does the table describe?"
    )
    assert set(one.numbers) == {
        "table-4.all.vas.0.mean", "table-4.all.vas.12.mean", *(told.id for told in RESPONDERS),
    }  # fmt: skip


def test_the_tables_own_figures_are_left_in_peace() -> None:
    assert audit(discussing(mean("results.all.vas.0", "6.8"), mean("results.all.vas.12", "3.6"))) == ()


def test_figures_of_others_that_are_the_same_are_left_in_peace() -> None:
    study = discussing(mean("results.all.vas-responders.3", "4.0"))
    assert audit(study) == ()


def test_a_text_may_give_both() -> None:
    assert audit(discussing(*RESPONDERS, mean("results.all.vas.0", "6.8"), mean("results.all.vas.12", "3.6"))) == ()


def test_a_text_may_discuss_two_tables() -> None:
    also = replace(TABLE_3, discussed_in=("results/means",))
    assert audit(discussing(*RESPONDERS, tables=(also, TABLE_4))) == ()


def test_a_table_whose_patients_or_discussion_are_not_stated_is_left_in_peace() -> None:
    for table in (replace(TABLE_4, population=""), replace(TABLE_4, discussed_in=())):
        assert audit(discussing(*RESPONDERS, tables=(TABLE_3, table))) == ()


def test_damaged_figures_accuse_nobody() -> None:
    assert audit(discussing(*RESPONDERS, ocr="repaired")) == ()
