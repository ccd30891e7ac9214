"""The page Read: the list of articles, the open article and the rail side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from briefbuilder.ui.read.article_list import ArticlesPane
from briefbuilder.ui.read.article_pane import ArticlePane
from briefbuilder.ui.read.original_pane import OriginalPane, OriginalToggle
from briefbuilder.ui.read.rail import Rail
from briefbuilder.ui.services import Services


class ReadPage(QWidget):
    """Shows the list, the article with its source page, and the rail in a splitter."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.articles = ArticlesPane(services, self)
        self.article = ArticlePane(services, self)
        self.original = OriginalPane(services, self)
        self.beside = OriginalToggle(services, self.article, self.original, self)
        self.rail = Rail(services, self.article, self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self.articles, self.beside.splitter, self.rail):
            self._splitter.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
