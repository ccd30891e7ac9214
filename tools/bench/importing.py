"""A thousand pages into one dossier while the window is open: how late it answers, and how soon it stops.

A timer of 10 ms in the window tells by how much it is late; the same window without an import is the peer. Between
two ticks the window's thread also tells how long it worked itself: that holds on a busy machine, too.
"""

from __future__ import annotations

import os
import subprocess
import sys

from bench.measure import ENVIRONMENT, TOOLS

PAGES = 1000
WORK = """
import faulthandler; faulthandler.dump_traceback_later(900, exit=True)
import json, os, resource, statistics, tempfile, time
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication
from bench.texts import paragraphs
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.ui.bootstrap import SWITCH_INTERVAL, GarbageCollection, build_services, window_of

TEXTS = paragraphs(12)


def page(number):
    texts = TEXTS[number % 40 : number % 40 + 28]
    body = "".join(f"<h2>{text} {number}</h2>" if heading else f"<p>{text} ({number})</p>" for heading, text in texts)
    menu = "".join(f'<li class="menu-item"><a href="/section/{n}?from={number}">Section {n}</a></li>' for n in range(120))
    aside = "".join(f'<div class="teaser"><a href="/{n}"><h3>Teaser {n} of page {number}</h3></a><p>Short words.</p></div>' for n in range(30))
    script = f"<script>var data = {json.dumps(list(range(number, number + 2500)))};</script>"
    head = f'<title>Article {number} | The Gazette</title><meta property="og:title" content="Article {number}">{script}'
    return f"<!doctype html><html lang=it><head>{head}</head><body><nav><ul>{menu}</ul></nav><article><h1>Article {number}</h1>{body}</article><aside>{aside}</aside></body></html>"


def gaps_while(application, begin, seconds=None):
    ticks = []
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=10)
    timer.timeout.connect(lambda: ticks.append((time.perf_counter(), time.thread_time())))
    timer.start()
    begin()
    if seconds:
        QTimer.singleShot(int(1000 * seconds), lambda: application.exit())
    application.exec()
    timer.stop()
    return {"late": shares(ticks, 0), "own": shares(ticks, 1), "work": ticks[-1][1] - ticks[0][1]}


def shares(ticks, which):
    gaps = sorted(1000 * (after[which] - before[which]) for before, after in zip(ticks, ticks[1:]))
    return {"p50": gaps[len(gaps) // 2], "p95": gaps[int(len(gaps) * 0.95)], "p99": gaps[int(len(gaps) * 0.99)], "max": gaps[-1]}


def cpu():
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def main():
    sys.setswitchinterval(SWITCH_INTERVAL)
    count = int(sys.argv[1])
    application = QApplication([])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "pages"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:04}.html").write_text(page(number), encoding="utf-8")
        window = window_of(build_services(None, Resources(), Settings()))
        window.services.holder.replace(Session.create(Path(place) / "bench.dossier", window.services.resources))
        window.show()
        GarbageCollection(window)
        importing = window.make_pages().importing
        importing.finished.connect(lambda: application.exit())
        idle = gaps_while(application, lambda: None, 2)
        QTimer.singleShot(3000, lambda: (marks.append(time.perf_counter()), importing.cancel()))
        marks = []
        gaps_while(application, lambda: importing.start([folder]))
        stopped = time.perf_counter() - marks[0]
        left = len(window.services.holder.session.store.articles())
        undo = window.services.actions.action("undo")
        if left:
            undo.trigger()
            gaps_while(application, lambda: None, 3)
        assert window.services.holder.session.store.articles() == ()
        begun, used = time.perf_counter(), cpu()
        busy = gaps_while(application, lambda: importing.start([folder]))
        took = time.perf_counter() - begun
        session = window.services.holder.session
        assert len(session.store.articles()) == count
        session.store.listeners.add(lambda keys: session.store.act_running or application.exit())
        undone = gaps_while(application, undo.trigger)
        assert not session.store.act_running and session.store.articles() == ()
        window.services.jobs.close()
        answer = {
            "idle": idle, "busy": busy, "undone": undone, "left": left, "stopped": stopped, "seconds": took, "cores": (cpu() - used) / took,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        window.services.holder.replace(None)
        window.close()
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
"""


def run() -> None:
    """Print how late the timer was, idle and during the import, and the import's own numbers."""
    import json

    code = f"import sys; sys.path.insert(0, {str(TOOLS)!r})\n{WORK}"
    done = subprocess.run(
        [sys.executable, "-c", code, str(PAGES)], capture_output=True, text=True, check=False, env=ENVIRONMENT
    )
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return
    answer = json.loads(done.stdout.splitlines()[-1])
    print(f"\nImport of {PAGES} pages with the window open")
    times = (("idle", "the window alone"), ("busy", "while importing"), ("undone", "while undoing it"))
    for name, what in times:
        for of, told in (("late", "between ticks of 10"), ("own", "of its own work between them")):
            values = ", ".join(f"{key} {value:.0f}" for key, value in answer[name][of].items())
            print(f"  {what:18} ms {told}: {values}")
    longest = ", ".join(f"{answer[name]['own']['max']:.0f} {what}" for name, what in times[1:])
    print(f"  the longest that the window's thread was held, ms: {longest}")
    print(f"  the window's thread worked {1000 * answer['busy']['work'] / PAGES:.1f} ms an article")
    print(
        f"  {PAGES / answer['seconds']:.0f} pages a second on {answer['cores']:.2f} of {os.cpu_count()} cores"
    )
    print(f"  {answer['left']} articles had come in and stayed when it was stopped")
    print(
        f"  stopped {1000 * answer['stopped']:.0f} ms after cancel; the window held {answer['megabytes']:.0f} MB"
    )
