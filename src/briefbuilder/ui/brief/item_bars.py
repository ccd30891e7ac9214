"""The bars around the text of an item: title, menu and toolbar above it; source, topics and kind below it."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QFont, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QMenu, QPushButton, QToolButton, QWidget

from briefbuilder.domain.briefing import Briefing, Excerpt, Item
from briefbuilder.ui.brief import text_formatting
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.brief.text_formats import figures_in, table_at
from briefbuilder.ui.brief.text_formatting import BlockStyle, TableCommand
from briefbuilder.ui.brief.text_notes import note_at
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.chip import Chip
from briefbuilder.ui.widgets.controls import (
    ActionToolButton,
    SwitchBar,
    icon_button,
    push_button,
    set_icon,
    set_surface,
)
from briefbuilder.ui.widgets.labels import ElidedComboBox, ElidedLabel, IconLabel
from briefbuilder.ui.widgets.layouts import STRETCH, OverflowButton, column_layout, room_beside, row_layout
from briefbuilder.ui.widgets.menus import add_entry, open_menu_with
from briefbuilder.ui.widgets.plain import (
    PlainLabel,
    button_text,
    join_facts,
    plain_text,
    set_action_text,
    set_tip,
)


class ItemMenu(QObject):
    """The menu of an item: how much it quotes, its reliability and marking, and what is done with it.

    `range_chosen` carries the name of a change of the quotation's range, `reliability_chosen` and `marking_chosen`
    the chosen values.
    """

    range_chosen = Signal(str)
    reliability_chosen = Signal(object)
    marking_chosen = Signal(object)
    restore_requested = Signal()

    def __init__(self, services: Services, texts: BriefingTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._texts = services, texts
        self._briefing: Briefing | None = None
        self._item: Item | None = None
        self._writable = False
        self.menu = QMenu(parent)
        self.menu.aboutToShow.connect(self._fill)

    def show_item(self, briefing: Briefing, item: Item, *, writable: bool) -> None:
        """Set the item that the menu is for."""
        self._briefing, self._item, self._writable = briefing, item, writable

    @Slot()
    def _fill(self) -> None:
        self.menu.clear()
        if self._item is None or self._briefing is None:
            return
        if isinstance(self._item, Excerpt):
            self._add_range(self._item)
            self._add_reliability(self._item)
        self._add_marking(self._briefing, self._item)
        names = ("", "set-release", "describe-picture", "resize-picture", "show-source", "")
        self._services.actions.fill(self.menu, *names, "move-item-up", "move-item-down", "remove-item")

    def _add_range(self, excerpt: Excerpt) -> None:
        edited = excerpt.blocks is not None
        self._services.actions.fill(self.menu, "quote-more", "quote-less")
        for name, text in (
            ("section", self.tr("&Quote the whole section")),
            ("next", self.tr("Add the &next section")),
        ):
            # The words that were changed belong to the sentences that are quoted now.
            run = partial(self.range_chosen.emit, name)
            add_entry(self.menu, text, run, enabled=self._writable and not edited)
        restore = self.tr("Restore &the original text")
        add_entry(self.menu, restore, self.restore_requested.emit, enabled=self._writable and edited)
        self.menu.addSeparator()

    def _add_reliability(self, excerpt: Excerpt) -> None:
        menu = self.menu.addMenu(self.tr("Reliability &of the source"))
        menu.setEnabled(self._writable)
        set_tip(
            menu,
            self.tr(
                "Admiralty code: A to F for the source, 1 to 6 for the information. F6 means that neither can be judged."
            ),
        )
        group = QActionGroup(menu)
        group.triggered.connect(lambda action: self.reliability_chosen.emit(action.data()))
        _add_choice(menu, group, self.tr("Not rated"), None, excerpt.reliability)
        for letter in "ABCDEF":
            inner = menu.addMenu(letter)
            for number in range(1, 7):
                code = f"{letter}{number}"
                _add_choice(inner, group, code, code, excerpt.reliability)

    def _add_marking(self, briefing: Briefing, item: Item) -> None:
        menu = self.menu.addMenu(self.tr("Mar&king of the item"))
        menu.setEnabled(self._writable)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        group.triggered.connect(lambda action: self.marking_chosen.emit(action.data()))
        _add_choice(menu, group, self.tr("No separate marking"), None, item.marking)
        profile = self._texts.profile
        for level in profile.levels if profile is not None else ():
            action = _add_choice(menu, group, level.text(briefing.language), level.id, item.marking)
            if level.restricted:
                action.setEnabled(False)
                set_tip(action, self.tr("Requires an accredited system: ask an administrator to enable it."))


def _add_choice(
    menu: QMenu, group: QActionGroup, text: str, value: str | None, chosen: str | None
) -> QAction:
    """Add one of the values of a group to a menu, ticked if it is chosen."""
    action = QAction(menu)
    menu.addAction(action)
    set_action_text(action, text)
    action.setData(value)
    action.setCheckable(True)
    action.setChecked(value == chosen)
    group.addAction(action)
    return action


class ItemBar(QFrame):
    """The bar above the editor: the item's kind and title, its source and its menu."""

    def __init__(self, services: Services, menu: ItemMenu, parent: QWidget) -> None:
        super().__init__(parent)
        theme = services.theme
        set_surface(self, "paper", "bottom")
        self._icon = IconLabel("quote", theme, "muted", self)
        self._title = ElidedLabel(self, role="title")
        peek, text = services.actions.action("peek-source"), self.tr("In article")
        self._source = ActionToolButton(peek, "panel-right-open", theme, self, text=text)
        set_icon(self._source, "panel-right-open", theme, size=(20, 18))
        self._more = icon_button(self.tr("More actions for the item"), "ellipsis", theme, self)
        open_menu_with(self._more, menu.menu)
        self._row = row_layout(
            self,
            self._icon,
            self._title,
            self._source,
            self._more,
            margins=theme.margins(16, 0, 8, 0),
            gap=theme.px(8),
            grows=self._title,
        )
        self.setFixedHeight(theme.px(44))
        self._switch: SwitchBar | None = None

    def show_item(self, icon: str, title: str, *, is_excerpt: bool) -> None:
        """Show the kind and the title of an item."""
        self._icon.show_icon(icon, "muted")
        self._title.setText(title)
        self._source.setVisible(is_excerpt)
        self._more.show()
        self._fit_switch()

    def show_none(self, title: str) -> None:
        """Show a title without an item."""
        self.show_item("rows-3", title, is_excerpt=False)
        self._more.hide()
        self._fit_switch()

    def hold_switch(self, switch: SwitchBar | None) -> None:
        """Show the switch of the right panel, which has become a drawer, or give it back with None."""
        self._switch = switch
        style = Qt.ToolButtonStyle
        self._source.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if switch is None else style.ToolButtonIconOnly
        )
        if switch is not None:
            self._row.insertWidget(2, switch)
            switch.show()
            self._fit_switch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the switch of the right panel to the width."""
        super().resizeEvent(event)
        self._fit_switch()

    def _fit_switch(self) -> None:
        """Give the switch the room that the icons of the bar leave."""
        if self._switch is not None:
            self._switch.fit(room_beside(self._switch, self._row, self.width()))


class ItemSource(QWidget):
    """The line that names the source of an item, its topics, and a note about its text."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        theme = services.theme
        self._citation = ElidedLabel(self, role="caption")
        self._chips = QWidget(self)
        self._line = row_layout(self._chips, gap=theme.px(6))
        self._more = PlainLabel("", self._chips, role="caption")
        self._line.addWidget(self._more)
        self._line.addStretch(1)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._tags: tuple[Chip, ...] = ()
        self.written = ElidedLabel(self, role="caption")
        self.note = PlainLabel("", self, role="caption", wraps=True)
        column_layout(
            self,
            self._citation,
            self._chips,
            self.written,
            self.note,
            margins=theme.margins(28, 16, 24, 0),
            gap=theme.px(6),
        )

    def show_item(
        self, citation: str, topics: tuple[tuple[str, str], ...], note: str, written: str = ""
    ) -> None:
        """Show a source, topics as pairs of name and colour, a note, and who changed the item last; each may be empty."""
        self._citation.setText(citation)
        self._citation.setVisible(bool(citation))
        if topics != self._shown:
            self._shown = topics
            for old in self._tags:
                old.hide()
                old.deleteLater()
            self._tags = tuple(
                Chip(name, colour, self._services.theme, self._chips) for name, colour in topics
            )
            for place, chip in enumerate(self._tags):
                self._line.insertWidget(place, chip)
            self._fit_topics()
        self._chips.setVisible(bool(topics))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.written.setText(self.tr("Last changed by {who}").format(who=written) if written else "")
        self.written.setVisible(bool(written))
        self.setVisible(bool(citation or topics or note or written))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many topics as there is room for on one line."""
        super().resizeEvent(event)
        self._fit_topics()

    def _fit_topics(self) -> None:
        px = self._services.theme.px
        room = self.width() - px(28) - px(24) - px(44)
        count, left = 0, room
        for chip in self._tags:
            left -= chip.sizeHint().width() + px(6)
            if left < 0 and count:
                break
            count += 1
        for place, chip in enumerate(self._tags):
            chip.setVisible(place < count)
        rest = self._shown[count:]
        self._more.setText(f"+{len(rest)}" if rest else "")
        set_tip(self._more, "\n".join(name for name, _ in rest))


class ItemFoot(QFrame):
    """The line below the editor: who may see the item, its translation, and its words."""

    release_requested = Signal()
    translation_toggled = Signal(bool)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, theme = services, services.theme
        self._count, self._state, self._translation = "", "", ""
        set_surface(self, "paper", "top")
        self._release = self._button("users", self.tr("Who may see the item"))
        self._release.clicked.connect(self.release_requested)
        name = self.tr("Write a working translation of the excerpt")
        self.translate = self._button("languages", name)
        self.translate.setCheckable(True)
        self.translate.clicked.connect(self.translation_toggled)
        self.words = PlainLabel("", self, role="caption")
        row_layout(
            self,
            self._release,
            self.translate,
            STRETCH,
            self.words,
            margins=theme.margins(10, 0, 16, 0),
            gap=theme.px(8),
        )
        self.setFixedHeight(theme.px(40))

    def show_release(self, text: str, *, writable: bool) -> None:
        """Show who may see the item."""
        shown = plain_text(text)
        self._release.setText(button_text(text))
        self._release.setAccessibleName(self.tr("Who may see the item: {release}").format(release=shown))
        self._release.setEnabled(writable)
        self._fit()

    def show_translation(self, *, is_excerpt: bool, has_one: bool, shown: bool, enabled: bool) -> None:
        """Show whether an excerpt has a working translation, and whether it is in the editor."""
        self.translate.setVisible(is_excerpt)
        self._translation = self.tr("Translation") if has_one else self.tr("Add a translation")
        self._fit()
        tip = self.tr("Write a working translation, shown next to the excerpt and marked as unofficial")
        set_tip(self.translate, tip)
        self.translate.setChecked(shown)
        self.translate.setEnabled(enabled)

    def show_words(self, count: str, state: str) -> None:
        """Show the number of words and what they are, which gives way in a narrow editor."""
        self._count, self._state = count, state
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shorten the words first, then the button of the translation."""
        px = self._services.theme.px
        self.words.setText(join_facts((self._count, self._state)))
        self.translate.setText(self._translation)
        for shorten in (partial(self.words.setText, self._count), partial(self.translate.setText, "")):
            widgets = (self._release, self.translate, self.words)
            if (
                sum(widget.sizeHint().width() for widget in widgets if not widget.isHidden()) + px(50)
                > self.width()
            ):
                shorten()

    def _button(self, icon: str, name: str) -> QPushButton:
        button = push_button("", self, name=name, kind="quiet")
        set_icon(button, icon, self._services.theme, "muted")
        return button


