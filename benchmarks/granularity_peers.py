"""The peers of `benchmarks.granularity`, run by the Python of their own environment: cases in, answers and seconds out.

Reads JSON from standard input, `{"grim": [[mean, n], ...], "grimmer": [[mean, sd, n], ...], "sprite": [[mean, sd, n,
low, high], ...]}`, and writes `{name: {"test": ..., "version": ..., "seconds": ..., "answers": [...]}}`, in seconds
of the processor. Imports nothing of ours.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import Any

Cases = list[list[Any]]


def main() -> None:
    cases: dict[str, Cases] = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    runs: dict[str, tuple[str, str, Callable[[Cases], list[Any]]]] = {
        "scrutipy grim_scalar": ("grim", "scrutipy", _scrutipy_grim),
        "grim consistency_check": ("grim", "grim", _grim),
        "pysprite grim": ("grim", "pysprite", _pysprite_grim),
        "scrutipy grimmer": ("grimmer", "scrutipy", _scrutipy_grimmer),
        "pysprite Sprite": ("sprite", "pysprite", _pysprite_sprite),
    }
    told = {}
    for name, (test, package, run) in runs.items():
        run(cases[test][:1])  # imports and first calls are not what is measured
        begun = time.process_time()
        answers = run(cases[test])
        seconds = time.process_time() - begun
        told[name] = {"test": test, "version": version(package), "seconds": seconds, "answers": answers}
    json.dump(told, sys.stdout)


def _scrutipy_grim(cases: Cases) -> list[bool]:
    test = import_module("scrutipy").grim_scalar
    return [bool(test(mean, n)) for mean, n in cases]


def _grim(cases: Cases) -> list[bool]:
    test = import_module("grim.mean_tester").consistency_check
    return [bool(test(mean, str(n))) for mean, n in cases]


def _pysprite_grim(cases: Cases) -> list[bool]:
    test = import_module("pysprite.pysprite").grim
    return [bool(test(n, float(mean), len(mean.partition(".")[2]))) for mean, n in cases]


def _scrutipy_grimmer(cases: Cases) -> list[bool]:
    means, sds, sizes = (list(column) for column in zip(*cases, strict=True))
    return [bool(answer) for answer in import_module("scrutipy").grimmer(means, sds, sizes, items=[1] * len(cases))]


def _pysprite_sprite(cases: Cases) -> list[list[float] | None]:
    """The sample that is reported as a success, or none; what the package refuses at once has none either."""
    maker = import_module("pysprite.pysprite").Sprite
    found: list[list[float] | None] = []
    for mean, sd, n, low, high in cases:
        decimals = (len(text.partition(".")[2]) for text in (mean, sd))
        try:
            outcome = maker(n, float(mean), float(sd), *decimals, low, high).find_possible_distribution()
        except ValueError:
            found.append(None)
            continue
        found.append([float(score) for score in outcome[1]] if outcome[0] == "Success" else None)
    return found


if __name__ == "__main__":
    main()
