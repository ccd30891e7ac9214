"""Every text is translated in every language, with its fields and mnemonics, and compiled."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import Opener
from tests.ui.every_dialog import dialogs_of, tagged_and_composed

from briefbuilder.app.messages import interface_languages
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.text_look import chosen_language, load_language, unload_language
from briefbuilder.ui.theme import Theme, style_sheet
from briefbuilder.ui.widgets.controls import EmptyState
from briefbuilder.ui.widgets.plain import with_label


def test_no_text_is_missing_unfinished_or_out_of_date(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "tools" / "translations.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=root,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("language", "one", "many"), [("en", "1 tag", "3 tags"), ("it", "1 etichetta", "3 etichette")]
)
def test_numbers_use_plural_forms(
    qtbot: QtBot, resources: Resources, language: str, one: str, many: str
) -> None:
    application = not_none(QApplication.instance())
    loaded = load_language(application, language, resources.folder / "translations")
    try:
        said = [QCoreApplication.translate("ArticleModel", "%n tag(s)", "", number) for number in (1, 3)]
    finally:
        unload_language(application, loaded)
    assert said == [one, many]


def test_the_language_is_the_users_else_the_systems_else_english() -> None:
    assert chosen_language("fr", QLocale("it")) == "fr"
    assert chosen_language(None, QLocale("it_CH")) == "it"
    assert chosen_language(None, QLocale("ja")) == "en"
    assert chosen_language("xx", QLocale("ja")) == "en"
    assert chosen_language(None, QLocale("de_AT")) == "de"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ("Alt+Bild ab", "Strg+Umschalt+Auf", "Pos1")),
        ("fr", ("Alt+Page suiv.", "Ctrl+Maj+Haut", "Début")),
        ("it", ("Alt+Pag giù", "Ctrl+Maiusc+Su", "Inizio")),
    ],
)
def test_keys_have_the_names_that_are_on_the_keyboards_of_the_language(
    qtbot: QtBot, resources: Resources, language: str, names: tuple[str, ...]
) -> None:
    application = QApplication.instance()
    assert application is not None
    loaded = load_language(application, language, resources.folder / "translations")
    try:
        form = QKeySequence.SequenceFormat.NativeText
        keys = ("Alt+PgDown", "Ctrl+Shift+Up", "Home")
        assert tuple(QKeySequence(each).toString(form) for each in keys) == names
    finally:
        unload_language(application, loaded)


def test_french_marks_stay_with_their_words(qtbot: QtBot, resources: Resources) -> None:
    application = not_none(QApplication.instance())
    loaded = load_language(application, "fr", resources.folder / "translations")
    try:
        said = QCoreApplication.translate("ArticleImporter", "{name}: already in the dossier as “{title}”.")
        assert said.startswith("{name}\u00a0: ")
        assert with_label("Titre", "Semaine") == "Titre\u00a0: Semaine"
    finally:
        unload_language(application, loaded)


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_buttons_of_an_empty_list_are_as_wide_as_their_texts(
    qtbot: QtBot, resources: Resources, language: str
) -> None:
    application = not_none(QApplication.instance())
    theme = Theme("light")
    loaded = load_language(application, language, resources.folder / "translations")
    try:
        text = QCoreApplication.translate("Actions", "Search &recent dossiers …")
    finally:
        unload_language(application, loaded)
    pane = QWidget()
    qtbot.addWidget(pane)
    empty = EmptyState(theme, pane)
    empty.setStyleSheet(style_sheet(theme))
    action = QAction(text, empty)
    button = empty.add_action(action)
    empty.resize(theme.px(286), theme.px(700))
    empty.grab()
    assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("language", interface_languages())
def test_no_two_entries_of_a_menu_or_controls_of_a_dialog_have_the_same_access_key(
    open_window: Opener, dossier: Session, resources: Resources, language: str
) -> None:
    application = not_none(QApplication.instance())
    loaded = load_language(application, language, resources.folder / "translations")
    try:
        tagged_and_composed(dossier, resources)
        window = open_window(dossier, language=language)
        brief = window.make_pages().brief
        menus = [QMenu(), *window.findChildren(QMenu)]
        menus[0].addActions(window.menuBar().actions())
        menus += [brief.commands.create_menu(is_part=is_part) for is_part in (True, False)]
        texts = [[action.text().replace("&&", "") for action in menu.actions()] for menu in menus]
        texts += map(_texts_with_keys, dialogs_of(window, dossier))
    finally:
        unload_language(application, loaded)
    shared = []
    not_everywhere = [
        text for entries in texts for text in entries if not text.partition("&")[2][:1].isascii()
    ]
    for entries in texts:
        keys: dict[str, list[str]] = {}
        for text in filter(lambda text: "&" in text, entries):
            keys.setdefault(text.partition("&")[2][:1].lower(), []).append(text)
        shared += [same for same in keys.values() if len(same) > 1]
    assert sum(map(len, texts)) > 250
    assert shared == []
    assert not_everywhere == []  # such as Alt+Ä, which only German keyboards have


def _texts_with_keys(dialog: QDialog) -> list[str]:
    """Return the texts of a dialog with which Alt and a letter can do something."""
    shown = [each for each in dialog.findChildren(QWidget) if each.isVisibleTo(dialog)]
    texts = [each.text() for each in shown if isinstance(each, QAbstractButton)]
    texts += [each.text() for each in shown if isinstance(each, QLabel) and isinstance(each.buddy(), QWidget)]
    return [text.replace("&&", "") for text in texts]


def test_texts_are_collected_for_classes(root: Path) -> None:
    """Those of another object, such as `self._marks.tr(…)`, would be looked up under its class and not be found."""
    found = (root / "resources/translations/briefbuilder_it.ts").read_text(encoding="utf-8")
    contexts = re.findall("<name>(.+)</name>", found)
    assert len(contexts) > 100
    assert [name for name in contexts if not name.isidentifier()] == []


def test_texts_are_collected_where_they_are_translated(root: Path) -> None:
    """`partial(self.tr, …)` would be shown in English: only what is in a call of `tr` is collected."""
    passed_on: list[str] = []
    for path in (root / "src/briefbuilder/ui").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
        passed_on += [
            f"{path.name}:{node.lineno}"
            for node in nodes
            if isinstance(node, ast.Attribute) and node.attr == "tr" and id(node) not in called
        ]
    assert passed_on == []


def test_plural_texts_are_in_no_class_with_subclasses(root: Path) -> None:
    """`self.tr` asks for the subclass first, and takes a text in which only the number was filled in for a translation."""
    plural: dict[str, list[str]] = {}
    bases: set[str] = set()
    for path in (root / "src/briefbuilder/ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases |= {base.id for base in node.bases if isinstance(base, ast.Name)}
                calls = [
                    each for each in ast.walk(node) if isinstance(each, ast.Call) and len(each.args) == 3
                ]
                plural[node.name] = [
                    ast.unparse(each) for each in calls if ast.unparse(each.func) == "self.tr"
                ]
    assert {name: texts for name, texts in plural.items() if texts and name in bases} == {}
    assert sum(map(len, plural.values())) > 20
