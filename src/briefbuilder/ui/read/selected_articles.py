"""Commands on the selected articles: edit details, change a title, remove."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from briefbuilder import app
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.topics import Tag
from briefbuilder.domain.visible_text import shorten
from briefbuilder.storage.undo_log import ActRun
from briefbuilder.ui.read.article_words import languages
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.layouts import ContentArea
from briefbuilder.ui.widgets.plain import PlainLabel

_LONGEST_TITLE = 60


class BulkDetailsDialog(QDialog):
    """Edits details of several articles. Each field has a checkbox, which editing the field ticks."""

    def __init__(self, count: int, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Details of %n article(s)", "", count))
        self._ticks: dict[str, QCheckBox] = {}
        self._last: QWidget | None = None
        self.wrong, self.right = QLineEdit(self), QLineEdit(self)
        self.authors = QPlainTextEdit(self)
        self.authors.setTabChangesFocus(True)
        self.authors.setFixedHeight(round(theme.line_height * 4))
        self.publication, self.published, self.url = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.published.setPlaceholderText(self.tr("year-month-day"))
        self.language = choice_box(self, ((self.tr("unknown"), ""), *languages()))
        self.statement, self.licence = QLineEdit(self), QLineEdit(self)
        entries = ((self.tr("All rights reserved"), True), (self.tr("Not reserved"), False))
        self.reserved = choice_box(self, entries)
        self._fault = PlainLabel("", self, wraps=True)
        self._fault.setObjectName("notice")
        self._fault.hide()
        self._lay_out()
        self._update_apply()
        self._ticks["title"].setFocus()

    @property
    def corrected(self) -> app.commands.articles.MetadataEdits:
        """The values of the ticked fields."""
        return app.commands.articles.MetadataEdits(
            title=(self.wrong.text(), self.right.text()) if self._is_ticked("title") else None,
            authors=self._author_names() if self._is_ticked("authors") else None,
            publication=self._text_of("publication", self.publication),
            published=self._published_day(),
            no_date=self._is_ticked("published") and not self.published.text().strip(),
            language=self.language.currentData() if self._is_ticked("language") else None,
            url=self._text_of("url", self.url),
            statement=self._text_of("statement", self.statement),
            licence=self._text_of("licence", self.licence),
            reserved=self.reserved.currentData() if self._is_ticked("reserved") else None,
        )

    def accept(self) -> None:
        """Accept the dialog, unless the date is invalid."""
        words = self.published.text().strip()
        if self._is_ticked("published") and words and app.commands.articles.parse_day(words) is None:
            self._fault.setText(
                self.tr("“{words}” is not a date. Write it as 2026-04-12.").format(words=words)
            )
            self._fault.show()
            self.published.setFocus()
            self.published.selectAll()
            return
        super().accept()

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(self._theme.space(0.7))
        self._grid.setVerticalSpacing(self._theme.space(0.4))
        self._grid.setColumnStretch(1, 1)
        self._add_row("title", self.tr("In the &title, replace"), self.wrong)
        self._add_input(self.right, self.tr("with"), self._grid.rowCount())
        self._add_row("authors", self.tr("&Authors, one per line"), self.authors)
        self._add_row("publication", self.tr("&Publication"), self.publication)
        self._add_row("published", self.tr("&Date"), self.published)
        self._add_row("url", self.tr("Addr&ess"), self.url)
        self._add_row("language", self.tr("La&nguage"), self.language)
        self._add_row("statement", self.tr("Rights n&otice"), self.statement)
        self._add_row("licence", self.tr("L&icence"), self.licence)
        self._add_row("reserved", self.tr("&Rights"), self.reserved)
        buttons = DialogButtons(self, self.tr("Apply"), self.tr("Cancel"))
        self._apply = buttons.agree
        sentence = self.tr(
            "Ticked fields are changed in all selected articles. Leave a field empty to clear it."
        )
        words = PlainLabel(sentence, self, wraps=True)
        area = ContentArea(self._grid, self)
        fill_dialog(self, self._theme, words, area, self._fault, buttons, grows=area)
        self.resize(round(self._theme.line_height * 38), self.sizeHint().height())

    def _add_row(self, field: str, text: str, widget: QLineEdit | QPlainTextEdit | QComboBox) -> None:
        tick = QCheckBox(text, self)
        name = text.replace("&", "")
        tick.setAccessibleName(self.tr("Change: {field}").format(field=name))
        tick.toggled.connect(self._update_apply)
        self._ticks[field] = tick
        row = self._grid.rowCount()
        self._grid.addWidget(tick, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)
        widget.setAccessibleName(name)
        self._append_to_tab_order(tick, widget)
        changed = widget.currentIndexChanged if isinstance(widget, QComboBox) else widget.textChanged
        changed.connect(partial(_tick, tick))

    def _add_input(self, widget: QLineEdit, text: str, row: int) -> None:
        label = PlainLabel(text, self, names=widget)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        widget.setAccessibleName(self.tr("Replacement text"))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(widget, row, 1)
        self._append_to_tab_order(widget)

    def _append_to_tab_order(self, *widgets: QWidget) -> None:
        """Append widgets to the Tab order, row by row."""
        for widget in widgets:
            if self._last is not None:
                self.setTabOrder(self._last, widget)
            self._last = widget

    @Slot()
    def _update_apply(self) -> None:
        self._apply.setEnabled(any(tick.isChecked() for tick in self._ticks.values()))

    def _is_ticked(self, field: str) -> bool:
        return self._ticks[field].isChecked()

    def _text_of(self, field: str, line: QLineEdit) -> str | None:
        return " ".join(line.text().split()) if self._is_ticked(field) else None

    def _published_day(self) -> date | None:
        return (
            app.commands.articles.parse_day(self.published.text().strip())
            if self._is_ticked("published")
            else None
        )

    def _author_names(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.authors.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


def _tick(tick: QCheckBox, *_: object) -> None:
    tick.setChecked(True)


class SelectedArticles(QObject):
    """Commands on the articles whose ids `chosen` returns."""

    def __init__(self, services: Services, chosen: Callable[[], tuple[str, ...]], pane: QWidget) -> None:
        super().__init__(pane)
        self._services = services
        self._chosen = chosen
        self._pane = pane

    def edit(self) -> None:
        """Edit details of all selected articles."""
        ids = self._chosen()
        if self._services.holder.session is None or not ids:
            return
        dialog = BulkDetailsDialog(len(ids), self._services.theme, self._pane.window())
        if self._services.prompter.run(dialog):
            self._services.apply(app.commands.articles.edit_many, ids, dialog.corrected)

    def remove(self) -> None:
        """Remove the articles at once, and offer to undo this."""
        session, ids = self._services.holder.session, self._chosen()
        run = (
            self._services.attempt(app.commands.articles.begin_removal, session, ids)
            if session is not None and ids
            else None
        )
        if run is not None:
            self._services.run_steps(run, self, partial(self._on_removal_step, run, len(ids)))

    def _on_removal_step(self, run: ActRun, count: int) -> None:
        toasts, change = self._services.toasts, run.finish() if run.stored else None
        words = self.tr("Removing %n article(s) …", "", count)
        if change is not None:
            toasts.show_undo(self._removed_text(change, count))
        elif not run.done and toasts.last != words:
            toasts.show(words)

    def _removed_text(self, change: ChangeSet, count: int) -> str:
        """Return what went: the article by its title, or how many, with the tags and the excerpts."""
        tags = sum(1 for each in change.changes if isinstance(each.before, Tag))
        excerpts = int(change.parameters.get("excerpts", "0"))
        title = change.parameters.get("title", "")
        what = (
            self.tr("Removed “{title}”").format(title=shorten(title, _LONGEST_TITLE))
            if count == 1 and title
            else self.tr("Removed %n article(s)", "", count)
        )
        parts = [what]
        if tags:
            parts.append(self.tr("%n tag(s)", "", tags))
        if excerpts:
            parts.append(self.tr("%n excerpt(s) in briefings", "", excerpts))
        return ", ".join(parts)

    @Slot(str, str)
    def retitle(self, article: str, title: str) -> None:
        """Change the title of an article."""
        session = self._services.holder.session
        record = session.store.record(article) if session is not None else None
        if session is not None and record is not None:
            titled = replace(record.metadata, title=title)
            self._services.apply(app.commands.articles.edit_metadata, article, titled)
