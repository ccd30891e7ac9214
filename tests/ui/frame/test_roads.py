"""The two roads of ARCHITECTURE.md are the calls that the program makes, in their order."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefbuilder.app.commands.imports import prepare_reading
from briefbuilder.importers.read import parse, read_bytes
from briefbuilder.ui.frame.window import MainWindow

Road = list[tuple[str, bool]]
"""The functions of a road, such as "module.function" or "Class.method", and whether another process calls each."""
_STEP = re.compile(r"^\d+\. (?P<place>[^`]*)`(?:\w+\.)*?(?P<name>\w+\.\w+)`")
_PLACE = re.compile(r"(?:in|on) (?:the|a|an) (.+?):")


@pytest.fixture(scope="module")
def roads(root: Path) -> tuple[Road, Road]:
    """The road of a web page that is dropped, and that of a topic that is typed."""
    text = (root / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Two roads")[2]
    imported, _, tagged = text.partition("The user presses T")
    return list(_steps(imported)), list(_steps(tagged))


def _steps(text: str) -> Iterator[tuple[str, bool]]:
    elsewhere = False
    for step in filter(None, map(_STEP.match, text.splitlines())):
        if place := _PLACE.match(step["place"]):
            elsewhere = place[1].endswith(("process", "worker"))
        yield step["name"], elsewhere


def calls_during(act: Callable[[], object]) -> list[str]:
    """Return the functions of the program that are called on any thread, each as "module.function" and as it is qualified."""
    called: list[str] = []

    def record(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and "briefbuilder" in code.co_filename:
            called.extend((code.co_qualname, f"{Path(code.co_filename).stem}.{code.co_qualname}"))

    threading.setprofile(record)
    sys.setprofile(record)
    try:
        act()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return called


def out_of_order(names: list[str], called: list[str]) -> list[str]:
    """Return the names that do not occur behind the one before them."""
    place, missing = 0, []
    for name in names:
        if name in called[place:]:
            place = called.index(name, place)
        else:
            missing.append(name)
    return missing


def test_a_file_is_imported_by_the_calls_of_the_first_road(
    window: MainWindow, root: Path, roads: tuple[Road, Road], qtbot: QtBot
) -> None:
    page = root / "tests/data/html/interview.html"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(page))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, buttons, keys)

    def drop() -> None:
        with qtbot.waitSignal(window.make_pages().importing.finished):
            window.dropEvent(event)

    reading = read_bytes(page.read_bytes(), page.name)
    # What other processes do is not seen from here, and is done once more.
    again = calls_during(lambda: (parse(page.read_bytes(), page.name), prepare_reading(reading)))
    assert out_of_order([name for name, elsewhere in roads[0] if not elsewhere], calls_during(drop)) == []
    assert out_of_order([name for name, elsewhere in roads[0] if elsewhere], again) == []
    assert len(roads[0]) <= 25, "a road through the code should not become longer"


def test_a_passage_is_tagged_by_the_calls_of_the_second_road(
    window: MainWindow, roads: tuple[Road, Road]
) -> None:
    view, box = window.article.canvas.view, window.read.rail.box

    def tag() -> None:
        QTest.keyClick(view, Qt.Key.Key_T)
        QTest.keyClicks(box.line, "semi")
        QTest.keyClick(box.line, Qt.Key.Key_Return)

    assert out_of_order([name for name, _ in roads[1]], calls_during(tag)) == []
    assert len(roads[1]) <= 12, "a road through the code should not become longer"
