"""Core: one quantity, two printed fractions."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.display import markup, values
from marginalia.study.model import FOLLOW_UP, OVERALL
from marginalia.teaching.material import Material, Share, share_of
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


@dataclass(frozen=True, slots=True)
class _Pair:
    """The same quantity with two different fractions, and every place that prints one, in the paper's order."""

    first: Share
    second: Share
    everywhere: tuple[Share, ...]

    @property
    def gap(self) -> float:
        return abs(self.first.value - self.second.value)


@dataclass(frozen=True, slots=True)
class _Search:
    """What comparing every quantity that is printed more than once has found."""

    repeated: int
    pairs: tuple[_Pair, ...]


def two_places(material: Material) -> Exercise | None:
    search = _search(material)
    if not search.pairs:
        return None
    widest = max(search.pairs, key=lambda pair: pair.gap)
    cell = widest.first.cell
    measure = markup.myst(values.inline(material.study.measure(cell.measure).label))
    name = material.label(cell.group or OVERALL)
    places = values.listed([_place(material, share) for share in widest.everywhere])
    return Exercise(
        id="two-places",
        title="The same number, twice",
        level=Level.CORE,
        minutes=6,
        aim="Compare what a paper says in two places, and find out which of them can be true.",
        question=(
            f"Look for “{name}” at {values.month(cell.month)}, {measure}. It is printed in more than one place: "
            f"{places}.",
            "1. Write down each fraction. What differs?\n"
            "2. Which of them fits the number of patients that the paper says it saw at this visit?\n"
            "3. What would you ask the authors, in one friendly sentence?",
        ),
        hint="A denominator cannot be larger than the number of patients who came.",
        look=("chapters/efficacy", "chapters/subgroups", "book/claims"),
        solve=lambda: _solve(material, widest, search),
    )


def _search(material: Material) -> _Search:
    """Each quantity's first printed fraction against the first other that differs from it."""
    by_quantity: dict[tuple[str | None, str, float | None], list[Share]] = {}
    for cell in material.study.cells():
        share = share_of(cell)
        if share is not None and cell.group is not None and cell.month is not None:
            by_quantity.setdefault((cell.group, cell.measure, cell.month), []).append(share)
    pairs = []
    for shares in by_quantity.values():
        first, *others = shares
        other = next((share for share in others if (share.n, share.N) != (first.n, first.N)), None)
        if other is not None:
            pairs.append(_Pair(first, other, tuple(shares)))
    return _Search(sum(len(shares) > 1 for shares in by_quantity.values()), tuple(pairs))


def _place(material: Material, share: Share) -> str:
    """Where a fraction is printed, in words: `Table 2`, `the results`."""
    section = material.study.section(share.cell.section)
    title = markup.myst(section.title)
    return title if section.id.startswith("table") else f"the text ({title})"


def _solve(material: Material, widest: _Pair, search: _Search) -> Solution:
    first, second = widest.first, widest.second
    seen = material.share(FOLLOW_UP, first.cell.group or OVERALL, first.month)
    told = [
        f"- {values.capital(_place(material, share))}: {values.fraction(share.n, share.N)} = "
        f"{values.percent(share.value)}"
        for share in widest.everywhere
    ]
    steps = [
        "\n".join(told),
        _what_differs(first, second),
        _which_fits(first, second, None if seen is None else seen.n),
        "For example: *“Could you tell us which of the two fractions is meant, and how many patients of this group you "
        "saw at this visit?”*",
    ]
    others = [pair for pair in search.pairs if pair is not widest]
    if others:
        steps.append(
            f"The same search finds {values.plural(len(others), 'more quantity', 'more quantities')} printed with two "
            "different fractions: "
            + "; ".join(
                f"{material.label(pair.first.cell.group or OVERALL)} at {values.month(pair.first.month)}, "
                f"{values.fraction(pair.first.n, pair.first.N)} and {values.fraction(pair.second.n, pair.second.N)}"
                for pair in others
            )
            + "."
        )
    found = f"{values.fraction(first.n, first.N)} in one place, {values.fraction(second.n, second.N)} in the other"
    return Solution(
        steps=tuple(steps),
        answer=f"{values.capital(found)}: {values.percent(first.value)} against {values.percent(second.value)}.",
        figures=(values.fraction(first.n, first.N), values.fraction(second.n, second.N)),
        notes=TeachingNotes(
            wrong_answers=(
                "*Averaging, or going by the majority of places.* A slip that is copied is still a slip.",
                f"*“Sloppy, so nothing here can be trusted.”* Of {search.repeated} fractions that are printed more "
                f"than once, {search.repeated - len(search.pairs)} agree everywhere. Weigh it, do not wield it.",
            ),
            ask_next=(
                "Which of the two did the abstract choose? How might either have come about?",
                "How could a journal catch this before printing, at no cost?",
            ),
            timing="Three minutes to find both places, one for the head count, two for the letter.",
        ),
    )


def _what_differs(first: Share, second: Share) -> str:
    if first.N != second.N and first.n == second.n:
        same, differs, one, other = "numerator", "denominator", first.N, second.N
    elif first.N == second.N:
        same, differs, one, other = "denominator", "numerator", first.n, second.n
    else:
        return "Both the numerator and the denominator differ."
    return f"The {same} is the same; the {differs} is {one} in one place and {other} in the other."


def _which_fits(first: Share, second: Share, seen: int | None) -> str:
    if seen is None:
        return "The paper prints no head count for this visit, so neither fraction can be ruled out from here."
    possible = [share for share in (first, second) if seen >= share.N]
    if len(possible) == 1:
        good = possible[0]
        bad = second if good is first else first
        return (
            f"The paper says that {values.plural(seen, 'patient')} of this group came to the visit. "
            f"{values.fraction(bad.n, bad.N)} needs {bad.N}, so it is {values.fraction(good.n, good.N)} that fits. A "
            "patient who failed to come may have been counted in the other one."
        )
    return f"The paper says that {values.plural(seen, 'patient')} of this group came to the visit, " + (
        "which leaves room for either fraction." if possible else "fewer than either fraction needs."
    )
