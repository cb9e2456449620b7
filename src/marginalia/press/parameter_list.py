"""The parameters on the standard output, as a table as wide as the terminal."""

from __future__ import annotations

from marginalia.parameter_sources import variable
from marginalia.parameters import Parameters, allowed, written


def show(values: Parameters) -> None:
    """Print every parameter: what it does and may be, its value, its default where that is another, its variable."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(title="What can be chosen for a book", title_justify="left")
    made.add_column("parameter", overflow="fold")
    made.add_column("value", overflow="fold")
    made.add_column("what it does and may be", ratio=1)
    for name, field in Parameters.model_fields.items():
        value = getattr(values, name)
        shown = Text(written(value))
        if value != field.default:
            shown.append(f"\ndefault {written(field.default)}", style="italic")
        made.add_row(name, shown, Text(f"{field.description}: {allowed(name)}\n{variable(name)}"))
    Console(highlight=False).print(made)
