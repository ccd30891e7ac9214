"""Toasts: plain text, one at a time, with buttons, and long enough to be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.theme import SchemeChoice, contrast
from briefbuilder.ui.widgets.plain import message_box


def buttons(window: MainWindow) -> dict[str, QPushButton]:
    toast = not_none(window.services.toasts.toast)
    return {button.accessibleName(): button for button in toast.findChildren(QPushButton)}


def test_one_toast_at_a_time_tells_text_of_others_literally(window: MainWindow) -> None:
    toasts = window.services.toasts
    toasts.show("first")
    toasts.show("<b>second</b>")
    toast = toasts.toast
    assert toast is not None
    label = toast.findChild(QLabel)
    assert label is not None
    assert (label.text(), label.textFormat()) == ("<b>second</b>", Qt.TextFormat.PlainText)
    assert toast.accessibleName() == "<b>second</b>"
    bottom = window.height() - toast.geometry().bottom()
    assert window.services.theme.px(40) <= bottom <= window.services.theme.px(60)
    toasts.show("A long sentence is not cut off. " * 12)
    toast = toasts.toast
    label = not_none(toast.findChild(QLabel) if toast is not None else None)
    assert label.height() >= label.heightForWidth(label.width()) > 2 * label.fontMetrics().height()
    toasts.show("")
    assert toasts.toast is None


def test_a_button_closes_the_toast_and_acts(window: MainWindow, qtbot: QtBot) -> None:
    opened: list[str] = []
    window.services.toasts.show("Exported", ("Open", lambda: opened.append("yes")))
    QTest.mouseClick(buttons(window)["Open"], Qt.MouseButton.LeftButton)
    assert opened == ["yes"]
    qtbot.waitUntil(lambda: window.services.toasts.toast is None)


def test_undo_in_a_toast_undoes_the_last_change(window: MainWindow, dossier: Session) -> None:
    window.services.holder.opened.store.apply(
        tag_section(dossier, dossier.store.articles()[0].id, 0, ["derisking"])
    )
    window.services.toasts.show_undo("Tagged")
    QTest.keyClick(buttons(window)["Undo"], Qt.Key.Key_Space)
    assert dossier.store.tags() == ()


def test_a_toast_stays_while_it_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    toasts = window.services.toasts
    toasts.show("Removed", ("Undo", lambda: None))
    toast = not_none(toasts.toast)
    toast.timer.start(10)
    buttons(window)["Undo"].setFocus()
    qtbot.wait(60)
    assert toasts.toast is toast
    window.articles.list_view.setFocus()
    qtbot.waitUntil(lambda: toasts.toast is None)


def test_f6_goes_to_what_a_toast_offers_and_esc_back(window: MainWindow, qtbot: QtBot) -> None:
    toasts, view = window.services.toasts, window.article.canvas.view
    view.setFocus()
    toasts.show("Tagged")
    QTest.keyClick(view, Qt.Key.Key_F6)
    toast, focused = toasts.toast, window.focusWidget()
    assert toast is not None
    assert focused is not None
    assert not toast.isAncestorOf(focused), "it offers nothing"
    view.setFocus()
    toasts.show_undo("Removed")
    QTest.keyClick(view, Qt.Key.Key_F6)
    undo = buttons(window)["Undo"]
    assert undo.hasFocus()
    QTest.keyClick(undo, Qt.Key.Key_Escape)
    assert view.hasFocus()
    qtbot.waitUntil(lambda: toasts.toast is None)


def test_a_name_of_any_length_leaves_the_window_to_what_is_in_it(window: MainWindow) -> None:
    name = "a name that does not end " * 200
    window.services.toasts.show_undo(f"Version “{name}” removed")
    toast = not_none(window.services.toasts.toast)
    assert toast.height() < window.height() / 2
    window.notice.show_notice(f"“{name}” is locked.", ("Try again", lambda: None))
    QApplication.processEvents()
    assert window.notice.height() < window.height() / 2
    box = message_box(QMessageBox.Icon.Question, "Close", f"The file of “{name}” is gone.", window)
    assert box.sizeHint().height() < window.height()
    box.deleteLater()


def test_the_cross_of_a_toast_can_be_seen_after_the_theme_changes(window: MainWindow) -> None:
    theme = window.services.theme
    schemes: tuple[SchemeChoice, SchemeChoice] = ("light", "dark")
    for shown, then in (schemes, schemes[::-1]):
        theme.choose(shown)
        window.services.toasts.show("A message")
        theme.choose(then)
        picture = buttons(window)["Close message"].grab().toImage()
        grounds = picture.pixelColor(picture.width() // 2, 3)
        colours = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
        assert max(contrast(QColor(colour), grounds) for colour in colours) > 4.5, then
