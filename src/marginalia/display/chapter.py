"""The one thing that a chapter's notebook imports.

Every method returns something that shows itself, in the book and in JupyterLab. What a study does not report
comes out as a sentence that says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from myst_nb import glue

from marginalia.analysis.tables import tables_of
from marginalia.display import (
    charts,
    claims,
    claims_page,
    data_tables,
    evidence,
    facts,
    findings,
    findings_files,
    findings_page,
    granularity,
    inferences,
    markup,
    notes,
    panels,
    parameters_table,
    promises,
    ranges,
    scoreboard,
    shown,
    together,
)
from marginalia.display.figures import Figure
from marginalia.display.published import as_printed
from marginalia.display.recomputed import recomputed
from marginalia.display.shown import Shown
from marginalia.display.tables import Table
from marginalia.parameters import Parameters


@dataclass(frozen=True)
class Chapter:
    """A chapter of the book, opened on a study. Its methods may be called in any order."""

    slug: str
    evidence: evidence.Evidence

    def facts(self) -> None:
        """Glue every named fact of the chapter, so that the prose can quote it as ``{glue:text}`name` ``."""
        for name, value in facts.facts_of(self.slug, self.evidence).items():
            glue(name, _plain_text(name, value), display=False)

    def claims(self, *, table: str = "") -> Shown:
        """What the paper says in this section, claim by claim, with verdicts; `table` is the chapter's panel of what is
        known of them elsewhere, where it has one."""
        return claims.claims_of(self.evidence, self.slug, table)

    def all_claims(self) -> Shown:
        """Every claim of the paper with its evidence: the page of all claims."""
        return claims_page.all_claims(self.evidence)

    def own_tables(self, *, recomputed: bool = True) -> Table | Shown:
        """The tables that the paper prints in this chapter's sections, with what they leave out or as printed."""
        show = self.recomputed if recomputed else self.table
        made = [show(table.id) for table in tables_of(self.evidence.study, self.slug)]
        if not made:
            return shown.in_place_of("tbl-own", shown.sentence(shown.NO_TABLE))
        return made[0] if len(made) == 1 else shown.together(*(Shown(one.markdown, one.html) for one in made))

    def table(self, id: str, *, name: str | None = None) -> Table | Shown:
        """A table of the paper as printed; `name` replaces its label where a page shows it again."""
        if not self._has_table(id):
            return _absent(id, name or id)
        return as_printed(self.evidence.study, id, name)

    def recomputed(self, id: str, *, name: str | None = None) -> Table | Shown:
        """The same table with what the paper leaves out: intervals, and whom each denominator leaves out."""
        if not self._has_table(id):
            return _absent(id, name or id)
        return recomputed(self.evidence, id, name)

    def chart(self, name: str, *, label: str | None = None) -> Figure | Shown:
        """A chart by its name; `label` replaces its label where a page shows it again. Raises `ValueError` for a
        name that no chart has."""
        drawn = charts.draw(name, self.evidence, label or name)
        return shown.in_place_of(f"fig-{label or name}", drawn) if isinstance(drawn, Shown) else drawn

    def panel(self, name: str, *, label: str | None = None) -> Table | Shown:
        """A table or passage of its own by its name; `label` as for a chart. Raises `ValueError` for a name that no
        panel has."""
        made = panels.show(name, self.evidence, label or name)
        return shown.in_place_of(f"tbl-{label or name}", made) if isinstance(made, Shown) else made

    def notes(self, *kinds: str) -> Shown:
        """Our comments on this section: shows, credit, caution, question, counter-evidence; all where none is named."""
        return notes.notes_of(self.evidence, self.slug, *kinds)

    def margin(self, *kinds: str) -> Shown:
        """The same comments in the margin, beside what follows."""
        return notes.notes_of(self.evidence, self.slug, *kinds, margin=True)

    def scoreboard(self, *, label: str = "scoreboard") -> Table | Shown:
        """How many claims got which verdict."""
        if not self.evidence.judgements:
            return shown.in_place_of(f"tbl-{label}", shown.sentence("No claims are recorded for this paper."))
        return scoreboard.scoreboard_table(self.evidence, label)

    def verdicts(self) -> Table:
        """The verdicts and what each means."""
        return scoreboard.verdicts_table()

    def promises(self) -> Table | Shown:
        """What the methods announce, against what is printed."""
        return promises.promises(self.evidence)

    def damaged(self) -> Table | Shown:
        """The numbers that the scan damaged."""
        return data_tables.damaged(self.evidence)

    def differences(self) -> Table | Shown:
        """Where the two transcriptions differ."""
        return data_tables.differences(self.evidence)

    def numbers_by_section(self) -> Table:
        """How many numbers each section prints."""
        return data_tables.numbers_by_section(self.evidence)

    def dictionary(self) -> Table:
        """The files, keys and columns of a study package."""
        return data_tables.dictionary()

    def parameters(self) -> Table:
        """Every parameter, with what was chosen for this book."""
        return parameters_table.parameters_table(self.evidence)

    def findings(self, *, beside: str = "") -> Shown:
        """What the audit found in the numbers of this chapter's sections; what concerns the chapter `beside` it as
        well is told in one of the two."""
        return findings.findings_of(self.evidence, self.slug, beside)

    def all_findings(self) -> Shown:
        """Every question about the printed numbers: the page of what the audit found."""
        return findings_page.all_findings(self.evidence)

    def severities(self) -> Table:
        """How many questions have which weight."""
        return findings_page.severities_table(self.evidence)

    def files(self, about: str) -> Shown:
        """Links to the audit's files about `findings`, or about `claims`."""
        return findings_files.offered(self.evidence, about)

    def granularity(self) -> Table | Shown:
        """The printed means against scores in whole and in half points."""
        return granularity.granularity_table(self.evidence)

    def conflicts(self) -> Shown:
        """Printed counts that cannot be true together."""
        return together.conflicts(self.evidence)

    def set_aside(self) -> Shown:
        """The fewest printed counts without which the rest can be true."""
        return together.set_aside(self.evidence)

    def inferences(self) -> Shown:
        """What follows from all printed counts at once."""
        return inferences.inferences(self.evidence)

    def tried(self) -> Table | Shown:
        """The assumptions tried on all printed counts at once."""
        return together.tried(self.evidence)

    def ranges(self) -> Table | Shown:
        """How many patients the printed counts leave room for, question by question."""
        return ranges.ranges_table(self.evidence)

    def _has_table(self, id: str) -> bool:
        return any(table.id == id for table in self.evidence.study.tables)


def open_chapter(slug: str, **chosen: object) -> Chapter:
    """Open a chapter with the parameters chosen by name (see `marginalia.parameters`); others have their defaults. A
    relative study folder is looked for from the book's root.

    Raises `PackageError` where the package has mistakes, `ParameterError` for a parameter that is unknown or bad.
    """
    return Chapter(slug, evidence.gather(Parameters.checked(chosen)))


def _absent(id: str, label: str) -> Shown:
    return shown.in_place_of(f"tbl-{label}", shown.sentence(f"The paper does not report {id.replace('-', ' ')}."))


def _plain_text(name: str, value: object) -> str:
    """A fact as glue may have it: text, since glue loses numpy values without an error.

    glue keeps text as its Python literal and ``{glue:text}`` reads the literal back, so that quotes, backslashes and
    digits (`3.50`) come out exactly; the bare text would not.
    """
    if not isinstance(value, str):
        raise TypeError(f"fact {name!r} must be text, not {type(value).__name__}")
    return markup.one_line(value)
