"""Warm-up: what the paper does well."""

from __future__ import annotations

from marginalia.display import markup, values
from marginalia.statistics.rounding import parse_percent, percent_check
from marginalia.study.model import FOLLOW_UP, OVERALL, RESPONSE
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes

#: Features of a design that deserve credit, as a reader would say them.
_CREDIT = {
    "prospective": "patients were enrolled before their outcomes were known (a prospective study)",
    "informed-consent": "patients gave informed consent",
    "ethics-approval": "an ethics board approved the study",
    "before-after-measurement": "the same scales were used before and after treatment",
    "control-group": "there was a control group",
    "randomised": "patients were assigned by chance",
    "blinding": "those who rated did not know who had what",
    "registered": "the study was registered",
}


def done_well(material: Material) -> Exercise | None:
    shares = material.everywhere(RESPONSE)
    if not shares:
        return None
    return Exercise(
        id="done-well",
        title="Credit where it is due",
        level=Level.WARM_UP,
        minutes=5,
        aim="Read a paper fairly: find its strengths before its gaps.",
        question=(
            "Before you criticise, look for what these authors did that many do not.",
            "1. Choose any table of results. Could you recompute it from what is printed? What makes that possible?\n"
            "2. Name three things in the methods that deserve credit.\n"
            "3. Which of the questions in this book could nobody have asked, had the paper printed less?",
        ),
        hint="Ask of each number: do they show me what it was made from?",
        look=("chapters/methods", "chapters/efficacy"),
        solve=lambda: _solve(material, shares),
    )


def _solve(material: Material, shares: tuple[Share, ...]) -> Solution:
    study = material.study
    with_percent = [share for share in shares if share.printed_percent and parse_percent(share.printed_percent)]
    follows = sum(percent_check(share.printed_percent or "", share.n, share.N).consistent for share in with_percent)
    visits = material.shares(FOLLOW_UP)
    features = [_CREDIT[feature] for feature in study.design.features if feature in _CREDIT]
    groups = [group for group in study.groups if group.id != OVERALL and material.shares(RESPONSE, group.id)]
    strengths = [
        f"Numerators and denominators are printed: {len(shares)} response rates, for {len(groups) + 1} sets of "
        "patients, come with both.",
        f"The sums hold: {follows} of {len(with_percent)} response percents follow from their fractions.",
    ]
    if visits:
        strengths.append(
            f"Those lost are not hidden: head counts are given at {values.months([share.month for share in visits])}."
        )
    if features:
        strengths.append(f"From the methods: {'; '.join(features)}.")
    if study.outcomes:
        strengths.append(
            f"{values.capital(values.plural(len(study.outcomes), 'scale'))} "
            f"{'is' if len(study.outcomes) == 1 else 'are'} used "
            f"({values.listed([markup.myst(outcome.label) for outcome in study.outcomes])}), and the threshold for "
            "improvement is stated."
        )
    return Solution(
        steps=(
            "\n".join(f"- {strength}" for strength in strengths),
            "Nearly every exercise here rests on a number that the authors chose to print. A paper that gives only "
            "percents would have been safer from questions, and worth less.",
        ),
        answer="It can be checked. Openness about numerators and denominators is the strength on which all criticism "
        "of it rests.",
        figures=(strengths[0], strengths[1]),
        notes=TeachingNotes(
            wrong_answers=(
                "*“It was peer reviewed” or “it is open access”.* True or not, neither tells you about the study.",
                "*A strength with a sting* (“at least they admit…”). Ask for one without a “but”.",
            ),
            ask_next=("Which single addition to the paper would raise your trust most? Who could still supply it?",),
            timing="Two minutes alone, three to build one list on the board. Do it early: it sets the tone.",
        ),
    )
