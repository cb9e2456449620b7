"""A sweep that compares the numbers of many papers, without their books."""

from __future__ import annotations

import os
from pathlib import Path

import frictionless
import pytest
from distributed import LocalCluster
from pyarrow import parquet
from small_book import SmallBook
from sweeping import paper, swept, table

from marginalia.audit import Verdict, judge
from marginalia.display.evidence import Evidence
from marginalia.press.project import Project
from marginalia.press.sweep.grid import grid
from marginalia.press.sweep.run import Order, sweep
from marginalia.study.model import Study

_NOT_A_NUMBER = ("Twenty,20,clean", "Twenty,many,clean")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    """Three sound studies, two of one name, and one with a mistake, swept once."""
    book = SmallBook.create(tmp_path_factory.mktemp("sweep") / "small")
    folder = book.top.parent / "papers"
    paper(folder / "2020" / "cushions")
    paper(folder / "2021" / "cushions", "short: Example and Sample 2020", "short: Another 2021")
    paper(folder / "2022" / "<b>=cmd", "short: Example and Sample 2020", 'short: "=cmd|calc <img src=x onerror=boo()>"')
    paper(folder / "bad", *_NOT_A_NUMBER, file="numbers.csv")
    done = swept(book, str(folder), "--books", "none")
    assert done.exit_code == 1, done.output
    (book.top / "said.txt").write_text(done.output, "utf-8")
    return book


@pytest.fixture
def papers(once: SmallBook) -> Path:
    """The studies that were swept."""
    return once.top.parent / "papers"


@pytest.fixture
def out(once: SmallBook) -> Path:
    """What came of them."""
    return once.top / "_build" / "sweep"


def files(out: Path) -> dict[str, bytes]:
    """What a sweep leaves for its reader."""
    return {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()}


def test_one_paper_that_fails_is_told_and_does_not_stop_the_rest(once: SmallBook, out: Path) -> None:
    said = (once.top / "said.txt").read_text("utf-8")
    assert "1 of 4 failed" in said
    assert "numbers.csv: row 2, column reading: found 'many', expected a number" in said
    assert "Traceback" not in said
    rows = table(out)
    assert [(row["book"], row["status"]) for row in rows] == [
        ("cushions", "done"), ("cushions-2", "done"), ("b-cmd", "done"), ("bad", "failed"),
    ]  # fmt: skip
    assert rows[-1]["error"].startswith("numbers.csv: row 2, column reading")
    assert rows[-1]["enrolled"] == rows[-1]["response"] == ""
    assert not (out / "books").exists()


def test_a_row_is_what_the_audit_and_the_chapters_say(small_book: SmallBook, tiny_study: Study) -> None:
    out = small_book.top / "_build" / "sweep"
    done = swept(small_book, "data/tiny", "--set", "interval=wilson,clopper-pearson", "--books", "none")

    assert done.exit_code == 0, done.stderr
    wilson, exact = table(out)
    assert (wilson["interval"], exact["interval"]) == ("wilson", "clopper-pearson")
    assert (wilson["responders"], wilson["of"], wilson["response_month"]) == ("9", "13", "12")
    assert float(wilson["response"]) == 9 / 13
    # Wilson by hand, and Clopper and Pearson as R's binom.test(9, 13) prints them.
    assert (round(float(wilson["response_low"]), 4), round(float(wilson["response_high"]), 4)) == (0.4237, 0.8732)
    assert (round(float(exact["response_low"]), 4), round(float(exact["response_high"]), 4)) == (0.3857, 0.9091)
    assert (wilson["enrolled"], wilson["followed"], wilson["followed_share"]) == ("20", "13", "0.65")
    evidence = Evidence(tiny_study)
    verdicts = [judge(tiny_study, claim, evidence.findings).verdict for claim in tiny_study.claims]
    assert [int(wilson[f"claims_{one.value}"]) for one in Verdict] == [verdicts.count(one) for one in Verdict]
    assert int(wilson["claims"]) == len(verdicts)
    assert int(wilson["findings"]) == len(evidence.findings)
    assert wilson["all_counts"] == "not asked"


