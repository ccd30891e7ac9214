"""The window with the guide: a list of pages, a search of all of them, and the page as formatted text.

Pages are rendered by Qt from Markdown without HTML. Pictures come only from the documentation; a link out of it is
shown with its address, which can be copied, and is never opened: the program uses no network.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLayout,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyleOptionViewItem,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from briefbuilder.app.guide import Guide, GuideHit, GuidePage, Query, find_words, heading_anchor
from briefbuilder.ui.list_formats import widen_bullet_gap
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import SearchField, set_icon, styled_frame
from briefbuilder.ui.widgets.labels import sized_font
from briefbuilder.ui.widgets.layouts import add_layout, column_layout, fit_to_screen, row_layout, split_panes
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip
from briefbuilder.ui.widgets.rows import Index, RowDelegate, set_up_rows, weighted
from briefbuilder.ui.widgets.selections import cursor_over, each_block, extra_selection
from briefbuilder.ui.widgets.timers import single_shot_timer

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
        self._query: Query = ()
        self._laid_out = 0
        self._shown: QTextDocument | None = None
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Page of the guide"))
        self.anchorClicked.connect(lambda address: self.followed.emit(address.toString()))

    def show_page(self, page: GuidePage, anchor: str = "", query: Query = ()) -> None:
        """Show a page from a heading on, with the words of a search marked."""
        self.page, self._query = page, query
        self.render_page()
        self._scroll_to(anchor)

    def render_page(self) -> None:
        """Lay out the page again, as after a change of the colours."""
        if self.page is None:
            return
        place = self.verticalScrollBar().value()
        self._laid_out = self._text_width()
        features = QTextDocument.MarkdownFeature
        # Laid out once, when it is shown, and not as it is made.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(sized_font(self.font(), self._theme.px(14)))
        document.setMarkdown(self.page.markdown, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        _style_document(document, self._theme)
        _set_side_margins(document, self._side_margin)
        self.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = document
        found = QTextCharFormat()
        found.setBackground(QColor(self._theme.colours.found))
        # A block of a document ends with one character, as a line of its plain text does.
        words = find_words(document.toPlainText(), self._query)
        self.setExtraSelections([extra_selection(cursor_over(document, *span), found) for span in words])
        self.verticalScrollBar().setValue(place)

    def marked(self) -> tuple[str, ...]:
        """Return the words that are marked on the page."""
        return tuple(selection.cursor.selectedText() for selection in self.extraSelections())

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the documentation, scaled to the width of the text; nothing else is loaded."""
        address = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or self.page is None or address.scheme():
            return None
        folder = self._guide.folder.resolve()
        path = (folder / Path(self.page.path).parent / address.path()).resolve()
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
        if self._laid_out == self._text_width():
            _set_side_margins(self.document(), self._side_margin)
        else:
            self.render_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that go back and forward to the window."""
        if event.matches(QKeySequence.StandardKey.Back) or event.matches(QKeySequence.StandardKey.Forward):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _text_width(self) -> int:
        # With the scroll bar, so that the width does not depend on whether the page needs it.
        room = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        return min(self._theme.px(_TEXT_WIDTH), room - 2 * self._theme.px(_MARGIN))

    @property
    def _side_margin(self) -> int:
        return (self.viewport().width() - self._text_width()) // 2

    def _scroll_to(self, anchor: str) -> None:
        block = self._heading(anchor) if anchor else None
        if block is None:
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.verticalScrollBar().setValue(0)
            return
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - self._theme.px(12))

    def _heading(self, anchor: str) -> QTextBlock | None:
        headings = (block for block in each_block(self.document()) if block.blockFormat().headingLevel())
        return next((block for block in headings if heading_anchor(block.text()) == anchor), None)


def _set_side_margins(document: QTextDocument, side: int) -> None:
    root = document.rootFrame()
    frame = root.frameFormat()
    if frame.leftMargin() != side:
        frame.setLeftMargin(side)
        frame.setRightMargin(side)
        root.setFrameFormat(frame)


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
    for block in each_block(document):
        _style_block(block, theme)
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
    widen_bullet_gap(cursor)
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
        if level or form.fontFixedPitch() or form.isAnchor():
            cursor = cursor_over(block.document(), start, start + length)
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
    form.setTopMargin(theme.px(12))
    form.setBottomMargin(theme.px(16))
    table.setFormat(form)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        shaded = cell.format()
        shaded.setBackground(QColor(theme.colours.sunken))
        cell.setFormat(shaded)


_SHOWN_AFTER = 100
"""Milliseconds from the last letter of a search until the page of the first result is shown."""
_SIDE_WIDTH = 330
"""Width of the list at 100 %, in pixels."""
_PAGE = int(Qt.ItemDataRole.UserRole)
_HIT = _PAGE + 1
_PART = _PAGE + 2
"""The page of an item and its part of the documentation, or the result of a search."""


class HitDelegate(RowDelegate):
    """Draws a page of the list in one line, and a result of the search with its text and the found words marked."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row."""
        hit = index.data(_HIT)
        if not isinstance(hit, GuideHit):
            return QSize(0, self._theme.px(28 if index.data(_PART) else 38))
        layout = self._snippet(hit, option.rect.width() or self._theme.px(_SIDE_WIDTH), option.font)
        return QSize(0, round(layout.boundingRect().height()) + self._theme.px(36))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, hit, is_page = self._theme.px, index.data(_HIT), bool(index.data(_PART))
        self._paint_ground(painter, option, 6)
        line = option.rect.adjusted(px(14), 0, -px(14), 0)
        if isinstance(hit, GuideHit):
            line = QRect(line.left(), line.top() + px(8), line.width(), px(18))
            self._draw_text(painter, option, _hit_title(hit), line, "text", weighted(option.font))
            painter.setPen(QColor(self._theme.colours.muted))
            below = QPointF(line.left(), line.top() + line.height())
            self._snippet(hit, option.rect.width(), option.font).draw(painter, below)
        else:
            line.adjust(px(12) if is_page else 0, 0, 0, 0)
            font = option.font if is_page else weighted(option.font)
            self._draw_text(painter, option, str(index.data()), line, "text", font)

    def _snippet(self, hit: GuideHit, width: int, font: QFont) -> QTextLayout:
        layout = QTextLayout(hit.snippet, font)
        form = QTextCharFormat()
        form.setBackground(QColor(self._theme.colours.found))
        form.setForeground(QColor(self._theme.colours.text))
        ranges = []
        for start, end in hit.spans:
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = start, end - start, form
            ranges.append(span)
        layout.setFormats(ranges)
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrapping)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width - 2 * self._theme.px(14))
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout


