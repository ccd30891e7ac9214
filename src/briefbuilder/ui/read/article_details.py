"""The details of articles: of the open one, which are edited in the rail, and of several, which a dialog edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from briefbuilder import app
from briefbuilder.domain.article import Metadata
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.ui.read.article_words import language_name, languages
from briefbuilder.ui.read.detail_fields import detail_fields, store_detail
from briefbuilder.ui.read.rail_lists import RailScroll
from briefbuilder.ui.read.rail_rows import RowButton
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import EditableLabel, repolish
from briefbuilder.ui.widgets.dialogs import DialogButtons, TextList, fill_dialog
from briefbuilder.ui.widgets.keys import menu_place, set_tab_order
from briefbuilder.ui.widgets.layouts import ContentArea, column_layout, row_layout
from briefbuilder.ui.widgets.menus import add_entry, show_menu
from briefbuilder.ui.widgets.plain import PlainLabel, button_text, set_action_text

# Asks for the language of paragraphs: a list of names, chosen by their first letters.


class LanguageDialog(QDialog):
    """Asks for the language of a paragraph (BCP 47); the first value of the list is None, for that of the article."""

    def __init__(
        self, present: str | None, article: str | None, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Paragraph language"))
        self.setProperty("helpTopic", "how-to/correct-an-article")
        self.list: TextList[str | None] = TextList(self.tr("Paragraph language"), self)
        own = language_name(article) or self.tr("unknown")
        names: dict[str | None, str] = {None: self.tr("Same as article · {language}").format(language=own)}
        names |= {tag: name for name, tag in languages()}
        row = list(names).index(present) if present in names else 0
        self.list.show_values(names, names.__getitem__, row)
        self.list.activated.connect(self.accept)
        buttons = DialogButtons(self, self.tr("Choose"))
        fill_dialog(self, theme, self.list, buttons, gap=0.5, size=(20, 26))
        self.list.setFocus()


ROW_HEIGHT = 28
_NAME_WIDTH = 76
"""Design pixels of a row and, at least, of its name."""


class DetailValue(EditableLabel):
    """A value that may be shown otherwise than it is written, such as a date."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.field.setProperty("compact", "true")  # so that it fits into the row
        self.written = ""

    def show_value(self, shown: str, written: str) -> None:
        """Show another value; an unknown one is a dash."""
        self.written = written
        self.setText(shown or "–")

    @Slot()
    def edit(self) -> None:
        """Begin to edit the value as it is written."""
        was_editing = self.editing
        super().edit()
        if self.editing and not was_editing:
            self.field.setText(self.written)
            self.field.selectAll()
            self.mark_wrong(wrong=False)

    def mark_wrong(self, *, wrong: bool) -> None:
        """Show whether what was written cannot be read."""
        self.field.setProperty("wrong", "true" if wrong else "false")
        repolish(self.field)


