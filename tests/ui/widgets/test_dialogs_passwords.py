"""Dialogs that ask for a password."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import NewPasswordDialog, PasswordDialog


def fields(dialog: QDialog) -> list[QLineEdit]:
    return dialog.findChildren(QLineEdit)


def button(dialog: QDialog, label: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == label)


def shown(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()


def test_a_password_is_hidden_until_it_is_to_be_shown(qtbot: QtBot) -> None:
    dialog = PasswordDialog("Encrypted dossier", "Password:")
    shown(qtbot, dialog)
    (field,) = fields(dialog)
    assert field.echoMode() == QLineEdit.EchoMode.Password
    assert field.accessibleName() == "Password"
    box = not_none(dialog.findChild(QCheckBox))
    QTest.keyClicks(field, "secret")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    assert field.displayText() == "secret"
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert "secret" not in field.displayText()


def test_an_empty_password_cannot_be_accepted(qtbot: QtBot) -> None:
    dialog = PasswordDialog("Encrypted dossier", "Password:")
    shown(qtbot, dialog)
    (field,) = fields(dialog)
    assert not button(dialog, "Continue").isEnabled()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(field, " ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.password == " "


def test_a_new_password_must_be_entered_twice_alike(qtbot: QtBot) -> None:
    dialog = NewPasswordDialog(Theme("light"), "Password", "About it.", "Encrypt")
    shown(qtbot, dialog)
    first, again = fields(dialog)
    agree = button(dialog, "Encrypt")
    told = dialog.findChildren(QLabel)[-1]
    assert not agree.isEnabled()
    QTest.keyClicks(first, "one")
    QTest.keyClicks(again, "on")
    assert (agree.isEnabled(), told.text()) == (False, "")
    QTest.keyClicks(again, "x")
    assert (agree.isEnabled(), told.text()) == (False, "The two passwords differ.")
    again.setText("one")
    assert (agree.isEnabled(), told.text()) == (True, "")
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.password == "one"


def test_a_password_can_only_be_removed_where_there_is_one(qtbot: QtBot) -> None:
    without = NewPasswordDialog(Theme("light"), "Password", "About it.", "Encrypt")
    qtbot.addWidget(without)
    assert {each.text().replace("&", "") for each in without.findChildren(QPushButton)} == {
        "Encrypt",
        "Cancel",
    }
    dialog = NewPasswordDialog(Theme("light"), "Password", "About it.", "Change password", "Remove password")
    shown(qtbot, dialog)
    QTest.keyClicks(fields(dialog)[0], "half")
    QTest.mouseClick(button(dialog, "Remove password"), Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.password is None
