"""The source beside the text: the article of an excerpt, or the place of a claim, and the way from claim to claim."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from briefbuilder import app
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.facts import Claim, ClaimSource
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Block, Heading, Paragraph, Span
from briefbuilder.ui.brief.item_editor import ItemPanel
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.brief.rich_text import OfflineDocument, load_blocks
from briefbuilder.ui.brief.text_formats import stored_id, text_font
from briefbuilder.ui.brief.text_formatting import TextHighlighter
from briefbuilder.ui.list_formats import widen_bullet_gap
from briefbuilder.ui.offsets import to_units
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import ActionButton, icon_button, push_button, set_icon, styled_frame
from briefbuilder.ui.widgets.dialogs import set_up_reading
from briefbuilder.ui.widgets.drawer import Drawer
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import FlowLayout, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.selections import cursor_in, each_block, extra_selection
from briefbuilder.ui.widgets.timers import single_shot_timer


class PassageView(QTextEdit):
    """A text with some of its paragraphs, the `marked` ones, on a separate ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.marked: list[QTextBlock] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground from the first marked paragraph to the last one, then the text."""
        if self.marked:
            px, layout = self._theme.px, self.document().documentLayout()
            area = layout.blockBoundingRect(self.marked[0]).united(layout.blockBoundingRect(self.marked[-1]))
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colours.colour("wash"))
            area.translate(0, -self.verticalScrollBar().value())
            painter.drawRoundedRect(area.adjusted(-px(12), -px(4), px(12), px(4)), px(8), px(8))
            painter.end()
        super().paintEvent(event)


class SourcePeek(QFrame):
    """The text around a quoted passage, with the passage on a separate ground.

    `range_chosen` carries how the excerpt is to be extended: to its whole "section", or by the "next" one. The source
    of a claim is shown likewise; `cite_requested` asks to make it a footnote.
    """

    range_chosen = Signal(str)
    cite_requested = Signal()
    close_requested = Signal()

    def __init__(self, services: Services, texts: BriefingTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._texts = services, texts
        self.setProperty("surface", "paper")
        self._shown: Passage | None = None
        self._is_claim = False
        self._scroll_timer = single_shot_timer(self, self._scroll)
        self.view = PassageView(services.theme, self)
        set_up_reading(self.view, self.tr("Text of the article"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        document = OfflineDocument(self.view)
        document.setDefaultFont(text_font(services.theme))
        document.setDocumentMargin(services.theme.px(28))
        document.setUndoRedoEnabled(False)
        self.view.setDocument(document)
        self._highlighter = TextHighlighter(document, services.theme)
        column_layout(self, self._head(), self.view, self._foot(), grows=self.view, gap=0)
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
        article = self._services.attempt(session.store.article, passage.article) if session else None
        blocks = _with_head(article, is_whole=is_claim) if article is not None else ()
        known = self._shown.article if self._shown is not None and self._is_claim == is_claim else ""
        if known != passage.article or not blocks:
            load_blocks(self.view.document(), blocks)
            for block in each_block(self.view.document()):
                widen_bullet_gap(QTextCursor(block))
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
        marks = []
        place = QTextCursor(found[0]) if found else QTextCursor()
        if found and self._is_claim:
            start, end = (to_units(found[0].text(), at) for at in (self._shown.start, self._shown.end))
            place.setPosition(found[0].position() + start)
            evidence = QTextCharFormat()
            evidence.setBackground(self._services.theme.colours.colour("evidence"))
            # Not by the ground alone: it is a shade of grey to some readers.
            evidence.setFontUnderline(True)
            marks.append(extra_selection(cursor_in(found[0], start, end), evidence))
        self.view.setExtraSelections(marks)
        self.view.marked = found
        self.view.viewport().update()
        if found:
            self.view.setTextCursor(place)
            self._scroll_timer.start()

    @Slot()
    def _scroll(self) -> None:
        """Show the passage with some of what precedes it; the view must have its size for that."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + self.view.cursorRect().top() - self.view.viewport().height() // 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the passage in sight."""
        super().resizeEvent(event)
        self._scroll_timer.start()

    def _head(self) -> QFrame:
        theme = self._services.theme
        head = styled_frame(self, "paper", "bottom")
        head.setFixedHeight(theme.px(44))
        title = PlainLabel(self.tr("In the article"), head, role="title")
        self._citation = ElidedLabel(head, role="caption")
        opens = ActionButton(self._services.actions.action("show-source"), head, text=self.tr("Open in Read"))
        set_icon(opens, "book-open", theme)
        opens.setProperty("kind", "small")
        close = icon_button(self.tr("Close"), "x", theme, head, run=self.close_requested)
        row_layout(
            head,
            title,
            self._citation,
            opens,
            close,
            margins=theme.margins(16, 0, 8, 0),
            gap=theme.px(8),
            grows=self._citation,
        )
        return head

    def _foot(self) -> QFrame:
        theme = self._services.theme
        foot = styled_frame(self, "paper", "top")
        # One below the other where the drawer is narrow.
        row = FlowLayout(foot, theme.px(8))
        row.setContentsMargins(*theme.margins(16, 3, 16, 3))
        foot.setMinimumHeight(theme.px(40))
        buttons = []
        for text, icon, run in (
            (
                self.tr("Extend to the whole section"),
                "between-horizontal-start",
                lambda: self.range_chosen.emit("section"),
            ),
            (self.tr("Add the next section"), "list-plus", lambda: self.range_chosen.emit("next")),
            (self.tr("Make it a footnote"), "superscript", self.cite_requested.emit),
        ):
            buttons.append(button := push_button(text, foot, run))
            set_icon(button, icon, theme)
            row.addWidget(button)
        self._extend, self._cite = buttons[:2], buttons[2]
        return foot


