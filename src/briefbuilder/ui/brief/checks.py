"""The checks of a briefing as a list of things to do: each finding is a card that leads to its place and fixes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QScrollArea, QWidget

from briefbuilder import app
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.briefing_edits import split_findings
from briefbuilder.domain.notices import Finding, Severity, sort_findings
from briefbuilder.ui.brief.finding_cards import (
    FAR,
    CardContent,
    FindingCard,
    FindingTexts,
    finding_key,
    is_reserved,
)
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import FoldableSection, push_button, set_icon, set_surface, styled_frame
from briefbuilder.ui.widgets.labels import IconLabel
from briefbuilder.ui.widgets.layouts import WIDEST, column_layout, row_layout, scroll_vertically
from briefbuilder.ui.widgets.menus import add_entry, show_menu
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.progress import draw_share
from briefbuilder.ui.widgets.timers import single_shot_timer

_CLAIMS = "claims"
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")


_CARDS_AT_ONCE = 4
"""Cards that are made before the window handles its events again."""


@dataclass(frozen=True)
class BriefingFindings:
    """The findings of the last check and of the last page layout; `made` once there was a check."""

    check: tuple[Finding, ...] = ()
    pages: tuple[Finding, ...] = ()
    made: bool = False

    @cached_property
    def all(self) -> tuple[Finding, ...]:
        """All findings without duplicates, the most severe first, and of those first what the sources contradict."""
        found = (*self.check, *(finding for finding in self.pages if finding not in self.check))
        return sort_findings(found)


def faults_of(findings: Iterable[Finding]) -> dict[str, str]:
    """Return the highest severity by the id of each part and item that has errors or warnings."""
    faults: dict[str, str] = {}
    for finding in findings:
        node = finding.place.item or finding.place.part
        if node and finding.severity != "hint":
            faults.setdefault(node, finding.severity)
    return faults


class _ProgressLine(QWidget):
    """How many checks are passed or settled, with a bar."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        self._icon = IconLabel("list-checks", theme, "muted", self)
        self._text = PlainLabel("", self, role="title", wraps=True)
        self.state = PlainLabel("", self, role="caption")
        row = row_layout(None, self._icon, self._text, self.state, gap=theme.px(8), grows=self._text)
        column_layout(self, row, margins=theme.margins(0, 0, 0, 10))
        theme.changed.connect(self.update)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many of the checks are passed or settled; nothing before the first check."""
        self._share = done / total if total else 0.0
        self._icon.show_icon(*(("circle-check", "good") if done == total else ("list-checks", "muted")))
        words = self.tr("{done} of %n check(s) are passed or settled", "", total).format(done=done)
        self.show_words(words if total else "")

    def show_words(self, words: str) -> None:
        """Show a sentence, with an icon only if something was checked."""
        self._icon.setVisible(bool(self._share))
        self._text.setText(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar below the text."""
        super().paintEvent(event)
        draw_share(self, self._share, self._theme, "good")


class _CardList:
    """The cards of one section; more than a screen of them are shown on request.

    `wanted` are its findings, and `shown` what the cards of the first ones show.
    """

    MOST = 12

    def __init__(self, section: FoldableSection) -> None:
        self.section = section
        self.wanted: tuple[Finding, ...] = ()
        self.shown: tuple[CardContent, ...] = ()
        self.cards: dict[tuple[object, ...], FindingCard] = {}
        self.most = self.MOST
        self.more = push_button("", section.body, kind="link")
        self.more.hide()
        section.column.addWidget(self.more)


