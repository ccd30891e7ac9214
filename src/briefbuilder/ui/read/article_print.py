"""Prints an article, one page after the other, between which the window processes events."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, QRectF, QSizeF, Signal, Slot
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from briefbuilder.domain.article import Article
from briefbuilder.ui.read.article_document import ArticleDocument, fill_document
from briefbuilder.ui.read.article_words import header_of
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.timers import single_shot_timer

_DPI = 96
_SCALE = 0.85
"""Size of the printed text: 10 points where the screen has 16 pixels."""


def printed_document(
    article: Article, language: str, images: Mapping[str, QImage], printer: QPrinter
) -> ArticleDocument:
    """Return the document of an article for the pages of a printer, in the colours of paper."""
    no_picture = QCoreApplication.translate("ArticleOutput", "[Picture not included]")
    scale = _SCALE * 13 / max(1.0, Theme("light").em)
    formats = TextFormats(Theme("light"), QFont(QApplication.font()), no_picture, scale=scale)
    paper = ArticleDocument()
    fill_document(paper, article, header_of(article, language), images, formats)
    page = printer.pageRect(printer.Unit.Inch)
    paper.setDocumentMargin(0)
    paper.setPageSize(QSizeF(page.width() * _DPI, page.height() * _DPI))
    return paper


class ArticlePrint(QObject):
    """Draws the chosen pages of a document on a printer; `finished` carries their number, 0 where it cannot be printed."""

    finished = Signal(int)

    def __init__(self, paper: ArticleDocument, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._painter = QPainter()  # first, since it must not outlive what it draws on
        self._paper, self._printer = paper, printer
        pages = paper.pageCount()
        self._first = (printer.fromPage() or 1) - 1
        self._last = min(printer.toPage() or pages, pages)
        self._next = self._first
        self._turning = single_shot_timer(self, self._print_page, 0)

    def start(self) -> None:
        """Begin to print."""
        if self._painter.begin(self._printer):
            scale = self._printer.logicalDpiX() / _DPI
            self._painter.scale(scale, scale)
            self._turning.start()
        else:
            self.finished.emit(0)

    @Slot()
    def _print_page(self) -> None:
        painter, size = self._painter, self._paper.pageSize()
        if self._next > self._first:
            self._printer.newPage()
        page = QRectF(0, self._next * size.height(), size.width(), size.height())
        painter.save()
        painter.translate(0, -page.top())
        painter.setClipRect(page)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = page
        self._paper.documentLayout().draw(painter, context)
        painter.restore()
        self._next += 1
        if self._next < self._last:
            self._turning.start()
            return
        painter.end()
        self.finished.emit(self._last - self._first)
