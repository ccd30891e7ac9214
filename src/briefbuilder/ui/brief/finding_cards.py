"""One finding as a card: its sentence, its place, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from briefbuilder import app
from briefbuilder.domain.briefing import Briefing, Item, Part
from briefbuilder.domain.briefing_edits import can_ignore
from briefbuilder.domain.notices import Finding, Severity
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button, repolish
from briefbuilder.ui.widgets.labels import ElidedLabel, IconLabel
from briefbuilder.ui.widgets.layouts import FlowLayout, add_layout, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, button_text, plain_text, set_tip, with_label

LENGTH_CODES = frozenset({"part-too-long", "part-too-many-lines", "briefing-too-long", "too-many-pages"})
"""The findings that a part or a briefing is longer than its template allows."""
_DETAIL_CODES = frozenset(
    {
        "source-without-title",
        "source-without-outlet",
        "source-without-date",
        "source-without-url",
        "language-unknown",
    }
)
"""The findings about details of an article."""
_MOST_NAMED = 30
"""Articles that the tip of one answer for several names."""
_ICONS: Mapping[Severity, tuple[str, str]] = {
    "error": ("circle-alert", "danger"),
    "warning": ("triangle-alert", "warning"),
    "hint": ("info", "muted"),
}


FAR = 10_000
"""Cards that Home and End go up or down, more than there are."""


def words_of(finding: Finding) -> str:
    """Return the words that a finding is about, to be found in its item; empty if it names none."""
    named = (finding.parameters.get(key, "") for key in ("text", "quote", "link", "character"))
    return next((words for words in (name.rstrip("… ").strip() for name in named) if words), "")


def finding_key(finding: Finding) -> tuple[object, ...]:
    """Return a key that identifies a finding."""
    parameters = tuple(sorted(finding.parameters.items()))
    return (finding.code, finding.severity, finding.place, parameters)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a finding asks for if no fix is certain: the name and the id of an action at its place."""

    text: str
    action: str


