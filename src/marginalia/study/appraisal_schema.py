"""The format of the filled forms in a package's folder `appraisal/`: what each key may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from marginalia.study.fields import CitationKey, Reference, Slug, Strict, Text, Words, described


class AnswerEntry(Strict):
    """The answer to one item."""

    item: Slug = described("item of the instrument, as in data/instruments/items.csv")
    answer: Slug = described("one of the answers that the item can take, as in data/instruments/answers.csv")
    reason: Text = described("why, in our words, a template with `{reference:format}` where a number belongs")
    places: tuple[Text, ...] = described("where the paper shows it: section/paragraph", default=())
    rests_on: tuple[Reference, ...] = described("ids of the numbers or cells behind it", default=())
    claims: tuple[Slug, ...] = described("claims of claims.yml that it speaks of", default=())
    literature: tuple[CitationKey, ...] = described("citation keys", default=())
    holds_when: tuple[Text, ...] = described(
        "comparisons that must all be true, else the answer is shown as to be judged again", default=()
    )
    rules: tuple[Slug, ...] = described("rules of the audit whose findings bear on it", default=())
    finds: Literal["", "some", "none"] = described(
        "what these rules must find, else the answer is shown as to be judged again", default=""
    )


class TrialPartEntry(Strict):
    """One part of the trial that the study is compared with."""

    part: Text = described("what is compared: who is eligible, when time starts, …")
    trial: Text = described("what the trial would do, a template")
    study: Text = described("what the study did, a template")


class AppraisalEntry(Strict):
    """An entry of a file in `appraisal/`: one filled form of an appraisal instrument."""

    id: Slug = described("name of the form")
    instrument: Slug = described("instrument, as in data/instruments/instruments.csv")
    about: Text = described("what is appraised, a template: the whole study, one result")
    filled_by: Text = described("who answered, and whether anybody checked it")
    label: Words = described("what tells it from other forms of the same instrument", default="")
    result: Reference | None = described(
        "id of the cell or number that is appraised, where it is one result", default=None
    )
    overall: Slug | None = described("the overall answer, where the instrument leaves it to judgement", default=None)
    overall_reason: Words = described("why, a template", default="")
    holds_when: tuple[Text, ...] = described(
        "comparisons that must all be true, else the overall answer is shown as to be judged again", default=()
    )
    trial: tuple[TrialPartEntry, ...] = described("the trial that the study is compared with", default=())
    answers: Annotated[tuple[AnswerEntry, ...], Field(min_length=1)] = described("one answer for each item")
