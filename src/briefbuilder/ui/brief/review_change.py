"""One change of a returned file: its texts before and after, the source beside a quotation, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPushButton, QTextEdit, QWidget

from briefbuilder.domain.visible_text import mask_hidden
from briefbuilder.domain.word_changes import WordChange
from briefbuilder.returned.text_diff import DiffSegment, diff_texts
from briefbuilder.ui.brief.review_texts import ReviewTexts
from briefbuilder.ui.brief.text_formats import text_font
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import push_button, set_icon, set_surface, styled_frame
from briefbuilder.ui.widgets.dialogs import set_up_reading
from briefbuilder.ui.widgets.labels import ElidedLabel, IconLabel, difference_format, sized_font
from briefbuilder.ui.widgets.layouts import FlowLayout, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """What is shown of a change: `present` is the text in the briefing now, `source` that of the article.

    `refusal` says why the change cannot be accepted, empty if it can; `detail` what a change without other words is;
    `answered` is the comment that it answers.
    """

    change: WordChange
    state: str
    is_open: bool
    is_accepted: bool
    conflict: bool = False
    present: str | None = None
    source: str | None = None
    refusal: str = ""
    detail: str = ""
    answered: str = ""
    writable: bool = True


class ChangeButtons(QWidget):
    """The buttons below a change; `offer` gives them their texts and says which are shown."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._row = FlowLayout(self, gap=services.theme.px(8))
        self.accept = self._button(self.tr("Accept"), "check", "accept-change", primary=True)
        self.reject = self._button(self.tr("Reject"), "x", "reject-change")
        self.overwrite = self._button(self.tr("Use the file’s text"), "file-input", "use-returned-text")
        self.below = self._button(self.tr("Add below as own text"), "list-plus", "put-change-below")
        self.following = self._button(self.tr("Next"), "chevron-down", "next-change")

    def _button(self, text: str, icon: str, action: str, *, primary: bool = False) -> QPushButton:
        theme = self._services.theme
        run = self._services.actions.action(action).trigger
        button = push_button(text, self, run, kind="primary" if primary else "")
        set_icon(button, icon, theme, "on_accent" if primary else "text")
        self._row.addWidget(button)
        return button

    def offer(self, shown: ShownChange) -> None:
        """Show what can be done with a change."""
        change, is_comment = shown.change, shown.change.kind == "comment"
        accept = self.tr("Mark as done") if is_comment else self.tr("Accept")
        reject = self.tr("Reject")
        if change.quotation:
            reject = self.tr("Keep the source")
        elif shown.conflict:
            reject = self.tr("Keep the briefing’s text")
        elif change.is_told_only:
            reject = self.tr("Dismiss")
        writable = shown.writable and not shown.is_accepted
        told_only = change.is_told_only and not is_comment
        self._show(
            self.accept, accept, "A", writable and not shown.refusal, not (told_only or shown.conflict)
        )
        self._show(self.reject, reject, "R", writable and shown.is_open, not is_comment)
        self._show(self.overwrite, self.tr("Use the file’s text"), "", writable, shown.conflict)
        self._show(
            self.below,
            self.tr("Add below as own text"),
            "",
            writable,
            change.quotation and bool(change.after),
        )
        self._show(self.following, self.tr("Next"), "N", True, True)

    @staticmethod
    def _show(button: QPushButton, text: str, key: str, enabled: bool, visible: bool) -> None:
        button.setText(text)
        button.setAccessibleName(text)
        set_tip(button, f"{text} ({key})" if key else text)
        button.setEnabled(enabled)
        button.setVisible(visible)


