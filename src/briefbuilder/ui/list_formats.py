"""Formats of numbered lists in a QTextDocument."""

from __future__ import annotations

from PySide6.QtGui import QTextFormat, QTextListFormat

from briefbuilder.domain.list_labels import ListLabel, NumberStyle, label_of_depth

_STYLES: dict[NumberStyle, QTextListFormat.Style] = {
    "decimal": QTextListFormat.Style.ListDecimal,
    "lowerLetter": QTextListFormat.Style.ListLowerAlpha,
    "lowerRoman": QTextListFormat.Style.ListLowerRoman,
    "upperLetter": QTextListFormat.Style.ListUpperAlpha,
    "upperRoman": QTextListFormat.Style.ListUpperRoman,
}
_NAMES = {style: name for name, style in _STYLES.items()}
_HAS_OWN_LABEL = QTextFormat.Property.UserProperty + 30


def is_ordered(listed: QTextListFormat) -> bool:
    """Return whether a list is numbered."""
    return listed.style() in _NAMES


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
