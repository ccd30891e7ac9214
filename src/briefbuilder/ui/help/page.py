"""A page of the guide as formatted text, rendered by Qt from Markdown without HTML.

Pictures come from the documentation alone, and nothing else is loaded.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from briefbuilder.app.guide import Guide, GuidePage, find_words, heading_anchor
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.labels import sized_font

_TEXT_WIDTH = 680
_MARGIN = 32
"""Sizes at 100 %, in pixels."""
_HEADING_SIZES = {1: 2.0, 2: 1.38, 3: 1.15}


class GuideView(QTextBrowser):
    """A page of the guide as formatted text; `followed` is emitted with the address of an activated link."""

    followed = Signal(str)

    def __init__(self, guide: Guide, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._guide = guide
        self._theme = theme
        self.page: GuidePage | None = None
        self._words = ""
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Page of the guide"))
        self.anchorClicked.connect(lambda address: self.followed.emit(address.toString()))

    def show_page(self, page: GuidePage, anchor: str = "", words: str = "") -> None:
        """Show a page from a heading on, with the words of a search marked."""
        self.page, self._words = page, words
        self.render_page()
        self._scroll_to(anchor)

    def show_markdown(self, title: str, markdown: str) -> None:
        """Show a text that is not a page of the documentation."""
        self.show_page(GuidePage("", title, markdown))

    def render_page(self) -> None:
        """Lay out the page again, as after a change of the colours."""
        if self.page is None:
            return
        place = self.verticalScrollBar().value()
        document = self.document()
        features = QTextDocument.MarkdownFeature
        document.setDefaultFont(self._text_font())
        document.setMarkdown(self.page.markdown, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        _style_document(document, self._theme)
        self._set_margins()
        self._mark_words()
        self.verticalScrollBar().setValue(place)

    def marked(self) -> tuple[str, ...]:
        """Return the words that are marked on the page."""
        return tuple(each.cursor.selectedText() for each in self.extraSelections())

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the documentation, scaled to the width of the text; nothing else is loaded."""
        address = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or self.page is None or address.scheme():
            return None
        folder = self._guide.folder.resolve()
        path = (folder / Path(self.page.name).parent / address.path()).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            return None
        image = QImage(str(path))
        ratio = self.devicePixelRatioF()
        width = round(min(self._text_width(), image.width()) * ratio)
        image = image.scaledToWidth(max(1, width), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines of the text short enough to be read."""
        super().resizeEvent(event)
        self._set_margins()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that go back and forward to the window."""
        if event.matches(QKeySequence.StandardKey.Back) or event.matches(QKeySequence.StandardKey.Forward):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _text_width(self) -> int:
        return min(self._theme.px(_TEXT_WIDTH), self.viewport().width() - 2 * self._theme.px(_MARGIN))

    def _set_margins(self) -> None:
        side = (self.viewport().width() - self._text_width()) // 2
        root = self.document().rootFrame()
        frame = root.frameFormat()
        if frame.leftMargin() != side:
            frame.setLeftMargin(side)
            frame.setRightMargin(side)
            root.setFrameFormat(frame)

    def _text_font(self) -> QFont:
        return sized_font(self.font(), self._theme.px(14))

    def _scroll_to(self, anchor: str) -> None:
        block = self._heading(anchor) if anchor else None
        if block is None:
            self.verticalScrollBar().setValue(0)
            self.moveCursor(QTextCursor.MoveOperation.Start)
            return
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - self._theme.px(12))

    def _heading(self, anchor: str) -> QTextBlock | None:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and heading_anchor(block.text()) == anchor:
                return block
            block = block.next()
        return None

    def _mark_words(self) -> None:
        colour = QColor(self._theme.colours.found)
        selections = []
        for start, end in _document_words(self.document(), self._words):
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(start)
            selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format.setBackground(colour)
            selections.append(selection)
        self.setExtraSelections(selections)


def _document_words(document: QTextDocument, words: str) -> list[tuple[int, int]]:
    found = []
    block = document.begin()
    while words and block.isValid():
        spans = find_words(block.text(), words)
        found += [(block.position() + start, block.position() + end) for start, end in spans]
        block = block.next()
    return found


def _style_document(document: QTextDocument, theme: Theme) -> None:
    """Give the document of a page the sizes, distances and colours of the program."""
    document.setDocumentMargin(0)
    root = document.rootFrame()
    frame = root.frameFormat()
    frame.setTopMargin(theme.px(24))
    frame.setBottomMargin(theme.px(40))
    root.setFrameFormat(frame)
    # As one edit, the page is laid out once and not after each of its paragraphs.
    edit = QTextCursor(document)
    edit.beginEditBlock()
    block = document.begin()
    while block.isValid():
        _style_block(block, theme)
        block = block.next()
    for child in root.childFrames():
        if isinstance(child, QTextTable):
            _style_table(child, theme)
    edit.endEditBlock()


def _style_block(block: QTextBlock, theme: Theme) -> None:
    cursor = QTextCursor(block)
    form = block.blockFormat()
    level = form.headingLevel()
    is_code = _is_code(block)
    minimum = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
    if level:
        form.setTopMargin(theme.px({1: 0, 2: 26}.get(level, 18)))
        form.setBottomMargin(theme.px(8))
    else:
        form.setTopMargin(0)
        form.setBottomMargin(theme.px(_space_below(block)))
        form.setLineHeight(theme.px(18 if is_code else 22), minimum)
    if is_code:
        form.setBackground(QColor(theme.colours.sunken))
        # Long commands are broken, so that the page never scrolls sideways.
        form.setNonBreakableLines(False)
    cursor.setBlockFormat(form)
    _style_words(block, level, theme)


def _is_code(block: QTextBlock) -> bool:
    form = block.blockFormat()
    return form.hasProperty(QTextBlockFormat.Property.BlockCodeFence) or form.nonBreakableLines()


def _space_below(block: QTextBlock) -> int:
    """Return the distance to what follows a paragraph, at 100 %, in pixels."""
    if QTextCursor(block).currentTable() is not None:
        return 0
    if _is_code(block) and _is_code(block.next()):
        return 0
    return 4 if block.textList() is not None and block.next().textList() is not None else 12


def _style_words(block: QTextBlock, level: int, theme: Theme) -> None:
    runs = []
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        runs.append((fragment.position(), fragment.length(), fragment.charFormat()))
        place += 1
    for start, length, form in runs:
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_run_format(form, level, theme))


def _run_format(form: QTextCharFormat, level: int, theme: Theme) -> QTextCharFormat:
    changed = QTextCharFormat(form)
    if level:
        changed.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
        changed.setProperty(
            QTextCharFormat.Property.FontPixelSize, theme.px(14 * _HEADING_SIZES.get(level, 1.0))
        )
        changed.setFontWeight(QFont.Weight.Bold)
    if form.fontFixedPitch():
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        changed.setFontFamilies([fixed.family()])
        changed.setProperty(QTextCharFormat.Property.FontPixelSize, theme.px(12.5))
        changed.setBackground(QColor(theme.colours.sunken))
    if form.isAnchor():
        changed.setForeground(QColor(theme.colours.accent))
        changed.setFontUnderline(False)
    return changed


def _style_table(table: QTextTable, theme: Theme) -> None:
    form = QTextTableFormat(table.format())
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QColor(theme.colours.line))
    form.setCellPadding(theme.px(6))
    form.setCellSpacing(0)
    form.setTopMargin(theme.px(4))
    form.setBottomMargin(theme.px(16))
    table.setFormat(form)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        shaded = cell.format()
        shaded.setBackground(QColor(theme.colours.sunken))
        cell.setFormat(shaded)
