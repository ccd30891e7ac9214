"""Every text of the window can be translated, and every control has a name for screen readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFrame,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefbuilder.app.acts.briefings import compose_briefing
from briefbuilder.app.acts.tagging import accept_all
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.article.compare import CompareDialog
from briefbuilder.ui.article.details import ArticleDetails
from briefbuilder.ui.article.languagechoice import LanguageDialog
from briefbuilder.ui.articles.books import BooksDialog
from briefbuilder.ui.articles.choosing import ChooseFilesDialog, WatchedFoldersDialog
from briefbuilder.ui.help.about import AboutDialog
from briefbuilder.ui.help.shortcuts import ShortcutDialog
from briefbuilder.ui.i18n import LANGUAGES
from briefbuilder.ui.topics.chooser import TopicChooser
from briefbuilder.ui.topics.editor import TopicsDialog
from briefbuilder.ui.topics.form import TopicForm
from briefbuilder.ui.topics.house import TaxonomiesDialog
from briefbuilder.ui.topics.matrix import MatrixDialog
from briefbuilder.ui.topics.overview import TagsDialog
from briefbuilder.ui.window import MainWindow

if TYPE_CHECKING:
    from tests.ui.conftest import Opener

_MARKED = re.compile(r"⟦.*⟧", re.DOTALL)
_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
)
_OF_QT = frozenset(
    {
        "qt_toolbar_ext_button",
        "qt_menubar_ext_button",
        "qt_tableview_cornerbutton",
        "qt_spinbox_lineedit",
        "ScrollLeftButton",
        "ScrollRightButton",
    }
)
"""Parts that Qt builds for itself, inside controls that have a name."""


class PseudoTranslator(QTranslator):
    """Puts every text that is asked for between marks."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        return False

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, n: int = -1) -> str:
        return f"⟦{source.replace('%n', str(n))}⟧"


@pytest.fixture
def pseudo(qtbot: QtBot) -> Iterator[None]:
    """A language in which every translated text is marked."""
    application = QApplication.instance()
    assert application is not None
    translator = PseudoTranslator()
    application.installTranslator(translator)
    yield
    application.removeTranslator(translator)


def full_window(open_window: Opener, session: Session, resources: Resources) -> MainWindow:
    """Open a window in which every pane has something to show."""
    session.apply(accept_all(session, 0.9))
    template = resources.template("thematic-briefing")
    session.apply(compose_briefing(session, template, "Tokyo", ["semiconductors"], {}, "en")[0])
    window = open_window(session)
    window.articles.choose(session.articles()[0].id)
    window.services.actions.action("show-original").trigger()
    window.original.telling.say(session.path.stem, session.path.stem)
    window.articles.waiting.show_waiting([session.path], [session.path])
    QTest.keyClick(window.article.canvas.view, Qt.Key.Key_T)
    return window


def dialogs_of(window: MainWindow, session: Session) -> tuple[QDialog, ...]:
    """Return the dialogs that stand on their own, filled."""
    record, theme = session.articles()[0], window.services.theme
    article = session.article(record.id)
    return (
        AboutDialog(theme),
        ShortcutDialog(window.services.actions, theme),
        ArticleDetails(record.metadata, record.metadata, (record.metadata.title,), theme, None),
        LanguageDialog(None, "it", theme, None),
        BooksDialog("whole", theme, None),
        ChooseFilesDialog([session.path], theme, None),
        WatchedFoldersDialog(lambda: [session.path], lambda: None, lambda _: None, theme, None),
        CompareDialog(article, article, session.repaired(record.id), window.services, None),
        TopicsDialog(window.services, window.topics.acts, None),
        TopicForm(session.taxonomy().topics[0], session.taxonomy(), "en", lambda _: None, theme, None),
        TopicChooser("⟦⟧", "⟦⟧", session.taxonomy(), "en", theme, None),
        TagsDialog(window.services, session, record.id, None),
        MatrixDialog(window.services, session, None),
        TaxonomiesDialog(window.services, window.topics.house, ("economic-security",), None),
    )


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
    """Return what comes from the dossier, the templates and the names of languages: it is not translated."""
    known = {"briefbuilder", *LANGUAGES.values(), session.path.stem, session.path.name}
    known.add(str(session.path))
    for topic in session.taxonomy().topics:
        known |= {topic.id, *topic.names.values()}
    for record in session.articles():
        known |= {record.metadata.title, record.original.name}
        known |= {block.text for block in session.article(record.id).blocks}
    for template_id in resources.templates():
        template = resources.template(template_id)
        known |= {label for part in template.parts for label in part.label.values()}
        for field in template.fields:
            known |= {*field.label.values(), *field.help.values()}
        known |= {template.label(language) for language in template.languages}
    known |= {briefing.title for briefing in session.briefings()}
    return known


def is_bare(text: str, known: set[str]) -> bool:
    """Tell whether a text holds letters and is neither marked nor the dossier's."""
    words = text.replace("&", "").strip()
    if not re.search(r"[^\W\d_]{2,}", words) or _MARKED.search(words):
        return False
    plain = {each.replace("&", "") for each in known}
    return words.removesuffix(" *") not in plain and not any(words in each for each in plain)


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


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader says a control is; a combo box would otherwise say its value."""
    own = widget.accessibleName()
    if own:
        return own
    if isinstance(widget, QAbstractButton):
        return widget.text()
    parent = widget.parentWidget()
    labels = parent.findChildren(QLabel) if parent is not None else []
    return next((label.text() for label in labels if label.buddy() is widget), "")


def is_inside_of_qt(widget: QObject) -> bool:
    """Tell whether a widget is a part that Qt builds inside a control with a name of its own."""
    if widget.objectName() in _OF_QT:
        return True
    if (
        isinstance(widget, QToolButton)
        and not widget.isVisible()
        and not widget.text()
        and widget.icon().isNull()
    ):
        return True  # nothing to press yet: it is named when it is shown
    parent = widget.parent()
    if isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit) or isinstance(widget, QHeaderView):
        return True
    # The list of a combo box stands in a window of its own, under the combo box.
    return isinstance(parent, QFrame) and isinstance(parent.parent(), QComboBox)


def test_every_control_has_a_name(open_window: Opener, dossier: Session, resources: Resources) -> None:
    window = full_window(open_window, dossier, resources)
    dialogs = dialogs_of(window, dossier)
    nameless = [
        f"{type(widget).__name__}#{widget.objectName()} in {type(widget.parent()).__name__}"
        for root in (window, *dialogs)
        for widget in root.findChildren(QWidget)
        if isinstance(widget, _CONTROLS) and not is_inside_of_qt(widget) and not spoken_name(widget)
    ]
    for dialog in dialogs:
        dialog.deleteLater()
    assert not nameless, "\n".join(nameless)


def test_tab_walks_from_search_to_list_to_text(window: MainWindow) -> None:
    order: list[QWidget] = []
    window.articles.search_line.setFocus()
    focused = QApplication.focusWidget()
    while focused is not None and focused not in order and len(order) < 60:
        order.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
    wanted = [window.articles.search_line, window.articles.list_view, window.article.canvas.view]
    places = [order.index(widget) for widget in wanted]
    assert places == sorted(places)
