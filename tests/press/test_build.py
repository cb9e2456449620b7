"""What a build promises: the same book from the same inputs, nothing stale, nothing half done."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from small_book import SmallBook

from marginalia.display.evidence import gather
from marginalia.display.scoreboard import scoreboard_line
from marginalia.errors import BuildError, MarginaliaError, PackageError, ParameterError
from marginalia.parameters import Parameters
from marginalia.press import manifest
from marginalia.study import reading


def test_the_pages_hold_what_the_chapters_computed(built_book: SmallBook) -> None:
    front = BeautifulSoup(built_book.page("book/index"), "html.parser").get_text()

    assert "The share is 67%" in front
    assert "Table 1" in front
    assert "Author, 2020" in front


def test_no_page_asks_the_network_for_anything(built_book: SmallBook) -> None:
    asked = [
        (name, tag.name, address)
        for name, content in built_book.files().items()
        if name.endswith(".html")
        for tag in BeautifulSoup(content, "html.parser").find_all(["script", "link", "img", "iframe", "source"])
        for address in (tag.get("src"), tag.get("href"))
        if address and re.match(r"(https?:)?//", str(address))
    ]
    styles = [name for name, content in built_book.files().items() if name.endswith(".css") and b"url(http" in content]

    assert asked == []
    assert styles == []


def test_mathematics_is_local_and_only_where_it_is_needed(built_book: SmallBook) -> None:
    assert "mathjax/tex-mml-chtml.js" in built_book.page("chapters/shares")
    assert "mathjax/tex-mml-chtml.js" not in built_book.page("chapters/plain")
    assert (built_book.top / "_build/html/_static/mathjax/tex-mml-chtml.js").is_file()


def test_no_path_of_this_machine_is_published(built_book: SmallBook) -> None:
    here = (str(built_book.top.parents[1]).encode(), sys.prefix.encode(), b"stage-", b"marginalia-warm")

    assert [name for name, content in built_book.files().items() if any(path in content for path in here)] == []


def test_the_published_notebook_says_what_it_was_run_with(small_book: SmallBook) -> None:
    small_book.build("confidence=0.9")

    notebook = json.loads(small_book.files()["_sources/chapters/shares.ipynb"])
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert sources[0] == 'study = "data/tiny"\nconfidence = 0.9'
    assert "data/tiny 0.9" in small_book.page("chapters/shares")


def test_the_manifest_lists_every_file_and_no_time_or_place(built_book: SmallBook) -> None:
    manifest = json.loads((built_book.top / "_build" / "manifest.json").read_text())

    assert set(manifest["outputs"]["html"]["files"]) == {f"html/{name}" for name in built_book.files()}
    assert manifest["study"] == "tiny"
    assert str(built_book.top.parent) not in json.dumps(manifest)


def test_printed_characters_stay_as_they_are(built_book: SmallBook) -> None:
    page = BeautifulSoup(built_book.page("chapters/plain"), "html.parser").get_text()

    assert """Printed: "5 -- 7", 'n = 3', and so on...""" in page


def test_the_scoreboard_says_what_the_book_says(built_book: SmallBook) -> None:
    told = json.loads((built_book.top / "_build" / "manifest.json").read_text())["scoreboard"]

    line = scoreboard_line(gather(Parameters(study=str(built_book.top / "data/tiny"))))
    assert told.lower() == f"{line}.".lower()


def test_the_staged_package_is_read_once(built_book: SmallBook, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = reading.read_study

    def counted(folder: Path, **options: Any) -> Any:
        read.append("stage" if "stage-" in str(folder) else "source")
        return real(folder, **options)

    monkeypatch.setattr(reading, "read_study", counted)
    (built_book.top / "_build/html/chapters/plain.html").write_text("spoilt")
    built_book.build()

    assert read == ["source", "stage"]


def test_a_build_cut_short_before_its_manifest_can_be_done_again(
    built_book: SmallBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(manifest, "write", cut_short)
        with pytest.raises(KeyboardInterrupt):
            built_book.build(out="other")
    assert (built_book.top / "other/html").is_dir()

    assert not built_book.build(out="other").nothing_to_do


def test_nothing_changed_is_nothing_to_do(built_book: SmallBook) -> None:
    result = built_book.build()

    assert result.nothing_to_do
    assert result.scoreboard.startswith("Twelve claims: ")


def test_a_file_of_the_book_that_was_touched_is_made_again(built_book: SmallBook) -> None:
    page = built_book.top / "_build/html/chapters/plain.html"
    good = page.read_bytes()
    page.write_text("spoilt")

    result = built_book.build()

    assert (result.nothing_to_do, result.executed) == (False, 0)
    assert page.read_bytes() == good


def test_a_changed_number_reaches_every_page_that_shows_it(built_book: SmallBook) -> None:
    built_book.replace("data/tiny/numbers.csv", ",67%,67,clean", ",68%,68,clean")

    result = built_book.build()

    assert result.executed == 2
    assert "The share is 68%" in BeautifulSoup(built_book.page("book/index"), "html.parser").get_text()
    assert "67%" not in BeautifulSoup(built_book.page("chapters/shares"), "html.parser").article.get_text()


def test_a_changed_chapter_alone_is_executed_again(built_book: SmallBook) -> None:
    built_book.replace("chapters/plain.md", "No mathematics here", "Another title")

    assert built_book.build().executed == 1
    assert "Another title" in built_book.page("chapters/plain")


def test_warm_kernels_and_two_folders_give_the_bytes_of_fresh_kernels(built_book: SmallBook, tmp_path: Path) -> None:
    other = SmallBook.create(tmp_path / "another" / "place")
    other.build(fresh=True)

    assert other.files() == built_book.files()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("chapters/plain.md", "sorted(", "missing(", r"chapters/plain\.md, cell 1, line 1: NameError"),
        ("chapters/shares.md", "{glue:text}`share`", "{glue:text}`shore`", "No key 'shore'"),
        ("book/index.md", "::share:s", "::shore:s", "shore"),
        ("book/index.md", "{numref}`shares`", "{numref}`sharks`", "sharks"),
        ("book/index.md", "author2020", "author1920", "author1920"),
    ],
)
def test_a_page_that_cannot_be_whole_stops_the_build(
    built_book: SmallBook, file: str, old: str, new: str, message: str
) -> None:
    before = built_book.files()
    built_book.replace(file, old, new)

    with pytest.raises(BuildError, match=message):
        built_book.build()

    assert built_book.files() == before


def test_bad_data_stop_the_build_before_anything_is_written(small_book: SmallBook) -> None:
    small_book.replace("data/tiny/numbers.csv", ",67%,67,clean", ",67%,many,clean")

    with pytest.raises(PackageError, match=r"numbers\.csv"):
        small_book.build()

    assert not (small_book.top / "_build").exists()


def test_a_study_that_does_not_exist_stops_the_build_before_anything_is_written(small_book: SmallBook) -> None:
    with pytest.raises(ParameterError):
        small_book.build("study=data/nowhere")

    assert not (small_book.top / "_build").exists()


def test_two_builds_of_one_folder_do_not_meet(built_book: SmallBook) -> None:
    import fcntl

    built_book.replace("chapters/plain.md", "No mathematics here", "Another title")
    with (built_book.top / "_build/.marginalia/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(MarginaliaError, match="another build"):
            built_book.build()


def test_a_build_that_is_killed_leaves_the_last_good_book_and_no_process(built_book: SmallBook) -> None:
    before = built_book.files()
    built_book.replace("chapters/plain.md", "sorted(", "import os; print(os.getpid(), flush=True)\n"
                       "open('pid', 'w').write(str(os.getpid())); import time; time.sleep(60)\nsorted(")  # fmt: skip
    stage = built_book.top / "_build" / ".marginalia"
    build = subprocess.Popen(
        [sys.executable, "-m", "marginalia", "build", "data/tiny", "--html"],
        cwd=built_book.top,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    kernel = int(_wait_for(lambda: next((file.read_text() for file in stage.glob("stage-*/chapters/pid")), "")))

    build.send_signal(signal.SIGKILL)
    build.wait()

    assert built_book.files() == before
    _wait_for(lambda: "gone" if not Path(f"/proc/{kernel}").exists() else "")
    built_book.replace("chapters/plain.md", "time.sleep(60)", "time.sleep(0)")
    assert built_book.build().executed == 1
    assert list(stage.glob("stage-*")) == []


def test_a_chapter_that_ends_its_kernel_stops_the_build(built_book: SmallBook) -> None:
    last_words = "import os, signal; os.write(2, b'out of luck'); os.kill(os.getpid(), signal.SIGKILL)"
    built_book.replace("chapters/plain.md", "sorted(", f"{last_words}\nsorted(")

    with pytest.raises(BuildError, match=r"(?s)chapters/plain\.md.*out of luck"):
        built_book.build()


def _wait_for(found, seconds: float = 60):  # type: ignore[no-untyped-def]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = found()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain")
