"""Passages on the clipboard and in a drag: from the article's pane to the briefing's outline."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData

from briefbuilder.domain.passage import Passage

if TYPE_CHECKING:
    from pydantic import TypeAdapter

PASSAGE_TYPE = "application/x-briefbuilder-passage"
"""The media type under which a passage travels as JSON, beside its words as plain text."""


@cache
def _adapter() -> TypeAdapter[Passage]:
    """Return what reads and writes passages; the first window does without it."""
    from pydantic import TypeAdapter

    return TypeAdapter(Passage)


def mime_of(passage: Passage) -> QMimeData:
    """Return what a drag or the clipboard carries for a passage."""
    data = QMimeData()
    data.setData(PASSAGE_TYPE, QByteArray(_adapter().dump_json(passage)))
    data.setText(passage.quote)
    return data


def passage_in(data: QMimeData) -> Passage | None:
    """Return the passage that a drag or the clipboard carries, None where there is none or it is broken."""
    if not data.hasFormat(PASSAGE_TYPE):
        return None
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(bytes(data.data(PASSAGE_TYPE).data()))
    except ValidationError:
        return None
