"""A dialog is as high as its form, without an empty area below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication
from tests.ui.every_dialog import dialogs_of, tagged_and_composed

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.topics.commands import TopicsDialog
from briefbuilder.ui.widgets.layouts import ContentArea, fit_to_screen

if TYPE_CHECKING:
    from tests.ui.conftest import Opener


def test_no_dialog_is_higher_than_its_form(
    open_window: Opener, dossier: Session, resources: Resources
) -> None:
    tagged_and_composed(dossier, resources)
    window = open_window(dossier)
    found: list[str] = []
    for dialog in dialogs_of(window, dossier):
        fit_to_screen(dialog)
        dialog.show()
        QApplication.processEvents()
        line = dialog.fontMetrics().height()
        found += [
            f"{type(dialog).__name__}: {area.height()} for {area.sizeHint().height()}"
            for area in dialog.findChildren(ContentArea)
            # The list of topics is higher than the form beside it.
            if not isinstance(dialog, TopicsDialog)
            and area.isVisible()
            and area.height() > area.sizeHint().height() + line
        ]
        dialog.close()
        dialog.deleteLater()
    assert not found, "\n".join(found)
