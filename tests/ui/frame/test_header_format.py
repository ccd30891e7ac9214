"""The window tells the format of dossiers, and the oldest program that opens them."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel

from briefbuilder import __version__
from briefbuilder.storage.opening import own_format
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.help.commands import AboutDialog


def test_the_dossiers_button_and_about_tell_the_format(window: MainWindow) -> None:
    form = own_format()
    session = window.services.holder.opened
    tips = [button.toolTip() for button in window.findChildren(QAbstractButton)]
    assert f"{session.store.path}\nFormat {form.version}, opened by version {form.program} and later" in tips
    dialog = AboutDialog(window.services.theme, window)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert f"Version {__version__}, under the MIT licence" in texts
    assert f"Dossiers have format {form.version}, which version {form.program} and later open" in texts
    dialog.deleteLater()
