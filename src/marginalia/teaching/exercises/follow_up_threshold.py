"""Core: a claim that covers every visit is tested at every visit."""

from __future__ import annotations

from marginalia.display import values
from marginalia.study.model import FOLLOW_UP, Number
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


def follow_up_threshold(material: Material) -> Exercise | None:
    limit = next(
        (
            number
            for number in material.study.numbers
            if number.measure == FOLLOW_UP and number.statistic == "threshold" and number.reading is not None
        ),
        None,
    )
    shares = material.shares(FOLLOW_UP)
    if limit is None or len(shares) < 2:
        return None
    return Exercise(
        id="follow-up-threshold",
        title="A claim about every visit",
        level=Level.CORE,
        minutes=5,
        aim="Test a sweeping statement against each case that it covers.",
        question=(
            f"The paper says that follow-up was above {_limit_text(limit)} for every measure at every visit. In the "
            "results it prints how many patients were seen each time.",
            "1. Turn each of those fractions into a percent.\n2. At which visits does the statement hold?\n"
            "3. How could an honest author have come to write it? Think about the denominator.",
        ),
        hint="One counter-example is enough to sink “every”. Do not stop at the first visit.",
        look=("chapters/follow-up", "chapters/abstract"),
        solve=lambda: _solve(limit, shares),
    )


def _limit_text(limit: Number) -> str:
    return values.percent((limit.reading or 0.0) / 100)


def _solve(limit: Number, shares: tuple[Share, ...]) -> Solution:
    bar = (limit.reading or 0.0) / 100
    above = [share.month for share in shares if share.value > bar]
    below = [share.month for share in shares if share.value <= bar]
    lines = "\n".join(
        f"- {values.month(share.month)}: {share.n} ÷ {share.N} = {values.percent(share.value, 1)}, "
        f"{'above' if share.value > bar else 'not above'} {_limit_text(limit)}"
        for share in shares
    )
    if below:
        verdict = (
            f"The statement holds at {values.months(above)} and fails at {values.months(below)}."
            if above
            else (f"The statement holds at none of the visits ({values.months(below)}).")
        )
    else:
        verdict = f"The statement holds at every visit that has a head count ({values.months(above)})."
    return Solution(
        steps=(
            lines,
            "A fair guess at question 3: the authors may have counted only those whose visit was already due, or the "
            "share of scales filled in among those who came. Either would be a different, and smaller, claim. It would "
            "need its own denominators, and those are not printed.",
        ),
        answer=verdict,
        figures=(verdict, *(values.percent(share.value, 1) for share in shares)),
        notes=TeachingNotes(
            wrong_answers=(
                "*“It is over the limit at the first visit, so it is fine.”* The claim is about all visits.",
                "*“Then the authors lied.”* A text and its own table disagree. The next step is a polite letter.",
            ),
            ask_next=(
                "Above what loss do you stop trusting a result? Why is no single limit right for every study?",
                "Would the statement be true of the abstract’s last visit?",
            ),
            timing="Three minutes for the divisions (share them out in the group), two for question 3.",
        ),
    )
