"""What a command tells, and the one place that catches our errors and sets an exit status.

0: done · 1: a build failed · 2: the input is wrong, and nothing was written.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, ParamSpec

import click

from marginalia.errors import BuildError, MarginaliaError, PackageError, ParameterError

_Arguments = ParamSpec("_Arguments")


def told(command: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Turn our errors into a message and an exit status; everything else is a defect and keeps its traceback."""

    @functools.wraps(command)
    def run(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> None:
        try:
            command(*arguments, **options)
        except PackageError as error:
            count = len(error.problems)
            stop(f"{error}\n{count} {'problem' if count == 1 else 'problems'}; nothing was written.", 2)
        except ParameterError as error:
            stop(str(error), 2)
        except BuildError as error:
            stop(f"The build stopped: {error}\nWhat was built before is untouched.", 1)
        except MarginaliaError as error:
            stop(str(error), 1)
        except KeyboardInterrupt:
            stop("Interrupted; what was built before is untouched.", 130)

    return run


def stop(message: str, status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)


def near(place: Path) -> str:
    """A path as one would type it from here."""
    return os.path.relpath(place) if place.is_relative_to(Path.cwd()) else str(place)
