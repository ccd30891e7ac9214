"""Packages whose modules are imported when they are first used."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType


def import_when_used(package: str) -> Callable[[str], ModuleType]:
    """Return a `__getattr__` for a package, with which `package.module` imports the module.

    Type checkers know the modules that the package imports for them.
    """

    def import_named(name: str) -> ModuleType:
        full = f"{package}.{name}"
        try:
            return import_module(full)
        except ModuleNotFoundError as error:
            if error.name != full:
                raise
            raise AttributeError(f"module {package!r} has no attribute {name!r}") from None

    return import_named
