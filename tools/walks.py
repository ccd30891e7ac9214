"""Walks through the window by what a page of the documentation says, step by step.

A page has steps: a heading, a comment `<!-- step: import -->` with the step's name, instructions and a picture. Control
names stand between asterisks, keys between backquotes, and what is typed in fenced blocks. A walk presses only keys, clicks
only controls and types only words that the step names, and each control that the step names must be seen while the
step is done. `pictures.py` takes the pictures of such walks, and tests compare the pages with the window.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

from PySide6.QtCore import QEvent, QKeyCombination, QPropertyAnimation, Qt
from PySide6.QtGui import QAction, QFont, QFontDatabase, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMenuBar,
    QTreeView,
    QWidget,
)

from briefbuilder.app.guide import page_path
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.brief.finding_cards import FindingCard
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog
from briefbuilder.ui.designer.window import DesignerWindow
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.theme import LIGHT
from briefbuilder.ui.widgets.controls import Pill
from briefbuilder.ui.widgets.plain import plain_text

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGE_SIZE = (1200, 740)
"""Pixels of the window in pictures."""
MANIFEST = DOCS / "pictures" / "manifest.json"
"""What the pictures show: the digest of each file, and the texts of the window in it."""
LANGUAGES = ("en", "de", "it", "fr")
_STEP = re.compile(r"^## ([^\n]+)\n+<!-- step: ([a-z-]+) -->\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
_CODE = re.compile(r"`([^`\n]+)`")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_KEYS = re.compile(
    r"(?:[A-Z][a-z]*\+)*(?:F\d+|[A-Z0-9.+-]|[A-ZÀ-Ý][A-Za-zà-ÿ]+(?: (?:ab|auf|giù|su|suiv\.|préc\.))?)"
)


def use_fonts_of_pictures(application: QApplication) -> None:
    """Draw the window in fonts of the program, so that it has the same letters on every computer."""
    for path in sorted((ROOT / "resources" / "fonts" / "liberation").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    font = QFont(application.font())
    font.setFamilies(["Liberation Sans", *font.families()])
    font.setPointSize(9)
    application.setFont(font)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a page: its name and heading, and the controls, keys, words and pictures that it names."""

    id: str
    title: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    typed: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]


def walk_page(name: str, language: str) -> Path:
    """Return the page of a walk in a language."""
    return DOCS / page_path(f"{name}.md", language)


def read_steps(text: str) -> tuple[Step, ...]:
    """Return the steps of a page in order."""
    steps = []
    for title, name, body in _STEP.findall(text):
        plain = _PICTURE.sub("", _FENCE.sub("", body))
        keys = tuple(code for code in _CODE.findall(plain) if _KEYS.fullmatch(code))
        names = tuple(shown.removesuffix(" …") for shown in _NAME.findall(plain))
        typed = tuple(block.rstrip("\n") for info, block in _FENCE.findall(body) if info in {"", "yaml"})
        pictures = tuple((alt, path) for alt, path in _PICTURE.findall(body))
        steps.append(Step(name, title, names, keys, typed, pictures))
    return tuple(steps)


def plain_name(text: str) -> str:
    """Return a text of the window as pages name it: without the underlined letter and the dots."""
    return plain_text(text.replace("&", "")).removesuffix(" …").removesuffix("…").strip()


class ScreenTexts:
    """The texts of the window in a language, by the English ones."""

    def __init__(self, language: str) -> None:
        self.language = language
        # The English file has plurals alone: the sources are in the files of the other languages.
        path = (
            ROOT / "resources" / "translations" / f"briefbuilder_{'de' if language == 'en' else language}.ts"
        )
        tree = ET.parse(path)  # noqa: S314 -- a file of the program
        self._texts: dict[str, set[str]] = {}
        self._by_context: dict[tuple[str, str], str] = {}
        for context in tree.iter("context"):
            for message in context.iter("message"):
                source = message.findtext("source") or ""
                found = message.find("translation")
                # A text with a number has its forms below, and blanks beside them.
                own = [] if found is None or language == "en" else list(found.itertext())
                names = {name for text in own if (name := plain_name(text))} or {plain_name(source)}
                self._texts.setdefault(plain_name(source), set()).update(names)
                self._by_context[context.findtext("name") or "", source] = next(iter(own), source)
        self.all = frozenset(text for texts in self._texts.values() for text in texts)

    def of(self, source: str) -> set[str]:
        """Return the translations of an English text; a text without one stands for itself."""
        return self._texts.get(source) or {source}

    def shown(self, context: str, source: str) -> str:
        """Return the text that a part of the window shows for an English one, with its underlined letter marked."""
        return self._by_context.get((context, source), source)

    def keys(self, keys: str) -> str:
        """Return keys such as "Ctrl+PgDown" as the window and the pages of the language write them."""
        return "+".join(self.shown("QShortcut", part) for part in keys.split("+")) if keys != "+" else keys


