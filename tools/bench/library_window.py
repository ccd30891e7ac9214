"""Measures one window on the generated dossier, of which it takes a copy; prints JSON.

All that is not the window's own work was done before, so that its memory is that of the window: the dossiers are made,
and the words to search for and the articles to add are read from a file (see `Given`).
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from bench.library_queries import Given, p95, times_of
from bench.measure import peak_memory
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.domain.article import RefusedFile
from briefbuilder.domain.query import ORDERS, Query
from briefbuilder.storage.blobs import PreparedArticle
from briefbuilder.storage.listing import Listed
from briefbuilder.ui.bootstrap import build_services, window_of
from briefbuilder.ui.frame.window import MainWindow

ROWS = 12
"""Rows that a window shows at once."""
READ = 40
"""Articles that are read one after the other."""
LEARNING = 20.0
"""Seconds in which the lessons of 800 sections are learned beside the window, with sentence vectors too."""


def memory_beside() -> float:
    """Return the megabytes of this process's children and theirs, what they share counted once."""
    waiting, found = [os.getpid()], 0.0
    while waiting:
        here = waiting.pop()
        children = Path(f"/proc/{here}/task/{here}/children")
        waiting += [int(child) for child in (children.read_text().split() if children.exists() else ())]
        if here != os.getpid():
            lines = Path(f"/proc/{here}/smaps_rollup").read_text().splitlines()
            found += sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
    return found


