"""A package's own references: read strictly, turned into plain text, written so that nothing in them is a command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.errors import Problem
from marginalia.study.bibliography import Source, as_bibtex, keys_in, of_study, read_sources
from marginalia.study.model import Citation

HOSTILE = (
    r"\input{/etc/passwd} \write18{rm -rf /} \href{javascript:alert(1)}{x} $\href{a}{b}$ #let x = read(file) "
    r"<script>alert(1)</script> =cmd|' /C calc'!A0 ../../x 50% off"
)


def read(folder: Path, text: str) -> tuple[tuple[Source, ...], list[str]]:
    (folder / "references.bib").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return read_sources(folder, problems), [str(problem) for problem in problems]


def entry(**fields: str) -> str:
    known = {"author": "Doe, Jo", "title": "T", "journal": "J", "year": "2001"} | fields
    return "@article{doe2001,\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in known.items()) + "}\n"


def again(folder: Path, sources: tuple[Source, ...]) -> tuple[Source, ...]:
    found, problems = read(folder, as_bibtex(sources))
    assert problems == []
    return found


def test_what_a_reference_list_shows_is_plain_text(tmp_path: Path) -> None:
    text = r"""
    Exported by hand. @comment{whatever}
    @Article{muller_2018-x,
      author = {M{\"u}ller, J{\"o}rg and {World Health Organization} and van der Berg, Jan and others},
      title = "The {RESPINE} trial: 50\% of 7--8 \& more", journaltitle = {J. M\"uller},
      date = {2018-03-01}, pages = 1, month = jan, abstract = {Long.}, doi = {https://doi.org/10.1234/a_b},
      url = {https://example.org/a_b}
    }
    @online{site, author = {{Some Body}}, title = {A page}, year = {n.d.}}
    """
    (article, page), problems = read(tmp_path, text)
    assert problems == []
    assert article.key == "muller_2018-x" and page.kind == "misc"
    assert article.authors == (("Müller", "Jörg"), ("World Health Organization", ""), ("van der Berg", "Jan"))
    assert article.others and not page.others
    assert article.fields == {
        "title": "The RESPINE trial: 50% of 7–8 & more",
        "journal": "J. Müller",
        "year": "2018",
        "pages": "1",
        "doi": "10.1234/a_b",
        "url": "https://example.org/a_b",
    }
    assert again(tmp_path, (article, page)) == (article, page)


def test_no_command_or_brace_of_a_stranger_is_one_in_what_is_written(tmp_path: Path) -> None:
    hostile = HOSTILE.replace("{", "{{").replace("}", "}}")
    (source,), problems = read(tmp_path, entry(title=HOSTILE, author=f"{{{HOSTILE}}}", note=hostile))
    assert problems == []
    written = as_bibtex((source,))
    assert set(re.findall(r"\\(\w+)", written)) <= {"textbackslash", "textasciitilde"}
    assert written.count("{") == written.count("}")
    assert "<script>" in source.fields["title"] and "passwd" in source.fields["title"]
    assert again(tmp_path, (source,)) == (source,)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    citation = Citation("Doe J", 2001, f"x{text}", "J", "1", "2", "10.1234/x", "doe2001", "Doe 2001")
    source = of_study(citation)
    (back,) = again(tmp_path_factory.mktemp("bib"), (source,))
    shown = " ".join(text.translate(str.maketrans("{}", "  ")).split())
    # TeX's own dashes and quotes are the same signs, typed otherwise.
    for typed, sign in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")):
        shown = shown.replace(typed, sign)
    assert " ".join(back.fields["title"].split()).removeprefix("x").strip() == shown.strip()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (entry(year="last year"), "line 1, doe2001: found 'last year', expected a year of four digits"),
        (entry(doi="doi:10.1/x"), "expected 10.…/…, without address"),
        (entry(url="javascript:alert(1)"), "found 'javascript:alert(1)', expected an address, http or https"),
        (entry(url="file:///etc/passwd"), "expected an address, http or https"),
        (entry(journal=""), "expected the field 'journal'"),
        (entry(author=""), "expected the field 'author'; an organisation goes in double braces"),
        (entry(author="", authors="Doe, Jo"), "expected the field 'author'; did you mean 'authors'?"),
        (entry() + entry(), "found 'doe2001', expected a key of its own"),
        (entry().replace("@article", "@aricle"), "expected one of @article, @book"),
        (entry().replace("doe2001", "döe"), "found 'döe', expected a key of letters"),
        (entry().replace("{T}", "{T"), "expected valid BibTeX; each entry is @kind{key, name = {text}, …}"),
        ('@string{a = "x"}\n' + entry(), "line 1: found '@string', expected entries that hold their own text"),
        ("@article{x, title = " + "{" * 200 + "}" * 200 + "}", "too many nested braces"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(tmp_path: Path, text: str, told: str) -> None:
    sources, problems = read(tmp_path, text)
    assert any(told in problem for problem in problems), problems
    assert all(problem.startswith("references.bib: line ") for problem in problems)
    assert len(sources) == int("of its own" in told)


def test_all_entries_are_looked_at(tmp_path: Path) -> None:
    text = entry(year="x") + entry(url="x").replace("doe2001", "roe2002") + entry().replace("doe2001", "poe2003")
    sources, problems = read(tmp_path, text)
    assert [source.key for source in sources] == ["poe2003"]
    assert [problem.split(":")[1] for problem in problems] == [" line 1, doe2001", " line 7, roe2002"]


def test_the_books_own_references_are_read_by_the_same_rules(root: Path) -> None:
    """Our own list is what the reader of a package's list is held against."""
    problems: list[Problem] = []
    sources = read_sources(root / "book", problems)
    keys = keys_in((root / "book" / "references.bib").read_text(encoding="utf-8"))
    assert len(keys) > 100
    assert keys - {source.key for source in sources} == {
        str(problem).split(", ")[1].split(":")[0] for problem in problems
    }
    assert len(problems) < 5


def test_the_paper_is_cited_by_what_is_known_of_it() -> None:
    citation = Citation(
        "Rivera F, Bertignone L, et al.", 2016, "A title", "J", "", "", "", "rivera2016x", "Rivera 2016"
    )
    source = of_study(citation)
    assert source.authors == (("Rivera", "F"), ("Bertignone", "L")) and source.others
    assert source.fields == {"title": "A title", "journal": "J", "year": "2016"}