def visible_texts(window: QWidget) -> frozenset[str]:
    """Return the texts and the names of all controls of a window that can be seen."""
    found = {window.windowTitle()}
    for widget in _visible_widgets(window):
        found.update(_texts_of(widget))
    return frozenset(plain_name(text) for text in found if text)


def _visible_widgets(window: QWidget) -> Iterator[QWidget]:
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible() and widget.window() is window and not widget.visibleRegion().isEmpty():
            yield widget


def picture_texts(window: QWidget, texts: ScreenTexts) -> frozenset[str]:
    """Return the texts of the program on the buttons and labels that a picture of a window shows."""
    shown = (
        each
        for each in _visible_widgets(window)
        # Filters show how many rows they leave, a moment after the rows have changed.
        if isinstance(each, QAbstractButton | QLabel) and not isinstance(each, Pill)
    )
    return frozenset(plain_name(each.text()) for each in shown) & texts.all


def texts_digest(texts: Iterable[str]) -> str:
    """Return a short digest of texts in any order."""
    return sha256("\n".join(sorted(texts)).encode()).hexdigest()[:16]


def look_digest() -> str:
    """Return a short digest of the light colours, in which the pictures are drawn."""
    return texts_digest(f"{key} {colour}" for key, colour in asdict(LIGHT).items())


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.text() or widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QMenuBar | QMenu):
        yield from (action.text() for action in widget.actions() if action.isVisible())
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model, root = widget.model(), widget.rootIndex()
        for row in range(min(model.rowCount(root), 40)):
            yield str(model.index(row, 0, root).data() or "")


