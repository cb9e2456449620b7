"""The chances of being called a responder without a change, in figures, as each assumption moves."""

from __future__ import annotations

from marginalia.display import rule as rules
from marginalia.display import shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.rule import Setting
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.simulation.responder_rule import called, called_again


def show(evidence: Evidence, name: str) -> Table | Shown:
    setting = rules.setting(evidence)
    if setting is None:
        return shown.sentence(rules.NO_RULE)
    month = values.month(setting.month)
    columns = ("Rule", "Asked twice within a day", f"Asked {month} apart")
    first = rules.names(setting.rule)[0]
    rows = [
        _heading("Under the central assumptions"),
        *_rules(setting),
        _heading(f"{first}, where one assumption is another"),
        *(_row(label, shares) for label, shares in rules.moved(setting, evidence)),
    ]
    visits = sum(1 for visit in evidence.study.visits if 0 < visit <= setting.month)
    if visits > 1:
        again, error = _again(setting, evidence, visits)
        rows += [_heading(f"{first}, asked at {values.plural(visits, 'visit')}"), *again]
        repeated = f" Visits: {evidence.chosen.simulations:,} starts drawn, Monte Carlo error at most {error}."
    else:
        repeated = ""
    day, months = (values.number(one.agreement, 2) for one in (setting.day(), setting.months()))
    caption = (
        "Unchanged patients called responders. Probabilities are exact for normal ratings; two ratings correlate by "
        f"{day} within a day and by {months} {month} apart, changes on two scales by "
        f"{values.number(setting.alike, 1)}.{repeated}"
    )
    return Table(name, caption, columns, tuple(rows), "ranges")


def _heading(text: str) -> Row:
    return Row(Entry.plain(text), heading=True)


def _row(label: str, shares: tuple[float, float]) -> Row:
    return Row(Entry.plain(label), tuple(Entry.plain(values.percent(share, 1)) for share in shares))


def _rules(setting: Setting) -> list[Row]:
    day, months = (called(setting.rule, one) for one in (setting.day(), setting.months()))
    each = [f"Only {one.outcome.label}" for one in setting.rule]
    return [
        _row(label, shares)
        for label, shares in zip(
            [*each, *rules.names(setting.rule)],
            zip([*day.each, *day.at_least], [*months.each, *months.at_least], strict=True),
            strict=True,
        )
    ]


def _again(setting: Setting, evidence: Evidence, visits: int) -> tuple[list[Row], str]:
    draws, seed = evidence.chosen.simulations, evidence.chosen.seed
    day, months = (
        called_again(setting.rule, one, visits, draws=draws, seed=seed) for one in (setting.day(), setting.months())
    )
    error = max(day.once_error, day.always_error, months.once_error, months.always_error)
    rows = [
        _row("At a given visit", (day.given, months.given)),
        _row("At least once", (day.once, months.once)),
        _row("Every time", (day.always, months.always)),
    ]
    return rows, values.percent(error, 1)
