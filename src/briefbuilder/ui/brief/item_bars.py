"""The bars around the text of an item: its title and menu above, its source and topics, and what it is below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from briefbuilder.domain.briefing import Briefing, Excerpt, Item
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.chip import Chip
from briefbuilder.ui.widgets.controls import ActionToolButton, icon_button, push_button, set_icon, set_surface
from briefbuilder.ui.widgets.labels import ElidedLabel, IconLabel
from briefbuilder.ui.widgets.layouts import STRETCH, column_layout, row_layout
from briefbuilder.ui.widgets.menus import add_entry, open_menu_with
from briefbuilder.ui.widgets.plain import (
    PlainLabel,
    button_text,
    join_facts,
    plain_text,
    set_action_text,
    set_tip,
)

Change = Callable[[], None]


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
        names = ("", "set-release", "describe-picture", "show-source", "")
        self._services.actions.fill(self.menu, *names, "move-item-up", "move-item-down", "remove-item")

    def _add_range(self, excerpt: Excerpt) -> None:
        edited = excerpt.blocks is not None
        self._services.actions.fill(self.menu, "quote-more", "quote-less")
        for name, text in (
            ("section", self.tr("Quote the whole &section")),
            ("next", self.tr("Add the &next section")),
        ):
            # The words that were changed belong to the sentences that are quoted now.
            run = partial(self.range_chosen.emit, name)
            add_entry(self.menu, text, run, enabled=self._writable and not edited)
        restore = self.tr("&Restore the original text")
        add_entry(self.menu, restore, self.restore_requested.emit, enabled=self._writable and edited)
        self.menu.addSeparator()

    def _add_reliability(self, excerpt: Excerpt) -> None:
        menu = self.menu.addMenu(self.tr("Re&liability of the source"))
        menu.setEnabled(self._writable)
        set_tip(
            menu,
            self.tr(
                "Admiralty code: A to F for the source, 1 to 6 for the information. F6 means that neither can be judged."
            ),
        )
        group = QActionGroup(menu)
        self._choice(
            menu, group, self.tr("Not rated"), None, excerpt.reliability, self.reliability_chosen.emit
        )
        for letter in "ABCDEF":
            inner = menu.addMenu(letter)
            for number in range(1, 7):
                code = f"{letter}{number}"
                self._choice(inner, group, code, code, excerpt.reliability, self.reliability_chosen.emit)

    def _add_marking(self, briefing: Briefing, item: Item) -> None:
        menu = self.menu.addMenu(self.tr("Mar&king of the item"))
        menu.setEnabled(self._writable)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        self._choice(
            menu, group, self.tr("No separate marking"), None, item.marking, self.marking_chosen.emit
        )
        profile = self._texts.profile
        for level in profile.levels if profile is not None else ():
            text = level.text(briefing.language)
            action = self._choice(menu, group, text, level.id, item.marking, self.marking_chosen.emit)
            if level.restricted:
                action.setEnabled(False)
                set_tip(action, self.tr("Requires an accredited system: ask an administrator to enable it."))

    def _choice(
        self,
        menu: QMenu,
        group: QActionGroup,
        text: str,
        value: str | None,
        chosen: str | None,
        choose: Callable[[object], None],
    ) -> QAction:
        action = add_entry(menu, "", partial(choose, value), checked=value == chosen)
        set_action_text(action, text)
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
        self._holds_switch = False

    def show_item(self, icon: str, title: str, *, is_excerpt: bool) -> None:
        """Show the kind and the title of an item."""
        self._icon.show_icon(icon, "muted")
        self._title.setText(title)
        self._source.setVisible(is_excerpt)
        self._more.show()

    def show_none(self, title: str) -> None:
        """Show a title without an item."""
        self.show_item("rows-3", title, is_excerpt=False)
        self._more.hide()

    def hold_switch(self, switch: QWidget | None) -> None:
        """Show the switch of the right panel, which has become a drawer, or give it back with None."""
        self._holds_switch = switch is not None
        if switch is not None:
            self._row.insertWidget(2, switch)
            switch.show()
        style = Qt.ToolButtonStyle
        self._source.setToolButtonStyle(
            style.ToolButtonIconOnly if self._holds_switch else style.ToolButtonTextBesideIcon
        )


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
        self._written = ElidedLabel(self, role="caption")
        self._note = PlainLabel("", self, role="caption", wraps=True)
        column_layout(
            self,
            self._citation,
            self._chips,
            self._written,
            self._note,
            margins=theme.margins(28, 16, 24, 0),
            gap=theme.px(6),
        )

    @property
    def note(self) -> str:
        """The note about the item's text."""
        return self._note.text()

    @property
    def written(self) -> str:
        """The line on who changed the item last."""
        return self._written.text()

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
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._written.setText(self.tr("Last changed by {who}").format(who=written) if written else "")
        self._written.setVisible(bool(written))
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
        self._release = self._button("users", self.tr("Who may see the item"), services)
        self._release.clicked.connect(self.release_requested)
        name = self.tr("Write a working translation of the excerpt")
        self.translate = self._button("languages", name, services)
        self.translate.setCheckable(True)
        self.translate.clicked.connect(self.translation_toggled)
        self._words = PlainLabel("", self, role="caption")
        row_layout(
            self,
            self._release,
            self.translate,
            STRETCH,
            self._words,
            margins=theme.margins(10, 0, 16, 0),
            gap=theme.px(8),
        )
        self.setFixedHeight(theme.px(40))

    @property
    def words(self) -> str:
        """The number of words and what they are."""
        return self._words.text()

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
        self._words.setText(join_facts((self._count, self._state)))
        self.translate.setText(self._translation)
        for shorten in (partial(self._words.setText, self._count), partial(self.translate.setText, "")):
            shown = (each for each in (self._release, self.translate, self._words) if not each.isHidden())
            if sum(each.sizeHint().width() for each in shown) + px(50) > self.width():
                shorten()

    def _button(self, icon: str, name: str, services: Services) -> QPushButton:
        button = push_button("", self, name=name, kind="quiet")
        set_icon(button, icon, services.theme, "muted")
        return button
