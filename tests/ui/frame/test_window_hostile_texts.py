"""No text of others is interpreted anywhere in the window: no HTML, no mnemonics, no reordering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from tests.hostile_dossier import BIDI, RICH, hostile_dossier
from tests.ui.conftest import Opener
from tests.ui.every_dialog import dialogs_of, show_all

from briefbuilder.app.commands.tags import accept_all
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.visible_text import hidden_characters
from briefbuilder.ui.brief.outline_model import OutlineRole
from briefbuilder.ui.brief.outline_texts import OutlineRow
from briefbuilder.ui.read.article_rows import ArticleRole
from briefbuilder.ui.widgets.dialogs import TextList
from briefbuilder.ui.widgets.plain import looks_like_html

OURS = {"p", "br"}
"""The elements that escaped text stands in."""
MNEMONIC = re.compile(r"&File|(?<!\w)&x\b")
"""What the hostile texts would make a mnemonic of."""
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    ArticleRole.OUTLET,
    ArticleRole.SNIPPET,
    OutlineRole.ROW,
)
"""The roles whose texts are drawn; boxes of choices and lists of lines keep under the last ones what an entry stands for."""
INTERPRETED = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.WhatsThisRole}


class _Tags(HTMLParser):
    """Collects the names of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.names.add(tag)


def is_interpreted(text: str) -> bool:
    """Return whether Qt would draw elements of a text other than those of ours."""
    if not looks_like_html(text):
        return False
    parser = _Tags()
    parser.feed(text)
    return not parser.names <= OURS


def has_mnemonic(text: str) -> bool:
    """Return whether a text of others has a mnemonic."""
    return MNEMONIC.search(text.replace("&&", "\0")) is not None


def _texts_of(value: object) -> tuple[str, ...]:
    """Return the texts that a model gives under a role."""
    if isinstance(value, OutlineRow):
        return value.title, value.caption, value.end, value.hint
    return (str(value or ""),)


@dataclass(frozen=True)
class Sweep:
    """What was found in one window: the faults, and how many texts were looked at."""

    faults: list[str]
    seen: list[str]

    def look(
        self, owner: QObject, what: str, text: str, *, rich: bool = False, mnemonic: bool = False
    ) -> None:
        """Look at one text of a widget, an action or a model."""
        self.seen.append(text)
        where = f"{type(owner).__name__} {owner.objectName()} {what}: {ascii(text)[:120]}"
        if rich and is_interpreted(text):
            self.faults.append(f"rich {where}")
        if mnemonic and has_mnemonic(text):
            self.faults.append(f"mnemonic {where}")
        if hidden_characters(text):
            self.faults.append(f"hidden {where}")

    def widget(self, widget: QWidget) -> None:
        """Look at every text of a widget."""
        self.look(widget, "tool tip", widget.toolTip(), rich=True)
        self.look(widget, "what's this", widget.whatsThis(), rich=True)
        self.look(widget, "status tip", widget.statusTip(), rich=True)
        self.look(widget, "window title", widget.windowTitle())
        self.look(widget, "accessible name", widget.accessibleName())
        self.look(widget, "accessible description", widget.accessibleDescription())
        if isinstance(widget, QLabel):
            plain = widget.textFormat() == Qt.TextFormat.PlainText
            self.look(widget, "text", widget.text(), rich=not plain, mnemonic=widget.buddy() is not None)
        elif isinstance(widget, QAbstractButton):
            self.look(widget, "text", widget.text(), mnemonic=True)
        elif isinstance(widget, QGroupBox | QMenu):
            self.look(widget, "title", widget.title(), mnemonic=True)
        elif isinstance(widget, QTabBar):
            for place in range(widget.count()):
                self.look(widget, "tab", widget.tabText(place), mnemonic=True)
                self.look(widget, "tab tip", widget.tabToolTip(place), rich=True)
        elif isinstance(widget, QMessageBox):
            self.look(widget, "text", widget.text(), rich=widget.textFormat() != Qt.TextFormat.PlainText)
        self._contents(widget)

    def _contents(self, widget: QWidget) -> None:
        """Look at the texts that a view or an editor shows."""
        if isinstance(widget, QTextEdit | QPlainTextEdit) and widget.isReadOnly():
            self.look(widget, "text", widget.toPlainText())
        if isinstance(widget, QTextEdit):
            self.faults.extend(f"pictures {each!a}" for each in pictures(widget))
        if isinstance(widget, QAbstractItemView | QComboBox) and not _is_edited(widget):
            model: QAbstractItemModel | None = widget.model()
            if model is not None:
                self.model(widget, model)

    def action(self, action: QAction) -> None:
        """Look at every text of an action."""
        self.look(action, "text", action.text(), mnemonic=True)
        self.look(action, "icon text", action.iconText())
        self.look(action, "tool tip", action.toolTip(), rich=True)
        self.look(action, "status tip", action.statusTip(), rich=True)
        self.look(action, "what's this", action.whatsThis(), rich=True)

    def model(self, owner: QObject, model: QAbstractItemModel, above: QModelIndex | None = None) -> None:
        """Look at every text of a model, also of its headers and below its rows."""
        parent = QModelIndex() if above is None else above
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        has_values = isinstance(owner, TextList) or _choice_of(owner) is not None
        for row in range(model.rowCount(parent)):
            for column in range(columns):
                index = model.index(row, column, parent)
                for role in ROLES[:-3] if has_values else ROLES:
                    for text in _texts_of(index.data(role)):
                        self.look(owner, f"{role.name}", text, rich=role in INTERPRETED)
                if column == 0 and model.rowCount(index):
                    self.model(owner, model, index)
        if above is None:
            for orientation, count in (
                (Qt.Orientation.Horizontal, columns),
                (Qt.Orientation.Vertical, model.rowCount()),
            ):
                for place in range(count):
                    for role in ROLES:
                        text = str(model.headerData(place, orientation, role) or "")
                        self.look(owner, f"header {role.name}", text, rich=role in INTERPRETED)

    def window(self, root: QWidget) -> None:
        """Look at a window, its widgets and its actions."""
        for widget in (root, *root.findChildren(QWidget)):
            self.widget(widget)
        for action in {*root.actions(), *root.findChildren(QAction)}:
            self.action(action)


