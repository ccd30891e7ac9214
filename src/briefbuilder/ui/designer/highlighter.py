"""Colours for YAML: keys, texts in quotes, comments, numbers and slots. Colour only helps; nothing depends on it."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from briefbuilder.ui.theme import Theme

_RULES = (
    ("key", re.compile(r"(?:^|(?<=[\s{,-]))[A-Za-z0-9_-]+(?=:(?:\s|$))")),
    ("value", re.compile(r"(?<=[\s:\[{,])(?:true|false|[-+]?\d+(?:\.\d+)?(?:pt|mm|cm|in)?)(?=\s|[,\]}]|$)")),
    ("text", re.compile(r'"(?:[^"\\]|\\.)*"')),
    ("slot", re.compile(r"\{[a-z0-9-]+\}")),
    ("comment", re.compile(r"(?:^|(?<=\s))#.*$")),
)
_MEANINGS = {"key": "accent", "value": "warning", "text": "good", "slot": "danger", "comment": "muted"}


class YamlHighlighter(QSyntaxHighlighter):
    """Colours a document in the theme's colours, anew when they become others."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._forms: dict[str, QTextCharFormat] = {}
        theme.changed.connect(self._on_theme)
        self._make()

    def highlightBlock(self, text: str) -> None:
        """Colour a line; a slot counts only within quotes, and a comment covers all."""
        quoted = [found.span() for found in _RULES[2][1].finditer(text)]
        for name, rule in _RULES:
            for found in rule.finditer(text):
                inside = any(start <= found.start() < end for start, end in quoted)
                if inside == (name in {"text", "slot"}):
                    self.setFormat(found.start(), found.end() - found.start(), self._forms[name])

    def _make(self) -> None:
        colours = self._theme.colours
        for name, meaning in _MEANINGS.items():
            form = QTextCharFormat()
            form.setForeground(QColor(colours.colour(meaning)))
            if name == "key":
                form.setFontWeight(QFont.Weight.DemiBold)
            if name == "comment":
                form.setFontItalic(True)
            self._forms[name] = form

    def _on_theme(self) -> None:
        self._make()
        self.rehighlight()
