"""Passages on the clipboard and in a drag: from articles, found sections and tags to the briefing's outline."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData

from briefbuilder.domain.passage import Passage

if TYPE_CHECKING:
    from pydantic import TypeAdapter

PASSAGE_TYPE = "application/x-briefbuilder-passage"
"""The media type under which passages travel as a JSON list, beside their words as plain text."""


@cache
def _adapter() -> TypeAdapter[tuple[Passage, ...]]:
    """Return what reads and writes passages; the first window does without it."""
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Passage, ...])


def mime_of(*passages: Passage) -> QMimeData:
    """Return what a drag or the clipboard carries for passages."""
    data = QMimeData()
    data.setData(PASSAGE_TYPE, QByteArray(_adapter().dump_json(passages)))
    data.setText("\n\n".join(passage.quote for passage in passages))
    return data


def passages_in(data: QMimeData) -> tuple[Passage, ...]:
    """Return the passages that a drag or the clipboard carries, none where there are none or they are broken."""
    if not data.hasFormat(PASSAGE_TYPE):
        return ()
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(bytes(data.data(PASSAGE_TYPE).data()))
    except ValidationError:
        return ()


def passage_in(data: QMimeData) -> Passage | None:
    """Return the first passage that a drag or the clipboard carries, None where there is none."""
    return next(iter(passages_in(data)), None)
