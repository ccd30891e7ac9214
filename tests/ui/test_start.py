"""The start page: the dossier that was open last, recent ones, and what it never does."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type
from tests.ui.every_dialog import tagged_and_composed
from tests.ui.windows import session_of

from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.notices import Finding
from briefbuilder.ui.frame.recents import Summary
from briefbuilder.ui.start import DayTexts
from briefbuilder.ui.text_look import date_words, has_twelve_hours

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter, Opener


def test_continue_opens_the_last_dossier_where_it_was_left(
    open_window: Opener, dossier: Session, resources: Resources, qtbot: QtBot
) -> None:
    briefing = tagged_and_composed(dossier, resources)
    first = open_window(dossier)
    first.services.settings.remember(dossier.store.path)
    second = dossier.store.articles()[1].id
    first.articles.choose(second)
    first.services.modes.choose("brief")
    first.brief.outline.choose(briefing.items[-1].id)
    first.close()
    window = open_window(None)
    assert window.start.isVisible()
    (recent,) = window.recents.all
    assert (recent.summary.articles, recent.summary.briefings) == (2, 1)
    assert recent.summary.briefing == briefing.title
    assert recent.summary.place
    focused = of_type(window.focusWidget(), QPushButton)
    assert focused.text() == "Continue"
    card = focused.parentWidget()
    assert card is not None
    picture, middle = card.grab().toImage(), focused.geometry().center().y()
    ground = picture.pixel(8, middle)
    inked = [x for x in range(8, card.width() - 8) if picture.pixel(x, middle) != ground]
    assert abs(inked[0] - (card.width() - 1 - inked[-1])) <= 1, "the margins are alike"
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert window.services.modes.mode == "brief"
    assert window.brief.outline.current_node == briefing.items[-1].id
    qtbot.waitUntil(lambda: window.article.reading is not None)
    assert window.article.reading is not None
    assert window.article.reading.article.id == second


def test_an_encrypted_dossier_leaves_no_titles_in_the_settings(
    open_window: Opener, tmp_path: Path, resources: Resources
) -> None:
    pytest.importorskip("sqlcipher3")
    session = Session.create(tmp_path / "secret.dossier", resources, "secret")
    act, _ = compose_briefing(session, resources.template("thematic-briefing"), "Talks in Oslo", [], {}, "en")
    session.store.apply(act)
    window = open_window(session)
    window.services.settings.remember(session.store.path)
    window.close()
    assert "Oslo" not in window.services.settings.path.read_text("utf-8")


def test_recent_files_are_never_looked_for_on_the_thread_of_the_window(
    open_window: Opener, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[threading.Thread] = []
    real = Path.stat

    def stat(self: Path, *, follow_symlinks: bool = True) -> object:
        if self.suffix == ".dossier":
            asked.append(threading.current_thread())
        return real(self, follow_symlinks=follow_symlinks)

    first = open_window(None)
    settings = first.services.settings
    for name in ("Here", "Gone"):
        settings.remember(tmp_path / f"{name}.dossier")
    (tmp_path / "Here.dossier").write_bytes(b"")
    monkeypatch.setattr(Path, "stat", stat)
    window = open_window(None)
    qtbot.waitUntil(lambda: [each.path.stem for each in window.recents.all] == ["Here"])
    assert asked
    assert threading.main_thread() not in asked


def test_a_dossier_is_found_by_a_part_of_its_name(open_window: Opener, tmp_path: Path, qtbot: QtBot) -> None:
    settings = open_window(None).services.settings
    for name in ("Città", "Arctic cables", "Rare earths"):
        (tmp_path / f"{name}.dossier").write_bytes(b"")
        settings.remember(tmp_path / f"{name}.dossier")
    window = open_window(None)
    assert [card.dossier.path.stem for card in window.start.cards] == ["Arctic cables", "Città"]
    QTest.keyClicks(window.start.search, "citta")
    assert [card.dossier.path.stem for card in window.start.cards] == ["Città"]
    window.start.cards[0].removal_requested.emit()
    assert window.services.settings.recent == (
        tmp_path / "Rare earths.dossier",
        tmp_path / "Arctic cables.dossier",
    )


def test_the_sample_is_made_once(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window(None)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.services.actions.action("try-sample").trigger()
    session = session_of(window)
    assert session.store.count("article") == 3
    path = session.store.path
    window.services.actions.action("close-dossier").trigger()
    window.services.actions.action("try-sample").trigger()
    again = session_of(window)
    assert (again.store.path, again.store.count("article")) == (path, 3)


def test_a_dossier_that_is_open_elsewhere_is_told_with_a_copy_offered(
    open_window: Opener, dossier: Session, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(None)
    window.dossiers.open_path(dossier.store.path)
    assert prompter.errors == []
    notice = window.notice
    assert notice.isVisible()
    assert ".lock" not in notice.text
    assert "T00" not in notice.text
    copy = next(button for button in notice.buttons if "copy" in button.text())
    prompter.target = tmp_path / "copy.dossier"
    prompter.on_dialog = lambda dialog: bool(dialog.exec())
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    session = session_of(window)
    assert session.store.path == tmp_path / "copy.dossier"
    assert session.store.count("article") == 2
    assert notice.isHidden()


def test_days_are_told_as_people_do() -> None:
    texts = DayTexts("Today {time}", "Yesterday", QLocale("en"))
    now = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
    assert texts.text("2026-11-28T12:30:00+00:00", now).startswith("Today ")
    assert texts.text("2026-11-27T12:30:00+00:00", now) == "Yesterday"
    assert texts.text("2026-11-23T12:30:00+00:00", now) == "Monday"
    assert texts.text("2026-11-09T12:30:00+00:00", now) == "9 Nov"
    assert texts.text("2025-11-09T12:30:00+00:00", now) == "9 Nov 2025"
    assert texts.text("not a moment", now) == ""
    assert texts.text("2028-01-05T06:00:00+00:00", now) == ""
    assert texts.text("9999-12-31T23:59:59-23:59", now) == ""
    german = DayTexts("", "", QLocale("de"))
    assert german.text("2025-11-09T12:30:00+00:00", now) == "9. Nov. 2025"


@pytest.mark.parametrize(("region", "time"), [("en_US", "5:04 PM"), ("en_GB", "17:04"), ("de_DE", "17:04")])
def test_times_have_one_form_in_the_whole_window(
    monkeypatch: pytest.MonkeyPatch, region: str, time: str
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(region))
    now = datetime(2026, 11, 28, 17, 4).astimezone()
    assert DayTexts("{time}", "", QLocale("en")).text(now.isoformat(), now) == time
    assert date_words(QDateTime(2026, 11, 28, 17, 4, 0), QLocale("it"), "d MMM, HH:mm") == f"28 nov, {time}"
    held = Finding(
        code="embargo-not-over", severity="error", parameters={"until": now.isoformat(), "article": ""}
    )
    assert time in Words("en", has_twelve_hours=has_twelve_hours()).finding(held)


def test_what_is_damaged_in_the_settings_is_left_out(open_window: Opener, tmp_path: Path) -> None:
    settings = open_window(None).services.settings
    settings.remember(tmp_path / "x.dossier")
    (tmp_path / "x.dossier").write_bytes(b"")
    for text in ("[1]", '{"articles": -1, "topics": [["red"], 3], "moment": 7}', "{"):
        settings.set_dossier_state(tmp_path / "x.dossier", {"summary": text})
        window = open_window(None)
        (recent,) = window.recents.all
        assert recent.summary == Summary()
