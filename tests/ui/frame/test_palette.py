"""The command palette: what it finds, what it says cannot run, and that every action runs from it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.every_dialog import tagged_and_composed

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.frame.palette import PaletteEntry, PaletteModel, matching_range
from briefbuilder.ui.frame.window import MainWindow

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter, Opener

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def full(open_window: Opener, dossier: Session, resources: Resources) -> MainWindow:
    """A window on a dossier with tags and a briefing."""
    tagged_and_composed(dossier, resources)
    window = open_window(dossier)
    window.articles.list_view.setFocus()
    return window


def type_text(window: MainWindow, text: str, qtbot: QtBot) -> tuple[PaletteEntry, ...]:
    """Open the palette, type, and return what it shows when the articles are searched."""
    window.services.actions.action("palette").trigger()
    palette = window.palette_overlay
    palette.field.clear()
    palette.field.insert(text)
    qtbot.waitUntil(lambda: not palette.found.searching)
    return palette.entries


def of_kind(entries: tuple[PaletteEntry, ...], kind: str) -> list[str]:
    return [entry.text for entry in entries if entry.kind == kind]


def test_three_letters_find_actions_topics_articles_and_items(full: MainWindow, qtbot: QtBot) -> None:
    entries = type_text(full, "semi", qtbot)
    assert "Semiconductors" in of_kind(entries, "topic")
    assert len(of_kind(entries, "article")) == 2
    assert any("Semiconductors" in text for text in of_kind(entries, "item"))
    exports = of_kind(type_text(full, "exp", qtbot), "action")
    assert exports[0] == "Export …"
    assert "Export topics …" in exports


@pytest.mark.parametrize("words", ["disagreements", "contradictions", "contrad"])
def test_the_overview_is_found_by_what_it_shows(full: MainWindow, qtbot: QtBot, words: str) -> None:
    (entry,) = (one for one in type_text(full, words, qtbot) if one.kind == "action")
    assert entry.key == "dossier-overview"


def test_a_prefix_shows_one_kind_alone(full: MainWindow, qtbot: QtBot) -> None:
    for prefix, kind in ((">", "action"), ("#", "topic"), ("@", "article")):
        entries = type_text(full, f"{prefix}export", qtbot)
        assert {entry.kind for entry in entries} <= {kind, "search"}
        assert of_kind(entries, kind), prefix
    assert len(of_kind(type_text(full, ">", qtbot), "action")) == len(TABLE) - 1


def test_the_palette_says_that_nothing_is_found(full: MainWindow, qtbot: QtBot) -> None:
    model = full.palette_overlay.findChildren(PaletteModel)[0]
    assert type_text(full, ">zzqqxx", qtbot) == ()
    assert model.rows == ("Nothing found",)
    type_text(full, "@", qtbot)
    assert "Nothing found" not in model.rows


def test_an_action_that_cannot_run_says_why(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window(None)
    (entry,) = (each for each in type_text(window, ">gather", qtbot) if each.key == "gather")
    assert entry.reason == "Open a dossier first"
    QTest.keyClick(window.palette_overlay.field, Key.Key_Return)
    assert window.palette_overlay.isVisible()


def test_enter_runs_the_first_and_the_focus_is_back(full: MainWindow, qtbot: QtBot) -> None:
    before = full.focusWidget()
    assert before is full.articles.list_view
    type_text(full, "brief", qtbot)
    QTest.keyClick(full.palette_overlay.field, Key.Key_Escape)
    assert full.palette_overlay.isHidden()
    assert full.focusWidget() is before
    entries = type_text(full, ">next article", qtbot)
    assert entries[0].key == "next-article"
    QTest.keyClick(full.palette_overlay.field, Key.Key_Return)
    assert full.palette_overlay.isHidden()
    assert full.articles.list_view.currentIndex().row() == 1
    assert full.focusWidget() is before


def test_the_focus_goes_back_to_the_list_where_a_title_was_edited(full: MainWindow, qtbot: QtBot) -> None:
    view = full.articles.list_view
    view.edit(view.currentIndex())
    assert isinstance(full.focusWidget(), QLineEdit)
    full.palette_overlay.open("")
    # The editor is closed and deleted when it loses the focus.
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    full.palette_overlay.close_palette()
    assert view.hasFocus()


def test_an_article_a_topic_and_an_item_are_shown(full: MainWindow, dossier: Session, qtbot: QtBot) -> None:
    second = dossier.store.articles()[1]
    title = not_none(second.metadata.title)
    type_text(full, f"@{title}", qtbot)
    QTest.keyClick(full.palette_overlay.field, Key.Key_Return)
    assert full.article.reading is not None
    assert full.article.reading.article.id == second.id
    type_text(full, "#de-risking", qtbot)
    QTest.keyClick(full.palette_overlay.field, Key.Key_Return)
    assert full.articles.model.query.topics == ("derisking",)
    briefing = dossier.store.briefings()[0]
    entries = type_text(full, briefing.title, qtbot)
    place = [entry.kind for entry in entries].index("item")
    for _ in range(place):
        QTest.keyClick(full.palette_overlay.field, Key.Key_Down)
    QTest.keyClick(full.palette_overlay.field, Key.Key_Return)
    assert full.services.modes.mode == "brief"
    assert full.brief.current.briefing is not None
    assert full.brief.current.briefing.id == briefing.id


def test_what_is_typed_can_be_searched_in_all_articles(full: MainWindow, qtbot: QtBot) -> None:
    entries = type_text(full, "zzz nowhere", qtbot)
    assert [entry.kind for entry in entries] == ["search"]
    QTest.keyClick(full.palette_overlay.field, Key.Key_Return)
    assert full.articles.model.query.words == "zzz nowhere"


def test_enter_runs_no_command_that_has_only_scattered_letters_of_what_is_typed(
    full: MainWindow, qtbot: QtBot
) -> None:
    assert type_text(full, "xport", qtbot)[0].kind == "action"
    assert of_kind(type_text(full, "ipotf", qtbot), "action") == []
    QTest.keyClick(full.palette_overlay.field, Key.Key_Return)
    assert full.articles.model.query.words == "ipotf"


def test_misspelled_words_find_no_article_in_silence(full: MainWindow, qtbot: QtBot) -> None:
    assert of_kind(type_text(full, "semiconduttori", qtbot), "article")
    entries = type_text(full, "semicondutori", qtbot)
    assert of_kind(entries, "article") == []
    assert of_kind(entries, "search")


def test_no_shortcut_acts_while_the_palette_is_open(full: MainWindow, dossier: Session, qtbot: QtBot) -> None:
    tags = len(dossier.store.tags())
    type_text(full, "t", qtbot)
    QTest.keyClick(full.palette_overlay.field, Key.Key_Z, CONTROL)
    assert len(dossier.store.tags()) == tags
    assert full.palette_overlay.isVisible()


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Export …", "exp", "Exp"),
        ("Città e libertà", "liberta", "libertà"),
        ("ﬁle", "fi", "ﬁ"),
        ("x", "", ""),
    ],
)
def test_the_letters_that_match_are_marked(text: str, words: str, found: str) -> None:
    start, end = matching_range(text, words)
    assert text[start:end] == found


def has_visible_focus(window: MainWindow) -> bool:
    focused: QWidget | None = window.focusWidget()
    return focused is not None and focused.isVisible()


_LEAVE = frozenset({"quit", "close-dossier", "purge-dossier", "palette", "try-sample"})
"""Actions that end what the walk is in; they have tests of their own."""


def test_every_action_runs_from_the_palette_and_the_focus_stays(
    full: MainWindow, prompter: FakePrompter, qtbot: QtBot
) -> None:
    def close(dialog: QDialog) -> bool:
        dialog.show()
        dialog.reject()
        return False

    def close_popup() -> None:
        popup: QWidget | None = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    # The menu of a button waits until it is closed.
    clock = QTimer()
    clock.timeout.connect(close_popup)
    clock.start(20)
    prompter.on_dialog, prompter.agrees = close, False
    services, failed = full.services, []
    for spec in TABLE:
        if spec.id in _LEAVE:
            continue
        services.modes.choose("brief")
        if not services.actions.action(spec.id).isEnabled():
            services.modes.choose("read")
        entries = type_text(full, f">{services.actions.action(spec.id).text().replace('&', '')}", qtbot)
        row = next((place for place, entry in enumerate(entries) if entry.key == spec.id), None)
        assert row is not None, spec.id
        for _ in range(row):
            QTest.keyClick(full.palette_overlay.field, Key.Key_Down)
        QTest.keyClick(full.palette_overlay.field, Key.Key_Return)
        QApplication.processEvents()
        full.palette_overlay.close_palette()
        with suppress(qtbot.TimeoutError):
            qtbot.waitUntil(lambda: has_visible_focus(full), timeout=2000)
        if not has_visible_focus(full):
            failed.append(f"{spec.id}: {full.focusWidget()}")
        designer = full.designing.designer
        if designer is not None:
            designer.close()
        full.activateWindow()
    clock.stop()
    # Without a screen, Qt keeps the clipboard beyond the end of Python.
    QApplication.clipboard().clear()
    assert not failed, "\n".join(failed)
    qtbot.waitUntil(lambda: not full.brief.busy and not full.make_pages().importing.running)


def test_enter_runs_an_action_though_one_that_cannot_run_is_found_as_well(
    full: MainWindow, qtbot: QtBot
) -> None:
    full.services.modes.choose("brief")
    found = [entry for entry in type_text(full, "corrections", qtbot) if entry.kind == "action"]
    assert [(entry.key, bool(entry.reason)) for entry in found] == [
        ("review-corrections", False),
        ("take-back-corrections", True),
    ]
