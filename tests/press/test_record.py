"""What a build writes beside its pages: the data, and the RO-Crate that describes the folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest
from rocrate.rocrate import ROCrate
from small_book import TOP, SmallBook

from marginalia.errors import BuildError, ParameterError
from marginalia.interchange.authorship import read_authorship
from marginalia.press import manifest
from marginalia.press.record import write_crate
from marginalia.study.reading import read_study

CRATE = "ro-crate-metadata.json"

CITATION = """cff-version: 1.2.0
message: Please cite.
title: A book of cushions
authors:
  - family-names: Example
    given-names: Ada
    orcid: https://orcid.org/0000-0000-0000-0000
  - name: The Cushion Group
version: 1
date-released: 2024-02-29
license: [MIT, CC-BY-4.0]
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    """A small book that says who made it, built."""
    book = SmallBook.create(tmp_path_factory.mktemp("record") / "small")
    (book.top / "CITATION.cff").write_text(CITATION, "utf-8")
    book.build()
    return book


@pytest.fixture(scope="module")
def graph(book: SmallBook) -> dict[str, dict[str, Any]]:
    """The entities of the crate by their ids."""
    found = json.loads((book.top / "_build" / CRATE).read_text("utf-8"))
    assert found["@context"] == "https://w3id.org/ro/crate/1.1/context"
    entities = found["@graph"]
    assert len({one["@id"] for one in entities}) == len(entities)
    return {one["@id"]: one for one in entities}


