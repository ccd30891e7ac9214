"""Opens a window on a dossier, shows every tip, box and dialog, and closes it: run under a trace of system calls.

Then it looks for the file that is its second argument, and shows a title in a label that Qt may read as HTML, which the
trace must show.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel, QToolTip, QWidget
from tests.ui.every_dialog import dialogs_of, show_all

from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.ui.bootstrap import build_services, window_of
from briefbuilder.ui.prompter import QtPrompter
from briefbuilder.ui.theme import Theme

_TIP = Qt.ItemDataRole.ToolTipRole


def _close_box() -> None:
    box = QApplication.activeModalWidget()
    if isinstance(box, QDialog):
        box.reject()
    else:
        QTimer.singleShot(20, _close_box)


def _show_tips(root: QWidget) -> None:
    """Show the tip of every widget and of every item."""
    texts = {widget.toolTip() for widget in (root, *root.findChildren(QWidget))}
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            texts |= {str(model.index(row, 0).data(_TIP) or "") for row in range(model.rowCount())}
    for text in filter(None, texts):
        QToolTip.showText(QPoint(5, 5), text, root)
        QApplication.processEvents()


def main(dossier: Path, boundary: Path) -> None:
    """Show everything."""
    application = QApplication([])
    resources = Resources()
    session = Session.open(dossier, resources)
    prompter = QtPrompter(Words("en"))
    settings = Settings(Path(tempfile.mkdtemp()) / "settings.json")
    window = window_of(
        build_services(session, resources, settings, prompter=prompter, theme=Theme("light"), language="en")
    )
    window.show()
    titles = [record.metadata.title for record in session.store.articles()]
    for record in session.store.articles():
        window.articles.choose(record.id)
        application.processEvents()
        _show_tips(window)
    show_all(window, session)
    _show_tips(window)
    for dialog in dialogs_of(window, session):
        dialog.show()
        application.processEvents()
        _show_tips(dialog)
        dialog.close()
    for title in titles:
        QTimer.singleShot(20, _close_box)
        prompter.show_message(title, title, [title])
        window.services.jobs.close()
    window.close()
    boundary.exists()
    label = QLabel(titles[0])
    label.show()
    application.processEvents()
    sys.stdout.write("shown\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
