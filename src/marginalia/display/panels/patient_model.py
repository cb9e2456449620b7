"""Mean improvements by a mixed model of all visits, beside those of the patients seen, in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.patient_changes import Spread
from marginalia.analysis.repeated_ratings import Estimated, Repeated, Unfitted
from marginalia.display import by_patient, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    if not any(isinstance(one, Repeated) for one in made.repeated):
        return shown.sentence("There is no model whose numbers could be shown.")
    rows = tuple(row for one in made.repeated for row in _rows(one))
    caption = markup.myst(
        f"Mean improvements since before treatment, with intervals ({values.percent(made.settings.confidence)}). The "
        f"model counts everybody rated at any visit, the last column those seen then.{by_patient.made_up(made)}"
    )
    return Table(name, caption, ("Visit", "Model", "Those seen", "Seen"), rows, "ranges")


def _rows(one: Repeated | Unfitted) -> Iterator[Row]:
    if isinstance(one, Unfitted):
        yield Row(Entry.plain(f"{one.outcome.label}: no model, because {one.why}"), heading=True)
        return
    kind = "a level and a slope for each patient" if one.slope else "a level for each patient"
    yield Row(Entry.plain(f"{one.outcome.label}: {kind}; {one.patients} patients, {one.ratings} ratings"), heading=True)
    yield from map(_row, one.visits)


def _row(at: Estimated) -> Row:
    model = (values.number(at.estimate, 1), by_patient.between(at.interval))
    return Row(
        Entry.plain(values.capital(values.month(at.month))),
        (Entry(tuple(map(markup.myst, model))), _seen(at.seen), Entry.plain("" if at.seen is None else str(at.seen.n))),
    )


def _seen(one: Spread | None) -> Entry:
    if one is None:
        return Entry(())
    lines = [values.number(one.mean, 1)] + ([] if one.interval is None else [by_patient.between(one.interval)])
    return Entry(tuple(map(markup.myst, lines)))