def _with_head(article: Article, *, is_whole: bool) -> tuple[Block, ...]:
    """Return the blocks of an article, with its title and lead if they are looked up too."""
    if not is_whole:
        return article.blocks
    title, lead = article.metadata.title, article.metadata.lead or ""
    head = [Heading(id=app.evidence.TITLE, content=(Span(title),))] if title else []
    below = [Paragraph(id=app.evidence.LEAD, content=(Span(lead),))] if lead else []
    return (*head, *below, *article.blocks)


class SourceDrawer(QObject):
    """Slides the source of what is written over the panel of a page."""

    review_in_way = Signal()
    """A claim is to be shown in the text, which a review of a returned file would hide."""
    leave_requested = Signal(object)
    """A finding about a claim is to be ignored: the claim may stay as it is."""

    def __init__(
        self,
        services: Services,
        outline: OutlineView,
        item_panel: ItemPanel,
        covered_width: Callable[[], int],
        page: QWidget,
    ) -> None:
        """`covered_width` returns the width in pixels that the source may cover."""
        super().__init__(page)
        self._services, self._covered_width = services, covered_width
        self._outline, self._item_panel = outline, item_panel
        self._current, self._claims = item_panel.current, item_panel.claim_checks
        self.peek = SourcePeek(services, self._current.texts, page)
        self.drawer = Drawer(page, "right", services.theme)
        self.drawer.set_content(self.peek)
        marks = self._item_panel.claims
        self.peek.close_requested.connect(self.drawer.close_drawer)
        self.peek.range_chosen.connect(self._item_panel.change_range)
        self.peek.cite_requested.connect(marks.cite_current)
        marks.source_requested.connect(self._show_claim)
        marks.leave_requested.connect(self._leave)
        marks.current_changed.connect(self._services.actions.refresh)

    def register(self) -> None:
        """Register the actions."""
        actions = self._services.actions
        actions.register(
            "peek-source",
            self._toggle,
            enabled=self._can_peek,
            why_not=lambda: self.tr(
                "Choose an excerpt, or put the cursor on a statement that is in a source"
            ),
        )
        actions.register("show-source", self._open_article, enabled=self._can_open_article)
        actions.register("edit-details", self._edit_details, enabled=self._can_open_article, mode="brief")
        for name, step in (("next-claim", 1), ("previous-claim", -1)):
            actions.register(name, partial(self._go_to_claim, step), enabled=self._has_own_text)

    def follow(self) -> None:
        """Show the source of the excerpt that is current now, if the drawer is open."""
        if self.drawer.is_open:
            self._show_excerpt()

    # The source

    def _can_peek(self) -> bool:
        return self._excerpt is not None or self.drawer.is_open or self._cited_claim is not None

    @property
    def _excerpt(self) -> Excerpt | None:
        """The current item if it is an excerpt, else None."""
        briefing = self._current.briefing
        item = briefing.item(self._outline.current_node) if briefing is not None else None
        return item if isinstance(item, Excerpt) else None

    @property
    def _cited_claim(self) -> Claim | None:
        """The claim at the cursor if it has a source."""
        claim = self._item_panel.claims.current
        return claim if claim is not None and claim.sources else None

    def _toggle(self) -> None:
        """Slide the article of the current excerpt, or the source of the claim at the cursor, over the panel, or away."""
        claim = self._cited_claim
        if self.drawer.is_open and (claim is None or self._shows(claim)):
            self.drawer.close_drawer()
        elif claim is not None:
            self._show_claim(claim)
        else:
            self._item_panel.editor.commit()
            self._show_excerpt()
            self._open()

    def _shows(self, claim: Claim) -> bool:
        shown, source = self.peek.claim_passage, claim.sources[0]
        return shown is not None and (shown.article, shown.blocks, shown.start) == (
            source.article,
            (source.block,),
            source.start,
        )

    def _open(self) -> None:
        if not self.drawer.is_open:
            self.drawer.set_width(self._covered_width())
            self.drawer.open()

    def _show_excerpt(self) -> None:
        excerpt = self._excerpt
        if excerpt is not None:
            self.peek.show_excerpt(excerpt, writable=self._current.writable)

    def _can_open_article(self) -> bool:
        return self._excerpt is not None or (self.drawer.is_open and self.peek.claim_passage is not None)

    def _open_article(self) -> None:
        """Open the article of the current excerpt, or of the claim whose source is shown, in Read."""
        excerpt = self._excerpt
        passage = excerpt.passage if excerpt is not None else self.peek.claim_passage
        if passage is not None:
            self._services.links.passage_show_requested.emit(passage)

    def _edit_details(self) -> None:
        """Edit the details of that article, in Read."""
        self._open_article()
        self._services.links.details_requested.emit()

    # Claims

    @Slot(object)
    def _show_claim(self, claim: Claim) -> None:
        """Show the source of a claim beside the text."""
        if claim.sources:
            source = claim.sources[0]
            name = self._claims.place_name(source)
            self.peek.show_claim(source, name, writable=not self._item_panel.editor.isReadOnly())
            self._open()
            self._services.actions.refresh()

    @Slot(object)
    def mark(self, finding: Finding) -> Claim | None:
        """Mark the words of a claim in the editor and return the claim, None if it is gone."""
        claim = self._claims.claim_of(finding)
        return claim if claim is not None and self._item_panel.claims.mark(claim) else None

    def show_finding(self, finding: Finding) -> None:
        """Mark the words of a claim in the text, and show its source beside them."""
        claim = self.mark(finding)
        if claim is not None:
            self._show_claim(claim)

    @Slot(object)
    def _leave(self, claim: Claim) -> None:
        finding = self._claims.finding_of(self._outline.current_node, claim)
        if finding is not None:
            self._item_panel.editor.commit()
            self.leave_requested.emit(finding)

    def _has_own_text(self) -> bool:
        briefing = self._current.briefing
        return briefing is not None and any(isinstance(item, OwnText) for item in briefing.items)

    def _go_to_claim(self, step: int) -> None:
        """Go to the next (1) or previous (-1) statement that differs from the sources or is not in them."""
        marks = self._item_panel.claims
        self.review_in_way.emit()
        if not marks.go_to_next(step) and not self._go_to_other_text(step) and not marks.go_to_end(step):
            self._services.toasts.show(
                self.tr("All statements are in the sources, or were left as they are.")
            )
            return
        self._item_panel.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        claim = self._cited_claim
        if self.drawer.is_open and claim is not None:
            self._show_claim(claim)

    def _go_to_other_text(self, step: int) -> bool:
        """Go to the first claim that is marked in another text of the briefing."""
        names = [claims.item for claims in self._claims.all]
        node = self._outline.current_node
        at = names.index(node) if node in names else -1
        others = [*names[at + 1 :], *names[: max(at, 0)]]
        for name in others if step > 0 else reversed(others):
            if any(self._claims.is_open(name, claim) for claim in self._claims.claims_of(name)[1]):
                self._outline.choose(name)
                return self._item_panel.claims.go_to_end(step)
        return False
