"""The mixed model gives what R's lme4 gives, and what the normal likelihood says by itself; what fails says so."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize
from statsmodels.tools.numdiff import approx_hess

from marginalia.statistics.mixed_model import Floats, NotFitted, mixed_model

# Reaction times of 18 people over 10 days without enough sleep (Belenky and others 2003), the data set `sleepstudy` of
# the R package lme4, read in vincentarelbundock/Rdatasets, csv/lme4/sleepstudy.csv.
SLEEP = Path(__file__).parent / "worked_examples" / "sleepstudy.csv"


def sleep() -> tuple[Floats, Floats, list[str]]:
    with SLEEP.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    people = [row["person"] for row in rows for _ in range(10)]
    scores = np.array([float(row[str(day)]) for row in rows for day in range(10)])
    return scores, np.tile(np.arange(10.0), len(rows)), people


def test_the_sleep_study_of_lme4_is_given_back() -> None:
    """Printed by `lmer(Reaction ~ Days + (Days | Subject), sleepstudy)`, read in the course notes of D. J. Barr
    (dalejbarr.github.io/stat-models-2023, slides on linear mixed models)."""
    scores, days, people = sleep()
    design = np.column_stack([np.ones_like(days), days])
    fit = mixed_model(scores, design, people, design)
    assert fit.estimates == pytest.approx([251.405, 10.467], abs=0.0005)
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx([6.825, 1.546], abs=0.001)
    assert np.sqrt(np.diag(fit.random)) == pytest.approx([24.741, 5.922], abs=0.01)
    assert fit.random[0, 1] / np.sqrt(fit.random[0, 0] * fit.random[1, 1]) == pytest.approx(0.07, abs=0.005)
    assert np.sqrt(fit.residual) == pytest.approx(25.592, abs=0.005)
    assert -2 * fit.log_likelihood == pytest.approx(1743.6, abs=0.05)


def minus_restricted(parameters: Floats, scores: Floats, fixed: Floats, people: list[str]) -> float:
    """Minus the restricted log-likelihood of a random intercept, written out: V = τ² (same person) + σ² I. The
    parameters are the fixed effects, then the logarithms of τ² and σ²."""
    beta, (tau, sigma) = parameters[:-2], np.exp(parameters[-2:])
    v = tau * np.equal.outer(np.array(people), np.array(people)) + sigma * np.eye(len(scores))
    rest, inverse = scores - fixed @ beta, np.linalg.inv(v)
    logarithms = np.linalg.slogdet(v)[1] + np.linalg.slogdet(fixed.T @ inverse @ fixed)[1]
    return float(logarithms + rest @ inverse @ rest) / 2


def test_with_gaps_it_is_the_maximum_of_the_restricted_likelihood() -> None:
    """Means by visit, ratings missing for worse patients: found anew by a general optimiser. Standard errors are those
    of the observed information, the curvature at the maximum in all parameters at once."""
    rng = np.random.default_rng(4)
    rows = []
    for person in range(25):
        level = rng.normal(0, 2)
        for visit, mean in enumerate((7.0, 5.0, 4.0, 4.5)):
            score = mean + level + rng.normal(0, 1)
            if visit == 0 or score < 5 + rng.normal(0, 1):
                rows.append((str(person), visit, score))
    scores = np.array([score for *_, score in rows])
    fixed = np.array([[float(visit == at) for at in range(4)] for _, visit, _ in rows])
    people = [person for person, *_ in rows]
    fit = mixed_model(scores, fixed, people, np.ones((len(rows), 1)))
    start = [*(scores[fixed[:, at] == 1].mean() for at in range(4)), 0.0, 0.0]
    found = minimize(minus_restricted, start, (scores, fixed, people), "BFGS", options={"gtol": 1e-6})
    assert fit.estimates == pytest.approx(found.x[:4], abs=1e-3)
    assert (fit.random[0, 0], fit.residual) == pytest.approx(tuple(np.exp(found.x[4:])), rel=1e-2)
    covariance = np.linalg.inv(approx_hess(found.x, minus_restricted, args=(scores, fixed, people)))[:4, :4]
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(np.sqrt(np.diag(covariance)), rel=2e-3)
    change, error = fit.contrast(np.array([1.0, 0, 0, -1.0]))
    assert change == pytest.approx(found.x[0] - found.x[3], abs=1e-3)
    assert error == pytest.approx(np.sqrt(covariance[0, 0] + covariance[3, 3] - 2 * covariance[0, 3]), rel=2e-3)


@pytest.mark.parametrize(
    ("scores", "people", "why"),
    [
        ([5, 5, 5, 5, 5, 5], "aabbcc", "everybody has the same scores"),
        ([7, 5, 7, 5, 7, 5], "aabbcc", "everybody has the same scores"),
        ([7, 5, 6, 4], "aaaa", "at least two patients"),
        ([7, 5, 6, 4], "abcd", "nobody was rated more than once"),
        ([7, 5, 6], "aab", "too few ratings"),
    ],
)
def test_what_cannot_be_fitted_says_why(scores: list[float], people: str, why: str) -> None:
    fixed = np.array([[1.0, 0.0], [0.0, 1.0]] * 3)[: len(scores)]
    with pytest.raises(NotFitted, match=why):
        mixed_model(np.array(scores, float), fixed, list(people), np.ones((len(scores), 1)))


def test_effects_that_cannot_be_told_apart_are_refused() -> None:
    fixed = np.ones((6, 2))
    with pytest.raises(NotFitted, match="cannot be told apart"):
        mixed_model(np.array([7, 5, 6, 4, 5, 5.0]), fixed, list("aabbcc"), np.ones((6, 1)))


def test_hardly_any_people_give_a_fit_or_a_reason_and_never_another_error() -> None:
    rng = np.random.default_rng(1)
    for people in ("aabb", "aabbcc", "aaabbb"):
        for _ in range(4):
            n = len(people)
            fixed = np.array([[1.0, 0.0], [0.0, 1.0]] * n)[:n]
            slope = np.column_stack([np.ones(n), np.tile([0.0, 1.0], n)[:n]])
            for random in (np.ones((n, 1)), slope):
                try:
                    fit = mixed_model(rng.integers(0, 3, n).astype(float), fixed, list(people), random)
                except NotFitted as trouble:
                    assert str(trouble)
                else:
                    assert np.isfinite(fit.estimates).all()
