"""What follows the open session, and the conditions of actions that are asked once for it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from briefbuilder.app.session import Session
from briefbuilder.ui.actions import ActionBoard
from briefbuilder.ui.session_holder import SessionHolder


def test_actions_are_updated_once_after_all_views_have_followed(qtbot: QtBot, dossier: Session) -> None:
    holder = SessionHolder()
    board = ActionBoard(holder, holder)
    asked: list[bool] = []

    def condition() -> bool:
        asked.append(holder.is_followed)
        return holder.session is None

    board.register("open-dossier", lambda: None, enabled=condition)
    for _ in range(3):
        holder.session_replaced.connect(board.refresh)
    asked.clear()
    holder.replace(dossier)
    assert asked == [True]
    assert not board.action("open-dossier").isEnabled()
    board.refresh()
    assert asked == [True, True]
    holder.replace(None)
    assert board.action("open-dossier").isEnabled()
