"""The checks of a briefing as a list of things to do: each finding is a card that leads to its place and fixes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.briefing_edits import can_ignore, ignored_finding
from briefbuilder.domain.notices import Finding, Severity
from briefbuilder.domain.values import value
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import Section, draw_share, repolish
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.labels import IconLabel
from briefbuilder.ui.widgets.layouts import FlowLayout, scroll_vertically
from briefbuilder.ui.widgets.plain import PlainLabel, button_text, plain_text
from briefbuilder.ui.widgets.timers import single_shot_timer

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")


@value
class BriefingFindings:
    """The findings of the last check and of the last page layout; `made` once there was a check."""

    check: tuple[Finding, ...] = ()
    pages: tuple[Finding, ...] = ()
    made: bool = False

    @property
    def all(self) -> tuple[Finding, ...]:
        """All findings without duplicates, the most severe first."""
        found = (*self.check, *(finding for finding in self.pages if finding not in self.check))
        return tuple(sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity)))


def faults_of(findings: Iterable[Finding]) -> dict[str, str]:
    """Return the highest severity by the id of each part and item that has errors or warnings."""
    faults: dict[str, str] = {}
    for finding in findings:
        node = finding.place.item or finding.place.part
        if node and finding.severity != "hint":
            faults.setdefault(node, finding.severity)
    return faults


def words_of(finding: Finding) -> str:
    """Return the words that a finding is about, to be found in its item; empty if it names none."""
    named = (finding.parameters.get(key, "") for key in ("text", "quote", "link", "character"))
    return next((words for words in (name.rstrip("… ").strip() for name in named) if words), "")


def finding_key(finding: Finding) -> tuple[object, ...]:
    """Return what tells one finding from another."""
    parameters = tuple(sorted(finding.parameters.items()))
    return (finding.code, finding.severity, finding.place, parameters)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a finding asks for where no fix is certain: the name and the id of an action at its place."""

    text: str
    action: str


