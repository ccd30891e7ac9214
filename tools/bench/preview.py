"""How soon an edit is seen on the page, and how the window lives meanwhile; and acts on a briefing of 1,000 items.

A timer of 10 ms in the window tells by how much it is late; the same window at rest is the peer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from bench.measure import ENVIRONMENT, TOOLS

PAGES = (10, 100)
EDITS = 15
ITEMS = 1000
WORK = """
import faulthandler; faulthandler.dump_traceback_later(600, exit=True)
import json, os, statistics, sys, tempfile, time
from dataclasses import replace
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication
from bench.texts import paragraphs
from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import replace_item, shift_item
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.ui.bootstrap import SWITCH_INTERVAL, build_services, window_of


def text(number, words):
    return OwnText(id=f"o{number}", blocks=(Paragraph(id="p", content=(Span(words),)),))


def briefing_of(session, items):
    act, made = compose_briefing(session, "thematic-briefing", "Misura", [], {}, "it")
    session.store.apply(act)
    first = replace(made.parts[0], items=tuple(items))
    full = replace(made, parts=(first, *made.parts[1:]))
    session.store.apply(edit_briefing(session, full, "edit-briefing"))
    return full


def p95(values):
    ranked = sorted(values)
    return ranked[int(len(ranked) * 0.95)]


class Desk:
    def __init__(self, application, place, items):
        self.application = application
        self.window = window_of(build_services(None, Resources(), Settings()))
        holder = self.window.services.holder
        session = Session.create(place / "bench.dossier", self.window.services.resources)
        self.briefing = briefing_of(session, items)
        holder.replace(session)
        self.session = session
        self.window.resize(1500, 920)
        self.window.show()
        self.pane = self.window.brief
        self.settle()

    def settle(self):
        deadline = time.perf_counter() + 120
        while self.pane.busy or time.perf_counter() < deadline - 119.7:
            self.application.processEvents()
            time.sleep(0.002)
            assert time.perf_counter() < deadline

    def seen(self, edit):
        done = []
        def note(*_):
            self.pane.panel.preview.view.viewport().repaint()
            done.append(time.perf_counter())
            self.application.exit()
        self.pane.panel._builder.built.connect(note)
        begun = time.perf_counter()
        edit()
        self.application.exec()
        self.pane.panel._builder.built.disconnect(note)
        took = 1000 * (done[0] - begun)
        self.settle()
        return took

    def close(self):
        self.window.services.jobs.close()
        self.window.services.holder.replace(None)
        self.window.close()


def edits(application, place, pages, count):
    desk = Desk(application, place, [text(n, words) for n, (_, words) in enumerate(paragraphs(pages))])
    ticks = []
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=10)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    def gaps():
        found = [1000 * (after - before) for before, after in zip(ticks, ticks[1:])]
        ticks.clear()
        return {"p50": statistics.median(found), "p95": p95(found), "max": max(found)}
    timer.start()
    QTimer.singleShot(1500, application.exit); application.exec()
    idle = gaps()
    times = []
    timer.stop()
    for number in range(count):
        def edit(number=number):
            now = desk.session.store.briefing(desk.briefing.id)
            desk.session.store.apply(edit_briefing(desk.session, replace_item(now, text(2, f"Una frase nuova, la numero {number}.")), "edit-text"))
        ticks.clear()
        timer.start()
        times.append(desk.seen(edit))
        timer.stop()
        busy = gaps() if len(ticks) > 2 else None
    all_gaps = []
    pages_there = desk.pane.panel.preview.view.page_count if hasattr(desk.pane.panel.preview.view, "page_count") else 0
    desk.close()
    return {"pages": pages, "median": statistics.median(times), "p95": p95(times), "idle": idle, "busy": busy}


def many(application, place, count):
    desk = Desk(application, place, [text(n, f"Punto {n}.") for n in range(count)])
    times = {"edit": [], "move": [], "undo": []}
    for number in range(12):
        now = desk.session.store.briefing(desk.briefing.id)
        for name, act in (
            ("edit", lambda: desk.session.store.apply(edit_briefing(desk.session, replace_item(now, text(5, f"Altro {number}.")), "edit-text"))),
            ("undo", desk.session.store.undo),
            ("move", lambda: desk.session.store.apply(edit_briefing(desk.session, shift_item(now, f"o{count // 2}", 1), "move-in-briefing"))),
            ("undo", desk.session.store.undo),
        ):
            begun = time.perf_counter()
            act()
            times[name].append(1000 * (time.perf_counter() - begun))
    desk.settle()
    desk.close()
    return {name: statistics.median(values) for name, values in times.items()}


def main():
    sys.setswitchinterval(SWITCH_INTERVAL)
    pages, count, items = json.loads(sys.argv[1])
    application = QApplication([])
    with tempfile.TemporaryDirectory() as place:
        if pages:
            answer = edits(application, Path(place), pages, count)
        else:
            answer = many(application, Path(place), items)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
"""


def run() -> None:
    """Print how soon edits are seen, how late the window's timer was, and how long acts on many items take."""
    print("\nAn edit until it is painted in the preview")
    for pages in PAGES:
        found = _measured(pages)
        if found is not None:
            late = "; ".join(
                f"{what}: " + ", ".join(f"{name} {value:.0f}" for name, value in found[what].items())
                for what in ("idle", "busy")
                if found[what]
            )
            print(f"  {pages:4} pages   median {found['median']:.0f} ms, p95 {found['p95']:.0f} ms")
            print(f"               ms between ticks of 10: {late}")
    found = _measured(0)
    if found is not None:
        told = ", ".join(f"{name} {value:.0f} ms" for name, value in found.items())
        print(f"  acts on a briefing of {ITEMS} items with the window open: {told}")


def _measured(pages: int) -> dict[str, Any] | None:
    code = f"import sys; sys.path.insert(0, {str(TOOLS)!r})\n{WORK}"
    arguments = json.dumps([pages, EDITS, ITEMS])
    done = subprocess.run(
        [sys.executable, "-c", code, arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **ENVIRONMENT},
    )
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return None
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
