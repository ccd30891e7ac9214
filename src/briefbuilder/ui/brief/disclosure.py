"""Disclosure: who may see a part, an item or a paragraph."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QCompleter, QDialog, QLineEdit, QRadioButton, QWidget

from briefbuilder.composing.release import list_audiences
from briefbuilder.domain.briefing import Briefing
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


def ask_release(
    services: Services,
    current: CurrentBriefing,
    about: str,
    before: Release | None,
    change: Callable[..., Briefing],
    parent: QWidget,
) -> None:
    """Ask who may see something, and apply `change` to the briefing with the answer as `release`."""
    briefing = current.briefing
    if briefing is None:
        return
    dialog = DisclosureDialog(services, about, before, list_audiences(briefing), parent.window())
    if services.prompter.run(dialog):
        current.edit("set-release", partial(change, release=dialog.release))