_STYLE_BOX_WIDTH = 100
"""Design pixels that the style box keeps in a narrow editor."""

_LINK_KEYS = QKeySequence("Ctrl+K")


class TextToolbar(QFrame):
    """Shows and sets the format at the cursor."""

    def __init__(self, editor: TextEditor, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._services = services
        set_surface(self, "paper", "bottom")
        self._style = self._style_box()
        self._build()
        self._lay_out()
        self._style.activated.connect(self._on_style)
        for button, command in (
            (self._bold, editor.toggle_bold),
            (self._italic, editor.toggle_italic),
            (self._underline, editor.toggle_underline),
            (self._note, editor.toggle_note),
        ):
            button.clicked.connect(command)
            button.clicked.connect(self._finish)
        self._bullets.clicked.connect(partial(self._toggle_list, "bullets"))
        self._numbers.clicked.connect(partial(self._toggle_list, "numbers"))
        self._link.clicked.connect(self._on_link)
        editor.installEventFilter(self)
        editor.cursorPositionChanged.connect(self._follow)
        editor.currentCharFormatChanged.connect(self._follow)

    def _build(self) -> None:
        keys = QKeySequence.StandardKey
        self._bold = self._button("bold", self.tr("Bold"), keys.Bold)
        self._italic = self._button("italic", self.tr("Italic"), keys.Italic)
        self._underline = self._button("underline", self.tr("Underline"), keys.Underline)
        self._bullets = self._button("list", self.tr("Bullet list"), None)
        self._numbers = self._button("list-ordered", self.tr("Numbered list"), None)
        self._link = self._button("link", self.tr("Link to a web page"), _LINK_KEYS)
        lists = (self._bullets, self._numbers, self._link)
        self._switches = (self._bold, self._italic, self._underline, *lists)
        for button in self._switches:
            button.setCheckable(True)
        self._note = self._button(
            "superscript", self.tr("Insert a note, or switch between a note and its reference"), None
        )
        self.picture = self._button("image", self.tr("Insert a picture"), None)
        self.picture.clicked.connect(self._services.actions.action("insert-picture").trigger)
        self.table = self._button("table-2", self.tr("Table"), None)
        open_menu_with(self.table, self._table_menu())

    def _lay_out(self) -> None:
        px = self._services.theme.px
        tools = (*self._switches, self._note, self.picture, self.table)
        self._folded = OverflowButton(self.tr("More tools for the text"), self._services.theme, self)
        self._folded.offer(tools)
        self._note_label = ElidedLabel(self, role="caption")
        self._note_label.setAccessibleName(self.tr("Note at the cursor"))
        self._row = row_layout(
            self, self._style, margins=self._services.theme.margins(12, 4, 12, 4), gap=px(2)
        )
        self._row.addSpacing(px(6))
        for button in (*tools, self._folded):
            self._row.addWidget(button)
        self._row.addWidget(self._note_label, 1)
        self._row.addStretch(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the tools that have no room next to the style box."""
        super().resizeEvent(event)
        px = self._services.theme.px
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        style = min(self._style.sizeHint().width(), px(_STYLE_BOX_WIDTH))
        taken = margins.left() + margins.right() + style + px(6) + 4 * gap
        self._folded.fit(self.width() - taken, gap)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Set a link by the keys that open the command palette elsewhere."""
        kinds = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
        if (
            event.type() not in kinds
            or not isinstance(event, QKeyEvent)
            or self._editor.isReadOnly()
            or QKeySequence(event.keyCombination()) != _LINK_KEYS
        ):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            self._on_link()
        event.accept()
        return True

    def _table_menu(self) -> QMenu:
        """Return the table menu; commands that do not apply at the cursor are disabled."""
        menu = QMenu(self)
        self._new_table = add_entry(menu, self.tr("&Insert table"), self._insert_table)
        menu.addSeparator()
        commands: tuple[tuple[str, TableCommand], ...] = (
            (self.tr("Row &above"), partial(text_formatting.add_row, below=False)),
            (self.tr("Row &below"), partial(text_formatting.add_row, below=True)),
            (self.tr("Column to the &left"), partial(text_formatting.add_column, right=False)),
            (self.tr("Column to the &right"), partial(text_formatting.add_column, right=True)),
            (self.tr("Remove r&ow"), text_formatting.remove_row),
            (self.tr("Remove &column"), text_formatting.remove_column),
            (self.tr("Remove &table"), text_formatting.remove_table),
            (self.tr("First row is a &header"), text_formatting.toggle_header_row),
        )
        self._inner = [
            add_entry(menu, text, partial(self._edit_table, command)) for text, command in commands
        ]
        self._head = self._inner[-1]
        self._head.setCheckable(True)
        menu.aboutToShow.connect(self._update_table_menu)
        return menu

    @Slot()
    def _update_table_menu(self) -> None:
        inside, writable = self._editor.in_table, not self._editor.isReadOnly()
        self._new_table.setEnabled(writable and not inside and not self._editor.in_note)
        for action in self._inner:
            action.setEnabled(inside and writable)
        self._head.setChecked(text_formatting.has_header_row(self._editor.textCursor()))

    def _insert_table(self) -> None:
        self._editor.insert_table()
        self._finish()

    def _edit_table(self, command: TableCommand) -> None:
        self._editor.edit_table(command)
        self._finish()

    def _style_box(self) -> QComboBox:
        box = ElidedComboBox(4, self)
        box.setAccessibleName(self.tr("Paragraph style"))
        styles: tuple[tuple[BlockStyle, str], ...] = (
            ("paragraph", self.tr("Paragraph")),
            ("heading1", self.tr("Heading 1")),
            ("heading2", self.tr("Heading 2")),
            ("heading3", self.tr("Heading 3")),
            ("bullets", self.tr("Bullet list")),
            ("numbers", self.tr("Numbered list")),
            ("quote", self.tr("Quotation")),
        )
        for style, text in styles:
            box.addItem(text, style)
        return box

    def _button(
        self, icon: str, name: str, keys: QKeySequence | QKeySequence.StandardKey | None
    ) -> QToolButton:
        button = icon_button(name, icon, self._services.theme, self)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        set_tip(button, f"{name} ({shown})" if shown else name)
        return button

    @Slot()
    def _follow(self) -> None:
        fmt = self._editor.currentCharFormat()
        self._bold.setChecked(fmt.fontWeight() >= QFont.Weight.DemiBold)
        self._italic.setChecked(fmt.fontItalic())
        self._underline.setChecked(fmt.fontUnderline())
        self._link.setChecked(fmt.isAnchor())
        style = text_formatting.block_style(self._editor.textCursor())
        self._style.setCurrentIndex(self._style.findData(style))
        self._bullets.setChecked(style == "bullets")
        self._numbers.setChecked(style == "numbers")
        self._style.setEnabled(not self._editor.in_note)
        words = self._editor.note_text()
        self._note_label.setText(words)
        self._note_label.setVisible(bool(words))

    @Slot()
    def _finish(self) -> None:
        self._follow()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_style(self) -> None:
        self._editor.set_block_style(cast("BlockStyle", self._style.currentData()))
        self._finish()

    def _toggle_list(self, style: BlockStyle) -> None:
        """Make the selected paragraphs a list, or not if they are one."""
        is_list = text_formatting.block_style(self._editor.textCursor()) == style
        self._editor.set_block_style("paragraph" if is_list else style)
        self._finish()

    @Slot(object, object)
    def add_to_menu(self, menu: QMenu, place: QTextCursor) -> None:
        """Add the commands for a note or a table at a place to the editor's context menu."""
        if self._editor.isReadOnly():
            return
        if figures_in(place.block()):
            menu.addSeparator()
            self._services.actions.fill(menu, "describe-picture", "resize-picture")
        note = note_at(place)
        if note or table_at(place) is not None:
            menu.addSeparator()
            self._editor.setTextCursor(place)
        if note:
            go = self.tr("Go to the &reference") if self._editor.in_note else self.tr("Go to the &note")
            menu.addAction(go).triggered.connect(self._editor.toggle_note)
            menu.addAction(self.tr("Remove the n&ote")).triggered.connect(self._editor.remove_note)
        if table_at(place) is not None:
            inner = menu.addMenu(self.tr("&Table"))
            self._update_table_menu()
            inner.addActions(self._inner)

    @Slot()
    def _on_link(self) -> None:
        prompter = self._services.prompter
        old = self._editor.currentCharFormat().anchorHref()
        if old:
            text_formatting.set_link(self._editor.textCursor(), "")
        else:
            address = prompter.ask_text(
                self.tr("Link"), self.tr("Address of the page"), self.tr("Insert"), "https://"
            )
            if address and not text_formatting.set_link(self._editor.textCursor(), address):
                self._services.toasts.show(self.tr("Only web and e-mail addresses can be linked."))
        self._finish()
