"""Every text of the window is translatable, and every control has an accessible name."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.controls import CONTROLS, accessible_name, is_inside_of_qt
from tests.ui.every_dialog import OWN_TEXT, dialogs_of, pen_in_tag_box, show_all, tagged_and_composed

import briefbuilder.ui
from briefbuilder.app.messages import Words, interface_languages
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.system.paths import backups_folder
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.widgets.progress import WorkDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Opener

_MARKED = re.compile(r"⟦.*⟧", re.DOTALL)


class PseudoTranslator(QTranslator):
    """Puts every text that is asked for between marks."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        return False

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, n: int = -1) -> str:
        return f"⟦{source.replace('%n', str(n))}⟧"


@pytest.fixture
def pseudo(qtbot: QtBot) -> Iterator[None]:
    """A language in which every translated text is marked."""
    application = not_none(QApplication.instance())
    translator = PseudoTranslator()
    application.installTranslator(translator)
    yield
    application.removeTranslator(translator)


def full_window(open_window: Opener, session: Session, resources: Resources) -> MainWindow:
    """Open a window in which every pane has something to show."""
    tagged_and_composed(session, resources)
    window = open_window(session)
    show_all(window, session)
    pen_in_tag_box(window)
    return window


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield where and what a widget says, tool tips and accessible names included."""
    name = f"{type(widget).__name__}#{widget.objectName()}"
    said: list[str] = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        said.append(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        said.append(widget.placeholderText())
    if isinstance(widget, QGroupBox | QMenu):
        said.append(widget.title())
    if isinstance(widget, QTabBar):
        said += [widget.tabText(index) for index in range(widget.count())]
    yield from ((name, text) for text in said)


def known_texts(session: Session, resources: Resources) -> set[str]:
    """Return what comes from the dossier, the templates, the names of languages and the catalogue of messages."""
    known = {
        "briefbuilder",
        *interface_languages().values(),
        session.store.path.stem,
        session.store.path.name,
    }
    known.add(str(session.store.path))
    for topic in session.taxonomy.topics:
        known |= {topic.id, *topic.names.values()}
    for record in session.store.articles():
        known |= {record.metadata.title, record.original.name}
        known |= {block.text for block in session.store.article(record.id).blocks}
    for template_id in resources.templates():
        template = resources.template(template_id)
        known |= {label for part in template.parts for label in part.label.values()}
        known |= {hint for part in template.parts for hint in getattr(part, "hint", {}).values()}
        profile = resources.profile(template.marking.profile)
        known |= {level.text(language) for level in profile.levels for language in template.languages}
        for field in template.fields:
            known |= {*field.label.values(), *field.help.values()}
        known |= {template.label(language) for language in template.languages}
        known |= set(template.description.values())
    known |= {briefing.title for briefing in session.store.briefings()}
    known |= {str(backups_folder()), OWN_TEXT, Words("en").text("unsettled-field-text")}
    return known


def is_bare(text: str, known: set[str]) -> bool:
    """Tell whether a text holds letters and is neither marked nor the dossier's."""
    words = text.replace("&", "").strip()
    if not re.search(r"[^\W\d_]{2,}", words) or _MARKED.search(words):
        return False
    plain = {each.replace("&", "") for each in known}
    pieces = re.split(r"\s+[·›]\s+", words.removesuffix(" *"))
    return not all(any(piece in each for each in plain) for piece in pieces)


@pytest.mark.usefixtures("pseudo")
def test_every_text_of_the_window_can_be_translated(
    open_window: Opener, dossier: Session, resources: Resources
) -> None:
    window = full_window(open_window, dossier, resources)
    known = known_texts(dossier, resources)
    keys = {action.shortcut().toString() for action in window.findChildren(QAction)}
    bare: list[tuple[str, str]] = []
    dialogs = dialogs_of(window, dossier)
    for root in (window, *dialogs):
        for widget in (root, *root.findChildren(QWidget)):
            bare += [found for found in texts_of(widget) if is_bare(found[1], known | keys)]
    for action in window.findChildren(QAction):
        bare += [
            ("action", text) for text in (action.text(), action.toolTip()) if is_bare(text, known | keys)
        ]
    for dialog in dialogs:
        dialog.deleteLater()
    assert not bare, "\n".join(map(str, bare))


def test_every_control_has_a_name_and_every_dialog_is_tested(
    open_window: Opener, dossier: Session, resources: Resources
) -> None:
    for module in pkgutil.walk_packages(briefbuilder.ui.__path__, "briefbuilder.ui."):
        importlib.import_module(module.name)
    there = {kind for kind in _kinds(QDialog) if kind.__module__.startswith("briefbuilder.")}
    window = full_window(open_window, dossier, resources)
    dialogs = dialogs_of(window, dossier)
    # What it does begins when it is made: its tests are in test_dossiers_*.py and test_backups_handing_on.py.
    assert there - {WorkDialog} == {type(dialog) for dialog in dialogs}
    nameless = [
        f"{type(widget).__name__}#{widget.objectName()} in {type(widget.parent()).__name__}"
        for root in (window, *dialogs)
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS) and not is_inside_of_qt(widget) and not accessible_name(widget)
    ]
    for dialog in dialogs:
        dialog.deleteLater()
    assert not nameless, "\n".join(nameless)


def _kinds(kind: type[QDialog]) -> set[type[QDialog]]:
    below = kind.__subclasses__()
    return {*below, *(inner for one in below for inner in _kinds(one))}