class ChecksPanel(QScrollArea):
    """The findings of a briefing in sections, and how many checks are left.

    What is under the pointer stays in its place: a card whose finding is gone is ticked off, and removed when the
    pointer leaves. `chosen` carries the Finding of the card that got the focus.
    """

    chosen = Signal(object)
    fix_requested = Signal(tuple)
    step_requested = Signal(object, str)
    go_requested = Signal(object)
    ignore_requested = Signal(tuple, str)
    restore_requested = Signal(object)

    def __init__(self, services: Services, texts: FindingTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._texts = services, texts
        self._current: FindingCard | None = None
        self._briefing: Briefing | None = None
        self._reasons: dict[tuple[object, ...], str] = {}
        self._waiting = False
        self._has_checked = False
        self._wants_focus = self._went_to_export = False
        self._has_claims, self.claims_count = False, ""
        self.setProperty("helpTopic", "how-to/check-a-briefing")
        self.setAccessibleName(self.tr("Checks of the briefing"))
        set_surface(self, "side")
        scroll_vertically(self)
        self._fill_timer = single_shot_timer(self, self._fill)
        self._lay_out()

    def _lay_out(self) -> None:
        theme, px = self._services.theme, self._services.theme.px
        body = QWidget(self)
        set_surface(body, "side")
        body.setMaximumWidth(px(WIDEST))
        self.progress = _ProgressLine(theme, body)
        self.ready = self._ready_box(body)
        titles = (
            ("error", self._texts.severity("error")),
            ("warning", self._texts.severity("warning")),
            ("hint", self._texts.severity("hint")),
            ("ignored", self.tr("Ignored by you")),
            (_CLAIMS, self.tr("Statements of your texts")),
        )
        self._lists: dict[str, _CardList] = {}
        column = column_layout(
            body, self.progress, self.ready, margins=self._services.theme.margins(16, 12, 16, 16), gap=px(10)
        )
        self._fix_all: dict[str, QPushButton] = {}
        for name, title in titles:
            section = FoldableSection(title, theme, body)
            section.column.setSpacing(px(6))
            cards = self._lists[name] = _CardList(section)
            cards.more.clicked.connect(partial(self._show_more, name))
            if name in _SEVERITIES:
                button = push_button("", section, partial(self._request_all, name), kind="link")
                button.hide()
                section.row.addWidget(button)
                self._fix_all[name] = button
            section.head.setChecked(name in {"error", "warning"})
            section.folded.connect(self._on_folded)
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(body)

    def _ready_box(self, parent: QWidget) -> QFrame:
        theme = self._services.theme
        box = styled_frame(parent, "card")
        ready = PlainLabel(self.tr("Ready to hand over"), box, role="heading")
        about = PlainLabel(self.tr("Nothing is left to fix."), box, role="muted")
        self.export = push_button(
            self.tr("Export …"), box, self._services.actions.action("export-briefing").trigger
        )
        set_icon(self.export, "file-down", theme, size=(22, 18))
        words = column_layout(None, ready, about)
        row = row_layout(box, words, margins=theme.margins(16, 14, 16, 14), grows=words)
        row.addWidget(self.export, 0, Qt.AlignmentFlag.AlignVCenter)
        box.hide()
        return box

    # Display

    @property
    def busy(self) -> bool:
        """Whether cards are still to be made."""
        return self._fill_timer.isActive()

    @property
    def cards(self) -> tuple[FindingCard, ...]:
        """The cards that are shown, from top to bottom."""
        found: list[FindingCard] = []
        for card_list in self._lists.values():
            if card_list.section.head.isChecked() and not card_list.section.isHidden():
                found += sorted(card_list.cards.values(), key=card_list.section.column.indexOf)
        return tuple(found)

    @property
    def current(self) -> Finding | None:
        """The finding of the card that has or had the focus, None if it is gone."""
        card = self._current
        return card.content.finding if card is not None and not card.settled else None

    @property
    def can_settle(self) -> bool:
        """Whether the first button of the current card does something about its finding."""
        return self.current is not None and self._current is not None and self._current.content.settles

    def settle_current(self) -> None:
        """Do what the first button of the current card does."""
        if self._current is not None and self.can_settle:
            self._current.buttons[0].click()

    def section(self, name: str) -> FoldableSection:
        """Return a section: "error", "warning", "hint", "ignored" or "claims"."""
        return self._lists[name].section

    def card(self, finding: Finding) -> FindingCard | None:
        """Return the card of a finding that is shown."""
        key = finding_key(finding)
        return next(
            (card_list.cards[key] for card_list in self._lists.values() if key in card_list.cards), None
        )

    def show_findings(self, findings: tuple[Finding, ...], briefing: Briefing | None, *, checks: int) -> None:
        """Show the findings of a briefing; `checks` is the number of kinds of checks that were made."""
        self._briefing, self._has_checked = briefing, briefing is not None and checks > 0
        left, ignored = (findings, ()) if briefing is None else split_findings(briefing, findings)
        self._reasons = {finding_key(finding): record.reason for finding, record in ignored}
        for name in _SEVERITIES:
            self._set_findings(name, [finding for finding in left if finding.severity == name])
        self._set_findings("ignored", [finding for finding, _ in ignored])
        # Their places have the beginnings of texts, which may have changed.
        self._set_findings(_CLAIMS, self._lists[_CLAIMS].wanted)
        codes = len({finding.code for finding in findings})
        total = max(0, checks - codes) + len(findings) if self._has_checked else 0
        self.progress.show_progress(total - len(left), total)
        is_ready = self._has_checked and all(finding.severity == "hint" for finding in left)
        if self._went_to_export and self.export.hasFocus() and not is_ready:
            # The first card gets the focus, not what follows the hidden button.
            self._went_to_export = False
        self.ready.setVisible(is_ready)
        self._arrange()

    def show_claims(self, others: tuple[Finding, ...], found: int, total: int) -> None:
        """Show how many claims were found in sources, and those that are not an issue with their places."""
        self.claims_count = self.tr("{found} of %n found in the sources", "", total).format(found=found)
        self._set_findings(_CLAIMS, others)
        self._has_claims = total > 0
        self._arrange()

    def show_checking(self, *, checking: bool) -> None:
        """Show whether a check is being made."""
        done = self.tr("Checked just now") if self._has_checked else ""
        self.progress.state.setText(self.tr("Checking …") if checking else done)

    def show_failed(self) -> None:
        """Say that the check could not be made."""
        self.progress.state.setText("")
        if not self._has_checked:
            self.progress.show_words(self.tr("The check could not be made. Your briefing is safe."))

    def choose_first(self) -> None:
        """Give the focus to the current card, or to the first one as soon as it is there."""
        self._wants_focus = True
        self._fill()

    def _set_findings(self, name: str, findings: Sequence[Finding]) -> None:
        """Set the findings of a section; texts are made only for those that are shown."""
        card_list = self._lists[name]
        card_list.wanted = tuple(findings)
        reserved = tuple(filter(is_reserved, card_list.wanted)) if name != "ignored" else ()
        alike = reserved if len(reserved) > 1 else ()
        card_list.shown = tuple(
            replace(self._content(finding), alike=alike if finding in alike else ())
            for finding in card_list.wanted[: card_list.most]
        )
        if name == _CLAIMS:
            plain = partial(replace, ignored=False, reason="", quick=("", ""), is_issue=False, step=None)
            card_list.shown = tuple(map(plain, card_list.shown))

    def _content(self, finding: Finding) -> CardContent:
        texts, reason = self._texts, self._reasons.get(finding_key(finding))
        return CardContent(
            finding=finding,
            sentence=texts.sentence(finding),
            place=texts.place(finding, self._briefing),
            severity=texts.severity(finding.severity),
            fix=texts.fix(finding),
            step=texts.next_step(finding),
            quick=texts.quick_reason(finding),
            ignored=reason is not None,
            reason=reason or "",
            writable=self._services.holder.writable,
        )

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that are not ignored."""
        return tuple(
            finding for name, listed in self._lists.items() if name != "ignored" for finding in listed.wanted
        )

    def _fixed_at_once(self, name: str) -> tuple[Finding, ...]:
        """Return the findings of a section that have a quick fix, none if nothing can be changed."""
        wanted = self._lists[name].wanted if self._services.holder.writable else ()
        return tuple(filter(app.commands.fixes.has_fix, wanted))

    def _arrange(self) -> None:
        """Remove the cards of findings that are gone, and make those of new ones."""
        held = self.underMouse()
        self._waiting = held
        for name, card_list in self._lists.items():
            wanted = {finding_key(content.finding): content for content in card_list.shown}
            for key, card in list(card_list.cards.items()):
                if card.content == wanted.get(key):
                    continue
                if held and key not in wanted:
                    card.settle()
                else:
                    self._remove(card_list, key)
            self._show_head(name, card_list)
        self._fill_timer.start(0)

    def _show_head(self, name: str, card_list: _CardList) -> None:
        count = len(card_list.wanted)
        card_list.section.set_count(str(count) if count else "")
        card_list.section.setVisible(bool(count or card_list.cards))
        if name == _CLAIMS:
            card_list.section.set_count(self.claims_count)
            card_list.section.setVisible(self._has_claims)
        rest = count - len(card_list.shown)
        card_list.more.setVisible(rest > 0)
        card_list.more.setText(self.tr("Show %n more", "", rest))
        card_list.more.setAccessibleName(card_list.more.text())
        if name in self._fix_all:
            fixes = len(self._fixed_at_once(name))
            button = self._fix_all[name]
            button.setText(self.tr("Fix %n …", "", fixes))
            button.setAccessibleName(button.text())
            button.setVisible(fixes > 1)

    def _remove(self, card_list: _CardList, key: tuple[object, ...]) -> None:
        card = card_list.cards.pop(key)
        if card is self._current:
            focused: QWidget | None = self.window().focusWidget()
            has_focus = focused is not None and (focused is card or card.isAncestorOf(focused))
            self._current = self._neighbour(card, 1) or self._neighbour(card, -1)
            self._wants_focus = self._wants_focus or has_focus
        card_list.section.column.removeWidget(card)
        card.hide()
        card.deleteLater()

    @Slot()
    def _fill(self) -> None:
        """Make some of the missing cards, then let the window handle its events."""
        if not self.isVisible():
            return
        room = _CARDS_AT_ONCE
        for name, card_list in self._lists.items():
            if not card_list.section.head.isChecked():
                continue
            missing = [
                (place, content)
                for place, content in enumerate(card_list.shown)
                if finding_key(content.finding) not in card_list.cards
            ]
            self._make_cards(card_list, missing[:room])
            if len(missing) > room:
                self._fill_timer.start(0)
                return
            room -= len(missing)
            self._show_head(name, card_list)
        self._give_focus()

    def _make_cards(self, card_list: _CardList, missing: Sequence[tuple[int, CardContent]]) -> None:
        """Make cards for the contents at the given places of a list."""
        column, cards = card_list.section.column, []
        for place, content in missing:
            card = card_list.cards[finding_key(content.finding)] = self._make_card(
                content, card_list.section.body
            )
            column.insertWidget(len(card_list.cards) - 1 if self._waiting else place, card)
            cards.append(card)
        # Each card that is shown lays out the whole panel: only the last one does.
        column.setEnabled(False)
        for card in cards[:-1]:
            card.show()
        column.setEnabled(True)
        for card in cards[-1:]:
            card.show()

    def _give_focus(self) -> None:
        cards = [card for card in self.cards if not card.settled]
        if self._went_to_export and not self.export.hasFocus():
            self._wants_focus = self._went_to_export = False
        if self._wants_focus and cards:
            self._wants_focus = self._went_to_export = False
            card = self._current if self._current in cards else cards[0]
            card.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(card, 0, self._services.theme.px(24))
        elif self._wants_focus and self.ready.isVisible():
            # A check that is not made yet may still bring a card, which then gets the focus.
            self._went_to_export = True
            self.export.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_card(self, content: CardContent, parent: QWidget) -> FindingCard:
        card = FindingCard(content, self._services.theme, parent)
        card.chosen.connect(self._on_chosen)
        card.fix_requested.connect(self.fix_requested)
        card.step_requested.connect(self.step_requested)
        card.go_requested.connect(self._on_go)
        card.ignore_requested.connect(self.ignore_requested)
        card.restore_requested.connect(self.restore_requested)
        card.menu_requested.connect(self._on_menu)
        card.moved.connect(self._on_moved)
        return card

    def _neighbour(self, card: FindingCard, step: int) -> FindingCard | None:
        cards = [
            finding_card for finding_card in self.cards if finding_card is card or not finding_card.settled
        ]
        if card not in cards:
            return None
        place = cards.index(card) + step
        if abs(step) == FAR:
            place = min(max(place, 0), len(cards) - 1)
        return cards[place] if 0 <= place < len(cards) else None

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        """Make the cards that were not needed while the panel was hidden."""
        super().showEvent(event)
        self._fill_timer.start(0)

    def leaveEvent(self, event: QEvent) -> None:
        """Remove what was ticked off while the pointer was over the list, and put new cards in their order.

        The focus of a card that is removed goes to no other card: the pointer leaves to do something else.
        """
        super().leaveEvent(event)
        if not self._waiting:
            return
        self._waiting = False
        if self._current is not None and self._current.settled and self._current.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for name, card_list in self._lists.items():
            for key, card in list(card_list.cards.items()):
                if card.settled:
                    self._remove(card_list, key)
            for place, content in enumerate(card_list.shown):
                card_there = card_list.cards.get(finding_key(content.finding))
                if card_there is not None:
                    card_list.section.column.insertWidget(place, card_there)
            self._show_head(name, card_list)
        self._fill_timer.start(0)

    @Slot(bool)
    def _on_folded(self, _folded: bool) -> None:
        self._fill_timer.start(0)

    def _show_more(self, name: str, _checked: bool = False) -> None:
        card_list = self._lists[name]
        card_list.most += 4 * _CardList.MOST
        self._set_findings(name, card_list.wanted)
        self._show_head(name, card_list)
        self._fill_timer.start(0)

    def _request_all(self, name: str, _checked: bool = False) -> None:
        self.fix_requested.emit(self._fixed_at_once(name))

    @Slot(object)
    def _on_chosen(self, card: FindingCard) -> None:
        self._current = card
        self.chosen.emit(card.content.finding)

    @Slot(object)
    def _on_go(self, finding: Finding) -> None:
        self._current = self.card(finding)
        self.go_requested.emit(finding)

    @Slot(object, int)
    def _on_moved(self, card: FindingCard, step: int) -> None:
        neighbour = self._neighbour(card, step)
        if neighbour is not None:
            neighbour.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(neighbour, 0, self._services.theme.px(24))

    @Slot(object, QPoint)
    def _on_menu(self, card: FindingCard, place: QPoint) -> None:
        show_menu(self.menu_for(card), place)

    def menu_for(self, card: FindingCard) -> QMenu:
        """Return the context menu of a card."""
        actions, menu = self._services.actions, QMenu(card)
        actions.fill(menu, "mend-finding")
        menu.addAction(self.tr("&Go to")).triggered.connect(partial(self._on_go, card.content.finding))
        menu.addSeparator()
        if not card.content.is_issue:
            return menu
        if card.content.ignored:
            add_entry(
                menu, self.tr("&Show again"), partial(self.restore_requested.emit, card.content.finding)
            )
        else:
            actions.fill(menu, "ignore-finding")
        actions.fill(menu, "fix-duplicates")
        return menu

    def edit_reason(self) -> None:
        """Ask for the reason to ignore the current finding."""
        if self._current is not None and not self._current.settled:
            self._current.edit_reason()
