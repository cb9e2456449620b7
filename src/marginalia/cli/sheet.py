"""`marginalia sheet`."""

from __future__ import annotations

from pathlib import Path

import click

from marginalia.cli.choosing import located
from marginalia.cli.telling import near, told
from marginalia.errors import MarginaliaError, ParameterError


@click.command()
@click.argument("study")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the sheet here, as .xlsx.")
@click.option("--blind", is_flag=True, help="Without the first entry, so that the second is made apart from it.")
@click.option("--section", "sections", multiple=True, metavar="NAME", help="Only this section; may be repeated.")
@click.option(
    "--read", "filled", type=click.Path(path_type=Path, dir_okay=False), help="Take the second entry from this sheet."
)
@click.option("--replace", is_flag=True, help="Write over a sheet, or over a second entry, that is there.")
@told
def sheet(
    study: str, out: Path | None, blind: bool, sections: tuple[str, ...], filled: Path | None, replace: bool
) -> None:
    """A workbook for typing every number a second time, and the way back from it into the package."""
    from marginalia.files import write_whole
    from marginalia.importing.sheet import sheet as made
    from marginalia.press.checking import read_checked
    from marginalia.study.double_entry import second_by_row
    from marginalia.study.suggestions import did_you_mean, listed

    if (out is None) == (filled is None):
        raise ParameterError("say --out FILE for a sheet to fill in, or --read FILE for one that is filled in")
    project, folder = located(study)
    package = read_checked(project, folder)
    if filled is not None:
        _take_in(package.slug, folder, filled, replace)
        return
    assert out is not None
    known = [section.id for section in package.sections]
    for name in sections:
        if name not in known:
            hint = did_you_mean(name, known)
            raise ParameterError(f"--section {name}: expected one of {listed(known)}" + (f"; {hint}" if hint else ""))
    numbers = [number for number in package.numbers if not sections or number.section in sections]
    if out.exists() and not replace:
        raise ParameterError(f"{near(out.resolve())} is there already; --replace writes over it")
    if out.suffix.lower() != ".xlsx":
        raise ParameterError(f"{out.name}: expected a name that ends in .xlsx")
    content = made(package, numbers, {} if blind else second_by_row(folder), blind=blind)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, content)
    except OSError as error:
        raise MarginaliaError(f"{out}: {error.strerror or error}") from error
    kind = "without the first entry" if blind else "beside the first entry"
    click.echo(f"Written: {near(out.resolve())}, {len(numbers)} numbers to be typed a second time, {kind}.")


def _take_in(slug: str, folder: Path, filled: Path, replace: bool) -> None:
    """Write what a filled sheet holds as entry 2, and tell how the two entries agree."""
    from marginalia.importing.sheet_reading import read_sheet, write_second
    from marginalia.study.double_entry import SECOND, read_double_entry
    from marginalia.study.reading import read_study

    package = read_study(folder)
    found = read_sheet(package, filled)
    if not found.rows:
        click.echo(f"{near(filled.resolve())} holds no second entry yet; nothing was written.")
        return
    if (folder / SECOND).exists() and not replace:
        raise ParameterError(f"{slug} has a second entry in {SECOND} already; --replace writes over it")
    place = write_second(folder, found)
    entries = read_double_entry(folder)
    assert entries is not None
    left = "1 number of the sheet was" if found.empty == 1 else f"{found.empty} numbers of the sheet were"
    click.echo(f"Written: {near(place)}, {len(found.rows)} rows; {left} left empty.")
    click.echo(f"{entries.alike} of {entries.both} numbers that both entries have are alike.")
    if entries.unresolved:
        click.echo(
            f"{len(entries.unresolved)} differences are to be settled in entry-2/resolutions.csv; the page about the "
            f"data shows them, and so does: python -m marginalia.study.double_entry {near(folder)}"
        )
