"""The paper that honest authors write about a cohort: what each of its sections prints."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from cohorts.patients import Cohort, Mask
from cohorts.plan import Sense
from cohorts.printing import Printer
from marginalia.study.model import Dose, Limit

#: How a limit is worded, by what it means.
_WORDED = {
    "at least": ("at least {}", "≥{}", "{} or more"),
    "more than": ("more than {}", ">{}", "over {}"),
    "at most": ("at most {}", "≤{}", "{} or less"),
    "less than": ("less than {}", "<{}", "under {}"),
}
#: The place of the text that discusses the table of mean ratings.
RATINGS = "discussion/ratings"


def visit(month: float) -> str:
    """A visit as a part of an id: `3`, `0-5`."""
    return f"{month:g}".replace(".", "-")


class Paper:
    """Writes a paper section by section. What a paper may print or leave out is left to chance.

    `numbers` are what is printed, `sizes` the numbers that state the groups' sizes, `limits` and `doses` what a package
    says of the printed limits and doses. `base` is the visit whose responders are followed, by its position.
    """

    def __init__(self, cohort: Cohort) -> None:
        self.cohort, self.plan = cohort, cohort.plan
        self.chance = np.random.default_rng((self.plan.seed, 1))
        self.print = Printer(self.plan.rounding, self.chance)
        self.limits: list[Limit] = []
        self.doses: list[Dose] = []
        self.sizes: dict[str, str] = {}
        self.base = int(self.chance.integers(max(1, len(self.plan.months) - 1)))
        self._stated = self._stated_sizes()
        self._responding: set[str] = set()
        self._abstract()
        self._methods()
        self._patients()
        self._results()
        self._responders()
        self._lasting()
        self._means()
        if self.plan.repeats:
            self._discussion()
        if self.plan.damaged:
            self.print.damage()
        self.numbers = tuple(self.print.numbers)

    def _maybe(self, probability: float) -> bool:
        return bool(self.chance.random() < probability)

    def _stated_sizes(self) -> set[str]:
        """Groups whose size is printed. Where treatments overlap or leave patients out, one size is kept back: the
        audit may well ask why sizes do not make the enrolled."""
        arms = {id for id, (group, _) in self.cohort.groups.items() if group.kind == "treatment"}
        stated = {id for id in self.cohort.groups if id != "all" and id not in arms and self._maybe(0.85)}
        kept_back = {min(arms)} if arms and (self.plan.arms != "partition" or self._maybe(0.2)) else set()
        return stated | arms - kept_back

    # ── what each section prints ─────────────────────────────────────────────────────────────────────────────────────

    def _abstract(self) -> None:
        everybody = self.cohort.members("all")
        self.print.count("abstract.all.group-size", "abstract/results", self.plan.patients)
        shares = [100 * self._seen(everybody, at).sum() / self.plan.patients for at in range(len(self.plan.months))]
        lowest = min(shares)
        limit = int(lowest // 5) * 5
        if limit > 0:
            sense: Sense = "more than" if limit < lowest else "at least"
            self._limit("abstract.all.follow-up", "abstract/results", limit, sense, "%")
        if self.plan.repeats:
            for at, month in enumerate(self.plan.months):
                seen, improved = self._seen(everybody, at), self._improved(everybody, at)
                cell = f"abstract.all.response.{visit(month)}"
                self.print.percent(cell, "abstract/results", int(improved.sum()), int(seen.sum()), 0, month)

    def _methods(self) -> None:
        for month in self.plan.months:
            self.print.number(
                f"methods.study.visit.{visit(month)}", "methods/visits", "value", f"{month:g}", month, month
            )
        for id, scale in self.cohort.scales.items():
            important = scale.outcome.important_change
            sign = "%" if scale.outcome.unit == "%" else ""
            if important is not None:
                self._limit(f"methods.study.{id}-threshold", "methods/improvement", important, "at least", sign)
        weight, rate = int(self.chance.integers(60, 81)), int(self.chance.integers(1, 4))
        total = self.print.number(
            "methods.study.feathers", "methods/filling", "value", str(weight * rate), weight * rate
        )
        by_weight = self.print.number("methods.study.feathers-per-kg", "methods/filling", "value", str(rate), rate)
        self.doses.append(Dose(total, by_weight, "body weight", "kg"))
        if self.cohort.severity is not None:
            self._severe_limit("methods", "methods/groups")

    def _patients(self) -> None:
        """Men and women in every group of Table 1, and their age."""
        for id in self.cohort.groups:
            members, place = self.cohort.members(id), self._label(id)
            if id == "all" or self._maybe(0.5):
                for measure, whom in (("men", self.cohort.men), ("women", ~self.cohort.men)):
                    self.print.count(f"table-1.{id}.{measure}", place, int((members & whom).sum()))
                self.print.mean(f"table-1.{id}.age", place, self.cohort.ages[members], Decimal(1), 1, "", None, True)

    def _results(self) -> None:
        for id in self.cohort.groups:
            members, place = self.cohort.members(id), f"results/{id}"
            if id in self._stated:
                self.sizes[id] = self.print.count(f"results.{id}.group-size", place, int(members.sum()))
            if id == "all" or self._maybe(0.8):
                for at, month in enumerate(self.plan.months):
                    cell = f"results.{id}.follow-up.{visit(month)}"
                    seen = int(self._seen(members, at).sum())
                    self.print.fraction(cell, place, seen, int(members.sum()), month, self._decimals())
            if self.plan.repeats and self._maybe(0.5):
                self._response("results", id, place)
        self._afterwards("results")
        if self.cohort.severity is not None and self.plan.repeats:
            self._severe_limit("results", "results/severe")

    def _responders(self) -> None:
        for id, (group, _) in self.cohort.groups.items():
            if group.kind in ("overall", "treatment") or self._maybe(0.8):
                self._responding.add(id)
                self._response("table-2", id, f"{self._label(id)} / response")
        if self.cohort.severity is not None:
            self._severe_limit("table-2", "Severe / label")

    def _lasting(self) -> None:
        """Among those who responded at the base visit, who still responds; and the ratings of all who respond."""
        after = self.base + 1
        for id in self.cohort.groups:
            members, place = self.cohort.members(id), f"{self._label(id)} / lasting"
            responders = self._improved(members, self.base)
            for at, month in enumerate(self.plan.months[after:], start=after):
                asked = self._seen(responders, at)
                cell = f"table-3.{id}.continued-response.{visit(month)}"
                if asked.any() or self._maybe(0.3):
                    lasting = int((asked & self._still_responding(at)).sum())
                    self.print.fraction(cell, place, lasting, int(asked.sum()), month, self._decimals())
            if id == "all" or (id in self._responding and self._maybe(0.5)):
                rows = [self._improved(members, at) for at in self._visits()]
                self._ratings("table-3", id, place, "-responders", rows)

    def _still_responding(self, at: int) -> Mask:
        """Who responds at a visit; on request, only those who have responded whenever they were seen since the base."""
        since = slice(at if self.plan.lasting == "at the visit" else self.base, at + 1)
        lapsed = np.any(self.cohort.seen[:, since] & ~self.cohort.responds[:, since], axis=1)
        still: Mask = np.logical_and(self.cohort.responds[:, at], ~lapsed)
        return still

    def _means(self) -> None:
        for id in self.cohort.groups:
            members = self.cohort.members(id)
            if id == "all" or self._maybe(0.5):
                rows = [self._seen(members, at) for at in self._visits()]
                self._ratings("table-4", id, f"{self._label(id)} / mean", "", rows, before=members)

    def _discussion(self) -> None:
        members = self.cohort.members("all")
        at = int(self.chance.integers(len(self.plan.months)))
        month = self.plan.months[at]
        seen, improved = int(self._seen(members, at).sum()), int(self._improved(members, at).sum())
        self.print.percent(f"discussion.all.response.{visit(month)}", "discussion/1", improved, seen, 0, month)
        for id in self.plan.scales:
            decimals = int(self.chance.integers(2))
            self._mean("discussion", "all", RATINGS, id, "", self._seen(members, at), month, decimals, False)
        for id in sorted(self._stated):
            if self._maybe(0.3):
                self.print.count(f"discussion.{id}.group-size", f"discussion/{id}", self.cohort.size(id))
        self._afterwards("discussion")

    # ── what several sections print alike ────────────────────────────────────────────────────────────────────────────

    def _response(self, section: str, group: str, place: str) -> None:
        members, decimals = self.cohort.members(group), self._decimals()
        for at, month in enumerate(self.plan.months):
            seen, improved = self._seen(members, at), self._improved(members, at)
            if seen.any() or self._maybe(0.3):
                cell = f"{section}.{group}.response.{visit(month)}"
                self.print.fraction(cell, place, int(improved.sum()), int(seen.sum()), month, decimals)

    def _ratings(
        self, section: str, group: str, place: str, among: str, rows: list[Mask], before: Mask | None = None
    ) -> None:
        """The means of every scale at every visit that has anybody, and before treatment where asked for."""
        for id in self.plan.scales:
            decimals, spread = int(self.chance.integers(1, 3)), self._maybe(0.5)
            if before is not None and self.cohort.scales[id].from_start:
                self._mean(section, group, place, id, among, before, 0.0, decimals, spread)
            for month, row in zip(self.plan.months, rows, strict=True):
                if row.any():
                    self._mean(section, group, place, id, among, row, month, decimals, spread)

    def _mean(
        self, section: str, group: str, place: str, id: str, among: str, whom: Mask, month: float, decimals: int,
        spread: bool,
    ) -> None:  # fmt: skip
        scale, column = self.cohort.scales[id], 0 if month == 0 else self.plan.months.index(month) + 1
        sign = "%" if scale.outcome.unit == "%" else ""
        cell = f"{section}.{group}.{id}{among}.{visit(month)}"
        self.print.mean(cell, place, self.cohort.scores[id][whom, column], scale.step, decimals, sign, month, spread)

    def _afterwards(self, section: str) -> None:
        """Later surgery and harm, of everybody."""
        operated, enrolled = int(self.cohort.operated.sum()), self.plan.patients
        self.print.fraction(f"{section}.all.later-surgery", f"{section}/surgery", operated, enrolled, None, 0)
        self.print.percent(
            f"{section}.all.without-surgery", f"{section}/surgery", enrolled - operated, enrolled, self.plan.decimals
        )
        if operated:
            improved = int((self.cohort.operated & self.cohort.responds.any(axis=1)).sum())
            cell = f"{section}.all.improved-before-surgery"
            self.print.fraction(cell, f"{section}/surgery", improved, operated)
        self.print.count(f"{section}.all.adverse-events", f"{section}/safety", int(self.cohort.harmed.sum()), "n")

    def _limit(self, cell: str, place: str, value: float, sense: Sense, sign: str = "") -> None:
        worded = _WORDED[sense][int(self.chance.integers(3))].format(f"{value:g}{sign}")
        id = self.print.number(cell, place, "threshold", worded, float(value))
        self.limits.append(Limit(id, sense))

    def _severe_limit(self, section: str, place: str) -> None:
        severity = self.cohort.severity
        assert severity is not None
        self._limit(f"{section}.severe.severe-rating", place, float(severity.limit), severity.sense)

    def _decimals(self) -> int | None:
        """The paper's decimals; now and then a fraction stands alone."""
        return None if self._maybe(0.1) else self.plan.decimals

    def _visits(self) -> range:
        return range(len(self.plan.months))

    def _seen(self, whom: Mask, at: int) -> Mask:
        return whom & self.cohort.seen[:, at]

    def _improved(self, whom: Mask, at: int) -> Mask:
        return whom & self.cohort.responds[:, at]

    def _label(self, id: str) -> str:
        return self.cohort.groups[id][0].printed_label