@dataclass
class WalkPrompter:
    """Answers the system's dialogs as a walk says, and shows those of the program."""

    files: tuple[Path, ...] = ()
    target: Path | None = None
    text: str = ""
    errors: list[BriefbuilderError] = field(default_factory=list)
    on_dialog: Callable[[QDialog], None] | None = None

    def open_files(self, _title: str, _filters: str) -> tuple[Path, ...]:
        """Return the files of the walk."""
        return self.files

    def open_file(self, _title: str, _filters: str) -> Path | None:
        """Return the first file of the walk."""
        return self.files[0]

    def open_folder(self, _title: str) -> Path | None:
        """Return no folder."""
        return None

    def save_file(self, _title: str, _suggested: str, _filters: str, *, replaces: bool = True) -> Path | None:  # noqa: ARG002
        """Return the target of the walk."""
        return self.target

    def confirm(self, _title: str, _question: str, _agree: str) -> bool:
        """Agree."""
        return True

    def choose(self, _title: str, _question: str, _choices: Sequence[str]) -> int | None:
        """Choose the first."""
        return 0

    def ask_text(self, _title: str, _label: str, _agree: str, _initial: str = "") -> str | None:
        """Return the text of the walk."""
        return self.text

    def ask_password(self, _title: str, _label: str) -> str | None:
        """Return no password."""
        return None

    def show_message(self, _title: str, text: str, _details: Sequence[str] = ()) -> None:
        """Refuse: no step of a walk leads to a message."""
        raise AssertionError(text)

    def show_error(self, error: BriefbuilderError) -> None:
        """Keep an error."""
        self.errors.append(error)

    def offer(self, _code: str, _label: str, _run: Callable[[BriefbuilderError], None]) -> None:
        """Offer nothing."""

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog and do in it what the step says."""
        assert self.on_dialog is not None, dialog.windowTitle()
        dialog.show()
        dialog.activateWindow()
        self.on_dialog(dialog)
        dialog.hide()
        dialog.deleteLater()
        return dialog.result() == QDialog.DialogCode.Accepted


Wait = Callable[[Callable[[], bool]], None]
OnPicture = Callable[[Step, QWidget | Path], None]


class Walk:
    """Does the steps of a page in a window; `on_picture` is called when the state of a step's picture is reached."""

    def __init__(
        self,
        window: MainWindow,
        prompter: WalkPrompter,
        folder: Path,
        texts: ScreenTexts,
        wait: Wait,
        on_picture: OnPicture,
    ) -> None:
        self.window, self.prompter, self.folder, self.texts = window, prompter, folder, texts
        self._wait, self._on_picture = wait, on_picture
        self.step = Step("", "", (), (), (), ())
        self._seen: set[str] = set()
        self._pressed: set[str] = set()
        self._typed = 0

    def do(self, step: Step) -> None:
        """Do a step, and fail where the window has not what the step names."""
        self.step, self._typed = step, 0
        self._seen, self._pressed = set(), set()
        ACTS[step.id](self)
        self.look()
        assert not self.prompter.errors, self.prompter.errors
        unseen = {name.rpartition(" ▸ ")[2] for name in step.names} - self._seen
        assert not unseen, f"step {step.id}: not in the window: {sorted(unseen)}"
        unused = set(step.keys) - self._pressed
        assert not unused, f"step {step.id}: named, but not pressed: {sorted(unused)}"
        assert self._typed == len(step.typed), f"step {step.id}: not all words were typed"

    def wait(self, done: Callable[[], bool]) -> None:
        """Wait until something is done."""
        self._wait(done)

    def settle(self) -> None:
        """Wait until nothing is computed and drawn any more."""
        self._wait(lambda: not self.window.brief.busy)

    def look(self, at: QWidget | None = None) -> None:
        """Remember what can be seen now."""
        shown = at or self.window
        self._seen |= visible_texts(shown)

    def picture(self, of: QWidget | None = None) -> None:
        """Reach the state of the step's picture."""
        self.look(of)
        self.window.services.toasts.clear()
        self._on_picture(self.step, of or self.window)

    def file_picture(self, path: Path) -> None:
        """Reach a picture that shows the first page of a file."""
        self._on_picture(self.step, path)

    def press(self, keys: str, at: QWidget | None = None) -> None:
        """Press keys that the step names, at what has the focus."""
        written = self.texts.keys(keys)
        assert written in self.step.keys, f"step {self.step.id} does not name the keys {written}"
        self._pressed.add(written)
        self.see_command(keys)
        self.look(at.window() if at is not None else None)
        press_keys(keys, at or self._focused())

    def see_command(self, keys: str) -> None:
        """Count the name of the command that has the keys as seen: menus and tips show it."""
        sequence = QKeySequence(keys)
        for action in self.window.findChildren(QAction):
            if sequence in action.shortcuts():
                self._seen.add(plain_name(action.text()))

    def _focused(self) -> QWidget:
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self._wait(self.window.isActiveWindow)
        return QApplication.focusWidget() or self.window

    def type(self, at: QWidget | None = None) -> str:
        """Type the next words of the step."""
        words = self.step.typed[self._typed]
        self._typed += 1
        type_words(words, at or self._focused())
        return words

    def next_words(self) -> str:
        """Return the next words of the step, which a dialog of the system asks for."""
        self._typed += 1
        return self.step.typed[self._typed - 1]

    def click(self, source: str, inside: QWidget | None = None) -> None:
        """Click the button that has an English name, which the step names in its language."""
        names = self.texts.of(source)
        named = names & {name.rpartition(" ▸ ")[2] for name in self.step.names}
        assert named, f"step {self.step.id} does not name {sorted(names)}"
        owner = inside or self.window
        self.look(owner.window())
        buttons = [
            each for each in owner.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()
        ]
        for button in buttons:
            if {plain_name(button.text()), plain_name(button.accessibleName())} & names:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return
        raise AssertionError(f"step {self.step.id}: no button {sorted(names)}")

    def open_menu(self, menu: str, entry: str) -> None:
        """Open a menu of the menu bar, and choose an entry; the step names both."""
        titles, entries = self.texts.of(menu), self.texts.of(entry)
        for title in self.window.menuBar().actions():
            opened = title.menu()
            if plain_name(title.text()) not in titles or not isinstance(opened, QMenu):
                continue
            self._seen |= {plain_name(title.text()), *(plain_name(each.text()) for each in opened.actions())}
            for action in opened.actions():
                if plain_name(action.text()) in entries:
                    action.trigger()
                    return
        raise AssertionError(f"step {self.step.id}: no menu {sorted(titles)} with {sorted(entries)}")


def _combination(keys: str) -> QKeyCombination:
    # Qt's stubs do not know that a sequence has its combinations as items.
    combinations = cast("Sequence[QKeyCombination]", QKeySequence(keys))
    return combinations[0]


def press_keys(keys: str, at: QWidget) -> None:
    """Press keys such as "Ctrl+I" at a control."""
    combination = _combination(keys)
    QTest.keyClick(at, combination.key(), combination.keyboardModifiers())


def type_words(words: str, at: QWidget) -> None:
    """Type words, also letters that a key of QTest cannot name."""
    for letter in words:
        key = Qt.Key.Key_Return if letter == "\n" else Qt.Key(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "\r" if key else letter)
            QApplication.sendEvent(at, event)


