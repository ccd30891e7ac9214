"""What can be done about findings: fix them, ignore them with a reason, and keep one of several duplicates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial, reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QMenu, QScrollArea, QWidget

from briefbuilder.domain.briefing import Briefing, Item
from briefbuilder.domain.briefing_edits import can_ignore, ignore_findings, ignored_finding, restore_findings
from briefbuilder.domain.notices import Finding
from briefbuilder.ui.brief.checks import ChecksPanel
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.finding_cards import LENGTH_CODES
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.dialogs import DialogButtons
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import column_layout, scroll_vertically
from briefbuilder.ui.widgets.plain import PlainLabel, button_text, plain_text

if TYPE_CHECKING:
    from briefbuilder.app.commands.fixes import Duplicates, Fix

_DUPLICATE = "excerpt-duplicate"
_LONGEST = 8
"""How many of the longest items are listed."""
_MAX_TITLE = 60
"""The length of a title in a menu, in code points."""


class FindingCommands(QObject):
    """Fixes and ignores findings of the current briefing; each command can be undone.

    `item_chosen` carries the id of an item that was chosen among the longest.
    """

    item_chosen = Signal(str)

    def __init__(self, services: Services, current: CurrentBriefing, checks: ChecksPanel) -> None:
        super().__init__(checks)
        self._services, self._current, self._checks = services, current, checks
        self._texts = current.texts
        checks.fix_requested.connect(self.fix)
        checks.ignore_requested.connect(self.ignore)
        checks.restore_requested.connect(self.restore)

    @property
    def check_count(self) -> int:
        """How many kinds of findings a check looks for."""
        from briefbuilder.templating.checks import CHECKS

        return len(CHECKS)

    def register(self) -> None:
        """Register the actions."""
        table = self._services.actions
        choose = partial(self.tr, "Choose an issue under Checks first")
        table.register("mend-finding", self._checks.settle_current, enabled=self._can_fix, why_not=choose)
        table.register("ignore-finding", self._checks.edit_reason, enabled=self._can_ignore, why_not=choose)
        table.register("fix-duplicates", self.fix_duplicates, enabled=self._has_duplicates)
        table.register("longest-items", self._show_longest, enabled=self._has_items)
        for name in ("mend-finding", "ignore-finding", "fix-duplicates"):
            self._checks.addAction(table.action(name))

    def open_findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that are not ignored."""
        briefing = self._current.briefing
        if briefing is None:
            return ()
        return tuple(one for one in findings if ignored_finding(briefing, one) is None)

    @Slot(tuple)
    def fix(self, findings: tuple[Finding, ...]) -> None:
        """Apply the quick fixes of findings as one command; of several duplicates the user chooses which one stays."""
        fixes = self._fixes(findings)
        if len(findings) > 1 and any(finding.code == _DUPLICATE for finding in findings):
            kept = self._ask_kept()
            if kept is None:
                return
            others = self._fixes(finding for finding in findings if finding.code != _DUPLICATE)
            fixes = [_keep(kept), *others]
        if fixes and self._apply(fixes):
            self._services.toasts.show_undo(self.tr("%n issue(s) fixed", "", len(findings)))

    @Slot()
    def fix_duplicates(self) -> None:
        """Ask for each passage that is quoted several times where it stays, and remove the others."""
        kept = self._ask_kept()
        before = self._current.briefing
        if kept is not None and before is not None and self._apply([_keep(kept)]):
            after = self._current.briefing
            removed = len(before.items) - len(after.items if after is not None else ())
            self._services.toasts.show_undo(self.tr("%n duplicate(s) removed", "", removed))

    def show_longest(self, finding: Finding | None) -> None:
        """List the longest items of the part or the briefing that a finding is about, at the finding's card."""
        menu = self.longest_menu(finding)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        card = self._checks.card(finding) if finding is not None else None
        at = card if card is not None and card.isVisible() else self._checks.window()
        menu.popup(at.mapToGlobal(at.rect().center()))
        menu.setActiveAction(menu.actions()[0])

    def longest_menu(self, finding: Finding | None) -> QMenu:
        """Return the longest items with their numbers of words; an item that is chosen is shown."""
        menu = QMenu(self._checks)
        for item, words in self._longest(finding):
            title = self._texts.title(item)
            shown = title if len(title) <= _MAX_TITLE else title[:_MAX_TITLE].rstrip() + "…"
            # What follows a tab is drawn at the other side of the menu.
            text = "\t".join((button_text(shown), self.tr("%n word(s)", "", words)))
            menu.addAction(text).triggered.connect(partial(self._choose, item.id))
        return menu

    def _choose(self, item: str, _checked: bool = False) -> None:
        self.item_chosen.emit(item)

    def _longest(self, finding: Finding | None) -> tuple[tuple[Item, int], ...]:
        from briefbuilder.composing.lengths import longest_items, without_annexes

        briefing, template = self._current.briefing, self._texts.template
        if briefing is None:
            return ()
        part = briefing.part(finding.place.part or "") if finding is not None else None
        # Annexes do not count for the length of a briefing.
        counted = without_annexes(briefing.parts, template) if template is not None else briefing.parts
        return longest_items((part,) if part is not None else counted, _LONGEST)

    def _show_longest(self) -> None:
        finding = self._checks.current
        self.show_longest(finding if finding is not None and finding.code in LENGTH_CODES else None)

    def _has_items(self) -> bool:
        return self._current.briefing is not None and bool(self._current.briefing.items)

    @Slot(object, str)
    def ignore(self, finding: Finding, reason: str) -> None:
        """Ignore a finding with a reason."""
        session = self._services.holder.session
        moment = session.clock.second() if session is not None else ""
        if self._current.edit(
            "ignore-finding", lambda briefing: ignore_findings(briefing, [finding], reason, moment)
        ):
            self._services.toasts.show_undo(self.tr("Issue ignored"))

    @Slot(object)
    def restore(self, finding: Finding) -> None:
        """Show an ignored finding again."""
        self._current.edit("restore-finding", lambda briefing: restore_findings(briefing, [finding]))

    def _apply(self, fixes: list[Fix]) -> bool:
        return self._current.edit(
            "mend-finding", lambda now: reduce(lambda briefing, fix: fix(briefing), fixes, now)
        )

    def _fixes(self, findings: Iterable[Finding]) -> list[Fix]:
        from briefbuilder.app.commands.fixes import fix_for

        session = self._services.holder.session
        if session is None:
            return []
        found = (fix_for(session, finding) for finding in findings)
        return [fix for fix in found if fix is not None]

    def _can_fix(self) -> bool:
        return self._current.writable and self._checks.can_settle

    def _can_ignore(self) -> bool:
        finding = self._checks.current
        return self._current.writable and finding is not None and can_ignore(finding)

    def _has_duplicates(self) -> bool:
        return self._current.writable and bool(self._duplicates())

    def _duplicates(self) -> tuple[Duplicates, ...]:
        from briefbuilder.app.commands.fixes import find_duplicates

        briefing = self._current.briefing
        return find_duplicates(briefing) if briefing is not None else ()

    def _ask_kept(self) -> frozenset[str] | None:
        """Ask which of several duplicates stay; return their ids, None if the user cancels."""
        briefing, groups = self._current.briefing, self._duplicates()
        if briefing is None or not groups:
            return frozenset()
        dialog = DuplicatesDialog(self._services, self._texts, briefing, groups, self._checks.window())
        return dialog.kept if self._services.prompter.run(dialog) else None


