"""`marginalia parameters`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from marginalia.cli.choosing import parameters_option, set_option
from marginalia.cli.telling import near, told


@click.command()
@parameters_option
@set_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "yaml", "json"]),
    default="table",
    show_default=True,
    help="yaml: a file to start from; json: a JSON Schema.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write yaml or json into this file.")
@told
def parameters(parameters_file: Path | None, assignments: tuple[str, ...], form: str, out: Path | None) -> None:
    """What can be chosen for a book: every parameter with its range, its default and the value that it would have now.

    Values come from a file, from environment variables, from --set; each wins over those before it.
    """
    from marginalia.errors import ParameterError
    from marginalia.parameter_sources import Choice, file_to_start_from, schema

    values = Choice(parameters_file, assignments).parameters()
    if form == "table":
        from marginalia.press.parameter_list import show

        if out is not None:
            raise ParameterError("--out writes yaml or json; say which with --format")
        show(values)
        return
    text = file_to_start_from() if form == "yaml" else json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
    if out is None:
        click.echo(text, nl=False)
    else:
        from marginalia.press.place import write_text

        write_text(text, out)
        click.echo(f"Written: {near(out.resolve())}", err=True)
