"""The briefing pane on a real dossier, shared with the tests of the pane."""

from __future__ import annotations

from tests.ui.brief.conftest import desk, session

__all__ = ["desk", "session"]