def _keep(kept: Collection[str]) -> Fix:
    from briefbuilder.app.commands.fixes import keep_one

    return lambda briefing: keep_one(briefing, kept)


class DuplicatesDialog(QDialog):
    """Asks in which part each passage stays that is quoted several times; `kept` has the ids of the items that stay."""

    def __init__(
        self,
        services: Services,
        texts: BriefingTexts,
        briefing: Briefing,
        groups: tuple[Duplicates, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/check-a-briefing")
        self._texts = texts
        self.setWindowTitle(self.tr("Fix duplicates"))
        self._choices: list[QComboBox] = []
        question = self.tr("Which part keeps the passage? The others are removed; you can undo this.")
        area = QScrollArea(self)
        scroll_vertically(area)
        rows = QWidget(area)
        grid = QGridLayout(rows)
        grid.setColumnStretch(0, 1)
        for row, group in enumerate(groups):
            self._add_row(grid, row, briefing, group)
        grid.setRowStretch(len(groups), 1)
        area.setWidget(rows)
        buttons = DialogButtons(self, self.tr("Remove the others"))
        column_layout(self, PlainLabel(question, self), area, buttons, margins=None, grows=area)
        self.setMinimumWidth(services.theme.px(560))

    @property
    def kept(self) -> frozenset[str]:
        """The ids of the items that stay."""
        return frozenset(str(choice.currentData()) for choice in self._choices)

    def _add_row(self, grid: QGridLayout, row: int, briefing: Briefing, group: Duplicates) -> None:
        items = [item for name in group.items if (item := briefing.item(name)) is not None]
        quote = ElidedLabel(self)
        quote.setText(next(filter(None, map(str.strip, group.passage.quote.splitlines())), ""))
        choice = QComboBox(self)
        choice.setAccessibleName(
            plain_text(self.tr("Part that keeps {quote}").format(quote=quote.text()[:80]))
        )
        names: dict[str, int] = {}
        for item in items:
            part = briefing.parent_of(item.id)
            name = self._texts.heading(part) if part is not None else ""
            names[name] = names.get(name, 0) + 1
            again = self.tr("{part} ({number})").format(part=name, number=names[name])
            choice.addItem(plain_text(again if names[name] > 1 else name), item.id)
        grid.addWidget(quote, row, 0)
        grid.addWidget(choice, row, 1)
        self._choices.append(choice)
