"""Long articles are laid out little by little, and what a search found in them is marked once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import ITALIAN, Opener

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.session import Session
from briefbuilder.domain.query import Query
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read import article_canvas
from briefbuilder.ui.read.article_view import Highlight, found_highlights
from briefbuilder.ui.theme import Theme


def test_a_long_article_is_not_laid_out_at_once_and_its_margins_follow(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    text = "\n\n".join(f"{ITALIAN} {number}" for number in range(100))
    import_readings(dossier, [read_bytes(text.encode(), "long.md")])
    long = next(one for one in dossier.store.articles() if one.original.name == "long.md")
    window = open_window(dossier)
    window.articles.choose(long.id)
    canvas = window.article.canvas
    view = canvas.view
    guessed = view.verticalScrollBar().maximum() + view.viewport().height()
    assert canvas.grips.height() == canvas.margin.height() == guessed
    whole = round(view.paper.size().height())
    assert guessed != whole
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == whole - view.viewport().height())
    assert canvas.grips.height() == canvas.margin.height() == whole


def test_what_a_search_found_is_marked_once_while_the_target_moves(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def noted(ranges: Sequence[tuple[int, int]], current: int, theme: Theme) -> list[Highlight]:
        made.append(len(ranges))
        return found_highlights(ranges, current, theme)

    monkeypatch.setattr(article_canvas, "found_highlights", noted)
    view = window.article.canvas.view
    window.articles.search_bar.show_query(Query(words="semiconduttori"))
    qtbot.waitUntil(lambda: bool(made) and not window.articles.model.searching)
    made.clear()
    window.article.walk(1, sections=True)
    window.article.walk(1, sections=True)
    assert made == []
    words = [each.cursor.selectedText().casefold() for each in view.extraSelections()]
    assert words.count("semiconduttori") > 1
