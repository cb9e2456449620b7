"""What a study brings to the book's references: itself, and the list in its package, as text and never as commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_book import SmallBook

from marginalia.errors import PackageError

OWN = r"""
@article{roe2001,
  author = {Roe, R{\'e}gine and {World Board <b>x</b>}},
  title = {50\% of \input{/etc/passwd} and $x^2$ <script>alert(1)</script>},
  journal = {J. \& Co}, year = {2001}, url = {https://example.org/a_b%20c}
}
@book{unused2002, author = {Poe, Ed}, title = {Never cited}, publisher = {P}, year = {2002}}
"""


def test_a_package_is_cited_with_its_own_list_and_the_paper_from_what_it_says_of_it(tmp_path: Path) -> None:
    book = SmallBook.create(tmp_path / "book")
    (book.top / "data" / "tiny" / "references.bib").write_text(OWN, encoding="utf-8")
    book.replace("book/index.md", "{cite:p}`author2020`", "{cite:p}`author2020,roe2001,example2020cushions`")

    book.build()

    page = BeautifulSoup(book.page("book/index"), "html.parser")
    listed = [" ".join(one.get_text().split()) for one in page.select(".citation, [role=listitem]") if one.get_text()]
    told = " ".join(listed)
    assert "Régine Roe and World Board <b>x</b>." in told
    assert r"50% of \input /etc/passwd and $x^2$ <script>alert(1)</script>" in told
    assert "Warm Cushions Cure Every Stiff Elbow: A Pilot Trial" in told and "10.0000/invented.2020.1" in told
    assert "Never cited" not in told
    assert "https://example.org/a_b%20c" in [link["href"] for link in page.select("a[href]")]
    assert not [one for one in page.find_all("script") if one.string and "alert(1)" in one.string]
    assert not (book.top / "study-references.bib").exists()


def test_a_list_that_cannot_be_read_stops_the_build_with_its_place(tmp_path: Path) -> None:
    book = SmallBook.create(tmp_path / "book")
    (book.top / "data" / "tiny" / "references.bib").write_text(OWN.replace("2001}", "soon}"), encoding="utf-8")
    with pytest.raises(PackageError, match=r"references\.bib: line 2, roe2001: found 'soon', expected a year"):
        book.build()
    assert not (book.top / "_build" / "html").exists()
