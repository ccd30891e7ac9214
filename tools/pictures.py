"""Makes the pictures of the documentation: the window on the sample dossier, and a page of its export.

Run `make run` first; it leaves the dossier and the PDF in `out/`. Arguments: a language and a colour
scheme for another look, with the folder that it goes to: `pictures.py it dark /tmp/look`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
PATIENCE = 15_000
"""Milliseconds in which the preview is surely drawn."""


def main() -> int:
    """Draw both pictures; return the exit status."""
    language, scheme, folder = [
        *sys.argv[1:],
        *("en", "light", str(ROOT / "docs" / "pictures"))[len(sys.argv) - 1 :],
    ]
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        dossier = Path(place) / "EU–Japan.dossier"
        shutil.copy(OUT / "eu-japan.dossier", dossier)
        _window(dossier, target / "window.png", language, scheme)
    _page(OUT / "briefing.pdf", target / "page.png")
    return 0


def _window(dossier: Path, target: Path, language: str, scheme: str) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from briefbuilder.app.resources import Resources
    from briefbuilder.app.settings import Settings
    from briefbuilder.ui.bootstrap import Program, load_missing_fonts

    application = QApplication(["briefbuilder"])
    load_missing_fonts(application)
    settings = Settings(dossier.with_name("settings.json"))
    settings.language = language
    settings.scheme = "dark" if scheme == "dark" else "light"
    program = Program(application, Resources(), settings)
    program.show(dossier)
    window = program.window
    assert window is not None
    window.resize(1500, 920)

    def take() -> None:
        window.grab().save(str(target))
        application.quit()

    QTimer.singleShot(PATIENCE, take)
    application.exec()
    program.close()


def _page(pdf: Path, target: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    document[0].render(scale=1.25).to_pil().save(target)
    document.close()


if __name__ == "__main__":
    raise SystemExit(main())
