"""An article for the clipboard and for the printer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QSizeF
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from briefbuilder.app.article_html import article_as_html, article_as_text
from briefbuilder.domain.article import Article
from briefbuilder.ui.read.article_document import ArticleDocument, fill_document
from briefbuilder.ui.read.article_words import header_of
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DPI = 96
_SCALE = 0.85
"""Size of the printed text: 10 points where the screen has 16 pixels."""


def article_to_mime(article: Article, language: str) -> QMimeData:
    """Return an article as HTML and as plain text, with its details in the language of the window."""
    header = header_of(article, language)
    details = " · ".join(text for _, text in header.details)
    words = (header.title, details, header.lead, article.blocks)
    data = QMimeData()
    data.setHtml(article_as_html(*words, article.metadata.language))
    data.setText(article_as_text(*words))
    return data


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