class ChangeView(QFrame):
    """The current change."""

    def __init__(self, services: Services, texts: ReviewTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._texts = services, texts
        self.shown: ShownChange | None = None
        self.setProperty("surface", "paper")
        self.text = QTextEdit(self)
        set_up_reading(self.text, self.tr("Text before and after the change"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setUndoRedoEnabled(False)
        self.text.document().setDocumentMargin(services.theme.px(20))
        self.buttons = ChangeButtons(services, self)
        self._legend = PlainLabel(
            self.tr("Struck through: removed. Underlined: added."), self, role="caption", wraps=True
        )
        self._refusal_icon = IconLabel("triangle-alert", services.theme, "warning", self, size=16)
        self._refusal = PlainLabel("", self, wraps=True)
        # The buttons stand above the text: a message at the bottom of the window would cover them.
        column_layout(self, self._head(), self._bar(), self.text, self._foot(), grows=self.text, gap=0)
        services.theme.changed.connect(self._draw)
        self.show_change(None)

    def _head(self) -> QFrame:
        theme = self._services.theme
        head = styled_frame(self, "paper", "bottom")
        head.setFixedHeight(theme.px(56))
        self._icon = IconLabel("pen-line", theme, "muted", head)
        self._title = ElidedLabel(head, role="title")
        self._signature = ElidedLabel(head, role="caption")
        self._badges = QWidget(head)
        self._badge_row = row_layout(self._badges)
        words = column_layout(None, self._title, self._signature, gap=0)
        row_layout(
            head,
            self._icon,
            words,
            self._badges,
            margins=theme.margins(16, 4, 12, 4),
            gap=theme.px(10),
            grows=words,
        )
        return head

    def _bar(self) -> QFrame:
        """Return the bar with the buttons, and with what keeps the change from being accepted."""
        theme = self._services.theme
        bar = self._actions = QFrame(self)
        set_surface(bar, "paper", "bottom")
        told = row_layout(None, gap=theme.px(8))
        told.addWidget(self._refusal_icon, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._refusal, 1)
        column_layout(bar, self.buttons, told, margins=theme.margins(16, 8, 16, 8), gap=theme.px(8))
        return bar

    def _foot(self) -> QFrame:
        theme = self._services.theme
        foot = styled_frame(self, "paper")
        row_layout(foot, self._legend, margins=theme.margins(16, 4, 16, 8))
        return foot

    def show_change(self, shown: ShownChange | None) -> None:
        """Show a change, or that none is chosen."""
        self.shown = shown
        self._actions.setVisible(shown is not None)
        if shown is not None:
            self.buttons.offer(shown)
        self._draw()

    def _draw(self) -> None:
        shown = self.shown
        self.text.clear()
        self.text.document().setDefaultFont(text_font(self._services.theme))
        told = shown.refusal if shown is not None and shown.is_open else ""
        for widget in (self._refusal, self._refusal_icon):
            widget.setVisible(bool(told))
        self._refusal.setText(told)
        self._icon.setVisible(shown is not None)
        marked = shown is not None and not shown.change.kind.startswith(("comment", "picture"))
        self._legend.setVisible(marked)
        while (item := self._badge_row.takeAt(0)) is not None:
            badge = item.widget()
            if badge is not None:
                badge.hide()
                badge.deleteLater()
        if shown is None:
            self._title.setText(self.tr("No change is chosen"))
            self._signature.setText("")
            return
        change = shown.change
        self._icon.show_icon(self._texts.icon(change), "muted")
        self._title.setText(f"{self._texts.kind(change)} · {self._texts.place(change)}")
        self._signature.setText(self._texts.signature(change))
        names = [*([shown.state] if not shown.is_open else ())]
        names += self._texts.badges(change, conflict=shown.conflict)
        for name in names:
            self._badge_row.addWidget(PlainLabel(name, self._badges, role="caption"))
        self._write(shown)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(self, shown: ShownChange) -> None:
        """Write the texts: those before and after, and what they are compared with."""
        change = shown.change
        if change.kind == "comment":
            if shown.answered:
                self._section(self.tr("In reply to"), _same(shown.answered))
            self._section(self.tr("Comment"), _same(change.comment or ""))
            self._section(self.tr("On this paragraph"), _same(change.before))
            return
        if change.kind.startswith("picture"):
            # The words are the picture's description or its caption: nothing of them was changed.
            self._section(self.tr("Picture"), _same(change.before or change.after))
            self._section(self.tr("What changed"), _same(shown.detail))
            return
        segments = diff_texts(change.before, change.after)
        if change.before:
            self._section(self.tr("As exported"), (each for each in segments if each.kind != "new"))
        if change.after and (change.after != change.before or not change.before):
            self._section(self.tr("In the file"), (each for each in segments if each.kind != "gone"))
        if shown.detail:
            self._section(self.tr("What changed"), _same(shown.detail))
        if shown.conflict and shown.present is not None:
            now = diff_texts(change.before, shown.present)
            self._section(self.tr("In the briefing now"), (each for each in now if each.kind != "gone"))
        if change.quotation and shown.source is not None:
            self._section(self.tr("In the source"), _same(shown.source))

    def _section(self, title: str, segments: Iterable[DiffSegment]) -> None:
        """Write a heading and a text below it."""
        theme = self._services.theme
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        head = QTextCharFormat()
        head.setFont(sized_font(self.font(), theme.px(12), QFont.Weight.DemiBold))
        head.setForeground(theme.colours.colour("muted"))
        above = QTextBlockFormat()
        above.setTopMargin(theme.px(14) if cursor.position() else 0)
        above.setBottomMargin(theme.px(4))
        above.setHeadingLevel(3)
        below = QTextBlockFormat()
        if cursor.position():
            cursor.insertBlock(above)
        else:
            cursor.setBlockFormat(above)
        cursor.insertText(title, head)
        cursor.insertBlock(below)
        for segment in segments:
            cursor.insertText(mask_hidden(segment.text), difference_format(segment.kind, theme))


def _same(text: str) -> tuple[DiffSegment, ...]:
    return (DiffSegment("same", text, 0, 0),)
