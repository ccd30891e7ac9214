"""What is done to the articles that are chosen in the list: their details written, their titles, their removal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from briefbuilder.app.commands.articles import MetadataEdits, parse_day
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.read.article_words import languages
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import DialogButtons, create_column
from briefbuilder.ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.domain.changes import ChangeSet


# A form that corrects the details of several articles at once; only what is ticked is changed.


class BulkDetailsDialog(QDialog):
    """A tick and an input for each field; writing into an input ticks it."""

    def __init__(self, count: int, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Details of %n article(s)", "", count))
        words = PlainLabel(
            self.tr("What is ticked is changed in all of them; what is left empty is then not known."), self
        )
        words.setWordWrap(True)
        self._ticks: dict[str, QCheckBox] = {}
        self._last: QWidget | None = None
        self.wrong, self.right = QLineEdit(self), QLineEdit(self)
        self.authors = QPlainTextEdit(self)
        self.authors.setTabChangesFocus(True)
        self.authors.setFixedHeight(round(theme.em * 4))
        self.publication, self.published, self.url = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.published.setPlaceholderText(self.tr("year-month-day"))
        self.language = QComboBox(self)
        self.language.addItem(self.tr("not known"), "")
        for name, tag in languages():
            self.language.addItem(name, tag)
        self.statement, self.licence = QLineEdit(self), QLineEdit(self)
        self.reserved = QComboBox(self)
        self.reserved.addItem(self.tr("All rights reserved"), True)
        self.reserved.addItem(self.tr("Not reserved"), False)
        self._fault = PlainLabel("", self)
        self._fault.setObjectName("notice")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self._lay_out(words)
        self._offer()
        self._ticks["title"].setFocus()

    @property
    def corrected(self) -> MetadataEdits:
        """What the form says."""
        return MetadataEdits(
            title=(self.wrong.text(), self.right.text()) if self._is_ticked("title") else None,
            authors=self._authors() if self._is_ticked("authors") else None,
            publication=self._words("publication", self.publication),
            published=self._day(),
            no_date=self._is_ticked("published") and not self.published.text().strip(),
            language=self.language.currentData() if self._is_ticked("language") else None,
            url=self._words("url", self.url),
            statement=self._words("statement", self.statement),
            licence=self._words("licence", self.licence),
            reserved=self.reserved.currentData() if self._is_ticked("reserved") else None,
        )

    def accept(self) -> None:
        """Agree, unless the date cannot be read."""
        words = self.published.text().strip()
        if self._is_ticked("published") and words and parse_day(words) is None:
            self._fault.setText(
                self.tr("No sure date can be read in “{words}”. Write it as 2026-04-12.").format(words=words)
            )
            self._fault.show()
            self.published.setFocus()
            self.published.selectAll()
            return
        super().accept()

    def _lay_out(self, words: QLabel) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(self._theme.space(0.7))
        self._grid.setVerticalSpacing(self._theme.space(0.4))
        self._grid.setColumnStretch(1, 1)
        self._row("title", self.tr("In the &title, replace"), self.wrong)
        self._input(self.right, self.tr("by"), self._grid.rowCount())
        self._row("authors", self.tr("&Authors, one a line"), self.authors)
        self._row("publication", self.tr("&Publication"), self.publication)
        self._row("published", self.tr("&Date"), self.published)
        self._row("url", self.tr("Addr&ess"), self.url)
        self._row("language", self.tr("La&nguage"), self.language)
        self._row("statement", self.tr("Rights n&otice"), self.statement)
        self._row("licence", self.tr("L&icence"), self.licence)
        self._row("reserved", self.tr("&Rights"), self.reserved)
        buttons = DialogButtons(self, self.tr("Apply"), self.tr("Cancel"))
        self._apply = buttons.agree
        column = create_column(self, self._theme)
        column.addWidget(words)
        column.addLayout(self._grid)
        column.addWidget(self._fault)
        column.addWidget(buttons)
        self.resize(round(self._theme.em * 38), self.sizeHint().height())

    def _row(self, field: str, text: str, widget: QLineEdit | QPlainTextEdit | QComboBox) -> None:
        tick = QCheckBox(text, self)
        name = text.replace("&", "")
        tick.setAccessibleName(self.tr("Change: {field}").format(field=name))
        tick.toggled.connect(self._offer)
        self._ticks[field] = tick
        row = self._grid.rowCount()
        self._grid.addWidget(tick, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)
        widget.setAccessibleName(name)
        self._follow(tick, widget)
        changed = widget.currentIndexChanged if isinstance(widget, QComboBox) else widget.textChanged
        changed.connect(partial(_tick, tick))

    def _input(self, widget: QLineEdit, text: str, row: int) -> None:
        label = PlainLabel(text, self)
        label.setBuddy(widget)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        widget.setAccessibleName(self.tr("Words in their place"))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(widget, row, 1)
        self._follow(widget)

    def _follow(self, *widgets: QWidget) -> None:
        """Let Tab go on to these from what was laid out last: row by row, as they are seen."""
        for widget in widgets:
            if self._last is not None:
                self.setTabOrder(self._last, widget)
            self._last = widget

    @Slot()
    def _offer(self) -> None:
        self._apply.setEnabled(any(tick.isChecked() for tick in self._ticks.values()))

    def _is_ticked(self, field: str) -> bool:
        return self._ticks[field].isChecked()

    def _words(self, field: str, line: QLineEdit) -> str | None:
        return " ".join(line.text().split()) if self._is_ticked(field) else None

    def _day(self) -> date | None:
        return parse_day(self.published.text().strip()) if self._is_ticked("published") else None

    def _authors(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.authors.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


def _tick(tick: QCheckBox, *_: object) -> None:
    tick.setChecked(True)


class SelectedArticles(QObject):
    """Acts on what `chosen` returns, the ids of articles, over the window of a pane."""

    def __init__(self, services: Services, chosen: Callable[[], tuple[str, ...]], pane: QWidget) -> None:
        super().__init__(pane)
        self._services = services
        self._chosen = chosen
        self._pane = pane

    def edit(self) -> None:
        """Ask for details that all of them get."""
        from briefbuilder.app.commands.articles import edit_many

        session, ids = self._services.holder.session, self._chosen()
        if session is None or not ids:
            return
        dialog = BulkDetailsDialog(len(ids), self._services.theme, self._pane.window())
        if self._services.prompter.run(dialog):
            corrected = dialog.corrected
            self._apply(lambda: edit_many(session, ids, corrected))
        dialog.deleteLater()

    def remove(self) -> None:
        """Take them out of the dossier; where excerpts go with them, that is asked first."""
        session, ids = self._services.holder.session, self._chosen()
        if session is not None and ids:
            self._apply(lambda: self._removal(session, ids))

    @Slot(str, str)
    def retitle(self, article: str, title: str) -> None:
        """Give an article another title."""
        from briefbuilder.app.commands.articles import edit_metadata

        session = self._services.holder.session
        record = session.store.record(article) if session is not None else None
        if session is not None and record is not None:
            titled = replace(record.metadata, title=title)
            self._apply(lambda: edit_metadata(session, article, titled))

    def _removal(self, session: Session, ids: tuple[str, ...]) -> ChangeSet | None:
        from briefbuilder.app.commands.articles import remove_articles

        act = remove_articles(session, ids)
        excerpts = int(act.parameters.get("excerpts", "0"))
        return act if not excerpts or self._may_remove(excerpts) else None

    def _may_remove(self, excerpts: int) -> bool:
        question = self.tr("%n excerpt(s) in briefings would go with it. You can undo this.", "", excerpts)
        return self._services.prompter.confirm(self.tr("Remove article"), question, self.tr("Remove"))

    def _apply(self, act: Callable[[], ChangeSet | None]) -> None:
        try:
            made = act()
            if made is not None:
                self._services.holder.apply(made)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
