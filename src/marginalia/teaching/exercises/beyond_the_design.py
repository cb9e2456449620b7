"""Core: what a study built like this one cannot show."""

from __future__ import annotations

from marginalia.display import markup, values
from marginalia.study.model import Claim
from marginalia.teaching.material import Material
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes

#: How many claims to judge; enough to see the pattern in eight minutes.
_CLAIMS = 4


#: Kinds of claim that say what a treatment does.
_KINDS = ("efficacy", "comparison", "mechanism")


def beyond_the_design(material: Material) -> Exercise | None:
    claims = _claims(material)
    if len(claims) < 2:
        return None
    design = markup.myst(material.study.design.label)
    listed = "\n".join(f"{place}. {markup.myst(claim.says)}" for place, claim in enumerate(claims, start=1))
    return Exercise(
        id="beyond-the-design",
        title="Could any result have shown this?",
        level=Level.CORE,
        minutes=8,
        aim="Separate a claim that the numbers fail from one that no numbers of this design could support.",
        question=(
            f"This is a {design}. Here are {values.plural(len(claims), 'thing')} that the paper says, in our words.",
            listed,
            "For each: what would the study have needed, beyond more patients, to be able to say it? Then rewrite the "
            "one that you find most tempting so that the design carries it.",
        ),
        hint="Imagine the best possible result with this design: everybody well. Would the claim then be shown?",
        look=("chapters/discussion", "book/claims"),
        solve=lambda: _solve(material, claims),
    )


def _claims(material: Material) -> tuple[Claim, ...]:
    """For each of the features that claims lack most often, the shortest claim in plain words that lacks only it."""
    by_feature: dict[str, list[Claim]] = {}
    for claim in material.study.claims:
        lacking = _lacking(material, claim)
        if claim.kind in _KINDS and len(lacking) == 1 and "{" not in claim.says:
            by_feature.setdefault(lacking[0], []).append(claim)
    commonest = sorted(by_feature.values(), key=len, reverse=True)[:_CLAIMS]
    return tuple(min(claims, key=lambda claim: len(claim.says)) for claims in commonest)


def _lacking(material: Material, claim: Claim) -> tuple[str, ...]:
    return tuple(need for need in claim.needs if need not in material.study.design.features)


def _solve(material: Material, claims: tuple[Claim, ...]) -> Solution:
    lines = []
    for place, claim in enumerate(claims, start=1):
        (need,) = _lacking(material, claim)
        given = markup.myst(material.study.design.terms.get(need, need.replace("-", " ")))
        lines.append(f"{place}. It would have needed {given}.")
    return Solution(
        steps=(
            "\n".join(lines),
            "The test is the hint. Suppose that everybody had got better. Complaints also ease by themselves, "
            "people join studies when they feel worst, and attention helps. Without people to compare with, all of "
            "that is inside the percent and cannot be taken out again.",
            "A rewrite that the design carries says what was *seen*, in *whom*, and leaves the cause open: *after* the "
            "treatment, not *because of* it.",
        ),
        answer="None of these could have been shown by this design, however good the numbers. That is a limit of the "
        "design, not a failing of the patients, the doctors or the treatment.",
        figures=(lines[0], lines[-1]),
        notes=TeachingNotes(
            wrong_answers=(
                "*“More patients would fix it.”* More patients make the interval narrower round the same mixture.",
                "*“So the treatment does not work.”* The design cannot show that either.",
                "*“A single-arm study is worthless.”* For first signs of harm, for feasibility and for planning a "
                "trial it is the right tool.",
            ),
            ask_next=(
                "When is one arm enough? (When the course without treatment is certain and the change immense.) Is "
                "this complaint such a case?",
                "Could a sham be made for this treatment, and what would patients and staff notice of it? Look at how "
                "the trials with a sham in this book did it.",
            ),
            timing="One claim to each corner of the room for four minutes, then a minute of report from each.",
        ),
    )
