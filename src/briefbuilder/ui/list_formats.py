"""Formats of lists in a QTextDocument."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QTextCursor, QTextFormat, QTextList, QTextListFormat

from briefbuilder.domain.list_labels import ListLabel, NumberStyle, label_of_depth
from briefbuilder.domain.text import ListItem

_STYLES: dict[NumberStyle, QTextListFormat.Style] = {
    "decimal": QTextListFormat.Style.ListDecimal,
    "lowerLetter": QTextListFormat.Style.ListLowerAlpha,
    "lowerRoman": QTextListFormat.Style.ListLowerRoman,
    "upperLetter": QTextListFormat.Style.ListUpperAlpha,
    "upperRoman": QTextListFormat.Style.ListUpperRoman,
}
_NAMES = {style: name for name, style in _STYLES.items()}
_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)
_BULLET_GAP = 200
"""The stretch of the space that Qt leaves between a bullet and its text, in percent."""
_HAS_OWN_LABEL = QTextFormat.Property.UserProperty + 30


def is_ordered(listed: QTextListFormat) -> bool:
    """Return whether a list is numbered."""
    return listed.style() in _NAMES


def list_format(item: ListItem, label: ListLabel | None) -> QTextListFormat:
    """Return the format of a list that begins with an item; a numbered one has a label, or that of its depth."""
    listed = QTextListFormat()
    listed.setIndent(item.depth + 1)
    if item.ordered:
        set_label(listed, label)
        listed.setStart(1 if item.number is None else item.number)
    else:
        listed.setStyle(_BULLETS[item.depth % len(_BULLETS)])
    return listed


def widen_bullet_gap(cursor: QTextCursor) -> None:
    """Set the bullet of the cursor's paragraph apart from its text; call it only where nobody types.

    Qt draws bullets in the format of the paragraph, whose own words have other formats.
    """
    listed = cast("QTextList | None", cursor.currentList())
    if listed is not None and not is_ordered(listed.format()):
        drawn = cursor.blockCharFormat()
        drawn.setFontStretch(_BULLET_GAP)
        cursor.setBlockCharFormat(drawn)


def set_label(listed: QTextListFormat, label: ListLabel | None) -> None:
    """Number a list with a label, or with that of its depth; Qt counts "ab" after "aa"."""
    shown = label or label_of_depth(listed.indent() - 1)
    listed.setStyle(_STYLES[shown.style])
    listed.setNumberPrefix(shown.prefix)
    listed.setNumberSuffix(shown.suffix)
    listed.setProperty(_HAS_OWN_LABEL, label is not None)


def own_label_of(listed: QTextListFormat) -> ListLabel | None:
    """Return the label that a list has of its own, or None."""
    if not is_ordered(listed) or not listed.property(_HAS_OWN_LABEL):
        return None
    return ListLabel(_NAMES[listed.style()], listed.numberPrefix(), listed.numberSuffix())