def _hit_title(hit: GuideHit) -> str:
    return hit.title if hit.heading == hit.title else f"{hit.title} › {hit.heading}"


class GuideWindow(QWidget):
    """The window of the guide; it stays open beside the main window."""

    def __init__(self, guide: Guide, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._guide = guide
        self._theme = theme
        self._back: list[tuple[str, str]] = []
        self._forward: list[tuple[str, str]] = []
        self._anchor = ""
        theme.style(self)
        self.setWindowTitle(self.tr("Guide"))
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = SearchField(self.tr("Search the guide"), theme, self)
        self.search.setClearButtonEnabled(True)
        self.pages = QListWidget(self)
        set_up_rows(self.pages, HitDelegate(theme, self.pages), self.tr("Pages"))
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setProperty("surface", "side")
        self.pages.setProperty("kind", "bare")
        self.pages.setUniformItemSizes(False)
        self._empty = PlainLabel("", self, role="muted", wraps=True)
        self.view = GuideView(guide, theme, self)
        self.view.setProperty("kind", "bare")
        self._title = PlainLabel("", self, role="title")
        self._note = PlainLabel(self.tr("This page is available in English only."), self, role="muted")
        self._outside = PlainLabel("", self)
        self._copy = QPushButton(self.tr("Copy address"), self)
        self._outside_bar = self._make_outside_bar()
        self._buttons = self._make_buttons()
        self._lay_out()
        self.search.textChanged.connect(self._on_searched)
        self.search.returnPressed.connect(self.pages.setFocus)
        self.pages.currentItemChanged.connect(self._on_chosen)
        self.pages.itemActivated.connect(self.view.setFocus)
        self.view.followed.connect(self._follow)
        self._copy.clicked.connect(self._copy_address)
        theme.changed.connect(self.view.render_page)
        self._add_keys()
        self._fill(())
        # The first search would take a moment for all pages.
        self._unprepared = guide.prepare()
        self._preparing = single_shot_timer(self, self._prepare)
        self._preparing.start()
        self._showing = single_shot_timer(self, self._show_first, _SHOWN_AFTER)
        self.resize(theme.px(1080), theme.px(760))
        fit_to_screen(self)

    @Slot()
    def _prepare(self) -> None:
        if next(self._unprepared, None) is not None:
            self._preparing.start()

    def show_page(self, name: str, anchor: str = "") -> None:
        """Show a page and remember the present one for the way back."""
        if self.search.text():
            self.search.clear()
        if self._open(name, anchor):
            self._select(name)

    def show_whats_new(self, changes: str) -> None:
        """Show what is new in the newest version."""
        self.search.clear()
        self.pages.setCurrentIndex(QModelIndex())
        self._remember()
        self._anchor = ""
        title = self.tr("What is new")
        self.view.show_page(GuidePage("", title, f"# {title}\n\n{changes}"))
        self._show_place()

    def go_back(self) -> None:
        """Show the page before."""
        self._travel(self._back, self._forward)

    def go_forward(self) -> None:
        """Show the page that was left by going back."""
        self._travel(self._forward, self._back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the search, then close the window, with Escape."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.text():
            self.search.clear()
        else:
            self.close()

    def _make_buttons(self) -> tuple[QToolButton, QToolButton]:
        result = []
        for icon, text, run in (
            ("chevron-left", self.tr("Back"), self.go_back),
            ("chevron-right", self.tr("Forward"), self.go_forward),
        ):
            button = QToolButton(self)
            set_icon(button, icon, self._theme, size=(18, 18))
            button.setAccessibleName(text)
            set_tip(button, text)
            button.clicked.connect(run)
            result.append(button)
        return result[0], result[1]

    def _make_outside_bar(self) -> QFrame:
        bar = styled_frame(self, "side", "top")
        pad = self._theme.px(12)
        row = row_layout(bar, margins=(pad, self._theme.px(6), pad, self._theme.px(6)))
        self._outside.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._outside, 1)
        row.addWidget(self._copy)
        bar.hide()
        return bar

    def _lay_out(self) -> None:
        theme = self._theme
        side = styled_frame(self, "side")
        column = column_layout(side, margins=theme.margins(0, 12, 0, 0), gap=theme.px(8))
        add_layout(column, row_layout(None, self.search, margins=theme.margins(12, 0, 12, 0)))
        words = row_layout(None, self._empty, margins=theme.margins(14, 0, 14, 0))
        add_layout(column, words)
        column.addWidget(self.pages, 1)
        head = styled_frame(self, "paper", "bottom")
        shown = (*self._buttons, self._title, self._note)
        row_layout(head, *shown, margins=theme.margins(12, 0, 12, 0), grows=self._title)
        head.setFixedHeight(theme.px(44))
        main = styled_frame(self, "paper")
        column_layout(main, head, self.view, self._outside_bar, gap=0, grows=self.view)
        split = split_panes(self, side, main, grows=main)
        split.setSizes([theme.px(_SIDE_WIDTH), theme.px(1080 - _SIDE_WIDTH)])
        row_layout(self, split)
        self.setTabOrder(self.search, self.pages)
        self.setTabOrder(self.pages, self.view)

    def _add_keys(self) -> None:
        standard = QKeySequence.StandardKey
        for keys, run in (
            (standard.Back, self.go_back),
            (standard.Forward, self.go_forward),
            (standard.Find, self._focus_search),
            (standard.Close, self.close),
        ):
            action = QAction(self)
            action.setShortcuts(QKeySequence.keyBindings(keys))
            action.triggered.connect(run)
            self.addAction(action)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_searched(self, words: str) -> None:
        self._showing.stop()
        self._fill(self._guide.search(words) if words.strip() else ())
        if self.pages.count() and words.strip():
            self._choose_row(0)
            self._showing.start()
        elif not words.strip() and (page := self.view.page) is not None:
            self.view.show_page(page, self._anchor)
            self._select(page.name)

    @Slot()
    def _show_first(self) -> None:
        self._on_chosen(self.pages.currentItem())

    def _fill(self, hits: tuple[GuideHit, ...]) -> None:
        searched = bool(self.search.text().strip())
        self.pages.blockSignals(True)
        self.pages.clear()
        self.pages.setAccessibleName(self.tr("Results") if searched else self.tr("Pages"))
        for hit in hits:
            item = QListWidgetItem(plain_text(_hit_title(hit)), self.pages)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, plain_text(hit.snippet))
            item.setData(_PAGE, hit.page)
            item.setData(_HIT, hit)
        if not searched:
            for page in self._guide.pages:
                item = QListWidgetItem(plain_text(page.title), self.pages)
                item.setData(_PAGE, page.name)
                item.setData(_PART, page.part)
                set_tip(item, page.title)
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, plain_text(page.part))
        self.pages.blockSignals(False)
        words = self.tr("Nothing for “{words}”. Try fewer words.").format(words=self.search.text().strip())
        self._empty.setText(words if searched and not hits else "")
        self._empty.setVisible(searched and not hits)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        self._showing.stop()
        if item is None:
            return
        hit = item.data(_HIT)
        anchor = ""
        if isinstance(hit, GuideHit) and hit.heading != hit.title:
            anchor = heading_anchor(hit.heading)
        self._open(str(item.data(_PAGE)), anchor)

    def _follow(self, address: str) -> None:
        page = self.view.page
        target = self._guide.target(page.name if page is not None else "", address)
        if target is not None:
            self.show_page(*target)
            return
        self._outside.setText(address)
        self._outside_bar.show()

    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self._outside.text())
        self._outside_bar.hide()

    def _open(self, name: str, anchor: str = "") -> bool:
        page = self._guide.page(name)
        if page is None:
            return False
        self._remember()
        self._anchor = self._guide.anchor(page, anchor) if anchor else ""
        self.view.show_page(page, self._anchor, self._guide.parse_query(self.search.text()))
        self._show_place()
        return True

    def _remember(self) -> None:
        page = self.view.page
        if page is not None and page.name and self._back[-1:] != [(page.name, self._anchor)]:
            self._back.append((page.name, self._anchor))
        self._forward.clear()

    def _travel(self, taken: list[tuple[str, str]], left: list[tuple[str, str]]) -> None:
        if not taken:
            return
        name, anchor = taken.pop()
        page, new = self.view.page, self._guide.page(name)
        if page is not None and page.name:
            left.append((page.name, self._anchor))
        if new is not None:
            self._anchor = anchor
            self.view.show_page(new, anchor, self._guide.parse_query(self.search.text()))
            self._select(name)
        self._show_place()

    def _select(self, name: str) -> None:
        names = (self.pages.item(row).data(_PAGE) for row in range(self.pages.count()))
        self._choose_row(next((row for row, known in enumerate(names) if known == name), -1))

    def _choose_row(self, row: int) -> None:
        """Choose a row of the list without showing its page."""
        self.pages.blockSignals(True)
        self.pages.setCurrentRow(row)
        self.pages.blockSignals(False)

    def _show_place(self) -> None:
        page = self.view.page
        self._title.setText(page.title if page is not None else "")
        self._note.setVisible(page is not None and page.language != self._guide.language)
        self._outside_bar.hide()
        for button, pages in zip(self._buttons, (self._back, self._forward), strict=True):
            button.setEnabled(bool(pages))
