"""Warm-up: does a percent follow from its fraction?"""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.display import markup, values
from marginalia.statistics.rounding import PercentCheck, parse_percent, percent_check
from marginalia.study.model import OVERALL, RESPONSE
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


@dataclass(frozen=True, slots=True)
class _Checked:
    share: Share
    check: PercentCheck

    @property
    def from_half(self) -> float:
        """How far the exact percent is from the point where rounding turns, in percentage points."""
        return abs(float(self.check.exact) % 1 - 0.5)


def recompute_percent(material: Material) -> Exercise | None:
    checked = tuple(_checks(material))
    overall = tuple(item for item in checked if item.share.cell.group == OVERALL)
    if not overall:
        return None
    close = min(checked, key=lambda item: item.from_half)
    printed = values.listed([markup.myst(item.check.printed) for item in overall])
    visits = values.months([item.share.month for item in overall])
    return Exercise(
        id="recompute-percent",
        title="Trust, but divide",
        level=Level.WARM_UP,
        minutes=4,
        aim="Recompute a printed percent, and know which differences are mere rounding.",
        question=(
            f"For all patients the paper prints {printed} responders at {visits}, each with its fraction.",
            "1. Divide. Does each percent follow from its fraction?\n"
            f"2. Now {material.label(close.share.cell.group or OVERALL)} at {values.month(close.share.month)}: what is "
            "the percent to one decimal, and what would you print without decimals?\n"
            "3. Why is it worth a reader’s minute to check sums that a spreadsheet surely got right?",
        ),
        hint="A percent without decimals can stand for anything within half a point on either side.",
        look=("chapters/efficacy",),
        solve=lambda: _solve(checked, overall, close),
    )


def _checks(material: Material) -> list[_Checked]:
    return [
        _Checked(share, percent_check(share.printed_percent, share.n, share.N))
        for share in material.everywhere(RESPONSE)
        if share.printed_percent is not None and parse_percent(share.printed_percent) is not None
    ]


def _solve(checked: tuple[_Checked, ...], overall: tuple[_Checked, ...], close: _Checked) -> Solution:
    lines = "\n".join(
        f"- {values.month(item.share.month)}: {item.share.n} ÷ {item.share.N} = {values.percent(item.share.value, 1)}, "
        f"printed {markup.myst(item.check.printed)}: {_verdict(item.check)}"
        for item in overall
    )
    right = sum(item.check.consistent for item in checked)
    wrong = [item for item in checked if item.check.impossible]
    cut = " or ".join(str(rounding) for rounding in close.check.roundings) or "in no usual way"
    tally = (
        f"All {len(checked)} printed response percents that come with a fraction follow from it."
        if right == len(checked)
        else f"Of {len(checked)} printed response percents that come with a fraction, {right} follow from it by "
        f"ordinary rounding and {len(wrong)} by no way of rounding."
    )
    exact = values.percent(close.share.value, 1)
    return Solution(
        steps=(
            lines,
            f"{close.share.n} ÷ {close.share.N} = {exact}. Printed: {markup.myst(close.check.printed)}, "
            f"which is the exact value rounded {cut}.",
            "Because a slip in a sum is the cheapest sign that a table was edited by hand, and because a reader who "
            f"has done the division once has also read the denominator. {tally}",
        ),
        answer=tally,
        figures=(tally, *(values.percent(item.share.value, 1) for item in overall)),
        notes=TeachingNotes(
            wrong_answers=(
                "*Calling a rounding difference an error.* Ask first which rounding would give the printed value.",
                "*“The percents are right, so the results are right.”* Arithmetic is the lowest hurdle. Give credit "
                "for clearing it, and read on.",
            ),
            ask_next=(
                "A percent is printed without its fraction, for a group of seven. Which whole percents are possible at "
                "all?",
            ),
            timing="One division each around the table; the third question aloud.",
        ),
    )


def _verdict(check: PercentCheck) -> str:
    if check.consistent:
        return "it follows"
    if check.impossible:
        return f"it does not follow, {check.computed} would"
    return f"it follows if rounded {' or '.join(str(rounding) for rounding in check.roundings)}"
