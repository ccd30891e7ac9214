"""What every widget is handed by its constructor: the open dossier and the program's means.

Knows no widget. There is one `Services` a window; nothing in it is found by a global name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobRunner
    from briefbuilder.app.messages import Words
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.settings import Settings
    from briefbuilder.ui.actions import ActionBoard
    from briefbuilder.ui.prompter import Prompter
    from briefbuilder.ui.session_holder import SessionHolder
    from briefbuilder.ui.theme import Theme


class PaneLinks(QObject):
    """What one pane asks of another, so that panes do not know each other.

    `passage_add_requested` wants a `Passage` in the briefing's chosen part, `passages_add_requested` a tuple of
    them; `passage_show_requested` wants a passage's article shown with it in view.
    """

    passage_add_requested = Signal(object)
    passages_add_requested = Signal(tuple)
    passage_show_requested = Signal(object)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The means of one window. `language` is the screen's (BCP 47)."""

    holder: SessionHolder
    desk: PaneLinks
    actions: ActionBoard
    resources: Resources
    settings: Settings
    jobs: JobRunner
    prompter: Prompter
    words: Words
    theme: Theme
    language: str
