"""The data of a figure as a table: everything that is drawn, once, with names that say where it is drawn."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from marginalia.display import charts
from marginalia.display.evidence import RECONSTRUCTIONS, Evidence
from marginalia.display.figures import Figure
from marginalia.interchange.figure_data import figure_table, standalone, title_of
from marginalia.study.model import Study


def table(spec: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(figure_table("fig-x", "A chart", spec).text)))


def view(records: list[dict[str, Any]], mark: str = "point", **more: Any) -> dict[str, Any]:
    return {"data": {"values": records}, "mark": {"type": mark}, "encoding": {}, **more}


def test_one_set_of_records_is_the_table_as_it_is() -> None:
    assert table(view([{"visit": 3, "share": 0.5}, {"visit": 12, "share": None}])) == [
        {"visit": "3", "share": "0.5"},
        {"visit": "12", "share": ""},
    ]


def test_records_that_several_layers_draw_stand_there_once() -> None:
    records = [{"row": "a", "share": 0.5}]
    assert table({"layer": [view(records, "rule"), view(records, "point")]}) == [{"row": "a", "share": "0.5"}]


def test_layers_with_records_of_their_own_say_how_they_are_drawn() -> None:
    found = table({"layer": [view([{"limit": 0.8}], "rule"), view([{"share": 0.5}], "point")]})
    assert found == [
        {"drawn_as": "rule", "limit": "0.8", "share": ""},
        {"drawn_as": "point", "limit": "", "share": "0.5"},
    ]


def test_panels_are_told_apart_by_their_titles_or_their_numbers() -> None:
    panels = [view([{"n": 1}], title={"text": "Pain"}), view([{"n": 1}], title="Grip"), view([{"n": 2}])]
    assert [row["chart_panel"] for row in table({"vconcat": panels})] == ["Pain", "Grip", "3"]


def test_records_that_a_chart_names_or_hands_down_are_found() -> None:
    named = {"datasets": {"d": [{"n": 1}]}, "data": {"name": "d"}, "layer": [{"mark": "bar"}, {"mark": "text"}]}
    assert table(named) == [{"n": "1"}]


def test_a_generated_sequence_is_written_out() -> None:
    sequence = {"data": {"sequence": {"start": 0.1, "stop": 0.4, "step": 0.1, "as": "p"}}, "mark": "line"}
    assert [row["p"] for row in table(sequence)] == ["0.1", "0.2", "0.3"]


def test_no_label_is_a_formula_and_numbers_stay_numbers() -> None:
    assert table(view([{"label": "=cmd|'/C calc'!A0", "=x": -0.5}])) == [{"label": "'=cmd|'/C calc'!A0", "'=x": "-0.5"}]


def test_a_list_in_a_record_is_written_as_json() -> None:
    assert table(view([{"lines": ["a", "b"]}])) == [{"lines": '["a", "b"]'}]


def test_the_columns_carry_the_titles_of_axes() -> None:
    spec = view([{"share": 0.5, "n": 3}], encoding={"x": {"field": "share", "title": "Responders"}})
    fields = figure_table("fig-x", "A chart", spec).schema["fields"]
    assert fields == [{"name": "share", "title": "Responders", "type": "number"}, {"name": "n", "type": "integer"}]


@pytest.fixture(scope="module")
def evidence(paper_study: Study, root: Path) -> Evidence:
    return Evidence(paper_study, literature=root / "data" / "literature", reconstructions=root / RECONSTRUCTIONS)


@pytest.mark.parametrize(
    "name", ["efficacy", "magnitude", "follow-up", "subgroups-power", "efficacy-posterior", "fates"]
)
def test_a_chart_of_the_book_leaves_out_nothing_that_it_holds(name: str, evidence: Evidence) -> None:
    figure = charts.draw(name, evidence, name)
    assert isinstance(figure, Figure)
    spec = figure.spec()
    found = [{key: text for key, text in row.items() if text} for row in table(spec)]

    def held(part: dict[str, Any]) -> list[dict[str, Any]]:
        inner = [one for kind in ("layer", "vconcat", "hconcat") for view in part.get(kind, ()) for one in held(view)]
        return [*part.get("data", {}).get("values", ()), *inner]

    for record in held(spec):
        wanted = {key: str(value) for key, value in record.items() if isinstance(value, str) and value}
        assert any(wanted.items() <= row.items() for row in found), record
    assert found


def test_the_specification_stands_alone(evidence: Evidence) -> None:
    figure = charts.draw("efficacy", evidence, "efficacy")
    assert isinstance(figure, Figure)
    alone = standalone(figure.spec(), figure.title, figure.alt)
    assert isinstance(alone["width"], int)
    assert alone["description"] == figure.alt
    assert title_of(alone) == figure.title
    assert figure_table("fig-x", figure.title, alone).text == figure_table("fig-x", figure.title, figure.spec()).text
