"""The `marginalia` command: one file a subcommand.

Each command imports what it needs when it runs: a build with nothing to do never loads Jupyter, Sphinx or pandas.
"""

from __future__ import annotations

import os

import click

from marginalia import __version__
from marginalia.cli.audit import audit
from marginalia.cli.build import build
from marginalia.cli.check import check
from marginalia.cli.diff import diff
from marginalia.cli.export import export
from marginalia.cli.import_ import import_
from marginalia.cli.new import new
from marginalia.cli.parameters import parameters
from marginalia.cli.reconstruct import reconstruct
from marginalia.cli.revise import revise
from marginalia.cli.serve import serve
from marginalia.cli.sheet import sheet
from marginalia.cli.sweep import sweep
from marginalia.cli.telling import stop
from marginalia.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="marginalia")
def main() -> None:
    """A published clinical paper as a book that recomputes it and annotates it in the margin."""
    if os.name != "posix":  # kernels are forked, and builds locked, in ways that only such systems have
        stop("Marginalia runs on Linux and macOS; on Windows, use it in WSL.", 1)


for _command in (
    build,
    serve,
    new,
    check,
    audit,
    reconstruct,
    parameters,
    revise,
    diff,
    export,
    import_,
    verify,
    sheet,
    sweep,
):
    main.add_command(_command)