# The tutorial


def _start(walk: Walk) -> None:
    walk.prompter.target = walk.folder / f"{walk.next_words()}.dossier"
    walk.look()
    walk.press("Ctrl+N")
    walk.wait(lambda: walk.window.services.holder.session is not None)
    walk.picture()


def _import(walk: Walk) -> None:
    finished: list[object] = []
    walk.window.make_pages().importing.finished.connect(lambda: finished.append(True))
    articles = DOCS / "tutorial" / "articles"
    walk.prompter.files = tuple(sorted(articles.iterdir(), key=lambda path: path.name[:1] != "h"))
    walk.press("Ctrl+I")
    walk.wait(lambda: bool(finished))
    _settle_article(walk)
    walk.picture()


def _settle_article(walk: Walk) -> None:
    pane = walk.window.article
    walk.wait(lambda: pane.reading is not None and not pane.reading.waiting)


def _tag(walk: Walk) -> None:
    # The list has the focus after an import.
    walk.press("Ctrl+PgDown")
    walk.press("+")
    walk.press("T")
    walk.type()
    walk.press("Enter", walk.window.read.rail.box.line)
    walk.picture()


def _accept(walk: Walk) -> None:
    def accept(dialog: QDialog) -> None:
        # The picture has the most suggestions.
        if dialog.findChildren(QTreeView)[0].model().rowCount() > 1 and not pictured:
            pictured.append(dialog)
            walk.picture(dialog)
        walk.look(dialog)
        walk.press("Enter", dialog)

    pictured: list[QDialog] = []
    walk.prompter.on_dialog = accept
    actions = walk.window.services.actions
    for number in range(3):
        if number:
            walk.press("Alt+PgDown")
            _settle_article(walk)
        walk.wait(actions.action("accept-all").isEnabled)
        walk.press("Ctrl+Shift+A")


def _publication(walk: Walk) -> None:
    articles = walk.window.articles
    store = walk.window.services.holder.opened.store
    (unnamed,) = (one.id for one in store.articles() if one.metadata.publication is None)
    row = articles.model.row_of(unnamed)
    assert row is not None
    area = articles.list_view.visualRect(articles.model.index(row, 0))
    QTest.mouseClick(articles.list_view.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    walk.wait(
        lambda: walk.window.article.reading is not None and walk.window.article.reading.article.id == unnamed
    )
    walk.press("Ctrl+Shift+M")
    walk.look()
    walk.type()
    walk.press("Enter")
    walk.picture()


_TICKED = 2
"""The topics that the page ticks."""


def _new_briefing(walk: Walk) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, NewBriefingDialog)
        walk.wait(dialog.isActiveWindow)
        walk.type()
        cards = dialog.form.cards
        walk.look(dialog)
        cards.choose("thematic-briefing")
        model = dialog.findChildren(QListView, "topics")[0].model()
        for row in range(model.rowCount()):
            state = Qt.CheckState.Checked if row < _TICKED else Qt.CheckState.Unchecked
            model.setData(model.index(row, 0), state, Qt.ItemDataRole.CheckStateRole)
        walk.picture(dialog)
        walk.press("Enter", dialog)

    walk.prompter.on_dialog = answer
    walk.press("Ctrl+Shift+N")
    walk.settle()


def _order(walk: Walk) -> None:
    outline = walk.window.brief.outline
    briefing = walk.window.brief.current.briefing
    assert briefing is not None
    outline.choose(briefing.items[0].id)
    outline.setFocus()
    walk.press("Alt+Down")
    walk.picture()


def _write(walk: Walk) -> None:
    brief = walk.window.brief
    briefing = brief.current.briefing
    assert briefing is not None
    brief.outline.choose(briefing.parts[0].id)
    walk.press("Ctrl+T")
    walk.type()
    walk.press("Esc")
    walk.picture()


def _details(walk: Walk) -> None:
    walk.click("Details", walk.window.brief.panel)
    details = walk.window.brief.panel.details
    for key in ("for", "drafted-by"):
        details.focus_field(key)
        walk.type()
    details.commit()
    walk.picture()


def _check(walk: Walk) -> None:
    walk.press("F7")
    walk.settle()
    walk.wait(lambda: isinstance(QApplication.focusWidget(), FindingCard))
    walk.picture()


