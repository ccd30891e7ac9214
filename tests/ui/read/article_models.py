"""A model of articles without a window."""

from __future__ import annotations

import tempfile
from pathlib import Path

from briefbuilder.app.settings import Settings
from briefbuilder.ui.read.article_model import ArticleModel
from briefbuilder.ui.read.read_marks import ReadMarks
from briefbuilder.ui.services import PaneLinks
from briefbuilder.ui.session_holder import SessionHolder


def article_model(holder: SessionHolder) -> ArticleModel:
    """Return a model whose marks of read articles are forgotten with the test."""
    settings = Settings(Path(tempfile.mkdtemp()) / "settings.json")
    return ArticleModel(holder, "en", PaneLinks(holder), ReadMarks(holder, settings, holder), holder)
