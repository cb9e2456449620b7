"""The sums that a sentence prints, worked out again."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_SIDES = re.compile(r"(?P<more>.+) can never be more than (?P<less>.+)\. Printed: (?P<left>.+) against (?P<right>.+)\.")
_AT_ONCE = re.compile(r"The number of (?P<what>.+) cannot be (?P<values>.+) at once\.")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: what it names, the numbers it prints, what they add up to, and what it says so."""

    names: str
    numbers: tuple[int, ...]
    total: int
    said: int


def sides(sentence: str) -> tuple[Side, Side] | None:
    """What can never be more, and than what; `None` where the sentence prints no sums."""
    found = _SIDES.fullmatch(sentence)
    if found is None:
        return None
    return _side(found["more"], found["left"]), _side(found["less"], found["right"])


def at_once(sentence: str) -> list[int] | None:
    """The values that one number cannot have at once; `None` where the sentence says something else."""
    found = _AT_ONCE.fullmatch(sentence)
    return None if found is None else [int(value) for value in re.findall(r"\d+", found["values"])]


def _side(names: str, printed: str) -> Side:
    terms, equals, said = printed.replace("−", "-").partition(" = ")
    total = _worked_out(terms)
    return Side(names, tuple(int(one) for one in re.findall(r"\d+", terms)), total, int(said) if equals else total)


def _worked_out(terms: str) -> int:
    """The value of whole numbers joined by plus, minus, times and brackets, and of nothing else."""
    assert re.fullmatch(r"[-+×() \d]+", terms), terms
    tree = ast.parse(terms.replace("×", "*"), mode="eval")
    return int(eval(compile(tree, "sum", "eval"), {"__builtins__": {}}))
