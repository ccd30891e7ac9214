"""A dialog is as high as its form, has the margins of the others, and its parts begin and end in one line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.every_dialog import dialogs_of, style_sheet_of, tagged_and_composed

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_details import BulkDetailsDialog
from briefbuilder.ui.read.watched_folders import WatchedFoldersDialog
from briefbuilder.ui.theme import style_sheet
from briefbuilder.ui.topics.commands import TopicsDialog
from briefbuilder.ui.widgets.layouts import ContentArea, fit_to_screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.conftest import Opener


def shown_dialogs(open_window: Opener, dossier: Session, resources: Resources) -> Iterator[QDialog]:
    """Show each dialog of the window after another."""
    tagged_and_composed(dossier, resources)
    for dialog in dialogs_of(open_window(dossier), dossier):
        fit_to_screen(dialog)
        dialog.show()
        QApplication.processEvents()
        yield dialog
        dialog.close()
        dialog.deleteLater()


def test_no_dialog_is_higher_than_its_form(
    open_window: Opener, dossier: Session, resources: Resources
) -> None:
    found: list[str] = []
    for dialog in shown_dialogs(open_window, dossier, resources):
        line = dialog.fontMetrics().height()
        found += [
            f"{type(dialog).__name__}: {area.height()} for {area.sizeHint().height()}"
            for area in dialog.findChildren(ContentArea)
            # The list of topics is higher than the form beside it.
            if not isinstance(dialog, TopicsDialog)
            and area.isVisible()
            and area.height() > area.sizeHint().height() + line
        ]
    assert not found, "\n".join(found)


def test_the_fields_of_a_dialog_end_above_its_last_button(
    open_window: Opener, dossier: Session, resources: Resources
) -> None:
    found: list[str] = []
    for dialog in shown_dialogs(open_window, dossier, resources):
        edges = [
            each.mapTo(dialog, each.rect().topRight()).x() for each in dialog.findChildren(QDialogButtonBox)
        ]
        for area in dialog.findChildren(ContentArea):
            fields = [
                each.mapTo(dialog, each.rect().topRight()).x()
                for kind in (QLineEdit, QComboBox, QPlainTextEdit)
                for each in area.findChildren(kind)
                if each.isVisible()
            ]
            if edges and fields and not area.verticalScrollBar().isVisible() and max(fields) != edges[0]:
                found.append(f"{type(dialog).__name__}: {max(fields)}, not {edges[0]}")
    assert not found, "\n".join(found)


def test_all_dialogs_have_the_same_margins(
    open_window: Opener, dossier: Session, resources: Resources
) -> None:
    margins: dict[str, set[str]] = {}
    for dialog in shown_dialogs(open_window, dossier, resources):
        layout = not_none(dialog.layout())
        found = layout.contentsMargins()
        sides = (found.left(), found.top(), found.right(), found.bottom())
        margins.setdefault(str(sides), set()).add(type(dialog).__name__)
    assert len(margins) == 1, margins


def test_a_label_is_beside_the_middle_of_its_field(
    open_window: Opener, dossier: Session, resources: Resources
) -> None:
    found: list[str] = []
    count = 0
    for dialog in shown_dialogs(open_window, dossier, resources):
        for label in dialog.findChildren(QLabel):
            field: QWidget | None = label.buddy()
            if field is None or not label.isVisible() or not field.isVisible():
                continue
            name, value = (QRect(each.mapTo(dialog, QPoint()), each.size()) for each in (label, field))
            is_beside = name.right() < value.left() and name.top() <= value.bottom()
            if is_beside and value.height() < dialog.fontMetrics().height() * 2.5:
                count += 1
                if abs(name.center().y() - value.center().y()) > 1:
                    found.append(f"{type(dialog).__name__}: {label.text()} {name} {value}")
    assert count > 5
    assert not found, "\n".join(found)


def test_a_list_without_rows_says_so(window: MainWindow) -> None:
    folders = [Path("new")]
    dialog = WatchedFoldersDialog(
        lambda: folders, lambda: None, folders.remove, window.services.theme, window
    )
    dialog.show()
    assert not dialog.list.accessibleDescription()
    dialog.remove.click()
    assert dialog.list.accessibleDescription() == "No folders are watched yet."
    dialog.close()


def test_the_box_of_a_detail_is_beside_the_middle_of_its_field(window: MainWindow) -> None:
    dialog = BulkDetailsDialog(2, window.services.theme, window)
    dialog.show()
    QApplication.processEvents()
    found = {
        field.accessibleName(): (tick.geometry().center().y(), field.geometry().center().y())
        for tick, field in (
            (_tick_of(dialog, name), field)
            for name, field in (("Publication", dialog.publication), ("Date", dialog.published))
        )
    }
    dialog.close()
    assert len(found) == 2
    assert all(abs(tick - field) <= 1 for tick, field in found.values()), found


def _tick_of(dialog: BulkDetailsDialog, name: str) -> QCheckBox:
    return next(each for each in dialog.findChildren(QCheckBox) if each.accessibleName() == f"Change: {name}")


def test_every_dialog_follows_the_theme(
    open_window: Opener, dossier: Session, resources: Resources, qtbot: QtBot
) -> None:
    tagged_and_composed(dossier, resources)
    window = open_window(dossier)
    dialogs = dialogs_of(window, dossier)
    window.services.theme.choose("dark")
    sheet = style_sheet(window.services.theme)
    qtbot.waitUntil(lambda: all(style_sheet_of(dialog) == sheet for dialog in dialogs))
