"""Makes the pictures of the documentation, and contact sheets of every room of the window.

Run `make run` first; it leaves the dossier and the PDF in `out/`.

    pictures.py                                draws the pictures of `docs/pictures`
    pictures.py --sheets FOLDER                draws every room in light and dark, in small, usual and large windows
    pictures.py --sheets FOLDER --languages en de --sizes 1024x768 --scale 2 --rooms read brief
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.domain.briefing import Excerpt

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from briefbuilder.ui.frame.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
ROOMS = (
    "start",
    "read",
    "brief",
    "checks",
    "claims",
    "palette",
    "settings",
    "designer",
    "matrix",
    "overview",
    "guide",
)
SIZES = ("1024x768", "1440x900", "2560x1440")
OF_DOCS = (
    ("read", "light"),
    ("read", "dark"),
    ("brief", "light"),
    ("checks", "light"),
    ("palette", "light"),
    ("start", "light"),
)
"""The rooms that stand in the documentation."""
_OWN_TEXT = (
    "The EU–Japan Digital Partnership was launched on 12 May 2021 in Tokyo. The European Chips Act mobilises 34 billion euros until 2030. "
    "Rapidus plans circuits of 2 nanometres at Chitose from 2027, says Marta Belandi."
)
"""An own text in which a year, a figure and a name are wrong."""
_DIALOGS = frozenset({"settings", "matrix"})
SETTLED = 2500
"""Milliseconds in which a room is drawn."""
PATIENCE = 60_000
"""Milliseconds in which the preview is surely built."""
_COLUMNS, _WIDTH, _GAP = 3, 900, 12
"""The columns of a contact sheet, and the pixels of a picture and between two."""


def main() -> int:
    """Draw what is asked for; return the exit status."""
    arguments = _parse()
    if arguments.room:
        return _draw_rooms(arguments)
    if arguments.sheets is None:
        folder = ROOT / "docs" / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        for scheme in dict.fromkeys(scheme for _, scheme in OF_DOCS):
            rooms = [room for room, own in OF_DOCS if own == scheme]
            _draw(folder, "en", scheme, "1440x900", 1.0, rooms, plain_names=True)
        _page(OUT / "briefing.pdf", folder / "page.png")
        return 0
    arguments.sheets.mkdir(parents=True, exist_ok=True)
    for language in arguments.languages:
        for scheme in arguments.schemes:
            for size in arguments.sizes:
                _draw(arguments.sheets, language, scheme, size, arguments.scale, arguments.rooms)
            _join(arguments.sheets, f"{language}-{scheme}")
    return 0


def _parse() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=Path)
    parser.add_argument("--languages", nargs="+", default=["en"])
    parser.add_argument("--schemes", nargs="+", default=["light", "dark"])
    parser.add_argument("--sizes", nargs="+", default=list(SIZES))
    parser.add_argument("--rooms", nargs="+", default=list(ROOMS))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--room", nargs="+", help="draw in this process; used by the tool itself")
    parser.add_argument("--plain-names", action="store_true")
    return parser.parse_args()


def _draw(
    folder: Path,
    language: str,
    scheme: str,
    size: str,
    scale: float,
    rooms: list[str],
    *,
    plain_names: bool = False,
) -> None:
    """Draw rooms in a process of their own, since Qt takes the scale when it starts."""
    environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [
        sys.executable,
        __file__,
        "--sheets",
        str(folder),
        "--languages",
        language,
        "--schemes",
        scheme,
    ]
    command += ["--sizes", size, "--room", *rooms, *(["--plain-names"] if plain_names else [])]
    subprocess.run(command, check=True, env=environment)


def _draw_rooms(arguments: Namespace) -> int:
    from PySide6.QtWidgets import QApplication

    from briefbuilder.app.resources import Resources
    from briefbuilder.app.settings import Settings
    from briefbuilder.ui.bootstrap import Program, load_missing_fonts

    language, scheme, size = arguments.languages[0], arguments.schemes[0], arguments.sizes[0]
    with tempfile.TemporaryDirectory() as place:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = str(Path(place) / name.lower())
        dossiers = _copied(Path(place))
        application = QApplication(["briefbuilder"])
        load_missing_fonts(application)
        settings = Settings(Path(place) / "settings.json")
        settings.language = language
        settings.scheme = "dark" if scheme == "dark" else "light"
        program = Program(application, Resources(), settings)
        program.show(dossiers[-1])
        window = program.window
        assert window is not None
        window.resize(*map(int, size.split("x")))
        painter = RoomPainter(window, dossiers)
        for room in sorted(arguments.room, key=ROOMS.index, reverse=True):
            name = room if scheme == "light" else f"{room}-dark"
            target = name if arguments.plain_names else f"{language}-{scheme}-{size}-{room}"
            painter.draw(room).save(str(arguments.sheets / f"{target}.png"))
        window.close()
        program.close()
    return 0


def _copied(folder: Path) -> list[Path]:
    paths = [
        folder / f"{name}.dossier"
        for name in ("G7 economic security", "Arctic cables", "Rare earths", "EU–Japan")
    ]
    for path in paths:
        shutil.copy(OUT / "eu-japan.dossier", path)
    return paths


class RoomPainter:
    """Brings a window into one state after the other, and takes its picture."""

    def __init__(self, window: MainWindow, dossiers: list[Path]) -> None:
        self._window, self._dossiers = window, dossiers
        self._rooms: dict[str, Callable[[], None]] = {
            "start": self._start,
            "read": self._read,
            "brief": self._brief,
            "checks": self._checks,
            "claims": self._claims,
            "palette": self._palette,
            "settings": self._settings,
            "designer": self._designer,
            "matrix": self._matrix,
            "overview": self._overview,
            "guide": self._guide,
        }

    def draw(self, room: str) -> QPixmap:
        """Show a room and return its picture; a dialog or a second window is drawn alone."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        pictures: list[QPixmap] = []

        def take() -> None:
            dialog: QWidget | None = QApplication.activeModalWidget()
            shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.isWindow()]
            others = [each for each in shown if each is not self._window and each.width() > 100]
            target = dialog or (others[0] if others else self._window)
            pictures.append(target.grab())
            for other in others:
                other.close()

        # A dialog waits within its own event loop, in which the picture is taken.
        if room in _DIALOGS:
            QTimer.singleShot(SETTLED, take)
        self._rooms[room]()
        if room not in _DIALOGS:
            QTimer.singleShot(SETTLED, take)
        _wait_until(lambda: bool(pictures))
        self._window.palette_overlay.close_palette()
        return pictures[0]

    def _read(self) -> None:
        self._window.services.modes.choose("read")

    def _brief(self) -> None:
        self._window.services.modes.choose("brief")
        self._window.brief.panel.show_panel("preview")
        briefing = self._window.brief.current.briefing
        if briefing is not None and briefing.items:
            self._window.brief.outline.choose(briefing.items[1].id)
        # The preview begins a moment after the briefing is shown.
        _wait_until(lambda: self._window.brief.busy, SETTLED)
        _wait_until(lambda: not self._window.brief.busy)

    def _checks(self) -> None:
        self._brief()
        self._trigger("check-briefing")

    def _claims(self) -> None:
        """Write a text with a wrong year and a misspelt name, and show what the sources say."""
        self._window.services.modes.choose("brief")
        brief = self._window.brief
        briefing = brief.current.briefing
        if briefing is not None and all(isinstance(item, Excerpt) for item in briefing.items):
            brief.outline.choose(briefing.parts[0].id)
            self._trigger("new-own-text")
            brief.item_panel.editor.insertPlainText(_OWN_TEXT)
            brief.item_panel.editor.commit()
        _wait_until(lambda: not brief.busy)
        self._trigger("check-briefing")
        brief.outline.choose(brief.outline.current_node)

    def _palette(self) -> None:
        self._read()
        self._window.palette_overlay.open("exp")

    def _settings(self) -> None:
        self._trigger("settings")

    def _designer(self) -> None:
        self._trigger("design-templates")

    def _matrix(self) -> None:
        self._trigger("tag-matrix")

    def _overview(self) -> None:
        self._trigger("dossier-overview")

    def _guide(self) -> None:
        self._trigger("guide")

    def _start(self) -> None:
        for path in self._dossiers:
            self._window.dossiers.open_path(path)
            self._window.remember()
        self._trigger("close-dossier")

    def _trigger(self, action: str) -> None:
        self._window.services.actions.action(action).trigger()


