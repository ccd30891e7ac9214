"""The buttons at the end of a dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QVBoxLayout
from pytestqt.qtbot import QtBot

from briefbuilder.ui.theme import Theme, style_sheet
from briefbuilder.ui.widgets.dialogs import CloseButtons, DialogButtons


def test_close_looks_the_same_whether_or_not_enter_presses_it(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setStyleSheet(style_sheet(Theme("light")))
    pictures = []
    for by_enter in (True, False):
        dialog = QDialog(window)
        buttons = CloseButtons(dialog, by_enter=by_enter)
        QVBoxLayout(dialog).addWidget(buttons)
        dialog.show()
        (close,) = buttons.buttons()
        pictures.append(close.grab().toImage())
        dialog.close()
    assert pictures[0] == pictures[1]


def test_cancel_has_no_picture_although_the_desktop_gives_buttons_pictures(
    qapp: QApplication, qtbot: QtBot
) -> None:
    assert qapp is not None
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setStyleSheet("QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 1; }")
    buttons = DialogButtons(dialog, "Create")
    assert [button.icon().isNull() for button in buttons.buttons()] == [True, True]
