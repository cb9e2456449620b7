"""A package to begin with: valid, explained by comments that are true of the schema, made whole or not at all."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from marginalia.cli import main
from marginalia.errors import MarginaliaError, PackageError, ParameterError
from marginalia.study import check_schema, schema
from marginalia.study.authors import authors_in
from marginalia.study.dictionary import data_dictionary
from marginalia.study.model import Statistic
from marginalia.study.new_package import MARK, TEMPLATE, Paper, write_package
from marginalia.study.number_table import COLUMNS, OPTIONAL
from marginalia.study.reading import read_study

#: What a beginner may leave for later; `CODING.md` names it.
LATER = {
    *("standing", "described", "since", "limits", "doses", "readings"),
    *("version", "changed"),  # of a package that is corrected, which the command for it writes
}
NOTHING = Paper()


def written(tmp_path: Path, paper: Paper = NOTHING) -> Path:
    folder = tmp_path / "my-paper"
    write_package(folder, paper)
    return folder


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def texts() -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in TEMPLATE.iterdir()}


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments])


def test_it_is_a_whole_package_and_sound(tmp_path: Path) -> None:
    study = read_study(written(tmp_path), citations=[])

    assert study.slug == "my-paper"
    assert study.tables and study.claims and study.notes and study.responder_rule
    assert {number.statistic for number in study.numbers} >= {"n", "N", "percent", "mean", "sd", "count", "value"}


def test_nothing_in_it_is_left_to_a_warning_of_the_audit_about_the_example(tmp_path: Path) -> None:
    """The example adds up: whoever builds it first is not greeted by questions about invented numbers."""
    from marginalia.audit import audit

    assert audit(read_study(written(tmp_path))) == ()


def test_it_can_do_without_everything_but_two_files(tmp_path: Path) -> None:
    folder = written(tmp_path)
    for name in ("tables.yml", "claims.yml", "notes.yml", "references.bib", "CODING.md"):
        (folder / name).unlink()
    assert read_study(folder, citations=[]).numbers


def keys_of(name: str, *, required: bool = False) -> set[str]:
    """The keys of a file that a beginner meets: all but those for later and what stands below them."""
    paths = [
        [part.strip("[]") for part in row.key.split(" ")[0].split(".")]
        for row in data_dictionary()
        if row.file == name and (row.required or not required)
    ]
    return {path[-1] for path in paths if LATER.isdisjoint(path)} - {""}


@pytest.mark.parametrize("name", ["study.yml", "tables.yml", "claims.yml", "notes.yml"])
def test_every_key_that_a_beginner_needs_stands_in_its_file(name: str) -> None:
    assert keys_of(name) > keys_of(name, required=True) > {"id"}
    assert {key for key in keys_of(name) if not re.search(rf"\b{re.escape(key)}\b", texts()[name])} == set()


def choices(annotation: object) -> set[tuple[str, ...]]:
    """Every set of words in a type."""
    found = {get_args(annotation)} if get_origin(annotation) is Literal else set()
    return found.union(*(choices(inner) for inner in get_args(annotation)))


def test_the_choices_that_comments_promise_are_the_schemas() -> None:
    promised = {
        (name, key): tuple(listed.split(", "))
        for name, text in texts().items()
        for key, listed in re.findall(r"# (\w+): (?:\w+ +# )?one of ([\w-]+(?:, [\w-]+)+)", text)
    }
    groups, measures = (schema.GroupEntry, "kind"), (schema.MeasureEntry, "kind")
    kinds = re.findall(r"# kind: one of (.*)", texts()["study.yml"])
    assert [tuple(one.split(", ")) for one in kinds] == [
        get_args(model.model_fields[key].annotation) for model, key in (groups, measures)
    ]
    assert promised["study.yml", "chapter"] == schema.CHAPTERS
    assert promised["study.yml", "better"] in choices(schema.OutcomeEntry.model_fields["better"].annotation)
    assert promised["study.yml", "responder_needs"] in choices(
        schema.StudyFile.model_fields["responder_needs"].annotation
    )
    assert promised["notes.yml", "kind"] in choices(schema.NoteEntry.model_fields["kind"].annotation)
    rules = {
        get_args(model.model_fields["rule"].annotation)[0] for model in get_args(get_args(check_schema.CheckEntry)[0])
    }
    assert set(promised["claims.yml", "rule"]) == rules
    described = re.findall(r"^#   (\w+) +\S", texts()["claims.yml"].split("# rule: one of")[1], re.M)
    assert set(described) == rules


def test_the_page_on_coding_has_every_column_and_statistic() -> None:
    text = texts()["CODING.md"]
    rows = re.findall(r"^\| (.*?) \|", text, re.M)
    named = {name for row in rows for name in re.findall(r"`([\w-]+)`", row)}
    assert named == {*COLUMNS, *get_args(Statistic)} - set(OPTIONAL)
    assert all(name in text for name in LATER - {"version", "changed"})


def test_a_comment_on_weeks_is_true() -> None:
    from marginalia.words import month

    told = re.findall(r"(\d+) weeks (?:is )?(\d\.\d\d)", "\n".join(texts().values()))
    assert len(told) >= 5
    assert all(month(float(value)) == f"{weeks} weeks" for weeks, value in told)


def test_what_is_known_of_the_paper_stands_in_it_and_is_not_to_be_replaced(tmp_path: Path) -> None:
    paper = Paper("A “title”: 50% & more", "Müller K, Roe R, et al.", 2019, "J. Tests", "4", "5-6", "10.1234/a.b")
    folder = written(tmp_path, paper)
    citation = read_study(folder).citation
    assert (citation.title, citation.authors, citation.year) == (paper.title, paper.authors, 2019)
    assert (citation.journal, citation.volume, citation.pages, citation.doi) == ("J. Tests", "4", "5-6", "10.1234/a.b")
    assert (citation.short, citation.key) == ("Müller et al. 2019", "muller2019title")
    block = (folder / "study.yml").read_text(encoding="utf-8").split("citation:")[1].split("\n\n")[0]
    assert MARK not in block


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), min_size=1, max_size=60))
def test_any_title_is_text_and_nothing_else(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    folder = tmp_path_factory.mktemp("titles") / "my-paper"
    try:
        write_package(folder, Paper(title=title))
    except ParameterError:
        assert not folder.exists()
        return
    study = yaml.safe_load((folder / "study.yml").read_text(encoding="utf-8"))
    assert study["citation"]["title"].strip() == title.strip() and study["enrolled"] == 24
    assert read_study(folder).citation.title == title.strip()


@pytest.mark.parametrize(
    ("line", "short"),
    [
        ("Rivera F, Bertignone L, et al.", "Rivera et al."),
        ("Example A, Sample B", "Example and Sample"),
        ("Doe, J., Roe, R., & Poe, E.", "Doe et al."),
        ("Ann Doe and Bob Roe", "Doe and Roe"),
        ("van der Berg J, Müller KH", "van der Berg and Müller"),
        ("Roe R.", "Roe"),
        ("", ""),
    ],
)
def test_authors_are_named_as_sentences_name_them(line: str, short: str) -> None:
    assert authors_in(line).short == short


@pytest.mark.parametrize("name", ["My Paper", "my_paper", "Übung", "-x", "my--paper", "a" * 81, "..", "my paper(2)"])
def test_a_name_that_no_package_can_have_is_refused_with_one_that_it_can(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParameterError, match="expected a name of lower-case letters"):
        write_package(tmp_path / name, NOTHING)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "study.yml").write_text("mine", encoding="utf-8")
    before = contents(tmp_path)

    done = ran(str(folder), "--year", "2020")

    assert done.exit_code == 2 and "choose another name" in done.output
    assert contents(tmp_path) == before


def test_an_empty_folder_is_used_and_a_file_is_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert ran(str(tmp_path / "empty")).exit_code == 0
    assert read_study(tmp_path / "empty").enrolled == 24
    done = ran(str(tmp_path / "file"))
    assert done.exit_code == 2 and "found a file" in done.output
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_misspelt_folder_around_it_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    done = ran(str(tmp_path / "dta" / "my-paper"))
    assert done.exit_code == 2 and "did you mean 'data'?" in done.output
    assert not (tmp_path / "dta").exists()


def test_where_the_disc_refuses_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(MarginaliaError, match="No space left on device; nothing was written"):
        write_package(tmp_path / "my-paper", NOTHING)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_value_is_named_with_its_option_and_writes_nothing(tmp_path: Path) -> None:
    done = ran(str(tmp_path / "my-paper"), "--year", "20", "--doi", "https://doi.org/10.1/x", "--title", " ")
    assert done.exit_code == 2
    for option in ("--year: found '20', expected a number of at least 1600", "--doi: found", "--title: found"):
        assert option in done.output
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_what_comes_next_and_it_works(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    place = tmp_path / "my-paper"
    said = ran(str(place)).output
    assert MARK in said and f"marginalia check {place}" in said and f"marginalia build {place}" in said
    checked = CliRunner().invoke(main, ["check", str(place)])
    assert checked.exit_code == 0 and checked.output.startswith("my-paper: fine. 26 numbers")


def test_a_paper_may_have_no_doi_volume_or_pages(tmp_path: Path) -> None:
    from marginalia.display.citation import cited

    folder = written(tmp_path)
    file = folder / "study.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^  (doi|volume|pages): .*\n", "", text, flags=re.M), encoding="utf-8")
    study = read_study(folder)
    assert (study.citation.doi, study.citation.volume, study.citation.pages) == ("", "", "")
    assert cited(study.citation).endswith("pilot study. Journal of Invented Medicine.")


def test_a_responder_rule_may_be_left_out(tmp_path: Path) -> None:
    folder = written(tmp_path)
    file = folder / "study.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^responder_rule: .*\n", "", text, flags=re.M), encoding="utf-8")
    assert read_study(folder).responder_rule == ""


def test_a_citation_of_the_paper_itself_needs_no_entry(tmp_path: Path) -> None:
    folder = written(tmp_path)
    notes = folder / "notes.yml"
    text = notes.read_text(encoding="utf-8")
    assert text.count("text: The table prints") == 1
    for key, right in (("example2024heat", True), ("sample2019cold", True), ("nobody1900", False)):
        changed = text.replace("text: The table prints", f'text: "{{cite:{key}}} The table prints')
        notes.write_text(changed.replace("with every mean.", 'with every mean."'), encoding="utf-8")
        if right:
            read_study(folder, citations=[])
        else:
            with pytest.raises(PackageError, match="nobody1900"):
                read_study(folder, citations=[])