class FindingTexts(QObject):
    """The sentences, places, fixes and next steps of findings."""

    def __init__(self, services: Services, texts: BriefingTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, texts

    def sentence(self, finding: Finding) -> str:
        """Return a finding as a sentence on one line."""
        return " ".join(self._services.words.finding(finding).split())

    def place(self, finding: Finding, briefing: Briefing | None) -> str:
        """Return where a finding is: the part and the source of the item, or a field."""
        place = finding.place
        part = briefing.part(place.part) if briefing is not None and place.part else None
        item = briefing.item(place.item) if briefing is not None and place.item else None
        if place.field:
            return self.tr("Details")
        names = [self._texts.heading(part) if part is not None else ""]
        if item is not None:
            names.append(self._texts.source(item) if item.kind == "excerpt" else self._texts.snippet(item))
        return "  ›  ".join(filter(None, names)) or self.tr("Whole briefing")

    def severity(self, severity: Severity) -> str:
        """Return the name of a severity."""
        names = {"error": self.tr("Must fix"), "warning": self.tr("Should look at"), "hint": self.tr("Notes")}
        return names[severity]

    def fix(self, finding: Finding) -> str:
        """Return what the quick fix of a finding does, empty if there is none."""
        from briefbuilder.app.commands.fixes import has_fix

        if not has_fix(finding):
            return ""
        names = {
            "topic-left-out": self.tr("Add the passages"),
            "excerpt-duplicate": self.tr("Remove this one"),
            "quotation-differs": self.tr("Restore the original words"),
            "reliability-invalid": self.tr("Remove the code"),
            "field-unknown": self.tr("Clear the field"),
            "marking-below-item": self.tr("Raise the marking of the briefing"),
            "marking-unknown": self.tr("Remove the marking"),
            "language-differs": self.tr("Set the language"),
        }
        return names.get(finding.code, self.tr("Fix"))

    def next_step(self, finding: Finding) -> NextStep | None:
        """Return the action that a finding asks for, or None."""
        steps = {
            "part-empty": NextStep(self.tr("Write it"), "new-own-text"),
            "part-required-empty": NextStep(self.tr("Write it"), "new-own-text"),
            "alternative-text-missing": NextStep(self.tr("Describe the picture …"), "describe-picture"),
            "restricted-content": NextStep(self.tr("Who may see this …"), "set-release"),
        }
        return steps.get(finding.code) if finding.place.part or finding.place.item else None

    def quick_reason(self, finding: Finding) -> tuple[str, str]:
        """Return a button that settles a finding with a reason, and that reason; empty if there is none."""
        if finding.code == "rights-reserved" and can_ignore(finding):
            return self.tr("Yes, I may"), self.tr("It may be passed on.")
        return "", ""


_ICONS: Mapping[Severity, tuple[str, str]] = {
    "error": ("circle-alert", "danger"),
    "warning": ("triangle-alert", "warning"),
    "hint": ("info", "muted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """What a card shows of a finding; `fix` and `quick` are texts of buttons, empty for none."""

    finding: Finding
    sentence: str
    place: str
    severity: str
    fix: str = ""
    step: NextStep | None = None
    quick: tuple[str, str] = ("", "")
    ignored: bool = False
    reason: str = ""
    writable: bool = True


class FindingCard(QFrame):
    """A finding with its place and buttons. Enter presses the first button, the arrow keys go to the next card.

    `fix_requested` carries a tuple with the finding, `step_requested` the finding and the id of an action,
    `ignore_requested` the finding and the reason, `go_requested` and `restore_requested` the finding; the others
    carry the card.
    """

    fix_requested = Signal(tuple)
    step_requested = Signal(object, str)
    go_requested = Signal(object)
    ignore_requested = Signal(object, str)
    restore_requested = Signal(object)
    chosen = Signal(object)
    menu_requested = Signal(object, QPoint)
    moved = Signal(object, int)

    def __init__(self, content: CardContent, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self._theme = theme
        # The finding is gone, and the card stays only because the pointer is over the list.
        self.settled = False
        self.setProperty("surface", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icon, token = ("eye-off", "muted") if content.ignored else _ICONS[content.finding.severity]
        self._icon = IconLabel(icon, theme, token, self)
        self._sentence = PlainLabel(content.sentence, self)
        self._sentence.setWordWrap(True)
        self._place = PlainLabel(content.place, self, role="caption", wraps=True)
        self._reason = QLineEdit(self)
        self._reason.setPlaceholderText(self.tr("Why may this stay?"))
        self._reason.setAccessibleName(self.tr("Reason"))
        self._reason.installEventFilter(self)
        self._reason.hide()
        self.buttons: list[QPushButton] = []
        self._lay_out()
        self._describe()

    @property
    def finding(self) -> Finding:
        """The finding that is shown."""
        return self.content.finding

    def settle(self) -> None:
        """Show that the finding is gone."""
        self.settled = True
        self._reason.hide()
        for button in self.buttons:
            button.setEnabled(False)
        self._icon.show_icon("circle-check", "good")
        self._describe()

    def edit_reason(self) -> None:
        """Ask for the reason to ignore the finding, in the card."""
        self._reason.show()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        px = self._theme.px
        text = QVBoxLayout()
        text.setSpacing(px(2))
        text.addWidget(self._sentence)
        text.addWidget(self._place)
        if self.content.ignored and self.content.reason:
            reason = PlainLabel(
                self.tr("Ignored: {reason}").format(reason=self.content.reason),
                self,
                role="caption",
                wraps=True,
            )
            text.addWidget(reason)
        text.addSpacing(px(4))
        text.addWidget(self._reason)
        self._row = FlowLayout(gap=px(6))
        self._add_buttons()
        text.addLayout(self._row)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(9), px(10), px(9))
        row.setSpacing(px(10))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)

    def _add_buttons(self) -> None:
        content, finding = self.content, self.content.finding
        if content.ignored:
            self._button(self.tr("Show again"), "small", partial(self.restore_requested.emit, finding))
        elif content.writable:
            if content.fix:
                self._button(content.fix, "small", partial(self.fix_requested.emit, (finding,)))
            if content.step is not None:
                run = partial(self.step_requested.emit, finding, content.step.action)
                self._button(content.step.text, "small", run)
            if content.quick[0]:
                run = partial(self.ignore_requested.emit, finding, content.quick[1])
                self._button(content.quick[0], "small", run)
        self._button(self.tr("Go to"), "link", partial(self.go_requested.emit, finding))
        if not content.ignored and can_ignore(finding) and content.writable:
            self._button(self.tr("Ignore …"), "quiet", self.edit_reason)

    def _button(self, text: str, kind: str, run: Callable[[], None]) -> None:
        button = QPushButton(button_text(text), self)
        button.setProperty("kind", kind)
        button.setProperty("compact", True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(plain_text(text))
        button.setAccessibleDescription(plain_text(self.content.sentence))
        button.clicked.connect(lambda _checked=False: run())
        self.buttons.append(button)
        self._row.addWidget(button)

    def _describe(self) -> None:
        state = self.tr("Settled") if self.settled else self.content.severity
        self.setAccessibleName(plain_text(f"{state}: {self.content.sentence}"))
        self.setAccessibleDescription(plain_text(self.content.place))

    def _on_reason(self) -> None:
        if reason := self._reason.text().strip():
            self.ignore_requested.emit(self.finding, reason)

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ignore the finding with Enter, give up the reason with Esc; the card does not get these keys."""
        if (
            watched is not self._reason
            or event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
        ):
            return super().eventFilter(watched, event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_reason()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._reason.hide()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if the focus came from the keyboard, and the finding's place."""
        super().focusInEvent(event)
        mouse = event.reason() in {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        self.setProperty("ring", not mouse)
        repolish(self)
        self.chosen.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remove the ring."""
        super().focusOutEvent(event)
        self.setProperty("ring", False)
        repolish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the finding's place."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.go_requested.emit(self.finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the first button with Enter, go to the next card with the arrow keys."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(self, steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.buttons[0].isEnabled():
            self.buttons[0].click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the finding."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.menu_requested.emit(self, event.globalPos())


class _ProgressLine(QWidget):
    """How many checks are passed or settled, with a bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        self._text = PlainLabel("", self, role="title")
        self._state = PlainLabel("", self, role="caption")
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(IconLabel("circle-check", theme, "good", self))
        row.addWidget(self._text)
        row.addStretch(1)
        row.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(10))
        column.addLayout(row)
        theme.changed.connect(self.update)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many of the checks are passed or settled."""
        self._share = done / total if total else 0.0
        words = self.tr("{done} of %n check(s) are passed or settled", "", total).format(done=done)
        self._text.setText(words)
        self.setAccessibleName(words)
        self.update()

    def show_state(self, text: str) -> None:
        """Show when the check was made."""
        self._state.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar below the text."""
        super().paintEvent(event)
        draw_share(self, self._share, self._theme, "good")


class _CardList:
    """The cards of one section; more than a screen of them are shown on request."""

    MOST = 12

    def __init__(self, section: Section) -> None:
        self.section = section
        self.wanted: tuple[CardContent, ...] = ()
        self.cards: dict[tuple[object, ...], FindingCard] = {}
        self.most = self.MOST
        self.more = QPushButton(section.body)
        self.more.setProperty("kind", "link")
        self.more.hide()
        section.column.addWidget(self.more)

    @property
    def shown(self) -> tuple[CardContent, ...]:
        """What is shown now."""
        return self.wanted[: self.most]


_CARDS_AT_ONCE = 4
"""Cards that are made before the window handles its events again."""


class ChecksPanel(QScrollArea):
    """The findings of a briefing in four sections, and how many checks are left.

    What is under the pointer stays in its place: a card whose finding is gone is ticked off, and removed when the
    pointer leaves. `chosen` carries the Finding of the card that got the focus.
    """

    chosen = Signal(object)
    fix_requested = Signal(tuple)
    step_requested = Signal(object, str)
    go_requested = Signal(object)
    ignore_requested = Signal(object, str)
    restore_requested = Signal(object)

    def __init__(self, services: Services, texts: FindingTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, texts
        self._current: FindingCard | None = None
        self._briefing: Briefing | None = None
        self._waiting = False
        self._has_checked = False
        self._wants_focus = False
        self.setProperty("helpTopic", "checks")
        self.setAccessibleName(self.tr("Checks of the briefing"))
        scroll_vertically(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fill_timer = single_shot_timer(self, self._fill)
        self._lay_out()

    def _lay_out(self) -> None:
        theme, px = self._services.theme, self._services.theme.px
        body = QWidget(self)
        body.setProperty("surface", "side")
        self.progress = _ProgressLine(theme, body)
        self.ready = self._ready_box(body)
        titles = (
            ("error", self._texts.severity("error")),
            ("warning", self._texts.severity("warning")),
            ("hint", self._texts.severity("hint")),
            ("ignored", self.tr("Ignored by you")),
        )
        self._lists: dict[str, _CardList] = {}
        column = QVBoxLayout(body)
        column.setContentsMargins(px(16), px(12), px(16), px(16))
        column.setSpacing(px(10))
        column.addWidget(self.progress)
        column.addWidget(self.ready)
        self._fix_all: dict[str, QPushButton] = {}
        for name, title in titles:
            section = Section(title, theme, body)
            section.column.setSpacing(px(6))
            cards = self._lists[name] = _CardList(section)
            cards.more.clicked.connect(partial(self._show_more, name))
            if name != "ignored":
                self._fix_all[name] = self._fix_all_button(name, section)
            section.set_open(is_open=name in {"error", "warning"})
            section.folded.connect(self._on_folded)
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(body)

    def _fix_all_button(self, name: str, section: Section) -> QPushButton:
        button = QPushButton(section)
        button.setProperty("kind", "link")
        button.clicked.connect(partial(self._request_all, name))
        button.hide()
        section.add_tool(button)
        return button

    def _ready_box(self, parent: QWidget) -> QFrame:
        theme = self._services.theme
        box = QFrame(parent)
        box.setProperty("surface", "card")
        ready = PlainLabel(self.tr("Ready to hand over"), box, role="heading")
        about = PlainLabel(self.tr("Nothing is left to fix."), box, role="muted")
        export = QPushButton(self.tr("Export …"), box)
        export.setAccessibleName(self.tr("Export …"))
        export.setIcon(themed_icon("file-down", theme))
        export.setIconSize(QSize(theme.px(22), theme.px(18)))
        export.clicked.connect(self._services.actions.action("export-briefing").trigger)
        words = QVBoxLayout()
        words.addWidget(ready)
        words.addWidget(about)
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        row.addLayout(words, 1)
        row.addWidget(export, 0, Qt.AlignmentFlag.AlignVCenter)
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
        found = []
        for each in self._lists.values():
            if each.section.is_open and not each.section.isHidden():
                column = each.section.column
                items = [
                    item for index in range(column.count()) if (item := column.itemAt(index)) is not None
                ]
                found += [card for item in items if isinstance(card := item.widget(), FindingCard)]
        return tuple(found)

    @property
    def current(self) -> Finding | None:
        """The finding of the card that has or had the focus, None if it is gone."""
        card = self._current
        return card.finding if card is not None and not card.settled else None

    def section(self, name: str) -> Section:
        """Return a section: "error", "warning", "hint" or "ignored"."""
        return self._lists[name].section

    def card(self, finding: Finding) -> FindingCard | None:
        """Return the card of a finding that is shown."""
        key = finding_key(finding)
        return next((each.cards[key] for each in self._lists.values() if key in each.cards), None)

    def show_findings(self, findings: tuple[Finding, ...], briefing: Briefing | None, *, checks: int) -> None:
        """Show the findings of a briefing; `checks` is the number of kinds of checks that were made."""
        self._briefing, self._has_checked = briefing, briefing is not None and checks > 0
        ignored = {} if briefing is None else {
            finding_key(one): kept for one in findings if (kept := ignored_finding(briefing, one))
        }  # fmt: skip
        left = [one for one in findings if finding_key(one) not in ignored]
        for name, each in self._lists.items():
            if name == "ignored":
                chosen = [one for one in findings if finding_key(one) in ignored]
            else:
                chosen = [one for one in left if one.severity == name]
            each.wanted = tuple(
                self._content(one, kept.reason if (kept := ignored.get(finding_key(one))) else None)
                for one in chosen
            )
        codes = len({one.code for one in findings})
        total = max(0, checks - codes) + len(findings)
        self.progress.show_progress(total - len(left), total)
        self.ready.setVisible(self._has_checked and all(one.severity == "hint" for one in left))
        self._arrange()

    def show_checking(self, *, checking: bool) -> None:
        """Show whether a check is being made."""
        done = self.tr("Checked just now") if self._has_checked else ""
        self.progress.show_state(self.tr("Checking …") if checking else done)

    def choose_first(self) -> None:
        """Give the focus to the current card, or to the first one as soon as it is there."""
        self._wants_focus = True
        self._fill()

    def _content(self, finding: Finding, reason: str | None) -> CardContent:
        texts = self._texts
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

    def _arrange(self) -> None:
        """Remove the cards of findings that are gone, and make those of new ones."""
        held = self.underMouse()
        self._waiting = held
        for name, each in self._lists.items():
            wanted = {finding_key(one.finding): one for one in each.shown}
            for key, card in list(each.cards.items()):
                if card.content == wanted.get(key):
                    continue
                if held and key not in wanted:
                    card.settle()
                else:
                    self._remove(each, key)
            self._show_head(name, each)
        self._fill_timer.start(0)

    def _show_head(self, name: str, each: _CardList) -> None:
        count = len(each.wanted)
        each.section.set_count(str(count) if count else "")
        each.section.setVisible(bool(count or each.cards))
        rest = count - len(each.shown)
        each.more.setVisible(rest > 0)
        each.more.setText(self.tr("Show %n more", "", rest))
        each.more.setAccessibleName(each.more.text())
        if name in self._fix_all:
            fixes = sum(bool(one.fix and one.writable) for one in each.wanted)
            button = self._fix_all[name]
            button.setText(self.tr("Fix %n …", "", fixes))
            button.setAccessibleName(button.text())
            button.setVisible(fixes > 1)

    def _remove(self, each: _CardList, key: tuple[object, ...]) -> None:
        card = each.cards.pop(key)
        if card is self._current:
            focused: QWidget | None = self.window().focusWidget()
            has_focus = focused is not None and (focused is card or card.isAncestorOf(focused))
            self._current = self._neighbour(card, 1) or self._neighbour(card, -1)
            self._wants_focus = self._wants_focus or has_focus
        each.section.column.removeWidget(card)
        card.hide()
        card.deleteLater()

    @Slot()
    def _fill(self) -> None:
        """Make some of the missing cards, then let the window handle its events."""
        if not self.isVisible():
            return
        made = 0
        for name, each in self._lists.items():
            if not each.section.is_open:
                continue
            for place, content in enumerate(each.shown):
                key = finding_key(content.finding)
                if key in each.cards:
                    continue
                if made == _CARDS_AT_ONCE:
                    self._fill_timer.start(0)
                    return
                each.cards[key] = card = self._make_card(content, each.section.body)
                at = len(each.cards) - 1 if self._waiting else place
                each.section.column.insertWidget(at, card)
                card.show()
                made += 1
            self._show_head(name, each)
        self._give_focus()

    def _give_focus(self) -> None:
        cards = [card for card in self.cards if not card.settled]
        if self._wants_focus and cards:
            self._wants_focus = False
            card = self._current if self._current in cards else cards[0]
            card.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(card, 0, self._services.theme.px(24))

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
        cards = [each for each in self.cards if each is card or not each.settled]
        if card not in cards:
            return None
        place = cards.index(card) + step
        return cards[place] if 0 <= place < len(cards) else None

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        """Make the cards that were not needed while the panel was hidden."""
        super().showEvent(event)
        self._fill_timer.start(0)

    def leaveEvent(self, event: QEvent) -> None:
        """Remove what was ticked off while the pointer was over the list, and put new cards in their order."""
        super().leaveEvent(event)
        if not self._waiting:
            return
        self._waiting = False
        for name, each in self._lists.items():
            for key, card in list(each.cards.items()):
                if card.settled:
                    self._remove(each, key)
            for place, content in enumerate(each.shown):
                card_there = each.cards.get(finding_key(content.finding))
                if card_there is not None:
                    each.section.column.insertWidget(place, card_there)
            self._show_head(name, each)
        self._fill_timer.start(0)

    @Slot(bool)
    def _on_folded(self, _folded: bool) -> None:
        self._fill_timer.start(0)

    def _show_more(self, name: str, _checked: bool = False) -> None:
        each = self._lists[name]
        each.most += 4 * _CardList.MOST
        self._show_head(name, each)
        self._fill_timer.start(0)

    def _request_all(self, name: str, _checked: bool = False) -> None:
        self.fix_requested.emit(
            tuple(one.finding for one in self._lists[name].wanted if one.fix and one.writable)
        )

    @Slot(object)
    def _on_chosen(self, card: FindingCard) -> None:
        self._current = card
        self.chosen.emit(card.finding)

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
        menu = self.menu_for(card)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, card: FindingCard) -> QMenu:
        """Return the context menu of a card."""
        actions = self._services.actions
        menu = QMenu(card)
        menu.addAction(actions.action("mend-finding"))
        menu.addAction(self.tr("&Go to")).triggered.connect(partial(self._on_go, card.finding))
        menu.addSeparator()
        if card.content.ignored:
            restore = menu.addAction(self.tr("&Show again"))
            restore.triggered.connect(partial(self.restore_requested.emit, card.finding))
        else:
            menu.addAction(actions.action("ignore-finding"))
        menu.addAction(actions.action("fix-duplicates"))
        return menu

    def edit_reason(self) -> None:
        """Ask for the reason to ignore the current finding."""
        if self._current is not None and not self._current.settled:
            self._current.edit_reason()
