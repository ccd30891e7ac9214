"""A dossier is opened in pieces, between which the window processes events, and what is not seen waits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui.conftest import FakePrompter
from tests.ui.frame.test_window_update_cost import counted
from tests.ui.windows import session_of

from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog
from briefbuilder.ui.brief.outline_model import OutlineModel
from briefbuilder.ui.brief.page import BriefPage
from briefbuilder.ui.frame.backups import kept_backups_box
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_canvas import TagLabel

if TYPE_CHECKING:
    from tests.ui.conftest import Opener


@pytest.fixture
def path(dossier: Session) -> Path:
    """A dossier that is closed."""
    dossier.store.close()
    return dossier.store.path


def shown_article(window: MainWindow) -> str | None:
    """Return the id of the article that is open."""
    reading = window.article.reading
    return reading.article.id if reading is not None else None


def shown_briefing(window: MainWindow) -> str | None:
    """Return the id of the briefing that is shown or edited."""
    return window.services.links.briefing


@pytest.mark.parametrize("steps", [0, 3, 9, 99])
def test_the_remembered_article_is_shown_after_the_rest_however_far_the_pages_were_prepared(
    open_window: Opener, path: Path, qtbot: QtBot, resources: Resources, steps: int
) -> None:
    with Session.open(path, resources) as session:
        last = session.store.articles()[-1].id
    window = open_window()
    window.services.settings.set_dossier_state(path, {"read-article": last})
    for _ in range(steps):
        window.prepare_pages()
    window.dossiers.open_path(path)
    assert window.articles.model.rowCount() == 2
    assert shown_article(window) is None
    qtbot.waitUntil(lambda: shown_article(window) is not None)
    assert shown_article(window) == last


def test_closing_a_dossier_and_opening_another_one_keep_the_place_in_it(
    open_window: Opener, path: Path, qtbot: QtBot, resources: Resources, tmp_path: Path
) -> None:
    with Session.open(path, resources) as session:
        first, last = (record.id for record in session.store.articles())
    other = tmp_path / "other.dossier"
    Session.create(other, resources).store.close()
    window = open_window()
    for chosen, leave in ((last, window.dossiers.close), (first, lambda: window.dossiers.open_path(other))):
        window.dossiers.open_path(path)
        qtbot.waitUntil(lambda: shown_article(window) is not None)
        window.articles.choose(chosen)
        assert shown_article(window) == chosen
        leave()
        assert window.services.settings.dossier_state(path)["read-article"] == chosen


@pytest.fixture
def with_briefings(dossier: Session) -> tuple[Path, str, str]:
    """A closed dossier with two briefings, with the ids of both."""
    names = []
    for title in ("Chips", "Ships"):
        change, briefing = compose_briefing(dossier, "thematic-briefing", title, ["semiconductors"], {}, "en")
        dossier.store.apply(change)
        names.append(briefing.id)
    dossier.store.close()
    return dossier.store.path, names[0], names[1]


def remembered(window: MainWindow, path: Path, briefing: str, mode: str = "read") -> None:
    window.services.settings.set_dossier_state(path, {"mode": mode, "brief-briefing": briefing})


def test_while_articles_are_read_the_briefing_is_shown_after_the_first_article(
    open_window: Opener,
    with_briefings: tuple[Path, str, str],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    path, first, _ = with_briefings
    window = open_window()
    remembered(window, path, first)
    while window.prepare_pages():
        pass
    shown = counted(monkeypatch, OutlineModel, "show_briefing")
    window.dossiers.open_path(path)
    qtbot.waitUntil(lambda: shown_article(window) is not None)
    assert not shown
    assert shown_briefing(window) is None
    qtbot.waitUntil(lambda: shown_briefing(window) == first)
    assert len(shown) == 1, "the briefing that was remembered is shown at once, not after the last one"


def choose_brief(window: MainWindow) -> None:
    window.services.modes.choose("brief")


def run_an_action(window: MainWindow) -> None:
    window.services.actions.action("palette").trigger()


def change_the_dossier(window: MainWindow) -> None:
    session = session_of(window)
    session.store.apply(tag_section(session, session.store.articles()[0].id, 0, ["semiconductors"]))


@pytest.mark.parametrize("act", [choose_brief, run_an_action, change_the_dossier])
def test_whatever_is_done_before_finds_the_briefing_shown(
    open_window: Opener, with_briefings: tuple[Path, str, str], act: Callable[[MainWindow], None]
) -> None:
    path, first, _ = with_briefings
    window = open_window()
    remembered(window, path, first)
    window.dossiers.open_path(path)
    assert shown_briefing(window) is None
    act(window)
    assert shown_briefing(window) == first
    assert window.brief.outline.model().rowCount()


@pytest.mark.parametrize("action", ["next-article", "mode-read", "text-larger"])
def test_reading_on_does_not_wait_for_the_briefings(
    open_window: Opener, with_briefings: tuple[Path, str, str], action: str, qtbot: QtBot
) -> None:
    path, first, _ = with_briefings
    window = open_window()
    remembered(window, path, first)
    window.dossiers.open_path(path)
    window.services.actions.action(action).trigger()
    assert shown_briefing(window) is None
    qtbot.waitUntil(lambda: shown_briefing(window) == first)


def test_a_dossier_that_is_opened_in_the_mode_brief_shows_its_briefing_and_no_form_for_a_first_one(
    open_window: Opener, with_briefings: tuple[Path, str, str]
) -> None:
    path, first, _ = with_briefings
    window = open_window()
    remembered(window, path, first, mode="brief")
    window.dossiers.open_path(path)
    assert window.services.modes.mode == "brief"
    assert shown_briefing(window) == first


def test_a_window_that_is_not_shown_yet_shows_the_briefing_in_a_turn_of_its_own(
    open_window: Opener, with_briefings: tuple[Path, str, str], qtbot: QtBot
) -> None:
    path, first, _ = with_briefings
    window = open_window()
    remembered(window, path, first, mode="brief")
    window.hide()
    window.dossiers.open_path(path)
    assert shown_briefing(window) is None
    qtbot.waitUntil(lambda: shown_briefing(window) == first)


def test_what_is_closed_or_replaced_before_shows_no_briefing_and_keeps_its_own(
    open_window: Opener,
    with_briefings: tuple[Path, str, str],
    resources: Resources,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, first, _ = with_briefings
    other = path.parent / "other.dossier"
    Session.create(other, resources).store.close()
    window = open_window()
    remembered(window, path, first)
    window.dossiers.open_path(path)
    choose_brief(window)
    window.services.modes.choose("read")
    window.dossiers.close()
    (summary,) = (recent.summary for recent in window.recents.all)
    assert summary.briefing
    assert summary.place
    read = counted(monkeypatch, Resources, "template")
    for leave in (window.dossiers.close, lambda: window.dossiers.open_path(other)):
        window.dossiers.open_path(path)
        leave()
        assert not read
        recent = next(recent for recent in window.recents.all if recent.path == path)
        assert (recent.summary.briefing, recent.summary.place) == (summary.briefing, summary.place)
        assert shown_briefing(window) is None
        assert not window.brief.outline.model().rowCount()
        assert window.services.settings.dossier_state(path)["brief-briefing"] == first
        qtbot.wait(150)
        assert shown_briefing(window) is None


def has_brief(window: MainWindow) -> bool:
    return window.findChild(BriefPage) is not None


def test_a_dossier_without_a_briefing_is_read_without_the_page_of_briefings(
    window: MainWindow, prompter: FakePrompter, qtbot: QtBot
) -> None:
    board = window.services.actions
    for action in ("tag", "palette", "next-article"):
        board.action(action).trigger()
    qtbot.wait(150)
    window.remember()
    assert not has_brief(window)
    assert not board.action("export-briefing").isEnabled()
    assert board.why_not("export-briefing") == "Create a briefing first"
    of_briefings = [spec.id for spec in TABLE if spec.menu == "briefing"]
    reasons = [board.why_not(action) for action in of_briefings]
    assert set(reasons) == {"", "Create a briefing first"}
    prompter.answer(NewBriefingDialog, lambda _: False)
    board.action("new-briefing").trigger()
    assert prompter.dialogs
    assert has_brief(window)
    assert [board.why_not(action) for action in of_briefings] == reasons


def test_a_passage_is_added_before_anybody_has_seen_the_page_of_briefings(window: MainWindow) -> None:
    window.services.actions.action("add-to-briefing").trigger()
    assert window.services.toasts.last == "Create a briefing first, then add the passage to it."


def test_the_page_of_briefings_is_made_in_steps_after_the_first_article(
    open_window: Opener,
    with_briefings: tuple[Path, str, str],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    path, first, _ = with_briefings
    window = open_window()
    remembered(window, path, first)
    window.dossiers.open_path(path)
    assert not has_brief(window)
    steps = counted(monkeypatch, CurrentBriefing, "_read")
    qtbot.waitUntil(lambda: shown_briefing(window) == first)
    assert len(steps) > 5
    assert window.services.links.destination.current, "a passage can be added to the briefing"


def test_pages_are_prepared_in_more_than_ten_steps(open_window: Opener) -> None:
    window, steps = open_window(), 0
    while window.prepare_pages():
        steps += 1
    assert steps > 10
    assert not window.prepare_pages()


def test_the_details_of_a_briefing_are_filled_when_they_are_seen(window: MainWindow, qtbot: QtBot) -> None:
    session, details = session_of(window), window.brief.panel.details
    session.store.apply(
        compose_briefing(session, "thematic-briefing", "Chips", ["semiconductors"], {}, "en")[0]
    )
    window.services.modes.choose("brief")
    titles = [line.text() for line in details.findChildren(QLineEdit)]
    assert "Chips" not in titles
    window.brief.panel.show_panel("details")
    qtbot.waitUntil(details.isVisible)
    assert "Chips" in [line.text() for line in details.findChildren(QLineEdit)]


def test_labels_of_tags_stay_while_an_article_becomes_wider_or_its_pictures_are_loaded(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    session = session_of(window)
    assert window.article.reading is not None
    article = window.article.reading.article
    session.store.apply(tag_section(session, article.id, 0, ["semiconductors"]))
    made = counted(monkeypatch, TagLabel, "__init__")
    before = window.article.canvas.margin.labels
    assert before
    window.resize(1700, 900)
    qtbot.waitUntil(lambda: window.width() == 1700)
    qtbot.wait(50)
    assert window.article.canvas.margin.labels == before
    assert not made
    window.article.pictures.loaded.emit()
    assert window.article.canvas.margin.labels == before, "the text alone is drawn again"
    assert not made


def test_a_list_of_parts_reads_the_files_of_its_template_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    session = session_of(window)
    session.store.apply(
        compose_briefing(session, "thematic-briefing", "Chips", ["semiconductors"], {}, "en")[0]
    )
    texts = window.brief.current.texts
    qtbot.wait(1)
    read = counted(monkeypatch, Resources, "template")
    assert texts.briefing is not None
    assert [texts.heading(part) for part in texts.briefing.walk()]
    assert len(read) == 1
    qtbot.wait(10)
    read.clear()
    assert texts.template is not None
    assert len(read) == 1, "a file that was changed meanwhile is seen"


def test_the_window_opens_whatever_the_settings_hold(open_window: Opener, tmp_path: Path) -> None:
    broken = {
        "window-geometry": "\ud800",
        "read-panes": "articles=\u00b2,rail=\u00b2",
        "brief-widths": "nan inf",
    }
    settings = {"window": broken, "recent": ["/a\0b", "/" + "c" * 5_000], "backups": {"keep": 10**400}}
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    window = open_window()
    assert window.isVisible()
    assert kept_backups_box(window.services, window).value() == 10
