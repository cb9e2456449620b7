"""GRIM, GRIMMER and SPRITE: cases per second and answers, beside the packages that do the same, on the same inputs.

    python -m benchmarks.granularity [--cases 1000000] [--peer-cases 20000] [--peers PYTHON]

Makes an environment of its own in a temporary folder and installs the peers there from PyPI (scrutipy, grim, pysprite),
never beside ours; `--peers` takes a Python that has them already. Where they cannot be had, ours are measured alone.
The R packages scrutiny and rsprite2 are not on PyPI and are not run here: the answers that they publish are compared in
the tests, with the reason beside each that differs (`tests/statistics/worked_examples/granularity.csv`).
Seconds are those of the processor, so that a busy machine matters less; ours at once are the best of three runs.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import mean as average
from statistics import stdev
from typing import Any

import numpy as np

from marginalia.statistics.attainable import attainable
from marginalia.statistics.granularity_arrays import grim_many, grimmer_many
from marginalia.statistics.grim import grim
from marginalia.statistics.grimmer import grimmer, spread, squares_of
from marginalia.statistics.reported import Reported, Span, reported
from marginalia.statistics.rounding import Rounding
from marginalia.statistics.scale import WHOLE_NUMBERS, Scale
from marginalia.statistics.sprite import sprite

PEERS = ("scrutipy==0.1.12", "grim==0.1.10", "pysprite==1.2.1")
_RUNNER = Path(__file__).with_name("granularity_peers.py")
_LOW, _HIGH = 0, 10
_SPRITE_CASES = 25

Peers = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Case:
    """A printed mean and standard deviation of `n` whole scores; `real` where they were printed from a sample."""

    mean: str
    sd: str
    n: int
    real: bool


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--peer-cases", type=int, default=20_000)
    parser.add_argument("--peers", type=Path, help="a Python in which the peers are installed")
    options = parser.parse_args(arguments)

    print(f"ours, {options.cases:,} cases at once")
    _arrays(options.cases)
    cases = _cases(options.peer_cases)
    sprites = [case for case in cases if case.real and len(case.mean.partition(".")[2]) == 2][:_SPRITE_CASES]
    print(f"\none by one, {len(cases):,} cases: half made up, half printed from real samples of scores from 0 to 10")
    ours = _ours(cases, sprites)
    peers = _peers(options.peers, cases, sprites)
    for name, told in peers.items():
        _line(f"{name} {told['version']}", len(told["answers"]), told["seconds"])
    for name, told in peers.items():
        print(f"\n{name} against ours")
        if told["test"] == "sprite":
            _compare_samples(told["answers"], ours["sprite"], sprites)
        else:
            _compare(told["test"], told["answers"], ours[told["test"]], cases)


def _arrays(cases: int) -> None:
    draw = np.random.default_rng(1)
    n, means, sds = draw.integers(5, 200, cases), draw.integers(100, 700, cases), draw.integers(0, 300, cases)
    for rounding in Rounding:
        _line(f"GRIM, {rounding}", cases, _best(partial(grim_many, means, 2, n, rounding=rounding)))
        for decimals in (2, 1):
            seconds = _best(partial(grimmer_many, means, decimals, sds, 2, n, rounding=rounding))
            _line(f"GRIMMER, {rounding}, mean to {decimals}, SD to 2 decimals", cases, seconds)


def _ours(cases: list[Case], sprites: list[Case]) -> dict[str, list[Any]]:
    """Our answers, half up, from the scalar tests, which decide under every way of rounding at once."""
    answers: dict[str, list[Any]] = {}
    runs: dict[str, tuple[Callable[[Case], Any], list[Case]]] = {
        "grim": (lambda case: grim(case.mean, case.n).consistent, cases),
        "grimmer": (lambda case: grimmer(case.mean, case.sd, case.n).consistent, cases),
        "sprite": (lambda case: sprite(case.mean, case.sd, case.n, Scale.of(low=_LOW, high=_HIGH)).samples, sprites),
    }
    for name, (test, given) in runs.items():
        begun = time.process_time()
        answers[name] = [test(case) for case in given]
        ways = "" if name == "sprite" else f", under {len(Rounding)} ways of rounding at once"
        _line(f"ours, {name}{ways}", len(given), time.process_time() - begun)
    return answers


def _peers(python: Path | None, cases: list[Case], sprites: list[Case]) -> Peers:
    """What the peers say, from an environment of their own; nothing where they cannot be had."""
    given = {
        "grim": [[case.mean, case.n] for case in cases],
        "grimmer": [[case.mean, case.sd, case.n] for case in cases],
        "sprite": [[case.mean, case.sd, case.n, _LOW, _HIGH] for case in sprites],
    }
    with tempfile.TemporaryDirectory(prefix="marginalia-peers-") as scratch:
        if python is None:
            venv.create(scratch, with_pip=True)
            python = Path(scratch) / ("Scripts" if sys.platform == "win32" else "bin") / "python"
            done = subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], capture_output=True, text=True)
            if done.returncode:
                print(f"\nThe peers cannot be installed here, so that ours stand alone:\n{done.stderr[-500:]}")
                return {}
        ran = subprocess.run([python, _RUNNER], input=json.dumps(given), capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"the peers ended with {ran.returncode}:\n{ran.stderr[-2000:]}")
    told: Peers = json.loads(ran.stdout)
    return told


def _cases(count: int) -> list[Case]:
    """Half with a mean and an SD at random, half printed half up from random samples; means to 2 or to 1 decimals."""
    draw = random.Random(1)
    cases = []
    for at in range(count):
        n, decimals = draw.randint(5, 99), 2 if at % 4 < 2 else 1
        if at % 2:
            scores = [draw.randint(_LOW, _HIGH) for _ in range(n)]
            mean, sd = _half_up(average(scores), decimals), _half_up(stdev(scores), 2)
        else:
            mean, sd = f"{draw.uniform(1, 9):.{decimals}f}", f"{draw.uniform(0.5, 4):.2f}"
        cases.append(Case(mean, sd, n, bool(at % 2)))
    return cases


def _half_up(value: float, decimals: int) -> str:
    """A mean or SD of whole scores: a tie of so few of them is exact in binary, or off by a hair that this repairs."""
    return f"{int(value * 10**decimals + 0.5 + 1e-9) / 10**decimals:.{decimals}f}"


def _compare(test: str, theirs: list[bool], ours: list[bool], cases: list[Case]) -> None:
    """Where a peer answers otherwise, and why."""
    reasons = Counter(
        _reason(test, case, our) for case, our, their in zip(cases, ours, theirs, strict=True) if our != their
    )
    print(f"  {len(cases) - reasons.total():7,} the same")
    for reason, times in reasons.most_common():
        print(f"  {times:7,} {reason}")
    real = sum(case.real for case in cases)
    accused, ours_accused = (
        sum(case.real and not answer for case, answer in zip(cases, answers, strict=True)) for answers in (theirs, ours)
    )
    print(f"  false alarms on {real:,} real samples: {accused:,} ({accused / real:.1%}); ours {ours_accused:,}")


def _compare_samples(theirs: list[list[float] | None], ours: list[Any], cases: list[Case]) -> None:
    """How many real samples each reconstructs."""
    print(f"  of {len(cases)} real samples ours reconstructs {sum(bool(samples) for samples in ours)}")
    told = Counter(_sample_of(case, sample) for case, sample in zip(cases, theirs, strict=True))
    for verdict, times in told.most_common():
        print(f"  {times:7,} {verdict}")


def _reason(test: str, case: Case, ours: bool) -> str:
    if ours:
        proof = "printed from a real sample" if case.real else "a sample exists"
        return f"a false alarm of the peer: {proof}"
    if _possible_with_ties(test, case):
        return "a tie, which the peer also rounds down, and we only half up"
    return "missed by the peer: no sample prints this, whichever way ties are rounded"


def _possible_with_ties(test: str, case: Case) -> bool:
    """Whether it is possible where a tie may go up or down, in the mean and in the standard deviation."""
    totals = _closed(reported(case.mean)).wholes(case.n)
    if test == "grim":
        return bool(totals)
    spreads = replace(spread(reported(case.sd), case.n, WHOLE_NUMBERS, Rounding.HALF_UP), holds_high=True)
    return any(
        attainable(case.n, total, squares) for total in totals for squares in squares_of(total, case.n, spreads, None)
    )


def _closed(number: Reported) -> Span:
    return replace(number.could_be(Rounding.HALF_UP), holds_high=True)


def _sample_of(case: Case, sample: list[float] | None) -> str:
    if sample is None:
        return "not found by the peer"
    right = _half_up(average(sample), 2) == case.mean and _half_up(stdev(sample), 2) == case.sd
    return "found by the peer" if right else "called found by the peer, with another mean or SD"


def _best(run: Callable[[], object], times: int = 3) -> float:
    """The seconds of the best of several runs."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


def _line(name: str, cases: int, seconds: float) -> None:
    print(f"  {name:<52} {seconds:8.3f} s {cases / seconds:14,.0f} cases/s", flush=True)


if __name__ == "__main__":
    main()
