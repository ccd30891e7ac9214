"""Keeps Qt from reading the source of every module that is imported after it, which is a twelfth of the start.

It looks there for its own name, since a module of its could switch features of its on ("from __feature__ import
snake_case"). Nobody here does. Where a release of Qt goes about it in another way, nothing happens.
"""

from __future__ import annotations

import sys

_SWITCH, _READER = "shibokensupport.feature", "_mod_uses_pyside"


def spare_sources() -> None:
    """Have all modules that are imported from now on taken for such as switch nothing on."""
    import PySide6.QtCore  # noqa: F401 - what watches comes with it

    switch = sys.modules.get(_SWITCH)
    if callable(getattr(switch, _READER, None)):
        setattr(switch, _READER, _switches_nothing)


def _switches_nothing(_module: object) -> bool:
    return False
