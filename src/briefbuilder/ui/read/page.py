"""The page Read: the list of articles, the open article and the rail side by side."""

from __future__ import annotations

from collections.abc import Mapping

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
        self._splitter.setHandleWidth(1)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([services.theme.px(288), services.theme.px(848), services.theme.px(304)])
        self.articles.article_chosen.connect(self.article.show_article)
        self.article.article_shown.connect(self.articles.choose)
        for source in (self.article, self.beside):
            source.message.connect(services.toasts.show)
        self.beside.restore()

    def toggle_left(self) -> None:
        """Show or hide the list."""
        self.articles.setVisible(self.articles.isHidden())

    def toggle_right(self) -> None:
        """Show or hide the rail."""
        self.rail.setVisible(self.rail.isHidden())

    def focus_content(self) -> None:
        """Give the focus to the list."""
        self.articles.focus_content()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the panes that F6 walks through, from the left to the right."""
        return (self.articles.list_view, self.article.canvas.view, self.rail)

    def state(self) -> dict[str, str]:
        """Return what is remembered of the dossier that is open."""
        reading = self.article.reading
        return {"article": reading.article.id} if reading is not None else {}

    def restore(self, state: Mapping[str, str]) -> None:
        """Show what was remembered of the dossier."""
        self.articles.choose_first()
        if state.get("article"):
            self.articles.choose(state["article"])
