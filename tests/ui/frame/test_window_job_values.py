"""Jobs get values: no job holds an object of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Opener
from tests.work_values import window_objects

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session


class Sender(QObject):
    sent = Signal(int)

    def send(self) -> None:
        self.sent.emit(1)


def ways_in(sender: Sender, session: Session) -> dict[str, Callable[..., object]]:
    return {
        "signal": partial(print, sender.sent.emit),
        "method": partial(print, sender.send),
        "closure": lambda: sender.sent,
        "lambda in a list": partial(print, [lambda: sender]),
        "session": lambda _context: session.store.articles(),
        "library": partial(print, session.search),
        "keyword": partial(print, end=sender),
    }


@pytest.mark.parametrize(
    "way", ["signal", "method", "closure", "lambda in a list", "session", "library", "keyword"]
)
def test_each_way_to_an_object_of_the_window_is_found(qtbot: QtBot, dossier: Session, way: str) -> None:
    assert window_objects(ways_in(Sender(), dossier)[way])
    dossier.store.close()


def test_values_are_let_pass(tmp_path: object) -> None:
    @dataclass(frozen=True)
    class Wanted:
        text: str

    wanted = Wanted("x")
    assert window_objects(partial(print, wanted, (1, 2), {"path": tmp_path})) == []
    assert window_objects(lambda _context: wanted.text) == []


def test_a_window_refuses_to_start_such_work(open_window: Opener, dossier: Session) -> None:
    window = open_window(dossier)
    with pytest.raises(AssertionError, match="objects of the window"):
        window.services.jobs.start(lambda _context: window.services, print, print)


def test_resources_of_a_thread_are_its_own_until_they_are_adopted() -> None:
    ours = Resources()
    theirs = ours.copy_for_thread()
    taxonomy = theirs.taxonomy()
    matcher = theirs.matcher(taxonomy)
    assert ours.copy_for_thread().taxonomy() is not taxonomy
    ours.adopt(theirs)
    assert ours.taxonomy() is taxonomy
    assert ours.matcher(taxonomy) is matcher
    again = ours.copy_for_thread()
    assert again.matcher(again.taxonomy()) is matcher
    ours.adopt(Resources())
    assert ours.matcher(taxonomy) is matcher
