"""The commands of the menu Help: the first steps, keyboard shortcuts, a problem report, the version and licences."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal, Slot, qVersion
from PySide6.QtGui import (
    QFontDatabase,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QFrame,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from briefbuilder import __version__, app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.state_report import components, make_report
from briefbuilder.domain.errors import ExportError
from briefbuilder.system.files import write_atomically
from briefbuilder.system.paths import changelog_file, docs_folder
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.actions import ActionBoard
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import icon_button, push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, fill_dialog, set_up_reading
from briefbuilder.ui.widgets.icons import paint_program_icon
from briefbuilder.ui.widgets.layouts import column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text

if TYPE_CHECKING:
    from briefbuilder.ui.help.guide import GuideWindow

# The first steps: cards beside the controls of the window that show the way from an article to an export.

_WIDTH = 320
_GAP = 12
"""Sizes of the design, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the mode in which it is shown, the control that it speaks of, and its words."""

    mode: Literal["read", "brief"]
    target: attrgetter[QWidget]
    title: str
    words: str


class _Ring(QWidget):
    """The frame around the control of a step; it lets the mouse through."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colours.colour("accent"), 2))
        radius = self._theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


class TourCard(QFrame):
    """The card of a step, with its place in the tour and buttons; `moved` is emitted for -1, 1, and 0 to end."""

    moved = Signal(int)

    def __init__(self, step: Step, number: int, count: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour-card")
        self.setProperty("surface", "card")
        self.setAutoFillBackground(True)
        theme.style(self)
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(step.words)
        self.setFixedWidth(theme.px(_WIDTH))
        title = PlainLabel(step.title, self, role="title", wraps=True)
        words = PlainLabel(step.words, self, wraps=True)
        place = PlainLabel(
            self.tr("{number} of {count}").format(number=number + 1, count=count), self, role="caption"
        )
        close = icon_button(self.tr("End the first steps"), "x", theme, self, run=lambda: self.moved.emit(0))
        back = push_button(self.tr("Back"), self, lambda: self.moved.emit(-1))
        back.setEnabled(number > 0)
        self.next = push_button(
            self.tr("Next") if number + 1 < count else self.tr("Finish"),
            self,
            lambda: self.moved.emit(1),
            kind="primary",
        )
        top = row_layout(None, title, grows=title)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        foot = row_layout(None, place, back, self.next, grows=place)
        pad = theme.px(16)
        column_layout(
            self, top, words, foot, margins=(pad, theme.px(12), theme.px(12), theme.px(12)), gap=theme.px(8)
        )

    def take_key(self, key: int) -> bool:
        """Go on or back with the arrow keys, press a button with Enter, end with Escape; return whether it is one."""
        moves = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Escape: 0}
        focused = self.focusWidget()
        if key in moves:
            self.moved.emit(moves[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focused, QAbstractButton):
            focused.click()
        else:
            return False
        return True


class Tour(QObject):
    """Runs the first steps on the sample dossier, or on the dossier that is open."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self.steps = self._make_steps()
        self.number = 0
        self._waiting = False
        self.card: TourCard | None = None
        self._ring: _Ring | None = None
        services.holder.session_replaced.connect(self._on_session_replaced)

    def _make_steps(self) -> tuple[Step, ...]:
        return (
            Step(
                "read",
                attrgetter("read.articles"),
                self.tr("Articles"),
                self.tr(
                    "A dossier holds the articles that you import: files, mail, saved pages, or text that you paste. "
                    "The arrow keys choose one; a dot marks what is unread."
                ),
            ),
            Step(
                "read",
                attrgetter("read.article"),
                self.tr("The text"),
                self.tr(
                    "Articles are read in sections. Click into a section, or press Ctrl and an arrow key: what you do "
                    "next holds for the marked one, or for words that you select."
                ),
            ),
            Step(
                "read",
                attrgetter("read.rail"),
                self.tr("Topics and suggestions"),
                self.tr(
                    "Topics that fit the section are suggested with their evidence. Press + to accept and − to reject, "
                    "or T and a few letters for any other topic."
                ),
            ),
            Step(
                "read",
                attrgetter("header.switch"),
                self.tr("Read and Brief"),
                self.tr(
                    "Ctrl and Enter adds the section to a briefing. Ctrl+1 and Ctrl+2 switch between reading and "
                    "writing. Nothing needs to be saved, and Ctrl+Z undoes every step."
                ),
            ),
            Step(
                "brief",
                attrgetter("brief.outline"),
                self.tr("The outline"),
                self.tr(
                    "A briefing has parts with items: passages of articles and your own texts. Gather collects all that "
                    "is tagged. Alt and the arrow keys move an item."
                ),
            ),
            Step(
                "brief",
                attrgetter("brief.item_panel"),
                self.tr("The text of an item"),
                self.tr(
                    "Write your own texts here, and shorten passages. What differs from the source is marked in the "
                    "export; the source stays one key away."
                ),
            ),
            Step(
                "brief",
                attrgetter("brief.panel"),
                self.tr("Preview, checks, details"),
                self.tr(
                    "The pages follow while you write. F7 lists what must be fixed before you hand the briefing over; "
                    "F8 fixes what can be fixed safely."
                ),
            ),
            Step(
                "brief",
                attrgetter("header.button"),
                self.tr("Export"),
                self.tr(
                    "Ctrl+E writes Word and PDF by the template of your house. F1 opens the guide about the place where "
                    "you are."
                ),
            ),
        )

    @Slot()
    def start(self) -> None:
        """Show the first step, on the sample dossier if none is open."""
        if self._services.holder.session is not None:
            self._show(0)
            return
        self._waiting = True
        self._services.actions.action("try-sample").trigger()

    def end(self) -> None:
        """Remove the card; a focus on it goes back to the window."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr] # there is an application
        card, ring = self.card, self._ring
        self.card = self._ring = None
        if card is not None:
            had_focus = card.isAncestorOf(QApplication.focusWidget() or self._window)
            card.hide()
            card.deleteLater()
            if had_focus:
                self._window.setFocus(Qt.FocusReason.OtherFocusReason)
        if ring is not None:
            ring.hide()
            ring.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the card beside its control, and end the tour with Escape if nothing else takes the key."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move} and watched in {
            self._window,
            self._target(),
        }:
            QTimer.singleShot(0, self, self._place)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            card, focused = self.card, QApplication.focusWidget()
            if card is not None and focused is not None and card.isAncestorOf(focused):
                return card.take_key(event.key())
            if self._is_escape(event):
                self.end()
                return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_escape(event: QKeyEvent) -> bool:
        typing = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
        focused = QApplication.focusWidget()
        return (
            event.key() == Qt.Key.Key_Escape
            and QApplication.activePopupWidget() is None
            and QApplication.activeModalWidget() is None
            and not (isinstance(focused, typing) and not focused.property("readOnly"))
        )

    @Slot()
    def _on_session_replaced(self) -> None:
        if self._services.holder.session is None:
            self.end()
        elif self._waiting:
            self._waiting = False
            QTimer.singleShot(0, self, self.start)

    @Slot(int)
    def _on_moved(self, move: int) -> None:
        number = self.number + move
        if move == 0 or number >= len(self.steps):
            self.end()
        elif number >= 0:
            self._show(number)

    def _show(self, number: int) -> None:
        self.end()
        self.number = number
        step = self.steps[number]
        self._services.modes.choose(step.mode)
        theme = self._services.theme
        self._ring = _Ring(theme, self._window)
        self.card = TourCard(step, number, len(self.steps), theme, self._window)
        self.card.moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr] # there is an application
        self._place()
        self._ring.show()
        self.card.show()
        self._ring.raise_()
        self.card.raise_()
        self.card.next.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._place)

    def _target(self) -> QWidget | None:
        return None if self.card is None else self.steps[self.number].target(self._window)

    @Slot()
    def _place(self) -> None:
        target, card, ring = self._target(), self.card, self._ring
        if target is None or card is None or ring is None:
            return
        top = target.mapTo(self._window, QPoint(0, 0))
        area = QRect(top, target.size()).intersected(self._window.rect())
        shown = target.isVisible() and area.isValid()
        ring.setVisible(shown)
        if not shown:
            area = QRect(self._window.rect().center(), self._window.rect().center())
        ring.setGeometry(area)
        card.adjustSize()
        card.setGeometry(
            _beside(
                area, card.size().width(), _height(card), self._window.rect(), self._services.theme.px(_GAP)
            )
        )


