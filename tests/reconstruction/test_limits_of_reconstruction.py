"""Studies that are too large, or say too little."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_studies import diagnosis, lasting, of, printed, response, seen, size, treatment

from marginalia.errors import MarginaliaError, PackageError
from marginalia.reconstruction import Assumptions, Reconstruction, reconstruct
from marginalia.study.model import Reading, Study


def untroubled(found: Reconstruction) -> None:
    """A reconstruction that nothing speaks against."""
    assert found.possible and found.complete and found.settled
    assert found.aside == ()
    assert found.kept == found.statements
    assert all(one.low <= one.high <= found.enrolled for one in found.ranges)


class TestTooManyKindsOfPatient:
    def test_are_refused_with_place_and_a_way_out(self) -> None:
        groups = [treatment(f"g{at}") for at in range(14)]
        with pytest.raises(PackageError) as told:
            reconstruct(of(10, groups, [seen("all", 3, 8), seen("all", 6, 8)]))
        (problem,) = told.value.problems
        assert (problem.file, problem.where) == ("study.yml", "groups")
        assert "14 groups" in problem.value and "2 visits" in problem.value
        assert "at most 8000" in problem.expected
        assert "disjoint_from" in problem.hint and "part_of" in problem.hint

    def test_are_refused_however_many_groups_there_are(self) -> None:
        groups = [treatment(f"g{at}") for at in range(60)]
        with pytest.raises(PackageError, match="60 groups"):
            reconstruct(of(10, groups, [seen("all", 3, 8)]))

    def test_are_no_matter_of_groups_that_anybody_may_be_in(self) -> None:
        groups = [diagnosis(f"d{at}", part_of=("all",)) for at in range(40)]
        study = of(10, groups, [seen("all", 3, 8), *(seen(one.id, 3, 4) for one in groups)])
        untroubled(reconstruct(study))

    def test_are_no_matter_of_groups_that_share_nobody(self) -> None:
        names = [f"g{at}" for at in range(10)]
        groups = [treatment(one, disjoint_from=tuple({*names} - {one})) for one in names]
        untroubled(reconstruct(of(10, groups, [seen("all", 3, 8), seen("all", 6, 8)])))


class TestAStudyThatSaysLittle:
    @pytest.mark.parametrize("groups", [(), (treatment("soft"), treatment("hard"))], ids=["no groups", "two groups"])
    def test_may_print_no_counts(self, groups: tuple[object, ...]) -> None:
        found = reconstruct(of(10, groups))  # type: ignore[arg-type]
        untroubled(found)
        assert found.statements == 0

    def test_may_have_lost_every_number(self) -> None:
        lost = [replace(one, printed="?", reading=None, ocr="illegible") for one in response("all", 3, 5, 8)]
        untroubled(reconstruct(of(10, (), lost)))

    def test_may_have_one_visit(self) -> None:
        found = reconstruct(of(10, (), [seen("all", 3, 8), *response("all", 3, 5, 8)]))
        untroubled(found)
        assert found.ranges == ()

    def test_may_count_the_seen_at_18_months_only(self) -> None:
        found = reconstruct(of(10, (), [seen("all", 18, 8)]))
        untroubled(found)
        assert not found.ranges  # where no responders are counted at all, nothing is asked about them

    def test_may_have_one_group(self) -> None:
        found = reconstruct(of(10, (treatment("soft"),), [size("soft", 4)]))
        untroubled(found)
        assert not {"disjoint-treatments", "covering-treatments"} & {one.name for one in found.tried}

    def test_may_print_nobody_of_nobody(self) -> None:
        untroubled(reconstruct(of(10, (), [*response("all", 3, 0, 0), seen("all", 3, 0)])))

    def test_may_have_one_patient(self) -> None:
        untroubled(reconstruct(of(1, (), [seen("all", 3, 1), *response("all", 3, 1, 1)])))


class TestContinuedResponse:
    def test_starts_from_the_visit_that_the_package_names(self) -> None:
        """6 respond at 1 month and 2 at 3; of the 6, 5 are seen at 12 months."""
        study = of(
            10,
            (),
            [*response("all", 1, 6, 10), *response("all", 3, 2, 10), *lasting("all", 12, 4, 5)],
            since=1,
        )
        untroubled(reconstruct(study))

    def test_may_be_printed_where_no_earlier_responders_are(self) -> None:
        untroubled(reconstruct(of(10, (), lasting("all", 12, 3, 5))))

    def test_starts_from_the_same_visit_when_numbers_are_set_aside(self) -> None:
        """6 or 7 respond at 3 months: both numbers are set aside. 5 of them are seen at 12 months, and only 2 respond
        at 1 month."""
        numbers = [
            *response("all", 1, 2, 10),
            *response("all", 3, 6, 10),
            printed("all", "response", 3, "n", 7, "results"),
            seen("all", 3, 10),
            *lasting("all", 12, 4, 5),
        ]
        found = reconstruct(of(10, (), numbers, since=3))
        assert len(found.conflicts) == 1
        assert {one.id: (one.low, one.high) for one in found.ranges if not one.assuming} == {"responders-3": (5, 10)}


class TestWhatIsAssumed:
    def test_that_every_patient_is_in_a_treatment_group_needs_a_treatment_group(self) -> None:
        """Without one it is a question that makes no sense, and said so, or harmless."""
        study = of(10, (), [seen("all", 3, 8)])
        try:
            untroubled(reconstruct(study, Assumptions(covering_treatments=True)))
        except MarginaliaError as told:
            assert "treatment" in str(told)

    def test_a_reading_may_speak_of_everybody(self) -> None:
        """Everybody is in one of two groups of 3 patients, of 10: that cannot be."""
        assert not reconstruct(_read("all", ("soft", "hard")), Assumptions(readings=("read",))).possible

    def test_a_reading_within_everybody_says_nothing(self) -> None:
        untroubled(reconstruct(_read("soft", ("all",)), Assumptions(readings=("read",))))


def _read(group: str, within: tuple[str, ...]) -> Study:
    """Two groups of 3 patients of 10, and a reading."""
    readings = [Reading("read", "it is so", group, within)]
    return of(10, (treatment("soft"), treatment("hard")), [size("soft", 3), size("hard", 3)], readings=readings)


def test_a_count_of_patients_seen_is_one_however_it_is_printed() -> None:
    """8 seen at 3 months, as a count without its denominator: neither the size of everybody nor of those rated."""
    untroubled(reconstruct(of(10, (), [printed("all", "follow-up", 3, "count", 8)])))
    untroubled(reconstruct(of(10, (), [printed("all", "response", 3, "count", 4), seen("all", 3, 8)])))