def _choice_of(widget: QObject) -> QComboBox | None:
    """Return the box of choices that a widget is, or that it belongs to."""
    around: QObject | None = widget
    while around is not None and not isinstance(around, QComboBox):
        around = around.parent()
    return around


def _is_edited(widget: QWidget) -> bool:
    """Return whether a widget offers texts for a line that is edited: what is edited is not changed."""
    combo = _choice_of(widget)
    return combo is not None and combo.isEditable()


def pictures(view: QTextEdit) -> Iterator[str]:
    """Yield the names of pictures in a text that come from no article."""
    block = view.document().begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            form = parts.fragment().charFormat()
            if form.isImageFormat() and ":" in form.toImageFormat().name():
                yield form.toImageFormat().name()
            parts += 1
        block = block.next()


@pytest.fixture
def hostile(tmp_path: Path, resources: Resources) -> Session:
    """A dossier in which every text that comes from others is hostile, tagged and composed."""
    session = hostile_dossier(tmp_path / "<b>host.dossier", resources, (f"{RICH[0]} &x {BIDI}", *RICH))
    session.store.apply(accept_all(session, 0.1))
    return session


def test_no_text_of_others_is_interpreted_in_any_pane_dialog_or_menu(
    hostile: Session, open_window: Opener
) -> None:
    window = open_window(hostile)
    sweep = Sweep([], [])
    for record in hostile.store.articles():
        window.articles.choose(record.id)
        QCoreApplication.processEvents()
        sweep.window(window)
    for briefing in window.brief.current.all:
        window.brief.current.select(briefing.id)
        QCoreApplication.processEvents()
        sweep.window(window)
    show_all(window, hostile)
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
    QCoreApplication.processEvents()
    sweep.window(window)
    for dialog in dialogs_of(window, hostile):
        dialog.show()
        QCoreApplication.processEvents()
        sweep.window(dialog)
        dialog.close()
        dialog.deleteLater()
    assert len(set(sweep.seen)) > 300
    assert sum("passwd" in text for text in sweep.seen) > 100
    assert not sweep.faults, "\n".join(sorted(set(sweep.faults)))
