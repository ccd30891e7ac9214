"""Files opened by other programs of the desktop, or shown in their folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from briefbuilder.system.files import file_manager_command


def open_file(path: Path) -> None:
    """Open a file in the program that the computer uses for its kind."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> None:
    """Show a file in its folder, selected if the file manager can do that."""
    command = file_manager_command(path)
    if command:
        QProcess.startDetached(command[0], command[1:])
    else:
        open_file(path.parent)