def test_the_table_is_the_same_as_csv_and_as_parquet_and_is_described(out: Path) -> None:
    report = frictionless.Package(str(out / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    columns = parquet.read_table(out / "sweep.parquet").to_pylist()
    rows = table(out)
    assert [list(row) for row in rows] == [list(row) for row in columns]
    for row, stored in zip(rows, columns, strict=True):
        for name, value in stored.items():
            if isinstance(value, float):
                assert float(row[name]) == value
            else:
                assert row[name].removeprefix("'") == ("" if value is None else str(value))
    hostile = next(row for row in rows if row["book"] == "b-cmd")
    assert hostile["paper"].startswith("'=cmd")
    assert parquet.read_schema(out / "sweep.parquet").field("of").metadata[b"description"]


def test_the_same_sweep_again_gives_the_same_bytes_from_what_is_known(once: SmallBook, papers: Path, out: Path) -> None:
    before = files(out)
    known = {file: file.stat().st_mtime_ns for file in (out / ".marginalia" / "rows").iterdir()}
    assert len(known) == 3
    swept(once, str(papers), "--books", "none")
    assert files(out) == before
    assert {file: file.stat().st_mtime_ns for file in (out / ".marginalia" / "rows").iterdir()} == known
    assert not any(str(papers.parent).encode() in content for content in before.values())


def test_a_number_that_was_corrected_is_read_again(small_book: SmallBook, tmp_path: Path) -> None:
    out = small_book.top / "_build" / "sweep"
    bad = paper(tmp_path / "bad", *_NOT_A_NUMBER, file="numbers.csv")
    assert swept(small_book, str(bad), "--books", "none").exit_code == 1
    numbers = bad / "numbers.csv"
    numbers.write_text(numbers.read_text("utf-8").replace(*reversed(_NOT_A_NUMBER)), "utf-8")
    assert swept(small_book, str(bad), "--books", "none").exit_code == 0
    assert table(out)[0]["enrolled"] == "20"


def test_a_study_that_kills_its_process_takes_no_other_with_it(
    small_book: SmallBook, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marginalia.press.sweep import run

    folders = tuple(papers / name for name in ("2020/cushions", "2021/cushions"))
    monkeypatch.setattr(run, "attempt", dies_over_2021)
    order = Order(Project(small_book.top), folders, grid(()), small_book.top / "_build" / "sweep", jobs=2)
    result = sweep(order, lambda row: None)
    # The one is tried again in a process of its own, where nothing kills it.
    assert [row["status"] for row in result.rows] == ["done", "done"]


def dies_over_2021(task: object) -> object:
    from marginalia.press.sweep.one import attempt

    if "2021" in task.folder:  # type: ignore[attr-defined]
        os._exit(9)
    return attempt(task)  # type: ignore[arg-type]


def test_a_process_that_ends_without_a_word_is_told_of(
    small_book: SmallBook, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marginalia.press.sweep import one, run

    order = Order(Project(small_book.top), (papers / "bad",), grid(()), small_book.top / "_build" / "sweep")
    (task,) = run._tasks(order)
    monkeypatch.setattr(one.sys, "executable", "/bin/false")
    assert one.apart(task).error == "its process ended with 1: it said nothing"


def test_a_dask_cluster_gives_the_same_files(once: SmallBook, papers: Path, out: Path) -> None:
    there = once.top / "there"
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        scheduler = ("--scheduler", cluster.scheduler_address)
        done = swept(once, str(papers), "--books", "none", "--out", str(there), *scheduler)
    assert done.exit_code == 1, done.output
    assert "1 of 4 failed" in done.stderr
    assert files(there) == files(out)


def test_a_scheduler_that_does_not_answer_is_told_before_anything_is_written(small_book: SmallBook) -> None:
    done = swept(small_book, "data/tiny", "--books", "none", "--scheduler", "tcp://127.0.0.1:9")
    assert done.exit_code == 2
    assert "expected the address of a running Dask scheduler" in done.stderr
    assert not (small_book.top / "_build").exists()


@pytest.mark.parametrize(
    ("place", "told"), [("data/tiny/out", "holds sources"), (".", "top folder"), ("mine", "which no sweep put there")]
)
def test_a_sweep_writes_over_nothing_that_it_did_not_make(place: str, told: str, small_book: SmallBook) -> None:
    (small_book.top / "mine").mkdir()
    (small_book.top / "mine" / "index.html").write_text("my page", "utf-8")
    done = swept(small_book, "data/tiny", "--books", "none", "--out", place)
    assert done.exit_code == 2
    assert told in done.stderr
    assert (small_book.top / "mine" / "index.html").read_text("utf-8") == "my page"


def test_all_counts_are_asked_together_where_that_is_wanted(small_book: SmallBook) -> None:
    out = small_book.top / "_build" / "sweep"
    done = swept(small_book, "data/tiny", "--books", "none", "--reconstruct", "--set", "confidence=0.9,0.95")
    assert done.exit_code == 0, done.stderr
    assert {row["all_counts"] for row in table(out)} <= {"possible", "impossible"}
    assert len(list((out / ".marginalia" / "reconstruction").glob("*.json"))) == 1
