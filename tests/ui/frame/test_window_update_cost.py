"""Each change is drawn once, also for an import or undo of a thousand articles."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Opener

from briefbuilder.app import resources as resources_module
from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.topics import Taxonomy
from briefbuilder.storage.search import Search
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_canvas import ArticleCanvas


def counted(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> list[object]:
    """Return what grows by one with each call of a method."""
    calls: list[object] = []
    whole: Callable[..., object] = getattr(owner, name)

    def call(self: object, *arguments: object, **named: object) -> object:
        calls.append(arguments)
        return whole(self, *arguments, **named)

    monkeypatch.setattr(owner, name, call)
    return calls


def written(folder: Path) -> Path:
    folder.mkdir()
    for number in range(3):
        words = f"Headline {number}\n\nThe ministers spoke of semiconductors, {number} of them at length.\n"
        (folder / f"{number}.txt").write_text(words)
    return folder


def test_a_restored_article_is_drawn_once(
    window: MainWindow, dossier: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.services.actions.action("undo").trigger()
    assert dossier.store.articles() == ()
    drawn = counted(monkeypatch, ArticleCanvas, "show_article")
    window.services.actions.action("redo").trigger()
    assert window.article.reading is not None
    assert len(drawn) == 1


def test_the_head_of_an_article_is_redrawn_alone_and_only_for_its_own_changes(
    window: MainWindow, dossier: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = counted(monkeypatch, ArticleCanvas, "show_article")
    heads = counted(monkeypatch, ArticleCanvas, "show_header")
    for record in dossier.store.articles():
        window.services.holder.opened.store.apply(
            edit_metadata(dossier, record.id, replace(record.metadata, title="New"))
        )
    assert (len(heads), whole) == (1, [])


def test_copies_are_looked_for_when_articles_or_tags_change_and_not_with_each_step(
    window: MainWindow, dossier: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = counted(monkeypatch, Search, "group")
    window.services.actions.action("next-paragraph").trigger()
    window.services.actions.action("next-section").trigger()
    assert looked == []
    window.services.holder.opened.store.apply(
        tag_section(dossier, dossier.store.articles()[0].id, 0, ["china"])
    )
    assert len(looked) == 1
    window.articles.choose(dossier.store.articles()[1].id)
    assert len(looked) == 2


def test_taxonomies_are_loaded_beside_the_window_while_the_first_files_are_read(
    open_window: Opener, resources: Resources, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One taxonomy alone, which the tests have not loaded before.
    chosen = resources.shipped_taxonomies()[:1]
    window = open_window(Session.create(tmp_path / "Tokyo.dossier", resources, taxonomies=chosen))
    loaded: list[str] = []
    whole = resources_module.load_parts

    def load(path: Path) -> Taxonomy:
        loaded.append(threading.current_thread().name)
        return whole(path)

    monkeypatch.setattr(resources_module, "load_parts", load)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start([written(tmp_path / "in")])
    assert window.article.reading is not None
    assert "briefbuilder-job" in loaded


def test_events_are_processed_before_the_outcomes_are_reported(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    came: list[str] = []

    def note_turn(_keys: object) -> None:
        QTimer.singleShot(0, window, lambda: came.append("turn"))

    window.services.holder.changed.connect(note_turn)
    window.make_pages().importing.outcomes_ready.connect(lambda _outcomes: came.append("told"))
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start([written(tmp_path / "in")])
    assert came[:2] == ["turn", "told"]
