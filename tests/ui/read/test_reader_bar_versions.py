"""Copies of a report and newer versions of an article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.windows import session_of

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.revisions import UnplacedPassage, is_unplaced
from briefbuilder.app.commands.tags import tag_passage
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.passage import passage_of
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_rows import ArticleRole
from briefbuilder.ui.read.comparisons import CopiesDialog, UnplacedTagsDialog

WIRE = """{title}

Il porto di Valdora riapre lunedì dopo due settimane di sciopero dei rimorchiatori, che avevano fermato quaranta navi davanti alla costa
e lasciato senza pezzi tre fabbriche dell'entroterra; i piloti tornano in servizio all'alba.

L'accordo, firmato {when} in prefettura, prevede un aumento di cento euro al mese e turni di dodici ore su base volontaria, con una
commissione che ogni trimestre guarda agli incidenti e ne riferisce alla regione.
"""


@pytest.fixture
def session(tmp_path: Path, resources: Resources) -> Session:
    made = Session.create(tmp_path / "porti.dossier", resources)
    texts = {
        "agenzia.txt": WIRE.format(title="Valdora riapre", when="nella notte"),
        "gazzetta.txt": WIRE.format(title="Porto, buone notizie", when="alle tre"),
        "neve.txt": "Neve sui passi\n\nLa neve chiude tre passi alpini e i sindaci chiedono mezzi alla regione per le strade.\n",
    }
    for name, text in texts.items():
        import_readings(made, [read_bytes(text.encode(), name)])
    return made


@pytest.fixture
def shown(open_window: Opener, session: Session) -> MainWindow:
    window = open_window(session)
    window.articles.choose(session.store.articles()[0].id)
    window.article.canvas.view.setFocus()
    return window


def test_a_key_shows_the_copies_with_their_differences_and_opens_one(
    shown: MainWindow, prompter: FakePrompter, session: Session
) -> None:
    seen: list[tuple[str, list[str]]] = []

    def look(dialog: CopiesDialog) -> bool:
        text = dialog.page.toPlainText()
        lines = dialog.copies_list.model()
        seen.append((text, [str(lines.index(row, 0).data()) for row in range(lines.rowCount())]))
        return True

    prompter.answer(CopiesDialog, look)
    assert shown.article.header.versions.copies_button.isVisible()
    QTest.keyClick(
        shown.article.canvas.view,
        Qt.Key.Key_Y,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    ((text, lines),) = seen
    assert "nella notte" in text
    assert "alle tre" in text
    assert lines[0].startswith("Porto, buone notizie")
    assert "%" in lines[0]
    assert shown.article.reading is not None
    assert shown.article.reading.article.id == session.store.articles()[1].id


def test_an_import_tells_how_many_of_the_articles_are_copies(
    shown: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    copy = tmp_path / "corriere.txt"
    copy.write_text(WIRE.format(title="Riapre il porto", when="all’alba"), "utf-8")
    prompter.files = (copy,)
    with qtbot.waitSignal(shown.make_pages().importing.finished):
        shown.services.actions.action("import-files").trigger()
    assert shown.services.toasts.last == "1 article(s) imported (1 copy(ies))"


def test_the_list_tells_how_many_copies_an_article_has(shown: MainWindow) -> None:
    model = shown.articles.model
    counts = {
        str(model.index(row, 0).data()): model.index(row, 0).data(ArticleRole.COPIES)
        for row in range(model.rowCount())
    }
    assert counts == {"Valdora riapre": 1, "Porto, buone notizie": 1, "Neve sui passi": 0}
    row = not_none(model.row_of(session_of(shown).store.articles()[0].id))
    assert "1 copy" in str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_an_article_without_copies_has_no_button(shown: MainWindow, session: Session) -> None:
    shown.articles.choose(session.store.articles()[2].id)
    assert not shown.article.header.versions.copies_button.isVisible()
    assert not shown.services.actions.action("show-copies").isEnabled()


def tagged(session: Session, words: str) -> None:
    article = session.store.article(session.store.articles()[0].id)
    block = next(block for block in article.blocks if words in block.text)
    start = block.text.index(words)
    session.store.apply(
        tag_passage(session, passage_of(article, (block,), start, start + len(words)), ["china"])
    )


@pytest.mark.parametrize("put", [True, False])
def test_a_newer_version_is_read_and_its_unplaced_tags_are_placed(
    shown: MainWindow, prompter: FakePrompter, session: Session, tmp_path: Path, qtbot: QtBot, *, put: bool
) -> None:
    tagged(session, "turni di dodici ore su base volontaria")
    tagged(session, "lasciato senza pezzi tre fabbriche dell'entroterra")
    newer = WIRE.format(title="Valdora riapre", when="ieri").replace(
        "turni di dodici ore su base volontaria", "turni di dieci ore sulla base del contratto volontaria"
    )
    path = tmp_path / "agenzia-2.txt"
    path.write_text(newer, "utf-8")
    said: list[tuple[str, str]] = []

    def decide(dialog: UnplacedTagsDialog) -> bool:
        said.append(dialog.words)
        button = dialog.place_button if put else dialog.remove_button
        QTest.keyClick(button, Qt.Key.Key_Space)
        return True

    prompter.files = (path,)
    prompter.answer(UnplacedTagsDialog, decide)
    shown.services.actions.action("newer-version").trigger()
    qtbot.waitUntil(lambda: bool(said))
    ((before, after),) = said
    assert "turni di dodici ore" in before
    assert "turni di dieci ore" in after
    name = session.store.articles()[0].id
    assert session.store.article(name).revision == 2
    tags = session.store.tags(name)
    assert len(tags) == (2 if put else 1)
    assert not any(is_unplaced(tag.passage) for tag in tags)
    assert not shown.article.header.versions.unplaced_button.isVisible()


def test_a_long_quotation_of_an_unplaced_tag_is_cut_between_words(
    shown: MainWindow, session: Session
) -> None:
    words = [f"parola{number:03}" for number in range(60)]
    tagged(session, "quaranta navi davanti alla costa")
    found = session.store.tags()[0]
    tag = replace(found, passage=replace(found.passage, quote=" ".join(words)))
    dialog = UnplacedTagsDialog(
        (UnplacedPassage(tags=(tag,), place=None, similarity=0.0),), ("Valdora",), shown.services.theme, shown
    )
    shown_words = dialog.words[0].removeprefix("Tagged words: ").replace(" … ", " ").split()
    assert set(shown_words) < set(words)
    assert len(shown_words) > 15


def test_the_list_of_unplaced_tags_is_empty_when_the_last_one_is_decided(
    shown: MainWindow, session: Session
) -> None:
    tagged(session, "quaranta navi davanti alla costa")
    unplaced = UnplacedPassage(tags=session.store.tags()[:1], place=None, similarity=0.0)
    dialog = UnplacedTagsDialog((unplaced,), ("Valdora",), shown.services.theme, shown)
    dialog.remove = lambda _unplaced: True
    dialog.show()
    dialog.remove_button.click()
    assert dialog.result() == UnplacedTagsDialog.DialogCode.Accepted
    assert not_none(dialog.findChild(QListView)).model().rowCount() == 0


def test_unplaced_tags_are_shown_until_they_are_decided(
    shown: MainWindow, prompter: FakePrompter, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    tagged(session, "quaranta navi davanti alla costa")
    path = tmp_path / "agenzia-2.txt"
    path.write_text(
        "Valdora riapre\n\nAggiornamento: il porto ha riaperto stamattina e il lavoro è ripreso.\n", "utf-8"
    )
    dialogs: list[UnplacedTagsDialog] = []

    def later(dialog: UnplacedTagsDialog) -> None:
        assert not dialog.place_button.isEnabled()
        dialogs.append(dialog)

    prompter.answer(UnplacedTagsDialog, later)
    shown.article.header.versions.replace_article(session.store.articles()[0].id, path)
    qtbot.waitUntil(lambda: bool(dialogs))
    assert shown.article.header.versions.unplaced_button.isVisible()
    assert shown.article.header.versions.unplaced_button.text().startswith("1 ")
    QTest.keyClick(
        shown.article.canvas.view,
        Qt.Key.Key_U,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert len(dialogs) == 2
    QTest.keyClick(shown.article.canvas.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.store.article(session.store.articles()[0].id).revision == 1
    assert not shown.article.header.versions.unplaced_button.isVisible()
