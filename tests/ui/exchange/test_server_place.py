"""A window that exchanges through a common archive on a real server."""

from __future__ import annotations

import pytest
from postgresql_server import PASSWORD, running_server
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.exchange.conftest import TwoDesks

from briefbuilder.app.exchange.round import exchange_all
from briefbuilder.app.exchange.server import PASSWORD_VARIABLE
from briefbuilder.ui.exchange.dialogs import PlaceDialog


def test_a_window_asks_for_the_password_until_it_is_right_and_then_exchanges(
    open_window: Opener,
    qtbot: QtBot,
    desks: TwoDesks,
    prompter: FakePrompter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    with running_server() as server:
        server.add_dossier("tokyo", rossi="write", weber="write")
        address = f"postgresql://rossi@localhost:{server.port}/briefbuilder?dossier=tokyo&sslrootcert={server.authority}"

        def answer(dialog: QDialog) -> bool:
            assert isinstance(dialog, PlaceDialog)
            dialog.on_server.setChecked(True)
            dialog.server.setText(address)
            return True

        window = open_window(desks.own)
        prompter.on_dialog = answer
        window.services.actions.action("exchange-place").trigger()
        strip = window.exchange.strip
        qtbot.waitUntil(lambda: "asks for your password" in window.exchange.strip.text)
        prompter.passwords = ["wrong", PASSWORD]
        strip.buttons[0].click()
        qtbot.waitUntil(lambda: "does not accept rossi" in window.exchange.strip.text)
        with qtbot.waitSignal(window.exchange.rounds.reported):
            strip.buttons[0].click()
        desks.write(desks.other, "The ministers met.", "Written at the other desk.")
        with server.archive("weber", "tokyo") as archive:
            _, report = exchange_all(desks.other, archive, None, lambda: False)
            assert report.problem is None

            def is_here() -> bool:
                window.services.actions.action("exchange-now").trigger()
                return desks.text(desks.own) == ("The ministers met.", "Written at the other desk.")

            qtbot.waitUntil(is_here)
            desks.write(desks.own, "The ministers met.", "Written in the window.")
            known = desks.own.store.shared.names()

            def is_there() -> bool:
                window.services.actions.action("exchange-now").trigger()
                return bool(set(archive.batch_names()) - known)

            qtbot.waitUntil(is_there)
        window.exchange.rounds.stop()
    assert prompter.errors == []