class DetailRow(QWidget):
    """A name, a value and an optional button."""

    edited = Signal(str)
    menu_requested = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(theme.px(ROW_HEIGHT))
        self.label = PlainLabel(name, self, role="muted")
        self.value = DetailValue(name, self)
        self.value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.value.setFixedHeight(theme.px(ROW_HEIGHT))
        self.value.edited.connect(self.edited)
        self._row = row_layout(
            self, self.label, self.value, margins=theme.margins(7, 0, 0, 0), gap=theme.px(4), grows=self.value
        )

    def add_button(
        self, icon: str, name: str, pressed: Callable[[], None], colour: str = "muted"
    ) -> QToolButton:
        """Add a button at the end of the row."""
        button = RowButton(icon, colour, self._theme, self, name, pressed)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        self._row.addWidget(button)
        return button

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the context menu, which the key for it opens below the row."""
        self.menu_requested.emit(menu_place(self, event))


class ArticleDetails(QWidget):
    """The details of an article: a double click, F2 or Enter edits one, and each change is stored at once.

    The rows are created when they are first shown.
    """

    def __init__(self, services: Services, before: QWidget, parent: QWidget) -> None:
        """Create the list; `before` is the control before it in the order of the Tab key."""
        super().__init__(parent)
        self._services, self._before = services, before
        self._record: ArticleRecord | None = None
        self._scroll = RailScroll(self.tr("Details"), self.tr("Scroll the details"), self)
        column_layout(self, self._scroll, gap=0)
        fields = detail_fields(services.language)
        self._fields = {key: field for key, field in fields.items() if key != "title"}
        self.rows: dict[str, DetailRow] = {}

    def showEvent(self, event: QShowEvent) -> None:
        """Show the rows."""
        self._build()
        super().showEvent(event)

    def _build(self) -> None:
        if self.rows:
            return
        services = self._services
        for key in self._fields:
            result = DetailRow(self._fields[key].name, services.theme, self._scroll.inside)
            result.edited.connect(partial(self._on_edited, key))
            result.menu_requested.connect(partial(self._show_menu, key))
            result.value.set_writable(writable=self._fields[key].read is not None)
            self.rows[key] = result
            self._scroll.column.addWidget(result)
        labels = [row.label for row in self.rows.values()]
        width = max(services.theme.px(_NAME_WIDTH), *(label.sizeHint().width() for label in labels))
        for label in labels:
            label.setFixedWidth(width)
        self._scroll.column.addStretch(1)
        self._language = self.rows["language"].add_button(
            "chevron-down", self.tr("Choose the language"), self._choose_language
        )
        self._copy = self.rows["url"].add_button("copy", self.tr("Copy the link"), self._copy_link)
        self._reserved = self.rows["rights"].add_button(
            "triangle-alert", self.tr("All rights reserved"), self._show_rights_menu, "warning"
        )
        show = services.actions.action("show-original")
        self._file = self.rows["file"].add_button(
            "file-search", self.tr("Show the source page"), show.trigger
        )
        takes_tab = Qt.FocusPolicy.TabFocus
        inside = self._scroll.inside.findChildren(QWidget)
        set_tab_order(self._before, (widget for widget in inside if widget.focusPolicy() & takes_tab))
        self.show_record(self._record)

    def show_record(self, record: ArticleRecord | None) -> None:
        """Show the details of an article; what is being written for another one is stored then."""
        before = self._record
        if record is None or before is None or record.id != before.id:
            for key, row in self.rows.items():
                if before is not None and row.value.editing and row.value.field.isModified():
                    typed = (before.id, self._fields[key], row.value.field.text())
                    QTimer.singleShot(0, self, partial(store_detail, self._services, *typed))
                row.value.cancel()
        self._record = record
        if not self.rows:
            return
        writable = self._services.holder.writable
        for key, field in self._fields.items():
            row = self.rows[key]
            shown = field.shown(record) if record is not None else ""
            written = field.write(record) if record is not None else ""
            row.value.show_value(shown, written)
            row.value.set_writable(writable=writable and field.read is not None and record is not None)
            row.setVisible(not field.optional or bool(shown) or row.value.editing)
        metadata = record.metadata if record is not None else None
        self._language.setEnabled(writable and metadata is not None)
        self._copy.setVisible(metadata is not None and bool(metadata.url))
        self._reserved.setVisible(metadata is not None and metadata.rights.reserved)
        self._file.setVisible(metadata is not None)

    def edit(self, key: str = "publication") -> None:
        """Begin to edit a detail."""
        self._build()
        row = self.rows[key]
        row.show()
        row.value.edit()
        self._scroll.ensureWidgetVisible(row, 0, 0)

    def create_menu(self, key: str) -> QMenu:
        """Return the context menu of a detail."""
        menu, record = QMenu(self), self._record
        writable = self._services.holder.writable and record is not None
        if self._fields[key].read is not None:
            add_entry(menu, self.tr("Edit"), partial(self.edit, key), enabled=writable)
        if key == "language":
            add_entry(menu, self.tr("Choose …"), self._choose_language, enabled=writable)
        add_entry(menu, self.tr("Copy"), partial(self._copy_text, key), enabled=record is not None)
        menu.addSeparator()
        if key == "rights":
            text, is_reserved = (
                self.tr("All rights reserved"),
                bool(record and record.metadata.rights.reserved),
            )
            add_entry(menu, text, self._toggle_reserved, enabled=writable, checked=is_reserved)
        for other, text in (
            ("lead", self.tr("Edit lead")),
            ("licence", self.tr("Edit licence")),
            ("embargo", self.tr("Edit embargo")),
        ):
            if other != key:
                add_entry(menu, text, partial(self.edit, other), enabled=writable)
        menu.addSeparator()
        self._add_titles(menu, enabled=writable)
        changed = record is not None and record.read is not None
        add_entry(menu, self.tr("Restore imported details"), self.restore, enabled=writable and changed)
        return menu

    def _add_titles(self, menu: QMenu, *, enabled: bool) -> None:
        """Offer the other titles that the import found."""
        record = self._record
        titles = app.commands.articles.other_titles(record) if record is not None else ()
        others = [title for title in titles if record is not None and title != record.metadata.title]
        if others:
            offered = menu.addMenu(self.tr("Use another title"))
            offered.setEnabled(enabled)
            for title in others:
                action = add_entry(offered, "", partial(self._set_title, title), enabled=enabled)
                set_action_text(action, title)

    def _set_title(self, title: str) -> None:
        if self._record is not None:
            self._store(replace(self._record.metadata, title=title))

    def restore(self) -> None:
        """Restore the details as they were imported."""
        record = self._record
        if record is not None and record.read is not None:
            self._store(record.read)

    def _on_edited(self, key: str, text: str) -> None:
        read, record, row = self._fields[key].read, self._record, self.rows[key]
        words = " ".join(text.split())
        if read is None or record is None or words == " ".join(row.value.written.split()):
            self.show_record(record)
            return
        try:
            after = read(record.metadata, words)
        except ValueError:
            self._refuse(key, text)
            return
        self._store(after)

    def _refuse(self, key: str, text: str) -> None:
        """Say how a date is written that cannot be read, and go on editing it, unless the page was left."""
        wrong = self.tr("“{words}” is not a date. Write it as 2026-04-12.")
        if key == "embargo":
            wrong = self.tr(
                "“{words}” is not a date and time. Write it as 2026-04-12 10:00, in your time zone."
            )
        self._services.toasts.show(wrong.format(words=text))
        value = self.rows[key].value
        if value.isVisible():
            value.edit()
            value.field.setText(text)
            value.mark_wrong(wrong=True)

    def _store(self, metadata: Metadata) -> None:
        session, record = self._services.holder.session, self._record
        if session is None or record is None or session.store.read_only:
            return
        self._services.apply(app.commands.articles.edit_metadata, record.id, metadata)
        self.show_record(session.store.record(record.id))

    @Slot()
    def _choose_language(self) -> None:
        if self._record is None:
            return
        menu, present = QMenu(self), self._record.metadata.language
        menu.setAccessibleName(self.tr("Language"))
        for name, tag in ((self.tr("unknown"), None), *languages()):
            add_entry(menu, button_text(name), partial(self._set_language, tag), checked=tag == present)
        button = self._language
        show_menu(menu, button.mapToGlobal(QPoint(0, button.height())))

    def _set_language(self, tag: str | None) -> None:
        if self._record is not None:
            self._store(replace(self._record.metadata, language=tag))

    @Slot()
    def _copy_link(self) -> None:
        self._copy_text("url")
        self._services.toasts.show(self.tr("Link copied"))

    def _copy_text(self, key: str) -> None:
        QGuiApplication.clipboard().setText(self.rows[key].value.written)

    def _toggle_reserved(self) -> None:
        if self._record is not None:
            rights = self._record.metadata.rights
            after = replace(rights, reserved=not rights.reserved)
            self._store(replace(self._record.metadata, rights=after))

    @Slot()
    def _show_rights_menu(self) -> None:
        button = self._reserved
        self._show_menu("rights", button.mapToGlobal(QPoint(0, button.height())))

    def _show_menu(self, key: str, place: QPoint) -> None:
        show_menu(self.create_menu(key), place)


class BulkDetailsDialog(QDialog):
    """Edits details of several articles. Each field has a checkbox, which editing the field ticks."""

    def __init__(self, count: int, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Details of %n article(s)", "", count))
        self.setProperty("helpTopic", "how-to/edit-details")
        self._ticks: dict[str, QCheckBox] = {}
        self._tab_order: list[QWidget] = []
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
            published=(
                app.commands.articles.parse_day(self.published.text().strip())
                if self._is_ticked("published")
                else None
            ),
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
        row = self._grid.rowCount()
        label = PlainLabel(self.tr("with"), self, names=self.right)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.right.setAccessibleName(self.tr("Replacement text"))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(self.right, row, 1)
        self._tab_order.append(self.right)
        self._add_row("authors", self.tr("&Authors, one per line"), self.authors)
        self._add_row("publication", self.tr("&Publication"), self.publication)
        self._add_row("published", self.tr("&Date"), self.published)
        self._add_row("url", self.tr("Addr&ess"), self.url)
        self._add_row("language", self.tr("La&nguage"), self.language)
        self._add_row("statement", self.tr("Rights n&otice"), self.statement)
        self._add_row("licence", self.tr("L&icence"), self.licence)
        self._add_row("reserved", self.tr("&Rights"), self.reserved)
        buttons = DialogButtons(self, self.tr("Apply"))
        self._apply = buttons.agree
        sentence = self.tr(
            "Ticked fields are changed in all selected articles. Leave a field empty to clear it."
        )
        words = PlainLabel(sentence, self, wraps=True)
        area = ContentArea(self._grid, self)
        fill_dialog(self, self._theme, words, area, self._fault, buttons, grows=area)
        # Last: Qt changes the order when widgets get another parent.
        set_tab_order(self._tab_order[0], self._tab_order[1:])
        self.resize(round(self._theme.line_height * 38), self.sizeHint().height())

    def _add_row(self, field: str, text: str, widget: QLineEdit | QPlainTextEdit | QComboBox) -> None:
        tick = QCheckBox(text, self)
        name = text.replace("&", "")
        tick.setAccessibleName(self.tr("Change: {field}").format(field=name))
        tick.toggled.connect(self._update_apply)
        self._ticks[field] = tick
        row = self._grid.rowCount()
        has_lines = isinstance(widget, QPlainTextEdit)
        self._grid.addWidget(
            tick, row, 0, Qt.AlignmentFlag.AlignTop if has_lines else Qt.AlignmentFlag.AlignVCenter
        )
        self._grid.addWidget(widget, row, 1)
        widget.setAccessibleName(name)
        self._tab_order += (tick, widget)
        changed = widget.currentIndexChanged if isinstance(widget, QComboBox) else widget.textChanged
        changed.connect(partial(_tick, tick))

    @Slot()
    def _update_apply(self) -> None:
        self._apply.setEnabled(any(tick.isChecked() for tick in self._ticks.values()))

    def _is_ticked(self, field: str) -> bool:
        return self._ticks[field].isChecked()

    def _text_of(self, field: str, line: QLineEdit) -> str | None:
        return " ".join(line.text().split()) if self._is_ticked(field) else None

    def _author_names(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.authors.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


def _tick(tick: QCheckBox, *_: object) -> None:
    tick.setChecked(True)
