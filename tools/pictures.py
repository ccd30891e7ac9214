"""Makes the pictures of the documentation, and contact sheets of every room of the window.

Run `make run` first; it leaves the dossier and the PDF in `out/`.

    pictures.py                                draws the pictures of `docs/pictures`, and writes what they show into its manifest
    pictures.py --walks tutorial --languages en    draws those of a walk in some languages alone
    pictures.py --sheets FOLDER                draws every room in light and dark, in small, usual and large windows
    pictures.py --sheets FOLDER --languages en de --sizes 1024x768 --scale 2 --rooms read brief
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import oxipng

from briefbuilder.domain.briefing import Excerpt

if TYPE_CHECKING:
    from PIL.Image import Image
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget
    from walks import Step

    from briefbuilder.ui.frame.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
PICTURES = ROOT / "docs" / "pictures"
WALKS = ("tutorial", "designers")
LANGUAGES = ("en", "de", "it", "fr")

_MARKS = ((0xFF, 0xE8, 0xA3), (0xFF, 0xC9, 0x8A), (0xB3, 0x26, 0x1E))
"""The colours of evidence, of what was found, and of errors."""
_COLOURS, _FREQUENT, _NOT_RARE = 16, 10, 12
"""The colours of a picture, how many of them are its most frequent ones, and the pixels of a colour that is not rare."""
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
OF_DOCS = (("read", "light"), ("brief", "light"), ("claims", "light"))
"""The rooms that stand in the documentation."""
_OWN_TEXT = (
    "The EU–Japan Digital Partnership was launched on 12 May 2021 in Tokyo. The European Chips Act mobilises 34 billion euros until 2030. "
    "Rapidus plans circuits of 2 nanometres at Chitose from 2027, says Marta Belandi."
)
"""An own text in which a year, a figure and a name are wrong."""
_DIALOGS = frozenset({"settings", "matrix"})
SETTLED = 2500
"""Milliseconds in which a room is drawn."""
PATIENCE = 240_000
"""Milliseconds in which the preview is surely built."""
_COLUMNS, _WIDTH, _GAP = 3, 900, 12
"""The columns of a contact sheet, and the pixels of a picture and between two."""


def main() -> int:
    """Draw what is asked for; return the exit status."""
    arguments = _parse()
    if arguments.walk:
        return _draw_walk(arguments.walk, arguments.languages[0])
    if arguments.room:
        return _draw_rooms(arguments)
    if arguments.sheets is None:
        _draw_documentation(arguments)
        return 0
    arguments.sheets.mkdir(parents=True, exist_ok=True)
    for language in arguments.languages or ["en"]:
        for scheme in arguments.schemes:
            for size in arguments.sizes:
                _draw(arguments.sheets, language, scheme, size, arguments.scale, arguments.rooms)
            _join(arguments.sheets, f"{language}-{scheme}")
    return 0


def _draw_documentation(arguments: Namespace) -> None:
    """Draw the pictures of walks, and unless only some of them are asked for, those of rooms."""
    for walk in arguments.walks or WALKS:
        for language in arguments.languages or LANGUAGES:
            _run("--walk", walk, "--languages", language)
    if arguments.walks:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    for scheme in dict.fromkeys(scheme for _, scheme in OF_DOCS):
        rooms = [room for room, own in OF_DOCS if own == scheme]
        _draw(PICTURES, "en", scheme, "1280x800", 1.0, rooms, plain_names=True)
    _save(_page(OUT / "briefing.pdf"), "page.png", frozenset())


def _parse() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=Path)
    parser.add_argument("--languages", nargs="+", default=[])
    parser.add_argument("--walks", nargs="+", default=[])
    parser.add_argument("--schemes", nargs="+", default=["light", "dark"])
    parser.add_argument("--sizes", nargs="+", default=list(SIZES))
    parser.add_argument("--rooms", nargs="+", default=list(ROOMS))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--room", nargs="+", help="draw in this process; used by the tool itself")
    parser.add_argument("--walk", help="draw in this process; used by the tool itself")
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
    """Draw rooms in a process of their own, since Qt takes the scale and the screen when it starts."""
    words = ["--sheets", str(folder), "--languages", language, "--schemes", scheme]
    words += ["--sizes", size, "--room", *rooms, *(["--plain-names"] if plain_names else [])]
    width, height = (round(int(side) * scale) for side in size.split("x"))
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"screens": [screen]}, file)
        file.flush()
        _run(*words, scale=scale, platform=f"offscreen:configfile={file.name}")


def _run(*words: str, scale: float = 1.0, platform: str = "offscreen") -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": platform}
    subprocess.run([sys.executable, __file__, *words], check=True, env=environment)


def _draw_rooms(arguments: Namespace) -> int:
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.settings import Settings
    from briefbuilder.ui.bootstrap import Program

    language, scheme, size = arguments.languages[0], arguments.schemes[0], arguments.sizes[0]
    with _own_folders() as place:
        dossiers = _copied(place)
        application = _application()
        settings = Settings(place / "settings.json")
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
            picture, texts = painter.draw(room)
            if arguments.plain_names:
                _save(_as_image(picture), f"{name}.png", texts)
            else:
                picture.save(str(arguments.sheets / f"{language}-{scheme}-{size}-{room}.png"))
        window.close()
        program.close()
    return 0


@contextmanager
def _own_folders() -> Iterator[Path]:
    """Keep the user's own folders out of the pictures; yield an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = str(place / name.lower())
        os.environ["HOME"] = str(place)
        yield place


