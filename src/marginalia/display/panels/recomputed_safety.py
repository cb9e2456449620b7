"""What happened to the patients: how many, how often, how serious; and each event in its own words."""

from __future__ import annotations

from marginalia.analysis.patient_course import Happened, happened, listed_events
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.panels import _recomputed
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.patient_level import Event

#: Beyond so many events a list is for a file, not for a page.
_MOST = 200


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(_recomputed.NO_PATIENTS)
    if not made.cohort.events_recorded:
        return shown.sentence(
            "There is no record of events among the patients’ files (events.csv), so that nothing can be said about "
            "harms or later operations from them."
        )
    summed = _summed(evidence, happened(made.aggregation), name)
    listed = _listed(evidence, f"{name}-events")
    return summed if listed is None else shown.together(Shown(summed.markdown, summed.html), listed)


def _summed(evidence: Evidence, found: tuple[Happened, ...], name: str) -> Table:
    rows = tuple(Row(Entry.plain(evidence.study.measure(one.kind).label), _counts(evidence, one)) for one in found)
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"Events on record among all patients, with a {level} interval for the share of patients who had one; how many "
        "of the events were serious, in how many patients, and how many came from the treatment."
    )
    columns = ("What", "Patients", "Share", "Events", "Serious", "Patients with these", "From treatment")
    return Table(name, markup.myst(caption), columns, rows, "figures")


def _counts(evidence: Evidence, one: Happened) -> tuple[Entry, ...]:
    around = evidence.settings.interval(one.patients, one.size)
    share = (
        () if around is None else (values.percent(one.patients / one.size), values.interval(around.low, around.high))
    )
    texts = [one.events, one.serious, one.seriously, one.related]
    said = ["not said" if count is None else str(count) for count in texts]
    return (
        Entry.plain(f"{one.patients} of {one.size}"),
        Entry(tuple(map(markup.myst, share))),
        *map(Entry.plain, said),
    )


def _listed(evidence: Evidence, name: str) -> Shown | None:
    """Each event, folded away; nothing where there is none."""
    made = evidence.recomputation
    events = () if made is None else listed_events(made.aggregation)
    if not events:
        return None
    rows = tuple(
        Row(
            Entry.plain(patient.id),
            tuple(
                map(Entry.plain, (evidence.study.measure(event.kind).label, _when(event), event.label, *_judged(event)))
            ),
        )
        for patient, event in events[:_MOST]
    )
    left = f" The first {_MOST} of {len(events)}." if len(events) > _MOST else ""
    columns = ("Patient", "What", "When", "In words", "Serious", "From treatment")
    made_table = Table(name, markup.myst(f"Every event on record.{left}"), columns, rows)
    head = f"All {len(events)} events"
    return Shown(
        markup.directive("dropdown", made_table.markdown, colons=5, argument=head),
        f"<details><summary>{head}</summary>{made_table.html}</details>",
    )


def _when(event: Event) -> str:
    return "not known" if event.month is None else "at treatment" if event.month == 0 else values.month(event.month)


def _judged(event: Event) -> tuple[str, str]:
    serious = "not said" if event.serious is None else "yes" if event.serious else "no"
    return serious, event.related or "not said"