def main() -> None:
    """Measure and print."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copyfile(sys.argv[1], Path(folder) / "work.dossier"))
        small = Path(shutil.copyfile(sys.argv[2], Path(folder) / "small.dossier"))
        given: Given = pickle.loads(Path(sys.argv[3]).read_bytes())  # noqa: S301 - written by the benchmark itself
        window = window_of(build_services(None, Resources(), Settings(Path(folder) / "settings.json")))
        window.resize(1300, 820)
        window.show()
        application.processEvents()
        measured = Bench(application, window, path, small, given).measured()
        window.services.jobs.close()
        window.close()
    print(json.dumps(measured))


class Bench:
    """The window's dossier, measured step by step."""

    def __init__(
        self, application: QApplication, window: MainWindow, path: Path, small: Path, given: Given
    ) -> None:
        """Take the dossier, and a small one that is opened before it: what the first one of all loads is no measure."""
        self._application = application
        self._window = window
        self._path = path
        self._small = small
        self._given = given

    def measured(self) -> dict[str, float]:
        """Return what was measured, by name."""
        cold = self._timed(lambda: self._window.dossiers.open_path(self._small))
        opened = self._timed(lambda: self._window.dossiers.open_path(self._path))
        session = self._window.services.holder.session
        assert session is not None
        whole, begun = self._given.queries, self._given.prefixes
        words = times_of(
            lambda asked: session.search.find_sections(Query(words=asked, order="latest-import")), whole
        )
        best = times_of(lambda asked: session.search.find_sections(Query(words=asked)), whole)
        found = times_of(lambda asked: self._found_50(session, asked), begun)
        typed = times_of(lambda asked: self._first_rows(session, Query(words=asked)), begun)
        result = {
            "open: first rows in the window, ms": opened,
            "open: a dossier of 100 articles, the first of all, ms": cold,
            **self._scrolled(session),
            "search: 50 sections with snippets, last imported first, p95, ms": p95(words),
            "search: 50 sections with snippets, by relevance, p95, ms": p95(best),
            "prefix of three letters: 50 sections found, p95, ms": p95(found),
            "prefix of three letters: first rows in the window with snippets, p95, ms": p95(typed),
            "the longest step of a search, ms": self._longest_step(session),
            **self._filters(session),
            **self._one_more(session),
        }
        self._read_on()
        result["memory of the window at its most, MB"] = peak_memory()
        result["memory of the processes beside it, with vectors where they are, MB"] = memory_beside()
        return result

    def _read_on(self) -> None:
        """Read some articles one after the other, as long as a reader looks at each, and wait for what is learned."""
        for row in range(0, READ * 7, 7):
            self._window.articles.list_view.setCurrentIndex(self._window.articles.model.index(row, 0))
            self._live(0.05)
        self._live(LEARNING)

    @staticmethod
    def _live(seconds: float) -> None:
        """Let the window live: only a loop of events deletes what is to be deleted later."""
        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()

    def _timed(self, act: Callable[[], object]) -> float:
        """Return the milliseconds of the window's thread: beside it a preview may be built."""
        began = time.thread_time()
        act()
        self._application.processEvents()
        return 1000 * (time.thread_time() - began)

    def _scrolled(self, session: Session) -> dict[str, float]:
        """Jump from place to place in the list; count the rows that are read for it, beside the time."""
        view, model = self._window.articles.list_view, self._window.articles.model
        library, read, counts = session.search, session.search.listed, [0]

        def listed(numbers: Sequence[int]) -> tuple[Listed, ...]:
            counts[-1] += len(numbers)
            return read(numbers)

        library.listed = listed  # type: ignore[method-assign]
        times, most = [], 0
        for row in range(0, model.rowCount(), max(1, model.rowCount() // 60)):
            counts.append(0)
            times.append(self._timed(lambda row=row: view.scrollTo(view.model().index(row, 0))))  # type: ignore[misc]
            most = max(most, sum(map(len, model.pages.held().values())))
        library.listed = read  # type: ignore[method-assign]
        return {
            "scroll: a page of 200 rows, p95, ms": p95(times),
            "scroll: rows read for one jump, at most": max(counts),
            "scroll: rows kept at hand, at most": most,
        }

    @staticmethod
    def _found_50(session: Session, words: str) -> int:
        finding = session.search.find(Query(words=words, order="latest-import"))
        while len(finding.numbers) < ROWS and not finding.step():
            pass
        return len(finding.numbers)

    def _first_rows(self, session: Session, wanted: Query) -> None:
        """Find as far as the window does before it shows something, and make the rows that it shows."""
        finding = session.search.find(wanted)
        while not finding.step() and not (finding.settled and len(finding.numbers) >= ROWS):
            pass
        for listed in session.search.listed(finding.numbers[:ROWS]):
            place = finding.places.get(listed.number)
            if place is not None:
                session.search.snippet(listed.record, place, wanted.words, 14)

    def _longest_step(self, session: Session) -> float:
        longest = 0.0
        for words in (*self._given.queries, *self._given.prefixes):
            finding = session.search.find(Query(words=words, order="title", language="it"))
            done = False
            while not done:
                began = time.process_time()
                done = finding.step()
                longest = max(longest, 1000 * (time.process_time() - began))
        return longest

    def _filters(self, session: Session) -> dict[str, float]:
        def ask(wanted: Query) -> float:
            return min(times_of(lambda _: self._first_rows(session, wanted), [""]))

        topics = [topic for topic, _ in session.search.topics()]
        alone = [ask(Query(topics=(topic,), order=order)) for topic in topics for order in ORDERS]
        words = [
            ask(Query(words=word, topics=(topic,)))
            for topic in topics[::4]
            for word in (*self._given.queries[:12:3], "安全保障")
        ]
        wide = Query(since=date(2022, 1, 1), until=date(2024, 1, 1))
        outlets = [name for name, _ in session.search.outlets()[::40]]
        others = [
            *(ask(Query(language=name)) for name in ("it", "ja", "xx")),
            *(ask(Query(outlet=name, order="newest")) for name in outlets),
            *(ask(replace(wide, order=order)) for order in ORDERS),
            *(ask(Query(tagged=value)) for value in (True, False)),
            *(ask(Query(used=value)) for value in (True, False)),
        ]
        return {
            "filter by topic: first rows, p95, ms": p95(alone),
            "filter by topic, words in the whole list, p95, ms": p95(words),
            "filter by language, publication, days, tags or use, p95, ms": p95(others),
            "sorted by title, publication or day, p95, ms": p95(
                [ask(Query(order=order)) for order in ORDERS]
            ),
        }

    def _one_more(self, session: Session) -> dict[str, float]:
        took: list[float] = []
        undone: list[float] = []
        for article, own_word in self._given.articles:

            def bring(prepared: PreparedArticle | RefusedFile = article, own_word: str = own_word) -> None:
                import_readings(session, [prepared])
                assert session.search.find_sections(Query(words=own_word))

            took.append(self._timed(bring))
            undone.append(self._timed(session.store.undo))
            assert not session.search.find_sections(Query(words=own_word))
        return {
            "one more article kept, indexed, listed and found, ms": max(took),
            "undo of it, ms": max(undone),
        }


if __name__ == "__main__":
    main()
