"""Puts paragraphs into the lists that they belong to."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextList, QTextListFormat

from briefbuilder.domain.text import ListItem
from briefbuilder.ui.article.forms import Forms

_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)


class Lists:
    """Remembers the list that is open at each depth."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._open: list[tuple[QTextList, bool] | None] = []

    def place(self, cursor: QTextCursor, item: ListItem | None) -> None:
        """Put the cursor's paragraph into its list; None ends all lists."""
        if item is None:
            self._open.clear()
            return
        del self._open[item.depth + 1 :]
        if item.continues:
            self._indent(cursor, item.depth)
            return
        if item.starts:
            del self._open[item.depth :]
        self._open += [None] * (item.depth + 1 - len(self._open))
        known = self._open[item.depth]
        if known is not None and known[1] == item.ordered:
            known[0].add(cursor.block())
        else:
            self._open[item.depth] = (cursor.createList(_shape(item)), item.ordered)

    def _indent(self, cursor: QTextCursor, depth: int) -> None:
        shape = cursor.blockFormat()
        shape.setIndent(depth + 1)
        cursor.setBlockFormat(shape)


def _shape(item: ListItem) -> QTextListFormat:
    shape = QTextListFormat()
    shape.setIndent(item.depth + 1)
    if item.ordered:
        shape.setStyle(QTextListFormat.Style.ListDecimal)
        shape.setStart(item.number if item.number is not None else 1)
    else:
        shape.setStyle(_BULLETS[item.depth % len(_BULLETS)])
    return shape
