"""The strip under the header that tells what keeps from working."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import icon_button, push_button
from briefbuilder.ui.widgets.layouts import row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text

StripAction = tuple[str, Callable[[], object]]


class NoticeStrip(QFrame):
    """One notice with buttons for what can be done; it stays until it is closed or another one comes.

    A `quiet` one has no colour of its own. `closed` is emitted when the user closes it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet-notice" if quiet else "notice")
        self._label = PlainLabel("", self, wraps=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = icon_button(self.tr("Close notice"), "x", theme, self, run=self._on_closed)
        self._row = row_layout(
            self,
            self._label,
            self._close,
            margins=theme.margins(16, 6, 12, 6),
            gap=theme.px(8),
            grows=self._label,
        )
        self.buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        """The notice that is shown, or an empty text."""
        return "" if self.isHidden() else self._label.text()

    def show_notice(self, text: str, *actions: StripAction) -> None:
        """Show a notice with buttons; each button closes it first."""
        self._remove_buttons()
        self._label.setText(text)
        self.setAccessibleName(plain_text(text))
        for name, run in actions:
            button = push_button(
                name, self, partial(self._run, run), name=name.replace("&", ""), kind="small"
            )
            self._row.insertWidget(self._row.count() - 1, button)
            self.buttons.append(button)
        self.show()

    @Slot()
    def clear(self) -> None:
        """Hide the notice."""
        self._remove_buttons()
        self.hide()

    @Slot()
    def _on_closed(self) -> None:
        self.clear()
        self.closed.emit()

    def _run(self, run: Callable[[], object], _checked: bool = False) -> None:
        self.clear()
        run()

    def _remove_buttons(self) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons.clear()