def _wait_until(is_done: Callable[[], bool], patience: int = PATIENCE) -> None:
    from PySide6.QtCore import QElapsedTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    clock = QElapsedTimer()
    clock.start()
    while not is_done() and clock.elapsed() < patience:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _join(folder: Path, prefix: str) -> None:
    """Join the pictures that begin with a prefix to one sheet."""
    from PIL import Image

    paths = sorted(path for path in folder.glob(f"{prefix}-*.png") if not path.stem.endswith("sheet"))
    thumbs = []
    for path in paths:
        with Image.open(path) as picture:
            height = round(picture.height * _WIDTH / picture.width)
            thumbs.append(picture.convert("RGB").resize((_WIDTH, height)))
    rows = [thumbs[start : start + _COLUMNS] for start in range(0, len(thumbs), _COLUMNS)]
    total = sum(max(each.height for each in row) + _GAP for row in rows)
    sheet = Image.new("RGB", (_COLUMNS * (_WIDTH + _GAP), total), "#808080")
    y = 0
    for row in rows:
        for column, each in enumerate(row):
            sheet.paste(each, (column * (_WIDTH + _GAP), y))
        y += max(each.height for each in row) + _GAP
    sheet.save(folder / f"{prefix}-sheet.png")


def _page(pdf: Path, target: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    document[0].render(scale=1.25).to_pil().save(target)
    document.close()


if __name__ == "__main__":
    raise SystemExit(main())
