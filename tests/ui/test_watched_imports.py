"""Qt's look into the source of imported modules, which is switched off by a name that Qt keeps to itself."""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 -- what watches comes with it
import pytest
from briefbuilder.ui.watched_imports import spare_sources


def test_qt_still_asks_by_that_name_and_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    switch = sys.modules["shibokensupport.feature"]
    asked = switch._mod_uses_pyside
    monkeypatch.setattr(switch, "_mod_uses_pyside", asked)
    assert callable(asked)
    spare_sources()
    assert switch._mod_uses_pyside(sys) is False
