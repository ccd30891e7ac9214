"""The article of the current excerpt, which slides over the right panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextEdit, QWidget

from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.facts import ClaimSource
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Block, Heading, Paragraph, Span
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.rich_text import OfflineDocument, load_blocks
from briefbuilder.ui.brief.text_formats import each_block, stored_id, text_font
from briefbuilder.ui.brief.text_formatting import TextHighlighter
from briefbuilder.ui.offsets import to_units
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import icon_button
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import fill_column
from briefbuilder.ui.widgets.pane import ActionButton
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.timers import single_shot_timer


class SourcePeek(QFrame):
    """The text around a quoted passage, with the passage on a ground of its own.

    `range_chosen` carries how the excerpt is to be extended: to its whole "section", or by the "next" one. The source
    of a claim is shown likewise; `cite_requested` asks to make it a footnote.
    """

    range_chosen = Signal(str)
    cite_requested = Signal()
    close_requested = Signal()

    def __init__(self, services: Services, texts: BriefingTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, texts
        self.setProperty("surface", "paper")
        self._shown: Passage | None = None
        self._is_claim = False
        self._scroll_timer = single_shot_timer(self, self._scroll)
        self.view = QTextEdit(self)
        self.view.setReadOnly(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName(self.tr("Text of the article"))
        self.view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        document = OfflineDocument(self.view)
        document.setDefaultFont(text_font(services.theme))
        document.setDocumentMargin(services.theme.px(28))
        document.setUndoRedoEnabled(False)
        self.view.setDocument(document)
        self._highlighter = TextHighlighter(document, services.theme)
        fill_column(self, self._head(), self.view, self._foot(), grows=self.view)
        self.setFocusProxy(self.view)
        services.theme.changed.connect(self._mark)

    def show_excerpt(self, excerpt: Excerpt, *, writable: bool) -> None:
        """Show the article of an excerpt at the quoted passage."""
        for button in self._extend:
            button.setEnabled(writable and excerpt.blocks is None)
        self._show(excerpt.passage, self._texts.citation(excerpt), is_claim=False)

    def show_claim(self, source: ClaimSource, about: str, *, writable: bool) -> None:
        """Show the article of a claim's source at the words that the claim was compared with."""
        self._cite.setEnabled(writable)
        passage = Passage(
            article=source.article,
            blocks=(source.block,),
            start=source.start,
            end=source.end,
            quote=source.text,
        )
        self._show(passage, about, is_claim=True)

    @property
    def claim_passage(self) -> Passage | None:
        """The words that a claim was compared with, None while an excerpt is shown."""
        return self._shown if self._is_claim else None

    def _show(self, passage: Passage, about: str, *, is_claim: bool) -> None:
        self._citation.setText(about)
        for button in self._extend:
            button.setVisible(not is_claim)
        self._cite.setVisible(is_claim)
        session = self._services.holder.session
        blocks: tuple[Block, ...] = ()
        if session is not None:
            try:
                blocks = _with_head(session.store.article(passage.article), is_whole=is_claim)
            except BriefbuilderError as error:
                self._services.prompter.show_error(error)
        known = self._shown.article if self._shown is not None and self._is_claim == is_claim else ""
        if known != passage.article or not blocks:
            load_blocks(self.view.document(), blocks)
        self._shown, self._is_claim = passage, is_claim
        self._mark()

    def forget(self) -> None:
        """Load the article again the next time, because it may have changed."""
        self._shown = None

    def _mark(self) -> None:
        """Mark the quoted passage, and scroll to it."""
        if self._shown is None:
            return
        self._highlighter.rehighlight()
        quoted = frozenset(self._shown.blocks)
        found = [block for block in each_block(self.view.document()) if stored_id(block) in quoted]
        marks: list[QTextEdit.ExtraSelection] = []
        for block in found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(block)
            mark.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            mark.format.setBackground(self._services.theme.colours.colour("wash"))
            mark.format.setProperty(mark.format.Property.FullWidthSelection.value, True)
            marks.append(mark)
        place = QTextCursor(found[0]) if found else QTextCursor()
        if found and self._is_claim:
            text = found[0].text()
            words = QTextCursor(found[0])
            place.setPosition(found[0].position() + to_units(text, self._shown.start))
            words.setPosition(place.position())
            end = found[0].position() + to_units(text, self._shown.end)
            words.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark = QTextEdit.ExtraSelection()
            mark.cursor = words
            mark.format.setBackground(self._services.theme.colours.colour("evidence"))
            # Not by the ground alone: it is a shade of grey to some readers.
            mark.format.setFontUnderline(True)
            marks.append(mark)
        self.view.setExtraSelections(marks)
        if found:
            self.view.setTextCursor(place)
            self._scroll_timer.start()

    @Slot()
    def _scroll(self) -> None:
        """Show the passage with some of what stands before it; the view must have its size for that."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + self.view.cursorRect().top() - self.view.viewport().height() // 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the passage in sight."""
        super().resizeEvent(event)
        self._scroll_timer.start()

    def _head(self) -> QFrame:
        theme = self._services.theme
        head = QFrame(self)
        head.setProperty("surface", "paper")
        head.setProperty("line", "bottom")
        head.setFixedHeight(theme.px(48))
        title = PlainLabel(self.tr("In the article"), head, role="title")
        self._citation = ElidedLabel(head, role="caption")
        opens = ActionButton(self._services.actions.action("show-source"), head, text=self.tr("Open in Read"))
        opens.setIcon(themed_icon("book-open", theme))
        opens.setIconSize(QSize(theme.px(20), theme.px(16)))
        opens.setProperty("kind", "small")
        close = icon_button(self.tr("Close"), "x", theme, head)
        close.clicked.connect(self.close_requested)
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(title)
        row.addWidget(self._citation, 1)
        row.addWidget(opens)
        row.addWidget(close)
        return head

    def _foot(self) -> QFrame:
        theme = self._services.theme
        foot = QFrame(self)
        foot.setProperty("surface", "paper")
        foot.setProperty("line", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.setSpacing(theme.px(8))
        whole = self._button(
            foot, self.tr("Extend to the whole section"), "between-horizontal-start", "section"
        )
        following = self._button(foot, self.tr("Add the next section"), "list-plus", "next")
        self._extend = (whole, following)
        self._cite = self._button(foot, self.tr("Make it a footnote"), "superscript", "cite")
        for button in (*self._extend, self._cite):
            row.addWidget(button)
        row.addStretch(1)
        return foot

    def _button(self, foot: QFrame, text: str, icon: str, name: str) -> QPushButton:
        theme = self._services.theme
        button = QPushButton(text, foot)
        button.setIcon(themed_icon(icon, theme))
        button.setIconSize(QSize(theme.px(20), theme.px(16)))
        button.setAccessibleName(text)
        if name == "cite":
            button.clicked.connect(self.cite_requested)
        else:
            button.clicked.connect(lambda: self.range_chosen.emit(name))
        return button


def _with_head(article: Article, *, is_whole: bool) -> tuple[Block, ...]:
    """Return the blocks of an article, with its title and lead if they are looked up too."""
    from briefbuilder.app.evidence import LEAD, TITLE

    if not is_whole:
        return article.blocks
    title, lead = article.metadata.title, article.metadata.lead or ""
    head = [Heading(id=TITLE, content=(Span(title),))] if title else []
    below = [Paragraph(id=LEAD, content=(Span(lead),))] if lead else []
    return (*head, *below, *article.blocks)
