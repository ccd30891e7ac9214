"""The toolbar of the text editor: paragraph style, bold, italic, underline, lists, link, note, table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QFont, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QMenu, QToolButton, QWidget

from briefbuilder.ui.brief import text_formatting
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.brief.text_formats import table_at
from briefbuilder.ui.brief.text_formatting import BlockStyle
from briefbuilder.ui.brief.text_notes import note_at
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import icon_button, set_surface
from briefbuilder.ui.widgets.labels import ElidedComboBox, ElidedLabel
from briefbuilder.ui.widgets.layouts import OverflowButton, row_layout
from briefbuilder.ui.widgets.menus import open_menu_with
from briefbuilder.ui.widgets.plain import set_tip

_STYLE_BOX_WIDTH = 100
"""Design pixels that the style box keeps in a narrow editor."""

_TABLE_COMMANDS: tuple[Callable[[QTextCursor], None], ...] = (
    partial(text_formatting.add_row, below=False),
    partial(text_formatting.add_row, below=True),
    partial(text_formatting.add_column, right=False),
    partial(text_formatting.add_column, right=True),
    text_formatting.remove_row,
    text_formatting.remove_column,
    text_formatting.remove_table,
    text_formatting.toggle_header_row,
)


class TextToolbar(QFrame):
    """Shows and sets the format at the cursor."""

    def __init__(self, editor: TextEditor, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._services = services
        set_surface(self, "paper", "bottom")
        self._style = self._style_box()
        self._build()
        self._lay_out()
        self._style.activated.connect(self._on_style)
        for button, command in (
            (self._bold, editor.toggle_bold),
            (self._italic, editor.toggle_italic),
            (self._underline, editor.toggle_underline),
            (self._note, editor.toggle_note),
        ):
            button.clicked.connect(command)
            button.clicked.connect(self._finish)
        self._bullets.clicked.connect(partial(self._on_list, "bullets"))
        self._numbers.clicked.connect(partial(self._on_list, "numbers"))
        self._link.clicked.connect(self._on_link)
        editor.cursorPositionChanged.connect(self._follow)
        editor.currentCharFormatChanged.connect(self._follow)

    def _build(self) -> None:
        keys = QKeySequence.StandardKey
        self._bold = self._button("bold", self.tr("Bold"), keys.Bold)
        self._italic = self._button("italic", self.tr("Italic"), keys.Italic)
        self._underline = self._button("underline", self.tr("Underline"), keys.Underline)
        self._bullets = self._button("list", self.tr("Bullet list"), None)
        self._numbers = self._button("list-ordered", self.tr("Numbered list"), None)
        self._link = self._button("link", self.tr("Link to a web page"), None)
        lists = (self._bullets, self._numbers, self._link)
        self._switches = (self._bold, self._italic, self._underline, *lists)
        for button in self._switches:
            button.setCheckable(True)
        self._note = self._button(
            "superscript", self.tr("Insert a note, or switch between a note and its reference"), None
        )
        self.table = self._button("table-2", self.tr("Table"), None)
        open_menu_with(self.table, self._table_menu())

    def _lay_out(self) -> None:
        px = self._services.theme.px
        tools = (*self._switches, self._note, self.table)
        self._folded = OverflowButton(self.tr("More tools for the text"), self._services.theme, self)
        self._folded.offer(tools)
        self._note_label = ElidedLabel(self, role="caption")
        self._note_label.setAccessibleName(self.tr("Note at the cursor"))
        self._row = row_layout(
            self, self._style, margins=self._services.theme.margins(12, 4, 12, 4), gap=px(2)
        )
        self._row.addSpacing(px(6))
        for button in (*tools, self._folded):
            self._row.addWidget(button)
        self._row.addWidget(self._note_label, 1)
        self._row.addStretch(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the tools that have no room next to the style box."""
        super().resizeEvent(event)
        px = self._services.theme.px
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        style = min(self._style.sizeHint().width(), px(_STYLE_BOX_WIDTH))
        taken = margins.left() + margins.right() + style + px(6) + 4 * gap
        self._folded.fit(self.width() - taken, gap)

    def _table_menu(self) -> QMenu:
        """Return the table menu; commands that do not apply at the cursor are disabled."""
        menu = QMenu(self)
        self._new_table = menu.addAction(self.tr("&Insert table"))
        self._new_table.triggered.connect(self._editor.insert_table)
        self._new_table.triggered.connect(self._finish)
        menu.addSeparator()
        self._inner = [menu.addAction(text) for text in self._table_texts()]
        for action, command in zip(self._inner, _TABLE_COMMANDS, strict=True):
            action.setData(command)
            action.triggered.connect(self._on_table_command)
        self._head = self._inner[-1]
        self._head.setCheckable(True)
        menu.aboutToShow.connect(self._update_table_menu)
        return menu

    def _table_texts(self) -> tuple[str, ...]:
        return (
            self.tr("Row &above"),
            self.tr("Row &below"),
            self.tr("Column to the &left"),
            self.tr("Column to the &right"),
            self.tr("Remove r&ow"),
            self.tr("Remove &column"),
            self.tr("Remove &table"),
            self.tr("First row is a &header"),
        )

    @Slot()
    def _update_table_menu(self) -> None:
        inside, writable = self._editor.in_table, not self._editor.isReadOnly()
        self._new_table.setEnabled(writable and not inside and not self._editor.in_note)
        for action in self._inner:
            action.setEnabled(inside and writable)
        self._head.setChecked(text_formatting.has_header_row(self._editor.textCursor()))

    @Slot()
    def _on_table_command(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._editor.edit_table(cast("Callable[[QTextCursor], None]", action.data()))
            self._finish()

    def _style_box(self) -> QComboBox:
        box = ElidedComboBox(4, self)
        box.setAccessibleName(self.tr("Paragraph style"))
        styles: tuple[tuple[BlockStyle, str], ...] = (
            ("paragraph", self.tr("Paragraph")),
            ("heading1", self.tr("Heading 1")),
            ("heading2", self.tr("Heading 2")),
            ("heading3", self.tr("Heading 3")),
            ("bullets", self.tr("Bullet list")),
            ("numbers", self.tr("Numbered list")),
            ("quote", self.tr("Quotation")),
        )
        for style, text in styles:
            box.addItem(text, style)
        return box

    def _button(self, icon: str, name: str, keys: QKeySequence.StandardKey | None) -> QToolButton:
        button = icon_button(name, icon, self._services.theme, self)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        set_tip(button, f"{name} ({shown})" if shown else name)
        return button

    @Slot()
    def _follow(self) -> None:
        fmt = self._editor.currentCharFormat()
        self._bold.setChecked(fmt.fontWeight() >= QFont.Weight.DemiBold)
        self._italic.setChecked(fmt.fontItalic())
        self._underline.setChecked(fmt.fontUnderline())
        self._link.setChecked(fmt.isAnchor())
        style = text_formatting.block_style(self._editor.textCursor())
        self._style.setCurrentIndex(self._style.findData(style))
        self._bullets.setChecked(style == "bullets")
        self._numbers.setChecked(style == "numbers")
        self._style.setEnabled(not self._editor.in_note)
        words = self._editor.note_text()
        self._note_label.setText(words)
        self._note_label.setVisible(bool(words))

    @Slot()
    def _finish(self) -> None:
        self._follow()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_style(self) -> None:
        self._editor.set_block_style(cast("BlockStyle", self._style.currentData()))
        self._finish()

    def _on_list(self, style: BlockStyle, wanted: bool) -> None:
        self._editor.set_block_style(style if wanted else "paragraph")
        self._finish()

    @Slot(object, object)
    def add_to_menu(self, menu: QMenu, place: QTextCursor) -> None:
        """Add the commands for a note or a table at a place to the editor's context menu."""
        if self._editor.isReadOnly():
            return
        note = note_at(place)
        if note or table_at(place) is not None:
            menu.addSeparator()
            self._editor.setTextCursor(place)
        if note:
            go = self.tr("Go to the &reference") if self._editor.in_note else self.tr("Go to the &note")
            menu.addAction(go).triggered.connect(self._editor.toggle_note)
            menu.addAction(self.tr("Remove the n&ote")).triggered.connect(self._editor.remove_note)
        if table_at(place) is not None:
            inner = menu.addMenu(self.tr("&Table"))
            self._update_table_menu()
            inner.addActions(self._inner)

    @Slot()
    def _on_link(self) -> None:
        prompter = self._services.prompter
        old = self._editor.currentCharFormat().anchorHref()
        if old:
            text_formatting.set_link(self._editor.textCursor(), "")
        else:
            address = prompter.ask_text(self.tr("Link"), self.tr("Address of the page"), "https://")
            if address and not text_formatting.set_link(self._editor.textCursor(), address):
                self._services.toasts.show(self.tr("Only web and e-mail addresses can be linked."))
        self._finish()