def _application() -> QApplication:
    """Return Qt's application with the same letters on every computer."""
    from PySide6.QtWidgets import QApplication
    from walks import use_fonts_of_pictures

    from briefbuilder.app.workers import PRELOAD_LETTERHEADS, PRELOAD_READERS, start_fork_server
    from briefbuilder.ui.text_look import load_missing_fonts
    from briefbuilder.ui.widgets.controls import FocusRing

    start_fork_server((*PRELOAD_READERS, *PRELOAD_LETTERHEADS))
    application = QApplication(["briefbuilder"])
    use_fonts_of_pictures(application)
    load_missing_fonts(application)
    FocusRing(application)
    return application


# Walks


def _draw_walk(name: str, language: str) -> int:
    """Do the steps of a page in a window, and take the pictures that it shows."""
    from walks import PAGE_SIZE, ScreenTexts, Walk, WalkPrompter, picture_texts, read_steps, walk_page

    from briefbuilder.app.resources import Resources
    from briefbuilder.app.settings import Settings
    from briefbuilder.ui.bootstrap import build_services, window_of
    from briefbuilder.ui.text_look import load_language
    from briefbuilder.ui.theme import Theme

    steps = read_steps(walk_page(name, language).read_text("utf-8"))
    with _own_folders() as place:
        application = _application()
        resources, prompter = Resources(), WalkPrompter()
        translators = load_language(application, language, resources.folder / "translations")
        settings = Settings(place / "settings.json")
        window = window_of(
            build_services(
                None, resources, settings, prompter=prompter, theme=Theme("light"), language=language
            )
        )
        window.resize(*PAGE_SIZE)
        window.show()
        window.activateWindow()
        texts = ScreenTexts(language)
        taken = 0

        def take(step: Step, shown: QWidget | Path) -> None:
            nonlocal taken
            target = f"{name}/{language}/{step.id}.png"
            if isinstance(shown, Path):
                _save(_page(shown), target, frozenset())
            else:
                _wait(SETTLED // 4)
                _wait_until(partial(_is_drawn, window, shown))
                _save(_as_image(shown.grab()), target, picture_texts(shown, texts))
            taken += 1

        # A relative folder is shown as it is: pictures name no folder of this computer.
        os.chdir(place)
        folder = Path(_FOLDERS[language])
        folder.mkdir()
        walk = Walk(window, prompter, folder, texts, lambda done: _wait_until(done, fails=True), take)
        for step in steps:
            walk.do(step)
        assert taken == sum(len(step.pictures) for step in steps)
        window.services.jobs.close()
        window.close()
        os.chdir(ROOT)
        assert translators
    return 0


_FOLDERS = {"en": "Documents", "de": "Dokumente", "it": "Documenti", "fr": "Documents"}


def _is_drawn(window: MainWindow, shown: QWidget) -> bool:
    from briefbuilder.ui.brief.new_briefing import NewBriefingDialog
    from briefbuilder.ui.designer.window import DesignerWindow

    if isinstance(shown, NewBriefingDialog):
        return not shown.form.cards.pictures.busy
    if isinstance(shown, DesignerWindow):
        return not shown.busy and all(card.page is not None for card in shown.cards.cards.rows)
    return not window.brief.busy


def _wait(milliseconds: int) -> None:
    _wait_until(lambda: False, milliseconds)


# Files


def _as_image(picture: QPixmap) -> Image:
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    with Image.open(BytesIO(bytes(buffer.data().data()))) as image:
        return image.convert("RGB")


def _with_few_colours(image: Image) -> Image:
    """Return a picture in its most frequent colours and in those that differ most from them, which are kept exactly."""
    from PIL import Image
    from PIL.Image import Dither

    counts = Counter(cast("tuple[tuple[int, ...], ...]", image.get_flattened_data()))
    frequent = [colour for colour, _ in counts.most_common(_FREQUENT)]
    # Marks are small, and their colours are what a reader looks for.
    colours = list(dict.fromkeys([*frequent, *(colour for colour in _MARKS if counts[colour])]))
    far = {
        colour: min(_distance(colour, other) for other in colours)
        for colour, count in counts.items()
        if count >= _NOT_RARE
    }
    while far and len(colours) < _COLOURS:
        colour = max(far, key=lambda each: far[each])
        colours.append(colour)
        far = {each: min(old, _distance(each, colour)) for each, old in far.items()}
    values = [part for colour in colours for part in colour]
    palette = Image.new("P", (1, 1))
    palette.putpalette(values + values[:3] * (256 - len(values) // 3))
    return image.quantize(palette=palette, dither=Dither.NONE)


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum(abs(mine - theirs) for mine, theirs in zip(one, other, strict=True))


def _save(image: Image, name: str, texts: frozenset[str]) -> None:
    """Save a picture of the documentation with few colours, and note in the manifest which texts of the window it shows."""
    path = PICTURES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = BytesIO()
    _with_few_colours(image).save(drawn, "PNG", bits=4)
    path.write_bytes(oxipng.optimize_from_memory(drawn.getvalue(), level=4))
    with (PICTURES / "manifest.lock").open("w") as lock:
        # Several walks may be drawn at the same time.
        fcntl.flock(lock, fcntl.LOCK_EX)
        _note(name, sha256(path.read_bytes()).hexdigest(), texts)


def _note(name: str, digest: str, texts: frozenset[str]) -> None:
    from walks import MANIFEST, look_digest, texts_digest

    known = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}
    pictures: dict[str, dict[str, Any]] = known.get("pictures", {})
    walk, _, rest = name.partition("/")
    english = pictures.get(f"{walk}/en/{rest.partition('/')[2]}", {}).get("texts", []) if rest else []
    pictures[name] = {
        "sha256": digest,
        "english": texts_digest(english if rest and not rest.startswith("en/") else texts),
        "texts": sorted(texts),
    }
    manifest = {"look": look_digest(), "pictures": dict(sorted(pictures.items()))}
    MANIFEST.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _copied(place: Path) -> list[Path]:
    folder = place / "Documents"
    folder.mkdir()
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

    def draw(self, room: str) -> tuple[QPixmap, frozenset[str]]:
        """Show a room and return its picture with the texts that it shows; a dialog or a second window is drawn alone."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
        from walks import ScreenTexts, picture_texts

        pictures: list[tuple[QPixmap, frozenset[str]]] = []
        texts = ScreenTexts(self._window.services.language)

        def take() -> None:
            dialog: QWidget | None = QApplication.activeModalWidget()
            shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.isWindow()]
            others = [each for each in shown if each is not self._window and each.width() > 100]
            target = dialog or (others[0] if others else self._window)
            _wait_until(partial(_is_drawn, self._window, target))
            pictures.append((target.grab(), picture_texts(target, texts)))
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


def _wait_until(is_done: Callable[[], bool], patience: int = PATIENCE, *, fails: bool = False) -> None:
    from PySide6.QtCore import QElapsedTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    clock = QElapsedTimer()
    clock.start()
    while not is_done() and clock.elapsed() < patience:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    assert not fails or is_done(), "waited in vain"


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


def _page(pdf: Path) -> Image:
    """Return the first page of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    image: Image = document[0].render(scale=1.0).to_pil().convert("RGB")
    document.close()
    return image


if __name__ == "__main__":
    raise SystemExit(main())
