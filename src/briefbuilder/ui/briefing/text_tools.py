"""The line of tools over the field for own text: what a paragraph is, bold, italic, underline, link."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from briefbuilder.ui.briefing.text_editor import BlockStyle, TextEditor
from briefbuilder.ui.services import Services


class TextTools(QWidget):
    """Shows and sets the form of the words at the cursor."""

    def __init__(self, editor: TextEditor, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._services = services
        space = services.theme.space
        row = QHBoxLayout(self)
        row.setContentsMargins(space(0.5), 0, space(0.4), space(0.25))
        row.setSpacing(space(0.15))
        self._style = self._style_box()
        row.addWidget(self._style)
        row.addSpacing(space(0.3))
        keys = QKeySequence.StandardKey
        self._bold = self._button(self.tr("B", "bold"), self.tr("Bold"), keys.Bold)
        self._italic = self._button(self.tr("I", "italic"), self.tr("Italic"), keys.Italic)
        self._underline = self._button(self.tr("U", "underline"), self.tr("Underline"), keys.Underline)
        self._link = self._button(self.tr("Link …"), self.tr("Link to a web page"), None)
        font = QFont(self._bold.font())
        font.setBold(True)
        self._bold.setFont(font)
        font = QFont(self._italic.font())
        font.setItalic(True)
        self._italic.setFont(font)
        font = QFont(self._underline.font())
        font.setUnderline(True)
        self._underline.setFont(font)
        for button in (self._bold, self._italic, self._underline, self._link):
            button.setCheckable(True)
            row.addWidget(button)
        row.addStretch(1)
        self._style.activated.connect(self._on_style)
        self._bold.clicked.connect(self._on_bold)
        self._italic.clicked.connect(self._on_italic)
        self._underline.clicked.connect(self._on_underline)
        self._link.clicked.connect(self._on_link)
        editor.cursorPositionChanged.connect(self._follow)
        editor.currentCharFormatChanged.connect(self._follow)

    def _style_box(self) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("What the paragraph is"))
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

    def _button(self, text: str, name: str, keys: QKeySequence.StandardKey | None) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        button.setToolTip(f"{name} ({shown})" if shown else name)
        return button

    @Slot()
    def _follow(self) -> None:
        form = self._editor.currentCharFormat()
        self._bold.setChecked(form.fontWeight() >= QFont.Weight.DemiBold)
        self._italic.setChecked(form.fontItalic())
        self._underline.setChecked(form.fontUnderline())
        self._link.setChecked(form.isAnchor())
        self._style.setCurrentIndex(self._style.findData(self._editor.block_style()))

    def _done(self) -> None:
        self._follow()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_style(self) -> None:
        self._editor.set_block_style(cast("BlockStyle", self._style.currentData()))
        self._done()

    @Slot()
    def _on_bold(self) -> None:
        self._editor.toggle_bold()
        self._done()

    @Slot()
    def _on_italic(self) -> None:
        self._editor.toggle_italic()
        self._done()

    @Slot()
    def _on_underline(self) -> None:
        self._editor.toggle_underline()
        self._done()

    @Slot()
    def _on_link(self) -> None:
        prompter = self._services.prompter
        old = self._editor.link()
        if old:
            self._editor.set_link("")
        else:
            address = prompter.ask_text(self.tr("Link"), self.tr("Address of the page"), "https://")
            if address and not self._editor.set_link(address):
                prompter.tell(
                    self.tr("Link"), self.tr("Only addresses of web pages and of mail can be linked.")
                )
        self._done()
