"""Filled forms of appraisal instruments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one item of an appraisal instrument, with its reason.

    `reason` is a template; `places` are where the paper shows it (`methods/inclusion`); `rests_on` are ids of numbers
    or cells, `claims` ids of claims. The answer is shown only while every comparison of `holds_when` is true and the
    audit's `rules` find what `finds` says (`some`, `none`; empty: nothing is asked of the audit), so that it does not
    outlive its numbers.
    """

    item: str
    answer: str
    reason: str
    places: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    holds_when: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    finds: Literal["", "some", "none"] = ""


@dataclass(frozen=True, slots=True)
class TrialPart:
    """One part of the trial that a study is compared with: what the `trial` would do, and what the `study` did. Both
    are templates."""

    part: str
    trial: str
    study: str


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A filled form of an appraisal instrument.

    `about` says in a template what is appraised (the whole study, one result); `label` names it in a word or two where
    one instrument has several forms; `filled_by` says who answered. `result` is the id of the cell or number that is
    appraised, where it is one result. `overall` is the form's own overall answer where the instrument leaves it to
    judgement, with its reason and conditions; where the instrument has a rule, it is computed. `trial` is the trial
    that the study is compared with.
    """

    id: str
    instrument: str
    about: str
    filled_by: str
    answers: tuple[Answer, ...]
    label: str = ""
    result: str | None = None
    overall: str | None = None
    overall_reason: str = ""
    holds_when: tuple[str, ...] = ()
    trial: tuple[TrialPart, ...] = ()
