"""A program for a real X server: shows the page, drags with the real pointer and prints the outlines as JSON.

The arguments are a folder that may be written to. Started by test_outline_view_dragging.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.bootstrap import build_services, window_of
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.overview import TagOverviewDialog

ARTICLE = """Ministers weigh export controls

Export controls on chips were discussed in Tokyo on Tuesday.

Semiconductor supply

Semiconductors remain scarce, and prices are rising again.
"""
PATIENCE = 20.0


def wait(ready: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Let the window work until something is so, or time is up."""
    loop, timer, begun = QEventLoop(), QTimer(), time.monotonic()
    timer.setInterval(20)

    def look() -> None:
        if ready() or time.monotonic() - begun > seconds:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    return ready()


def drag(start: QPoint, end: QPoint) -> None:
    """Press the pointer's button at one point of the screen and let it go at another."""
    way = [f"mousemove {start.x()} {start.y()}", "sleep 0.1", "mousedown 1", "sleep 0.1"]
    for step in range(1, 13):
        point = start + (end - start) * step / 12
        way += [f"mousemove {point.x()} {point.y()}", "sleep 0.03"]
    way += ["sleep 0.2", "mouseup 1"]
    process = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, text=True)
    assert process.stdin is not None
    process.stdin.write("\n".join(way) + "\n")
    process.stdin.close()
    wait(lambda: process.poll() is not None)
    wait(lambda: False, 0.5)


def shape(briefing: Briefing) -> list[list[str]]:
    """The words of the items of each part, after the part's key."""
    return [
        [part.key, *(item.passage.quote if isinstance(item, Excerpt) else item.kind for item in part.items)]
        for part in briefing.walk()
    ]


def build(folder: Path) -> tuple[Session, MainWindow]:
    """A window on a dossier with an article, and a briefing with one excerpt."""
    resources = Resources()
    session = Session.create(folder / "Tokyo.dossier", resources)
    import_readings(session, [read_bytes(ARTICLE.encode(), "controls.txt")])
    (record,) = session.store.articles()
    session.store.apply(tag_section(session, record.id, 1, ["semiconductors"]))
    act, _ = compose_briefing(session, "thematic-briefing", "Chips", ["semiconductors"], {}, "en")
    session.store.apply(act)
    window = window_of(
        build_services(
            session, resources, Settings(folder / "settings.json"), theme=Theme("light"), language="en"
        )
    )
    window.resize(1500, 900)
    window.move(0, 0)
    window.show()
    return session, window


def topic_to(window: MainWindow, last: QPoint) -> None:
    """Drag a topic with its passage from the overview of the tags into a part."""
    window.services.actions.action("tags-by-topic").trigger()
    tags = window.findChild(TagOverviewDialog)
    assert tags is not None
    tags.resize(500, 300)
    tags.move(900, 600)
    wait(lambda: False, 0.5)
    topic = tags.view.visualRect(tags.model.index(0, 0)).center()
    drag(tags.view.viewport().mapToGlobal(topic), last)
    tags.close()


def main() -> None:
    """Drag an item into another part, a ready passage and a topic into a third; print what came of it."""
    application = QApplication([])
    session, window = build(Path(sys.argv[1]))
    pane = window.brief
    window.services.modes.choose("brief")
    wait(lambda: not pane.busy)
    outline = pane.outline
    (briefing,) = session.store.briefings()
    results = [shape(briefing)]

    def row(node: str) -> QPoint:
        place = outline.visualRect(outline.model().index_of(node)).center()  # type: ignore[attr-defined]
        return outline.viewport().mapToGlobal(place)

    item = briefing.items[0].id
    first, last = briefing.parts[0].id, next(part.id for part in briefing.parts if part.key == "outlook")
    drag(row(item), row(first))
    results.append(shape(session.store.briefings()[0]))
    chosen = outline.current_node == item
    window.services.actions.action("remove-item").trigger()
    ready = pane.outline_pane.ready
    ready.section.head.setChecked(True)
    wait(lambda: ready.model.rowCount() == 1)
    wait(lambda: False, 0.3)
    found = ready.list.visualRect(ready.model.index(0, 0)).center()
    drag(ready.list.viewport().mapToGlobal(found), row(last))
    results.append(shape(session.store.briefings()[0]))
    for _ in range(3):
        session.store.undo()
    results.append(shape(session.store.briefings()[0]))
    topic_to(window, row(last))
    results.append(shape(session.store.briefings()[0]))
    sys.stdout.write(json.dumps({"results": results, "chosen": chosen}) + "\n")
    window.services.jobs.close()
    window.close()
    window.services.holder.replace(None)
    application.quit()


if __name__ == "__main__":
    main()
