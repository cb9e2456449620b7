"""The same questions asked of an independent solver, OR-tools' CP-SAT, with unknowns for every single patient.

Written from what the statements mean, not from how `marginalia.reconstruction` counts kinds of patient: it shares with
it only the statements themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from ortools.sat.python import cp_model

from marginalia.reconstruction import Assumptions
from marginalia.reconstruction.statements import Quantity, Statement
from marginalia.study.model import Study

_COUNTED = ("follow-up", "response", "continued-response")


class Patient:
    """The unknowns of one patient: the groups, and at each visit whether seen, rated, responding."""

    def __init__(self, model: cp_model.CpModel, study: Study, months: Sequence[float]) -> None:
        self.model = model
        self.member = {one.id: model.new_bool_var("") for one in study.groups if one.id != "all"}
        self.seen = {month: model.new_bool_var("") for month in months}
        self.rated = {month: model.new_bool_var("") for month in months}
        self.responds = {month: model.new_bool_var("") for month in months}
        for month in months:
            model.add_implication(self.rated[month], self.seen[month])
            model.add_implication(self.responds[month], self.rated[month])

    @property
    def unknowns(self) -> list[cp_model.IntVar]:
        return [one for several in (self.member, self.seen, self.rated, self.responds) for one in several.values()]

    def all_of(self, *parts: cp_model.LiteralT) -> cp_model.IntVar:
        made = self.model.new_bool_var("")
        self.model.add_bool_and(parts).only_enforce_if(made)
        self.model.add_bool_or(*(~one for one in parts), made)
        return made

    def any_of(self, *parts: cp_model.LiteralT) -> cp_model.IntVar:
        made = self.model.new_bool_var("")
        self.model.add_bool_or(parts).only_enforce_if(made)
        self.model.add_bool_and(*(~one for one in parts)).only_enforce_if(~made)
        return made


class Model:
    """Unknown patients of a study under some assumptions, of whom statements are then said."""

    def __init__(self, study: Study, assumptions: Assumptions) -> None:
        self.study, self.assumptions = study, assumptions
        self.months = sorted(
            {one.month for one in study.numbers if one.measure in _COUNTED and one.month and one.reading is not None}
        )
        self.since = study.measure("continued-response").since
        self.model = cp_model.CpModel()
        self.patients = [Patient(self.model, study, self.months) for _ in range(study.enrolled)]
        self._counts: dict[Quantity, cp_model.LinearExprT] = {}
        for one in self.patients:
            self._relations(one)
            self._assumed(one)
        # Patients are alike: only one of the orders in which they can stand is looked at.
        codes = [
            cp_model.LinearExpr.weighted_sum(one.unknowns, [2**at for at in range(len(one.unknowns))])
            for one in self.patients
        ]
        for one, other in pairwise(codes):
            self.model.add(one <= other)

    def say(self, one: Statement) -> None:
        """Make a statement true."""
        part = self.count(one.part)
        if one.value is not None:
            self.model.add(part == one.value)
            return
        assert one.whole is not None
        whole = self.count(one.whole)
        digits = one.printed.rstrip("%")
        decimals = len(digits.partition(".")[2])
        value, unit = Fraction(digits), Fraction(1, 10**decimals)
        # Half a unit below may have been rounded up; anything under the next unit may have been cut off.
        scale = 2 * 10**decimals
        self.model.add(100 * scale * part >= int(scale * (value - unit / 2)) * whole)
        self.model.add(100 * scale * part < int(scale * (value + unit)) * whole)

    def possible(self) -> bool:
        """Whether there are such patients."""
        return self._solved(None) is not None

    def extremes(self, counted: Callable[[Patient], cp_model.LiteralT]) -> tuple[int, int] | None:
        """The fewest and the most patients of whom something is true; `None` where there are no such patients."""
        total = sum(counted(one) for one in self.patients)
        self.model.minimize(total)
        fewest = self._solved(total)
        self.model.maximize(total)
        most = self._solved(total)
        return None if fewest is None or most is None else (fewest, most)

    def count(self, quantity: Quantity) -> cp_model.LinearExprT:
        """How many patients are counted."""
        if quantity not in self._counts:
            self._counts[quantity] = sum(self._counted(one, quantity) for one in self.patients)
        return self._counts[quantity]

    def _solved(self, total: cp_model.LinearExprT | None) -> int | None:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE), solver.status_name(status)
        return 0 if total is None else round(solver.value(total))

    def _counted(self, one: Patient, quantity: Quantity) -> cp_model.LiteralT:
        month = quantity.month
        parts = [] if quantity.group == "all" else [one.member[quantity.group]]
        if quantity.kind == "seen":
            parts.append(one.seen[month])
        elif quantity.kind == "rated":
            parts.append(one.rated[month])
        elif quantity.kind == "responders":
            parts.append(one.responds[month])
        elif quantity.kind == "earlier":
            parts += [one.rated[month], self._before(one, month)]
        elif quantity.kind == "lasting":
            parts += [one.responds[month], self._before(one, month)]
        return one.all_of(*parts) if parts else True

    def _before(self, one: Patient, month: float) -> cp_model.LiteralT:
        """Whether a patient had responded before, as the assumptions understand it."""
        earlier = [visit for visit in self.months if visit < month]
        if self.assumptions.conditioning == "previous":
            earlier = earlier[-1:]
        elif self.assumptions.conditioning == "initial":
            earlier = [visit for visit in earlier if visit == self.since]
        return one.any_of(*(one.responds[visit] for visit in earlier))

    def _relations(self, one: Patient) -> None:
        """What the package says of how the groups lie."""
        for group in self.study.groups:
            if group.id == "all":
                continue
            for whole in group.part_of:
                if whole != "all":
                    self.model.add_implication(one.member[group.id], one.member[whole])
            for other in group.disjoint_from:
                self.model.add_bool_or(~one.member[group.id], ~one.member[other])

    def _assumed(self, one: Patient) -> None:
        treated = [one.member[group.id] for group in self.study.groups if group.kind == "treatment"]
        if self.assumptions.rated_when_seen:
            for month in self.months:
                self.model.add_implication(one.seen[month], one.rated[month])
        if self.assumptions.nested_follow_up:
            for month, later in pairwise(self.months):
                self.model.add_implication(one.seen[later], one.seen[month])
        if self.assumptions.disjoint_treatments:
            self.model.add_at_most_one(treated)
        if self.assumptions.covering_treatments:
            self.model.add_bool_or(treated)
        for reading in self.study.readings:
            if reading.id in self.assumptions.readings:
                self.model.add_bool_or(~one.member[reading.group], *(one.member[other] for other in reading.within))


def possible(study: Study, assumptions: Assumptions, stated: Iterable[Statement]) -> bool:
    """Whether some patients of the study make all the statements true."""
    model = Model(study, assumptions)
    for one in stated:
        model.say(one)
    return model.possible()


def extremes(
    study: Study, assumptions: Assumptions, stated: Sequence[Statement], question: str
) -> tuple[int, int] | None:
    """The fewest and the most patients of whom the answer to a question is yes."""
    model = Model(study, assumptions)
    for one in stated:
        model.say(one)
    return model.extremes(lambda patient: _asked(question, patient, stated, study))


def _asked(question: str, one: Patient, stated: Sequence[Statement], study: Study) -> cp_model.LiteralT:
    """A question of the reconstruction, by its id, about one patient."""
    printed = {part for said in stated for part in (said.part, said.whole) if part is not None and part.group == "all"}
    visits = sorted({part.month for part in printed if part.kind == "responders"})
    since = study.measure("continued-response").since
    first = since if since in visits[:-1] else visits[0] if visits else 0.0
    treated = [one.member[group.id] for group in study.groups if group.kind == "treatment"]
    if question == "always":
        each = [one.any_of(~one.seen[visit], one.responds[visit]) for visit in visits]
        return one.all_of(one.any_of(*(one.seen[visit] for visit in visits)), *each)
    if question == "never":
        never = [~one.responds[visit] for visit in visits]
        return one.all_of(one.any_of(*(one.seen[visit] for visit in visits)), *never)
    if question == "lost":
        had = one.any_of(*(one.responds[visit] for visit in visits[:-1]))
        return one.all_of(had, one.seen[visits[-1]], ~one.responds[visits[-1]])
    if question == "late":
        return one.all_of(one.seen[visits[-2]], ~one.responds[visits[-2]], one.responds[visits[-1]])
    if question == "responders-missing":
        return one.all_of(one.responds[first], ~one.seen[visits[-1]])
    if question == "non-responders-missing":
        return one.all_of(one.seen[first], ~one.responds[first], ~one.seen[visits[-1]])
    if question == "in-two":
        return one.any_of(*(one.all_of(a, b) for at, a in enumerate(treated) for b in treated[at + 1 :]))
    if question == "in-none":
        return ~one.any_of(*treated)
    month = float(question.removeprefix("responders-"))
    return one.responds[month]
