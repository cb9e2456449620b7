"""Core: a Wilson interval with pencil and paper."""

from __future__ import annotations

import math
from statistics import NormalDist

from marginalia.display import markup, values
from marginalia.statistics.intervals import interval
from marginalia.study.model import RESPONSE
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


def wilson_by_hand(material: Material) -> Exercise | None:
    shown = material.latest(RESPONSE)
    if shown is None:
        return None
    z = NormalDist().inv_cdf((1 + material.confidence) / 2)
    return Exercise(
        id="wilson-by-hand",
        title="A Wilson interval by hand",
        level=Level.CORE,
        minutes=12,
        aim="See that an interval is a short sum, and learn to say what it means.",
        question=(
            f"At {values.month(shown.month)} the paper prints a percent for {shown.n} responders among {shown.N} seen, "
            "without an interval. Put one beside it.",
            f"With $z = {values.number(z)}$ for {values.percent(material.confidence)} confidence, the Wilson interval "
            "{cite:p}`newcombe1998single` for $n$ of $N$ is",
            markup.directive(
                "math",
                r"\frac{n + \tfrac{z^2}{2}}{N + z^2} \;\pm\; \frac{z}{N + z^2}"
                r"\sqrt{\frac{n\,(N - n)}{N} + \frac{z^2}{4}}",
            ),
            "1. Work out the middle (left of the ±).\n2. Work out the half-width (right of it).\n"
            "3. Say in one sentence, without the word “probability”, what the interval tells a patient.",
        ),
        hint="In words: add $z^2/2$ imaginary successes and as many imaginary failures to what was seen, then go as "
        "far to either side as the root says. Keep three decimals until the end.",
        look=("book/how-to-read", "chapters/efficacy"),
        solve=lambda: _solve(material, shown, z),
    )


def _solve(material: Material, shown: Share, z: float) -> Solution:
    n, total = shown.n, shown.N
    square = z * z
    middle = (n + square / 2) / (total + square)
    under_root = n * (total - n) / total + square / 4
    half = z / (total + square) * math.sqrt(under_root)
    found = interval(n, total, method="wilson", confidence=material.confidence)
    words = values.interval(found.low, found.high)

    def show(value: float) -> str:
        return str(values.rounded(value, 3))

    return Solution(
        steps=(
            f"$z^2 = {show(square)}$, so the denominator is ${total} + {show(square)} = {show(total + square)}$.",
            f"Middle: $({n} + {show(square / 2)}) / {show(total + square)} = {show(middle)}$. The plain share is "
            f"{show(shown.value)}; the formula has pulled it a little towards one half.",
            f"Under the root: ${n} \\times {total - n} / {total} + {show(square / 4)} = {show(under_root)}$. Its root "
            f"is {show(math.sqrt(under_root))}.",
            f"Half-width: ${show(z)} / {show(total + square)} \\times {show(math.sqrt(under_root))} = {show(half)}$.",
            f"Ends: ${show(middle)} - {show(half)} = {show(found.low)}$ and ${show(middle)} + {show(half)} = "
            f"{show(found.high)}$.",
            f"For a patient: *if the {total} people seen are a fair sample of people like you, response rates from "
            f"{words} all fit what was seen.* It does not say what causes the response, and it knows nothing of the "
            "patients who were not seen.",
        ),
        answer=f"{values.percent(shown.value)}, with a {values.percent(material.confidence)} interval of {words}.",
        figures=(words, show(middle), show(half)),
        notes=TeachingNotes(
            wrong_answers=(
                f"*Using {material.study.enrolled} as $N$.* The interval belongs to those who were counted.",
                "*Squaring late:* $z$ where $z^2$ is meant. The middle then lands on the plain share and the slip goes "
                "unnoticed.",
                f"*“There is a {values.percent(material.confidence)} chance that the true value lies inside.”* The "
                "method catches the true value that often in the long run; this one interval either did or did not.",
            ),
            ask_next=(
                "What happens to the width when the same share comes from four times as many patients? Try it.",
                "Why is the interval not symmetric about the plain share? Look at 0 of $N$ to see what symmetry would "
                "do.",
            ),
            timing="Four minutes for the middle, five for the half-width, three for the sentence. Slow groups may stop "
            "after the middle and read the ends from the efficacy chart.",
        ),
    )