def _fix(walk: Walk) -> None:
    brief = walk.window.brief
    walk.click("Go to", brief.panel.checks)
    slides = brief.source.drawer.findChildren(QPropertyAnimation)
    walk.wait(lambda: brief.source.drawer.is_open)
    walk.wait(lambda: all(slide.state() == QPropertyAnimation.State.Stopped for slide in slides))
    walk.picture()
    editor = brief.item_panel.editor
    editor.setTextCursor(editor.document().find("2025"))
    editor.setFocus()
    walk.type(editor)
    walk.press("Esc")
    walk.settle()
    walk.press("F7")
    walk.settle()


def _sign_off(walk: Walk) -> None:
    def save(dialog: QDialog) -> None:
        walk.prompter.text = walk.next_words()
        walk.click("Save as version", dialog)
        walk.picture(dialog)
        walk.press("Esc", dialog)

    walk.prompter.on_dialog = save
    walk.press("Ctrl+Shift+H")


def _export(walk: Walk) -> None:
    def agree(dialog: QDialog) -> None:
        walk.picture(dialog)
        walk.press("Enter", dialog)

    exported: list[bool] = []
    walk.window.brief.panel.exporter.finished.connect(lambda _paths: exported.append(True))
    walk.prompter.on_dialog = agree
    walk.press("Ctrl+E")
    walk.wait(lambda: len(exported) > 1)
    walk.settle()


def _result(walk: Walk) -> None:
    walk.file_picture(next(walk.folder.glob("*.pdf")))


# The walk of template designers


def _designer(walk: Walk) -> None:
    walk.open_menu("Dossier", "Template designer")
    shown = _shown_designer(walk)
    shown.resize(*PAGE_SIZE)
    path = walk.window.services.resources.templates()["thematic-briefing"]
    cards = shown.cards.cards.rows
    row = next(place for place, card in enumerate(cards) if card.path == path)
    shown.cards.clicked.emit(shown.cards.cards.index(row, 0))
    walk.wait(lambda: shown.file.path == path)
    walk.picture(shown)


def _shown_designer(walk: Walk) -> DesignerWindow:
    shown = walk.window.designing.designer
    assert shown is not None
    walk.wait(lambda: not shown.busy and bool(shown.editor.toPlainText()))
    return shown


def _copy(walk: Walk) -> None:
    shown = _shown_designer(walk)
    walk.prompter.text = walk.next_words()
    walk.press("Ctrl+N", shown)
    walk.wait(lambda: not shown.editor.isReadOnly() and not shown.busy)
    walk.picture(shown)


def _letterhead(walk: Walk) -> None:
    shown = _shown_designer(walk)
    walk.prompter.files = (DOCS / "designers" / "letterhead.docx",)
    walk.click("Choose", shown.letterhead)
    walk.wait(lambda: "letterhead.docx" in shown.editor.toPlainText() and not shown.busy)
    walk.picture(shown)


def _name(walk: Walk) -> None:
    shown = _shown_designer(walk)
    walk.press("Ctrl+3", shown)
    _replace_line(walk, "fonts:", "")
    _replace_line(walk, "name:", walk.next_words())
    walk.picture(shown)
    walk.press("F8", shown)


def _style(walk: Walk) -> None:
    _replace_line(walk, "house-document:", walk.next_words())
    walk.picture(_shown_designer(walk))


def _replace_line(walk: Walk, beginning: str, words: str) -> None:
    """Paste words over the line that begins so."""
    shown = _shown_designer(walk)
    document = shown.editor.document()
    lines = shown.editor.toPlainText().splitlines()
    line = next(place for place, text in enumerate(lines) if text.startswith(beginning))
    cursor = QTextCursor(document.findBlockByNumber(line))
    cursor.select(QTextCursor.SelectionType.LineUnderCursor)
    shown.editor.setTextCursor(cursor)
    shown.editor.insertPlainText(words)
    # The picture shows the lines from their beginnings.
    shown.editor.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    _shown_designer(walk)


def _save(walk: Walk) -> None:
    shown = _shown_designer(walk)
    walk.press("Ctrl+S", shown)
    walk.wait(lambda: not shown.dirty and not shown.busy)
    walk.picture(shown)
    shown.close()
    walk.see_command("Ctrl+Shift+N")


ACTS: Mapping[str, Callable[[Walk], None]] = {
    "start": _start,
    "import": _import,
    "tag": _tag,
    "accept": _accept,
    "publication": _publication,
    "new-briefing": _new_briefing,
    "order": _order,
    "write": _write,
    "details": _details,
    "check": _check,
    "fix": _fix,
    "sign-off": _sign_off,
    "export": _export,
    "result": _result,
    "designer": _designer,
    "copy": _copy,
    "letterhead": _letterhead,
    "name": _name,
    "style": _style,
    "save": _save,
}
"""What is done in each step."""
