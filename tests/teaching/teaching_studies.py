"""Studies changed for a test."""

from __future__ import annotations

from dataclasses import replace

from marginalia.study.model import Number, Study


def with_readings(study: Study, **readings: float) -> Study:
    """The study with other readings: `table_2__all__response__12__n=10` for `table-2.all.response.12.n`."""
    wanted = {name.replace("__", ".").replace("_", "-"): value for name, value in readings.items()}
    assert wanted.keys() <= {number.id for number in study.numbers}

    def changed(number: Number) -> Number:
        return replace(number, reading=wanted[number.id]) if number.id in wanted else number

    return replace(study, numbers=tuple(changed(number) for number in study.numbers))


def without(study: Study, *measures: str) -> Study:
    """The study without any number of these measures."""
    return replace(study, numbers=tuple(number for number in study.numbers if number.measure not in measures))