def _height(card: QWidget) -> int:
    layout = card.layout()
    needed = layout.totalHeightForWidth(card.width()) if layout is not None else 0
    return max(needed, card.sizeHint().height())


def _beside(target: QRect, width: int, height: int, window: QRect, gap: int) -> QRect:
    """Return where a card fits: right of a target, left of it, below it, or else within it."""
    top = max(gap, min(target.top(), window.bottom() - height - gap))
    if target.right() + gap + width < window.right():
        return QRect(target.right() + gap, top, width, height)
    if target.left() - gap - width > window.left():
        return QRect(target.left() - gap - width, top, width, height)
    left = max(gap, min(target.left(), window.right() - width - gap))
    if target.bottom() + gap + height < window.bottom():
        return QRect(left, target.bottom() + gap, width, height)
    return QRect(
        target.center().x() - width // 2, max(gap, target.bottom() - height - 4 * gap), width, height
    )


# The dialogs and the commands.

TOPIC = "helpTopic"
"""The property of a widget that names its page, such as "how-to/tag-passages"; it holds for what is inside, too.

It can name a heading of the English page as well: "reference/window#settings".
"""
_FIRST = "index"


class ShortcutModel(QStandardItemModel):
    """One row per action with a shortcut, and one per key that works only in the article's text."""

    def __init__(self, board: ActionBoard, parent: QObject) -> None:
        super().__init__(parent)
        self.setHorizontalHeaderLabels((self.tr("Command"), self.tr("Keys")))
        for row in (*self._action_rows(board), *self._text_rows()):
            self.appendRow([QStandardItem(plain_text(text)) for text in row])

    @staticmethod
    def _action_rows(board: ActionBoard) -> list[tuple[str, str]]:
        form = QKeySequence.SequenceFormat.NativeText
        rows = []
        for spec in TABLE:
            action = board.action(spec.id)
            keys = ", ".join(sequence.toString(form) for sequence in action.shortcuts())
            text = action.iconText() if spec.id in {"undo", "redo"} else action.text().replace("&", "")
            if keys:
                rows.append((text, keys))
        return rows

    def _text_rows(self) -> list[tuple[str, str]]:
        return [
            (self.tr("In the text: tag with a recent topic"), "1 … 9"),
            (self.tr("In the text: find a topic by its first letters"), "A … Z"),
            (self.tr("In the text: select another suggestion"), self.tr("Left, Right")),
            (self.tr("In the text: accept the selected suggestion"), self.tr("Enter")),
            (self.tr("In the text: extend the selection to paragraph, then section"), self.tr("Esc")),
        ]


