"""Papers that leave out what most print: how many were enrolled, means, limits in their own condition."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marginalia.analysis.comparators import of_field
from marginalia.analysis.fates import fates
from marginalia.analysis.medians import medians
from marginalia.analysis.proportions import assess
from marginalia.analysis.thresholds import read_thresholds
from marginalia.display.evidence import Evidence
from marginalia.display.facts import facts_of
from marginalia.errors import PackageError
from marginalia.reconstruction.statements import statements
from marginalia.study.model import Study
from marginalia.study.new_package import Paper, write_package
from marginalia.study.reading import read_study

RESPONSE = "results.all.response.3"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "my-paper"
    write_package(folder, Paper())
    for name in ("claims.yml", "notes.yml", "tables.yml"):
        (folder / name).unlink()
    return folder


def edit(file: Path, pattern: str, text: str) -> None:
    changed, times = re.subn(pattern, text, file.read_text(encoding="utf-8"), flags=re.M)
    assert times
    file.write_text(changed, encoding="utf-8")


def unknown(package: Path) -> Study:
    edit(package / "study.yml", r"^enrolled: 24", "enrolled: unknown")
    return read_study(package)


def told(study: Study, chapter: str) -> str:
    return " ".join(facts_of(chapter, Evidence(study)).values())


def test_where_the_number_enrolled_is_unknown_the_largest_printed_one_is_counted_from(package: Path) -> None:
    study = unknown(package)
    assert (study.enrolled, study.enrolled_printed) == (24, False)
    assert "At least 24 people were treated" in told(study, "index")
    assert "The paper does not report how many were enrolled." in told(study, "index")
    assert "at least 8 were not seen" in told(study, "conclusions")


def test_nothing_is_worked_out_of_a_number_enrolled_that_is_not_known(package: Path) -> None:
    known = read_study(package)
    assert fates(known)[-1].complete and statements(known) and assess(known, RESPONSE).of_enrolled is not None
    study = unknown(package)
    assert not any(fate.complete for fate in fates(study))
    assert statements(study) == ()
    assert assess(study, RESPONSE).of_enrolled is None


def test_a_number_enrolled_that_nothing_stands_in_for_is_asked_for(package: Path) -> None:
    numbers = package / "numbers.csv"
    kept = [line for line in numbers.read_text(encoding="utf-8").splitlines() if not re.search(r"\.(N|count),", line)]
    numbers.write_text("\n".join(kept) + "\n", encoding="utf-8")
    edit(package / "study.yml", r", size: results.frozen.group-size.count", "")
    with pytest.raises(PackageError, match=r"enrolled: found 'unknown', expected the number of patients"):
        unknown(package)


def test_a_group_is_called_by_its_label_where_no_other_is_given(package: Path) -> None:
    edit(package / "study.yml", r", printed_label: [A-Z][a-z ]+", "")
    assert [group.printed_label for group in read_study(package).groups] == ["All patients", "Frozen shoulder"]


def test_medians_are_told_where_no_mean_is_printed(package: Path) -> None:
    assert medians(read_study(package), "pain") == ()
    edit(package / "numbers.csv", r"^.*\.sd,.*\n", "")
    edit(package / "numbers.csv", r"\.mean,", ".median,")
    edit(package / "numbers.csv", r",mean,", ",median,")
    study = read_study(package)
    assert [(month, median.printed) for month, median in medians(study, "pain")] == [(0, "6.4"), (1, "4.1"), (3, "3.8")]
    assert "went from 6.4 before treatment to 3.8 at 3 months; no mean is printed." in told(study, "conclusions")
    assert "The paper prints three medians and no mean." in told(study, "magnitude")


def test_a_source_on_all_kinds_of_pain_brings_none_on_backs(package: Path, root: Path) -> None:
    published = read_thresholds(root / "data" / "literature")
    note = "- {id: a, chapter: methods, kind: shows, text: A., literature: [farrar2001clinical]}\n"
    (package / "notes.yml").write_text(note, encoding="utf-8")
    near = of_field(read_study(package), published, lambda one: (one.key, one.condition))
    assert near and {one.condition for one in near} == {""}
    assert "back pain" in {one.condition for one in published if one.outcome == near[0].outcome}


def test_visits_out_of_order_are_told_beside_other_mistakes(package: Path) -> None:
    edit(package / "study.yml", r"^visits: \[0, 1, 3\]", "visits: [0, 3, 1]")
    edit(package / "study.yml", r"^enrolled: 24", "enrolled: many")
    with pytest.raises(PackageError) as caught:
        read_study(package)
    places = [problem.where.split(", ")[-1] for problem in caught.value.problems]
    assert places == ["enrolled", "visits"]