class FindingTexts(QObject):
    """The sentences, places, fixes and next steps of findings."""

    def __init__(
        self,
        services: Services,
        texts: BriefingTexts,
        claim_sentence: Callable[[Finding], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._texts, self._claim_sentence = services, texts, claim_sentence
        self._placed: Briefing | None = None
        self._parts: dict[str, Part] = {}
        self._items: dict[str, Item] = {}

    def sentence(self, finding: Finding) -> str:
        """Return a finding as a sentence on one line."""
        return (self._claim_sentence if finding.is_claim else self._services.words.finding)(finding)

    def place(self, finding: Finding, briefing: Briefing | None) -> str:
        """Return where a finding is: the part and the source of the item, or a field."""
        place = finding.place
        if briefing is not self._placed:
            # A long briefing has many findings, each of which would be looked for in all of its parts.
            self._placed = briefing
            self._parts = {} if briefing is None else {part.id: part for part in briefing.walk()}
            self._items = {} if briefing is None else {item.id: item for item in briefing.items}
        part, item = self._parts.get(place.part or ""), self._items.get(place.item or "")
        if place.field:
            return self.tr("Details")
        names = [self._texts.heading(part) if part is not None else ""]
        if item is not None and finding.is_claim:
            # The sentence names the words: of the text, its beginning suffices.
            names.append(self._texts.title(item))
        elif item is not None:
            names.append(self._texts.source(item) if item.kind == "excerpt" else self._texts.snippet(item))
        return "  ›  ".join(filter(None, names)) or self.tr("Whole briefing")

    def severity(self, severity: Severity) -> str:
        """Return the name of a severity."""
        names = {"error": self.tr("Must fix"), "warning": self.tr("Should look at"), "hint": self.tr("Notes")}
        return names[severity]

    def fix(self, finding: Finding) -> str:
        """Return what the quick fix of a finding does; a finding without a quick fix gives an empty text."""
        if not app.commands.fixes.has_fix(finding):
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
        if finding.code.startswith("unsettled-"):
            return NextStep(self.tr("Settle …"), "settle-changes")
        if finding.code in LENGTH_CODES:
            return NextStep(self.tr("Show the longest items"), "longest-items")
        if finding.code in _DETAIL_CODES and finding.place.article and finding.place.item:
            return NextStep(self.tr("Edit article details …"), "edit-details")
        return steps.get(finding.code) if finding.place.part or finding.place.item else None

    def quick_reason(self, finding: Finding) -> tuple[str, str]:
        """Return a button that settles a finding with a reason, and that reason, or two empty texts."""
        if is_reserved(finding):
            return self.tr("Yes, I may"), self.tr("It may be passed on.")
        if finding.is_claim and can_ignore(finding):
            return self.tr("Leave it"), self.tr("It is right as it is.")
        return "", ""


def is_reserved(finding: Finding) -> bool:
    """Return whether a finding asks if an article may be passed on, and may be answered."""
    return finding.code == "rights-reserved" and can_ignore(finding)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """What a card shows of a finding; `fix` and `quick` are texts of buttons, empty for none.

    `alike` are the findings that one answer may settle together, in the order of the cards.
    """

    finding: Finding
    sentence: str
    place: str
    severity: str
    fix: str = ""
    step: NextStep | None = None
    quick: tuple[str, str] = ("", "")
    alike: tuple[Finding, ...] = ()
    ignored: bool = False
    reason: str = ""
    writable: bool = True
    is_issue: bool = True

    @property
    def settles(self) -> bool:
        """Whether the first button does something about the finding, rather than showing its place."""
        can = bool(self.fix or self.step or (self.quick[0] and not self.finding.is_claim))
        return can and self.writable and not self.ignored


class FindingCard(QFrame):
    """A finding with its place and buttons. Enter presses the first button, the arrow keys go to the next card.

    `fix_requested` carries a tuple with the finding, `step_requested` the finding and the id of an action,
    `ignore_requested` a tuple of findings and the reason, `go_requested` and `restore_requested` the finding; the
    others carry the card.
    """

    fix_requested = Signal(tuple)
    step_requested = Signal(object, str)
    go_requested = Signal(object)
    ignore_requested = Signal(tuple, str)
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
        if not content.is_issue:
            is_open = content.finding.code == "claim-not-compared"
            icon, token = ("circle-help", "muted") if is_open else ("circle-check", "good")
        self._icon = IconLabel(icon, theme, token, self)
        self._sentence = PlainLabel(content.sentence, self, wraps=True)
        self._place = ElidedLabel(self, role="caption")
        self._place.setText(content.place)
        self._reason = QLineEdit(self)
        self._reason.setPlaceholderText(self.tr("Why may this stay?"))
        self._reason.setAccessibleName(self.tr("Reason"))
        self._reason.installEventFilter(self)
        self._reason.hide()
        self.buttons: list[QPushButton] = []
        self._lay_out()
        self._describe()

    def settle(self) -> None:
        """Show that the finding is gone."""
        self.settled = True
        if any(child.hasFocus() for child in (self._reason, *self.buttons)):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
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
        text = column_layout(None, self._sentence, self._place, gap=px(2))
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
        add_layout(text, self._row)
        row = row_layout(self, margins=self._theme.margins(12, 9, 10, 9), gap=px(10))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        add_layout(row, text, 1)

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
            if content.quick[0] and not finding.is_claim:
                self._add_quick()
        self._button(self.tr("Go to"), "link", partial(self.go_requested.emit, finding))
        if content.quick[0] and finding.is_claim and content.writable and not content.ignored:
            # Enter presses the first button, and shows the source.
            self._add_quick()
        if content.is_issue and not content.ignored and can_ignore(finding) and content.writable:
            self._button(self.tr("Ignore …"), "quiet", self.edit_reason)

    def _add_quick(self) -> None:
        text, reason = self.content.quick
        self._button(text, "small", partial(self.ignore_requested.emit, (self.content.finding,), reason))
        if alike := self.content.alike:
            text = self.tr("Yes, all %n article(s)", "", len(alike))
            button = self._button(text, "small", partial(self.ignore_requested.emit, alike, reason))
            names = [str(finding.parameters["article"]) for finding in alike[:_MOST_NAMED]]
            set_tip(button, "\n".join(names if len(alike) <= _MOST_NAMED else [*names, "…"]))

    def _button(self, text: str, kind: str, run: Callable[[], None]) -> QPushButton:
        button = push_button(
            button_text(text), self, lambda _checked=False: run(), name=plain_text(text), kind=kind
        )
        button.setProperty("compact", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleDescription(plain_text(self.content.sentence))
        self.buttons.append(button)
        self._row.addWidget(button)
        return button

    def _describe(self) -> None:
        state = self.tr("Settled") if self.settled else self.content.severity
        self.setAccessibleName(plain_text(with_label(state, self.content.sentence)))
        self.setAccessibleDescription(plain_text(self.content.place))

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
            if reason := self._reason.text().strip():
                self.ignore_requested.emit((self.content.finding,), reason)
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
            self.go_requested.emit(self.content.finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the first button with Enter, go to another card with the arrow keys, Home and End."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_End: FAR, Qt.Key.Key_Home: -FAR}
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