class ShortcutDialog(QDialog):
    """Lists the keyboard shortcuts."""

    def __init__(self, board: ActionBoard, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setProperty(TOPIC, "reference/keys")
        table = QTableView(self)
        table.setAccessibleName(self.tr("Keyboard shortcuts"))
        table.setModel(ShortcutModel(board, table))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        buttons = CloseButtons(self)
        fill_dialog(self, theme, table, buttons, size=(34, 34))


class AboutDialog(QDialog):
    """Shows the version, the purpose, and the components with their licences."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About briefbuilder"))
        name = PlainLabel("briefbuilder", self)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        name.setFont(font)
        purpose = self.tr("Turns articles into policy briefings. Everything stays on this computer.")
        licence = self.tr("Version {version}, under the MIT licence").format(version=__version__)
        words = PlainLabel(purpose, self)
        version = PlainLabel(licence, self, role="muted")
        formats = PlainLabel(self._format_text(), self, role="muted")
        for label in (words, version, formats):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts = QTextBrowser(self)
        parts.setAccessibleName(self.tr("Components and their licences"))
        parts.setPlainText("\n".join(self._component_lines()))
        parts.setOpenLinks(False)
        sign = PlainLabel("", self)
        ratio = self.devicePixelRatioF()
        picture = paint_program_icon(round(theme.line_height * 3 * ratio))
        picture.setDevicePixelRatio(ratio)
        sign.setPixmap(picture)
        shown = (sign, name, words, version, formats, parts, CloseButtons(self))
        fill_dialog(self, theme, *shown, gap=0.5, size=(34, 28))

    def _format_text(self) -> str:
        """Return the format of dossiers, and the oldest program that opens it."""
        from briefbuilder.storage.opening import own_format

        found = own_format()
        text = self.tr("Dossiers have format {format}, which version {program} and later open")
        return text.format(format=found.version, program=found.program)

    def _component_lines(self) -> Iterator[str]:
        """Yield a line for Python, Qt and each installed component."""
        yield f"Python {platform.python_version()}: PSF-2.0"
        qt = self.tr("Qt {version}: LGPL 3.0, used as separate, replaceable libraries")
        yield qt.format(version=qVersion())
        unknown = self.tr("see the licence text")
        for name, version, licence in components():
            yield f"{name} {version}: {licence or unknown}"


class ReportDialog(QDialog):
    """Shows the whole report; nothing is sent, and nothing is written until the user saves it."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        theme = services.theme
        self.setWindowTitle(self.tr("Report a problem"))
        self.setProperty(TOPIC, "how-to/report-a-problem")
        about = self.tr(
            "This report contains versions, settings and the last errors, but no content of a dossier and no "
            "paths. Save it and send it to your support, with what you did and what happened."
        )
        words = PlainLabel(about, self, wraps=True)
        self.text = QPlainTextEdit(self)
        set_up_reading(self.text, self.tr("Report"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setPlaceholderText(self.tr("The report is being made …"))
        self._save = push_button(self.tr("&Save as …"), self, self._on_save)
        clipboard = QGuiApplication.clipboard()
        self._copy = push_button(self.tr("&Copy"), self, lambda: clipboard.setText(self.text.toPlainText()))
        buttons = CloseButtons(self, self._save, self._copy)
        self._save.setDefault(True)
        fill_dialog(self, theme, words, self.text, buttons, size=(44, 37))
        self._show("")
        resources = services.resources.copy_for_thread()
        settings = services.settings

        def work(_context: JobContext) -> str:
            return make_report(resources, settings)

        self._job = JobSlot(services.jobs)
        self._job.start(work, self._show, services.show_failure)

    def done(self, result: int) -> None:
        """Close the dialog; a report that is still being made is dropped."""
        self._job.cancel()
        super().done(result)

    def _show(self, report: str) -> None:
        self.text.setPlainText(plain_text(report))
        self._save.setEnabled(bool(report))
        self._copy.setEnabled(bool(report))

    @Slot()
    def _on_save(self) -> None:
        name = f"briefbuilder-report-{datetime.now().astimezone():%Y-%m-%d}.txt"
        target = self._services.prompter.save_file(
            self.tr("Save report"), name, self.tr("Text files (*.txt)")
        )
        if target is None:
            return
        try:
            write_atomically(target, self.text.toPlainText().encode(), private=True)
        except ExportError as error:
            self._services.prompter.show_error(error)
            return
        self._services.toasts.show(self.tr("The report is saved as {name}.").format(name=target.name))
        self.accept()


class HelpCommands(QObject):
    """Registers the commands of the menu Help; the guide stays one window."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._guide: GuideWindow | None = None
        self.tour = Tour(services, window)
        board = services.actions
        board.register("guide", self.show_guide)
        board.register("first-steps", self.tour.start)
        run, theme = services.prompter.run, services.theme
        board.register("help-shortcuts", lambda: run(ShortcutDialog(board, theme, window)))
        board.register("whats-new", self._show_whats_new)
        board.register("report-problem", lambda: run(ReportDialog(services, window)))
        board.register("about", lambda: run(AboutDialog(theme, window)))

    @property
    def guide(self) -> GuideWindow:
        """The window of the guide."""
        # The guide and the dialogs are imported at first use, which keeps the start of the window short.
        if self._guide is None:
            from briefbuilder.ui.help.guide import GuideWindow

            guide = app.guide.Guide(docs_folder(), self._services.language)
            self._guide = GuideWindow(guide, self._services.theme, self._window)
        return self._guide

    def show_guide(self) -> None:
        """Show the page of the guide about the place where the focus is."""
        name, _, anchor = (help_topic(QApplication.focusWidget()) or _FIRST).partition("#")
        # Shown first, so that the page is laid out and scrolled in the width that it has.
        self._raise_guide()
        self.guide.show_page(f"{name}.md", anchor)

    def _show_whats_new(self) -> None:
        self._raise_guide()
        self.guide.show_whats_new(app.guide.newest_changes(changelog_file()))

    def _raise_guide(self) -> None:
        """Show the guide; above a modal dialog it belongs to the dialog, since other windows get no keys then."""
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QDialog) and self.guide.parentWidget() is not modal:
            self.guide.setParent(modal, Qt.WindowType.Window)
            modal.finished.connect(self._give_back)
        self.guide.show()
        self.guide.raise_()
        self.guide.activateWindow()
        self.guide.view.setFocus()

    @Slot()
    def _give_back(self) -> None:
        """Keep the guide when the dialog that it belonged to ends."""
        is_shown = self.guide.isVisible()
        self.guide.setParent(self._window, Qt.WindowType.Window)
        self.guide.setVisible(is_shown)


def help_topic(widget: QWidget | None) -> str:
    """Return the page of the guide for a widget: its own, or that of the nearest widget around it; empty for none."""
    while widget is not None:
        topic = widget.property(TOPIC)
        if isinstance(topic, str) and topic:
            return topic
        widget = widget.parentWidget()
    return ""
