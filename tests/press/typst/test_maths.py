"""Formulas are LaTeX in the source and Typst on the page."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
import typst

from marginalia.press.typst import maths


def test_no_formulas_no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("pandoc was started"))
    assert maths.to_typst([]) == ({}, [])


def test_all_formulas_take_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Any] = []
    real = subprocess.run

    def counted(*arguments: Any, **options: Any) -> Any:
        runs.append(arguments)
        return real(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    made, complaints = maths.to_typst([(f"x_{n}", display) for n in range(30) for display in (True, False)])
    assert len(runs) == 1
    assert len(made) == 60
    assert not complaints
    assert made["x_7", False] == "$x_7$"


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{\hat p + z^2/2N}{1+z^2/N}",
        r"\begin{align}a &= b\\ c &= d\end{align}",
        r"\begin{align*}a &= b\\ c &= d\end{align*}",
        r"\begin{equation}a = b\label{eq}\end{equation}",
        r"a &= b\\ c &= d",
        r"\Pr(X \ge k) = \sum_{i=k}^{n} \binom{n}{i} p^i (1-p)^{n-i}",
        r"\text{share of # \$ @ patients} \le 50\%",
    ],
)
def test_a_formula_compiles(latex: str) -> None:
    made, complaints = maths.to_typst([(latex, True)])
    assert not complaints
    typst.compile(made[latex, True].encode(), format="pdf", ignore_system_fonts=True)


def test_an_unreadable_formula_is_left_out_and_reported() -> None:
    made, complaints = maths.to_typst([(r"\frac{1", False), ("y", False)])
    assert set(made) == {("y", False)}
    assert complaints
