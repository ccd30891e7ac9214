"""Disclosure: who may see a part, an item or a paragraph."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QCompleter, QDialog, QLineEdit, QRadioButton, QWidget

from briefbuilder.composing.release import list_audiences
from briefbuilder.domain.briefing import Briefing, Part
from briefbuilder.domain.briefing_edits import set_block_releases, set_release
from briefbuilder.domain.release import PUBLIC, Disclosure, Release
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.plain import PlainLabel

_CHOICES: tuple[Disclosure | None, ...] = (None, "usable", "closed", "named")


class DisclosureDialog(QDialog):
    """Asks who may see something; `release` is the answer, None for everyone."""

    def __init__(
        self, services: Services, about: str, release: Release | None, known: tuple[str, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/limit-recipients")
        self.setWindowTitle(self.tr("Who may see this"))
        space = services.theme.space
        column = fill_dialog(self, services.theme)
        column.addWidget(PlainLabel(about, self, role="strip", wraps=True))
        self._choices = QButtonGroup(self)
        texts = (
            self.tr("&Everyone"),
            self.tr("Everyone, and it may be &quoted: usable"),
            self.tr("Internal only: &not for disclosure"),
            self.tr("&Only these recipients:"),
        )
        for place, text in enumerate(texts):
            button = QRadioButton(text, self)
            self._choices.addButton(button, place)
            column.addWidget(button)
        self._audiences = QLineEdit(self)
        self._audiences.setAccessibleName(self.tr("Recipients, separated by commas"))
        self._audiences.setPlaceholderText(self.tr("press, partners"))
        offered = QCompleter([name for name in known if name != PUBLIC], self._audiences)
        offered.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self._audiences.setCompleter(offered)
        column.addWidget(self._audiences)
        buttons = DialogButtons(self, self.tr("OK"))
        self._agree = buttons.agree
        column.addWidget(buttons)
        self.setMinimumWidth(space(26))
        self._show(release)
        self._choices.idToggled.connect(self._refresh)
        self._audiences.textChanged.connect(self._refresh)
        self._refresh()

    @property
    def release(self) -> Release | None:
        """The chosen release, None for everyone."""
        disclosure = _CHOICES[self._choices.checkedId()]
        if disclosure is None:
            return None
        return Release(disclosure=disclosure, audiences=self._names() if disclosure == "named" else ())

    def _names(self) -> tuple[str, ...]:
        names = (" ".join(name.split()) for name in self._audiences.text().split(","))
        return tuple(dict.fromkeys(filter(None, names)))

    def _show(self, release: Release | None) -> None:
        button = self._choices.button(_CHOICES.index(release.disclosure if release else None))
        button.setChecked(True)
        button.setFocus()
        self._audiences.setText(", ".join(release.audiences) if release else "")

    @Slot()
    def _refresh(self) -> None:
        named = _CHOICES[self._choices.checkedId()] == "named"
        self._audiences.setEnabled(named)
        self._agree.setEnabled(not named or bool(self._names()))


def ask_release_of_nodes(
    services: Services, current: CurrentBriefing, nodes: tuple[str, ...], about: str, parent: QWidget
) -> None:
    """Ask who may see parts and items, and set it as one command; `parent` is a widget of the parent window."""
    briefing = current.briefing
    if briefing is None or not nodes:
        return
    answer = _ask_release(services, briefing, about, _release_of(briefing, nodes[0]), parent)
    if answer is not None:
        current.edit("set-release", partial(set_release, node_ids=nodes, release=answer[0]))


def ask_release_of_paragraphs(
    services: Services,
    current: CurrentBriefing,
    item_id: str,
    blocks: tuple[str, ...],
    about: str,
    parent: QWidget,
) -> None:
    """Ask who may see paragraphs of an item, and set it as one command; `parent` is a widget of the parent window."""
    briefing = current.briefing
    item = briefing.item(item_id) if briefing is not None else None
    if briefing is None or item is None or not blocks:
        return
    answer = _ask_release(services, briefing, about, item.releases.get(blocks[0]), parent)
    if answer is not None:
        change = partial(set_block_releases, item_id=item_id, block_ids=blocks, release=answer[0])
        current.edit("set-release", change)


def _ask_release(
    services: Services, briefing: Briefing, about: str, release: Release | None, parent: QWidget
) -> tuple[Release | None] | None:
    """Return the answer in a tuple, None if the dialog was cancelled."""
    dialog = DisclosureDialog(services, about, release, list_audiences(briefing), parent.window())
    return (dialog.release,) if services.prompter.run(dialog) else None


def _release_of(briefing: Briefing, node: str) -> Release | None:
    found: Part | None = briefing.part(node)
    item = briefing.item(node)
    return found.release if found is not None else item.release if item is not None else None
