"""Stretch: a mean without its n."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.means import MeanPoint, MeanSeries, mean_series
from marginalia.display import markup, values
from marginalia.study.model import RESPONSE, Outcome
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


@dataclass(frozen=True, slots=True)
class _Two:
    """The mean of everybody seen and of the responders, at one visit."""

    outcome: Outcome
    all_start: float
    all_later: float
    some_start: float
    some_later: float
    response: Share

    @property
    def month(self) -> float:
        return self.response.month


def whose_mean(material: Material) -> Exercise | None:
    two = _two_means(material)
    if two is None:
        return None
    outcome = markup.myst(two.outcome.label)
    return Exercise(
        id="whose-mean",
        title="Whose mean is it?",
        level=Level.STRETCH,
        minutes=10,
        aim="Ask how many patients, and which, stand behind a mean; see what selecting responders does to it.",
        question=(
            f"In one place the mean of “{outcome}” goes from {values.number(two.all_start)} before treatment to "
            f"{values.number(two.all_later)} at {values.month(two.month)}; in another from "
            f"{values.number(two.some_start)} to {values.number(two.some_later)}. Neither place prints the number of "
            "patients or a standard deviation.",
            "1. Which patients does each pair describe? Read titles and headings, and note where they do not agree.\n"
            "2. How large is the change in each? Why would the second be larger even if the treatment did nothing?\n"
            f"3. *If* the first mean belongs to everybody seen at {values.month(two.month)} and the second to the "
            "responders of that visit, what was the mean of those who did not respond?",
        ),
        hint="For question 3: the total of all scores is the responders’ total plus the others’. A total is a mean "
        "times its number of patients.",
        look=("chapters/magnitude", "chapters/duration"),
        solve=lambda: _solve(two),
    )


def _two_means(material: Material) -> _Two | None:
    for outcome in material.study.outcomes:
        series = mean_series(material.study, outcome.id)
        if len(series) < 2 or series[0].among or not series[1].among:
            continue
        everybody, responders = series[0], series[1]
        for response in reversed(material.shares(RESPONSE)):
            one, other = _at(everybody, response.month), _at(responders, response.month)
            if one is None or other is None or response.n in (0, response.N):
                continue
            if None in (everybody.baseline, responders.baseline, one.value, other.value):
                continue
            return _Two(
                outcome,
                all_start=everybody.baseline or 0.0,
                all_later=one.value or 0.0,
                some_start=responders.baseline or 0.0,
                some_later=other.value or 0.0,
                response=response,
            )
    return None


def _at(series: MeanSeries, month: float) -> MeanPoint | None:
    return next((point for point in series.points if point.month == month), None)


def _solve(two: _Two) -> Solution:
    n, total = two.response.n, two.response.N
    others = total - n
    rest = (two.all_later * total - two.some_later * n) / others
    all_change, some_change = abs(two.all_start - two.all_later), abs(two.some_start - two.some_later)
    possible = two.outcome.low <= rest <= two.outcome.high
    show = values.number
    return Solution(
        steps=(
            "By the table titles and the measure, the first pair is for all patients and the second for responders. "
            "But headings and captions round these tables do not always name the same people, and no count is printed "
            "beside any mean. Say so before going on.",
            f"Changes: {show(all_change)} points for all, {show(some_change)} for responders. A responder is *chosen* "
            "for having changed, so a group of responders has changed by definition. Toss coins, keep those that fell "
            "heads, and report that all the coins you kept fell heads.",
            f"Total of all: {show(two.all_later)} × {total} = {show(two.all_later * total, 1)}. Responders: "
            f"{show(two.some_later)} × {n} = {show(two.some_later * n, 1)}. Left for the other {others}: "
            f"{show(two.all_later * total - two.some_later * n, 1)}, a mean of {show(rest, 1)}."
            + (
                ""
                if possible
                else f" The scale ends at {show(two.outcome.low)} and {show(two.outcome.high)}, so the assumption in "
                "the question cannot be right: these means belong to other patients."
            ),
            "That last figure is only as good as its “if”. Rounded means leave a few tenths of play, and the true "
            "numbers behind each mean are for the authors to tell.",
        ),
        answer="If the counts are those of the response table, those who did not respond averaged about "
        f"{show(rest, 1)} at {values.month(two.month)}, against {show(two.some_later, 1)} in responders.",
        figures=(
            f"a mean of {show(rest, 1)}",
            f"{show(two.all_later)} × {total} = {show(two.all_later * total, 1)}",
        ),
        notes=TeachingNotes(
            wrong_answers=(
                f"*Using all the enrolled as the number behind the mean.* At most {total} were seen at this visit.",
                "*Averaging the two means without weights.*",
                "*“The larger change is the effect in those for whom it works.”* Selecting on the outcome produces it "
                "by itself {cite:p}`atkinson2019responders`.",
            ),
            ask_next=(
                "Which of the two pairs would you put into an abstract? Which would a reader remember?",
                "The patients behind the mean differ from visit to visit. When is a line through such means a lie?",
            ),
            timing="Three minutes for 1 (insist on the captions), two for 2, five for 3.",
        ),
    )
