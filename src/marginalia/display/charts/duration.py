"""Continued response: among earlier responders seen again, as printed, and over everybody who started."""

from __future__ import annotations

from marginalia.analysis.duration import lasting
from marginalia.display import shown, theme, values
from marginalia.display.charts._forest import Kind, Mark, ends, forest
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_PRINTED, _SEEN, _STARTERS = "of earlier responders, as printed", "of everybody seen then", "of everybody enrolled"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    marks = []
    visits = lasting(evidence.study, settings=evidence.settings)
    for visit in visits:
        row, cell = values.capital(values.month(visit.month)), visit.printed
        for kind, share, interval, base in (
            (_PRINTED, cell.share, cell.interval, cell.N),
            (_SEEN, visit.of_seen, visit.seen_interval, visit.seen),
            (_STARTERS, visit.of_starters, visit.starters_interval, visit.starters),
        ):
            if share is not None and cell.n is not None and base is not None:
                low, high = ends(interval)
                marks.append(Mark(row, kind, share, low, high, values.fraction(cell.n, base)))
    if not marks:
        return shown.sentence("The paper does not report how many responses lasted.")
    kinds = [
        Kind(_PRINTED, theme.BLUE),
        Kind(_SEEN, theme.GREEN, "square"),
        Kind(_STARTERS, theme.VERMILION, "diamond"),
    ]
    last = [mark for mark in marks if mark.row == marks[-1].row]
    first, whole = last[0], last[-1]
    title = (
        f"At {last[0].row}, {first.count} earlier responders still improved is {values.percent(first.share)}; "
        f"over everybody enrolled the same patients are {whole.count}, {values.percent(whole.share)}."
    )
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"One numerator, three denominators, with {level} intervals. The last counts patients who were not seen as not "
        "known to be still improved."
    )
    alternative = "; ".join(f"{mark.row}, {mark.kind}: {mark.count}, {values.percent(mark.share)}" for mark in marks)
    chart = forest(marks, kinds, title="Still improved", row_height=24)
    return Figure(chart, title, caption, f"Continued response. {alternative}.", name)
