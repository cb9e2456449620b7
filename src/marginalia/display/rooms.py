"""Folders of which each file is one thing, found by its name: charts and panels. A new one is a new file, no list."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType


def names(package: str) -> list[str]:
    """What the files of a package are called, with `-` for `_`; files that begin with `_` are no things themselves."""
    found = (module.name for module in pkgutil.iter_modules(import_module(package).__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))


def open_file(package: str, name: str) -> ModuleType:
    """The module of a package that is called so. Raises `ValueError`, which lists the known names."""
    if name not in names(package):
        raise ValueError(f"{package.rpartition('.')[2]} are {', '.join(names(package))}, not {name!r}")
    return import_module(f"{package}.{name.replace('-', '_')}")
