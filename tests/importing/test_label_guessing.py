"""What labels are taken for: the package's own names in any usual spelling, visits in any usual words, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.importing.labels import SURE, Meaning, guess
from marginalia.importing.visits import visit_in
from marginalia.study.model import Study

MONTHS = (0.0, 1.0, 3.0, 6.0, 12.0, 18.0, 24.0)


@given(
    st.sampled_from(MONTHS[1:]),
    st.sampled_from(
        ["{0}M", "{0} months", "{0} mo", "M{0}", "Month {0}", "{0}-month follow-up", "at {0} mo.", "{0} MONTHS"]
    ),
)
def test_months_in_figures(month: float, form: str) -> None:
    found = visit_in(form.format(f"{month:g}"), MONTHS)
    assert found is not None and (found.month, found.besides) == (month, "")


@pytest.mark.parametrize(
    ("label", "month"),
    [
        ("baseline", 0), ("Pre-treatment", 0), ("pre-op", 0), ("Before treatment", 0), ("Before", 0), ("day 0", 0),
        ("one month", 1), ("three months", 3), ("six-month", 6), ("twelve months", 12), ("1 year", 12), ("2 yrs", 24),
        ("year 2", 24), ("12 weeks", 3), ("26 wk", 6), ("52 weeks after treatment", 12), ("90 days", 3), ("week 4", 1),
        ("6 months post-op", 6), ("3 months visit", 3),
    ],
)  # fmt: skip
def test_visits_in_other_words(label: str, month: float) -> None:
    found = visit_in(label, MONTHS)
    assert found is not None and found.month == month


@pytest.mark.parametrize(
    "label", ["Pre-VAS>8", "35-54", "Age, years", "Male", "no months", "L Epidural + Facet", "18.5-24.9", "Mean (SD)"]
)
def test_what_is_no_visit(label: str) -> None:
    assert visit_in(label, MONTHS) is None


@pytest.mark.parametrize("label", ["9 months", "week 6", "5 years"])
def test_a_visit_that_the_study_has_not_got_is_none_of_its_own(label: str) -> None:
    found = visit_in(label, MONTHS)
    assert found is not None and found.month is None


@given(st.data())
def test_every_group_is_known_by_its_names_in_any_case_and_with_its_size(data: st.DataObject) -> None:
    study = STUDIES[0]
    group = data.draw(st.sampled_from(study.groups))
    name = data.draw(st.sampled_from([group.label, group.printed_label]))
    shown = data.draw(st.sampled_from(["{0}", "{0}*", "{0} (n = 20)", "{0}, n=7", "  {0} ", "{0}ᵃ"])).format(name)
    spelled = data.draw(st.sampled_from([shown, shown.upper(), shown.lower()]))
    found = guess(spelled, study)
    assert found.meaning == Meaning(group=group.id)


@given(st.data())
def test_a_measure_is_known_beside_a_visit_and_a_statistic(data: st.DataObject) -> None:
    study = STUDIES[0]
    measure = data.draw(st.sampled_from(study.measures))
    visit = data.draw(st.sampled_from(["", ", 3 months", " at 12 months"]))
    form = data.draw(st.sampled_from(["", ", n (%)", ", mean (SD)", " median (IQR)"])).replace("  ", " ")
    found = guess(f"{measure.label}{visit}{form}", study)
    assert found.meaning is not None
    assert (found.meaning.measure, found.meaning.group) == (measure.id, None)
    assert found.meaning.month == {"": None, ", 3 months": 3, " at 12 months": 12}[visit]
    assert found.meaning.form == form.strip(" ,").casefold()


@given(st.text("abcdefghijklmnopqrstuvwxyzäöü -+&/0123456789", min_size=1, max_size=30))
def test_nothing_is_taken_that_is_not_nearly_a_name_of_the_package(label: str) -> None:
    found = guess(label, STUDIES[0])
    if found.meaning is not None and (found.meaning.group or found.meaning.measure):
        assert found.score >= SURE
    assert all(0 <= one.score <= 100 for one in found.offered)
    assert list(found.offered) == sorted(found.offered, key=lambda one: -one.score)


def test_a_slip_of_the_keyboard_is_taken_and_a_half_likeness_only_offered(tiny_study: Study) -> None:
    assert guess("Light Cushoin", tiny_study).meaning == Meaning(group="light")
    half = guess("Lighter cushions, new", tiny_study)
    assert half.meaning is None and [one.id for one in half.offered[:1]] == ["light"]
    assert guess("Placebo", tiny_study).meaning is None


def test_a_label_that_can_be_two_things_is_neither(tiny_study: Study) -> None:
    found = guess("VAS", tiny_study)
    assert found.meaning == Meaning(measure="vas")
    between = guess("Eight Cushion", tiny_study)
    assert between.meaning is None or between.score < 100


def test_a_bare_number_is_a_guess_at_a_visit_and_taken_by_nobody(tiny_study: Study) -> None:
    found = guess("3", tiny_study)
    assert found.meaning is None and [(one.kind, one.id) for one in found.offered] == [("visit", "3")]


def test_a_length_of_time_that_belongs_to_something_else_is_no_visit(tiny_study: Study) -> None:
    found = guess("Stiff for over 5 years", tiny_study)
    assert found.meaning is None and "no visit" not in found.why


STUDIES: list[Study] = []


@pytest.fixture(autouse=True)
def _studies(tiny_study: Study) -> None:
    """For the properties, which cannot take fixtures that are made anew for each test."""
    STUDIES[:] = [tiny_study]
