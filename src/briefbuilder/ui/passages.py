"""Passages on the clipboard and in a drag: from the article's pane to the briefing's outline."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QByteArray, QMimeData

from briefbuilder.domain.passage import Passage

PASSAGE_TYPE = "application/x-briefbuilder-passage"
"""The media type under which a passage travels as JSON, beside its words as plain text."""

_ADAPTER = TypeAdapter(Passage)


def mime_of(passage: Passage) -> QMimeData:
    """Return what a drag or the clipboard carries for a passage."""
    data = QMimeData()
    data.setData(PASSAGE_TYPE, QByteArray(_ADAPTER.dump_json(passage)))
    data.setText(passage.quote)
    return data


def passage_in(data: QMimeData) -> Passage | None:
    """Return the passage that a drag or the clipboard carries, None where there is none or it is broken."""
    if not data.hasFormat(PASSAGE_TYPE):
        return None
    try:
        return _ADAPTER.validate_json(bytes(data.data(PASSAGE_TYPE).data()))
    except ValidationError:
        return None