def test_the_data_of_a_book_validate(book: SmallBook) -> None:
    report = frictionless.Package(str(book.top / "_build" / "html" / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert any(task.name == "numbers" for task in report.tasks)


def test_the_data_are_listed_in_the_manifest(book: SmallBook) -> None:
    known = json.loads((book.top / "_build" / "manifest.json").read_text("utf-8"))
    assert {"html/data/datapackage.json", "html/data/numbers.csv", "html/data/claims.schema.json"} <= set(
        known["outputs"]["html"]["files"]
    )
    assert manifest.has_crate(known, book.top / "_build")


def test_the_crate_has_what_the_specification_demands(graph: dict[str, dict[str, Any]]) -> None:
    """RO-Crate 1.1: the metadata file's and the root's own MUSTs."""
    described = graph[CRATE]
    assert described["@type"] == "CreativeWork"
    assert described["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert described["about"] == {"@id": "./"}
    root = graph["./"]
    assert root["@type"] == "Dataset"
    assert root["name"] and root["description"]
    assert root["datePublished"] == "2024-02-29"
    assert [graph[one["@id"]]["identifier"] for one in root["license"]] == ["MIT", "CC-BY-4.0"]
    assert all("@type" in one for one in graph.values())


def test_every_file_that_the_crate_lists_is_there(book: SmallBook, graph: dict[str, dict[str, Any]]) -> None:
    parts = [one["@id"] for one in graph["./"]["hasPart"]]
    assert {"html/book/index.html", "html/chapters/shares.html", "html/data/numbers.csv"} <= set(parts)
    for part in parts:
        place = book.top / "_build" / part
        assert place.is_dir() if part.endswith("/") else place.is_file(), part
        assert graph[part]["@type"] == ("Dataset" if part.endswith("/") else "File")
        assert graph[part]["name"]


def test_every_reference_of_the_crate_leads_somewhere(graph: dict[str, dict[str, Any]]) -> None:
    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [value["@id"]] if set(value) == {"@id"} else [id for one in value.values() for id in references(one)]
        return [id for one in value for id in references(one)] if isinstance(value, list) else []

    known = {*graph, "https://w3id.org/ro/crate/1.1"}
    for entity in graph.values():
        assert set(references({**entity, "@id": ""})) <= known, entity["@id"]


def test_the_crate_says_who_made_it_of_which_paper_and_with_what(graph: dict[str, dict[str, Any]]) -> None:
    root = graph["./"]
    authors = [graph[one["@id"]] for one in root["author"]]
    assert [(one["@type"], one["name"]) for one in authors] == [
        ("Person", "Ada Example"), ("Organization", "The Cushion Group"),
    ]  # fmt: skip
    assert authors[0]["@id"] == "https://orcid.org/0000-0000-0000-0000"
    paper = graph[root["about"]["@id"]]
    assert paper["@type"] == "ScholarlyArticle"
    assert paper["@id"] == "https://doi.org/10.0000/invented.2020.1"
    action = graph[root["mentions"]["@id"]]
    assert graph[action["instrument"]["@id"]]["name"] == "Marginalia"
    parameters = {
        graph[one["@id"]]["name"]: graph[one["@id"]]["value"]
        for one in action["object"]
        if one["@id"].startswith("#parameter-")
    }
    assert (parameters["study"], parameters["confidence"]) == ("data/tiny", 0.95)
    assert {"@id": "html/book/index.html"} in action["result"]


def test_the_library_reads_the_crate(book: SmallBook) -> None:
    crate = ROCrate(str(book.top / "_build"))
    assert crate.root_dataset["name"].startswith("A book of cushions")
    assert crate.dereference("html/data/numbers.csv").type == "File"


def test_a_book_without_a_citation_file_is_dated_by_its_paper(built_book: SmallBook) -> None:
    crate = json.loads((built_book.top / "_build" / CRATE).read_text("utf-8"))
    root = next(one for one in crate["@graph"] if one["@id"] == "./")
    assert root["datePublished"] == "2020"
    assert isinstance(root["license"], str) and "author" not in root


def test_a_crate_that_was_lost_or_changed_is_made_again_to_the_byte(built_book: SmallBook) -> None:
    place = built_book.top / "_build" / CRATE
    before = place.read_bytes()
    assert built_book.build().nothing_to_do
    place.write_text("{}", "utf-8")
    assert not built_book.build().nothing_to_do
    assert place.read_bytes() == before


def test_what_an_earlier_build_left_is_listed_but_not_as_made_now(built_book: SmallBook) -> None:
    out = built_book.top / "_build"
    known = manifest.read(out)
    (out / "marginalia.pdf").write_bytes(b"%PDF")
    known["outputs"]["pdf"] = {"inputs": "others", "files": {"marginalia.pdf": "0"}}
    (out / "manifest.json").write_text(json.dumps(known), "utf-8")
    inputs = known["outputs"]["html"]["inputs"]
    write_crate(out, read_study(built_book.top / "data" / "tiny"), read_authorship(built_book.top), inputs)

    entities = {one["@id"]: one for one in json.loads((out / CRATE).read_text("utf-8"))["@graph"]}
    assert {"@id": "marginalia.pdf"} in entities["./"]["hasPart"]
    assert {"@id": "marginalia.pdf"} not in entities["#build"]["result"]


def test_a_crate_of_somebody_elses_is_left_alone(small_book: SmallBook) -> None:
    out = small_book.top / "_build"
    out.mkdir()
    (out / CRATE).write_text("mine", "utf-8")
    with pytest.raises(ParameterError, match=r"already holds ro-crate-metadata\.json"):
        small_book.build()
    assert (out / CRATE).read_text("utf-8") == "mine"


def test_the_authors_of_this_book_are_read(root: Path) -> None:
    said = read_authorship(TOP)
    assert [one.name for one in said.authors] == ["The Marginalia authors"]
    assert [one.id for one in said.licences] == ["MIT", "CC-BY-4.0"]
    assert [one.id for one in said.data_licences] == ["CC-BY-4.0"]
    assert said.released.count("-") == 2


def test_a_citation_file_that_is_no_yaml_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "CITATION.cff").write_text("authors: [\n", "utf-8")
    with pytest.raises(BuildError, match=r"CITATION\.cff, line"):
        read_authorship(tmp_path)
