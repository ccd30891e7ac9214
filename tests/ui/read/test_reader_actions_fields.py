"""The title, the authors and the date are edited where they stand, and each edit is undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import FakePrompter, double_click

from briefbuilder.app.commands.articles import MetadataEdits, edit_many
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Metadata
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_document import HeaderField

Key = Qt.Key


@pytest.fixture
def dated(window: MainWindow, dossier: Session) -> MainWindow:
    """The window on an article with an author and a date."""
    first = dossier.store.articles()[0].id
    edits = MetadataEdits(authors=("Ada Rossi",), published=date(2026, 2, 3), publication="La Gazzetta")
    dossier.store.apply(edit_many(dossier, [first], edits))
    return window


def metadata_of(session: Session) -> Metadata:
    return session.store.articles()[0].metadata


def press_twice(window: MainWindow, field: HeaderField) -> None:
    view = window.article.canvas.view
    start, end = view.paper.header_ranges[field]
    cursor = QTextCursor(view.document())
    cursor.setPosition((start + end) // 2)
    double_click(view.viewport(), view.cursorRect(cursor).center())


@pytest.mark.parametrize(
    ("field", "typed", "attribute", "value"),
    [
        ("title", "Un altro titolo", "title", "Un altro titolo"),
        ("authors", "Rossi, Ada;  Jo Smith ; Rossi, Ada", "authors", ("Rossi, Ada", "Jo Smith")),
        ("authors", "Ada Rossi, Jo Smith", "authors", ("Ada Rossi", "Jo Smith")),
        ("authors", "Jo Smith, Jr.", "authors", ("Jo Smith, Jr.",)),
        ("published", "2026-04-12", "published", date(2026, 4, 12)),
        ("publication", "Il Corriere", "publication", "Il Corriere"),
    ],
)
def test_a_double_click_edits_a_field_enter_saves_and_undo_takes_it_back(
    dated: MainWindow, dossier: Session, field: HeaderField, typed: str, attribute: str, value: object
) -> None:
    before = metadata_of(dossier)
    press_twice(dated, field)
    line = dated.article.fields.line
    assert line.isVisible()
    assert line.hasFocus()
    QTest.keyClicks(line, typed)
    QTest.keyClick(line, Key.Key_Return)
    assert not line.isVisible()
    assert getattr(metadata_of(dossier), attribute) == value
    assert dated.article.canvas.view.hasFocus()
    dated.services.actions.action("undo").trigger()
    assert metadata_of(dossier) == before


def test_escape_leaves_the_field_as_it_was(dated: MainWindow, dossier: Session) -> None:
    before = metadata_of(dossier)
    press_twice(dated, "title")
    line = dated.article.fields.line
    QTest.keyClicks(line, "Something else")
    QTest.keyClick(line, Key.Key_Escape)
    assert not line.isVisible()
    assert metadata_of(dossier) == before


def test_words_that_are_no_date_stay_in_the_field_to_be_mended(dated: MainWindow, dossier: Session) -> None:
    press_twice(dated, "published")
    line = dated.article.fields.line
    QTest.keyClicks(line, "some day")
    QTest.keyClick(line, Key.Key_Return)
    assert line.isVisible()
    assert "is not a date" in dated.services.toasts.last
    assert metadata_of(dossier).published == date(2026, 2, 3)


def test_the_menu_of_a_field_edits_it_and_the_menu_of_a_paragraph_does_not(dated: MainWindow) -> None:
    view = dated.article.canvas.view
    start, _ = view.paper.header_ranges["authors"]
    menu = dated.article.menu.create(start + 1)
    assert menu.actions()[0].text() == "Edit authors"
    menu.actions()[0].trigger()
    assert dated.article.fields.field == "authors"
    dated.article.fields.cancel()
    placed = view.paper.places.placed[0]
    texts = [action.text().replace("&", "") for action in dated.article.menu.create(placed.start).actions()]
    assert "Edit authors" not in texts
    assert "Structure" in texts


def test_the_article_is_printed_in_the_colours_of_paper(
    dated: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "printed.pdf"

    def choose(dialog: QPrintDialog) -> bool:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(target))
        return True

    dated.services.theme.choose("dark")
    prompter.answer(QPrintDialog, choose)
    dated.services.actions.action("print").trigger()
    qtbot.waitUntil(lambda: target.exists() and b"%%EOF" in target.read_bytes()[-32:])
    document = pypdfium2.PdfDocument(target)
    page = document[0]
    text = page.get_textpage().get_text_range()
    assert "Bruxelles e Tokyo rafforzano" in text
    assert "Le prossime tappe" in text
    pixels = page.render(scale=0.5).to_pil().convert("L")
    histogram = pixels.histogram()
    assert sum(histogram[:100]) > 100
    assert sum(histogram[230:]) > 0.8 * pixels.width * pixels.height
    # Ten points are about a hundredth of the page's height: the text is neither tiny nor huge.
    assert len(document) == 1
    document.close()
    dated.services.theme.choose("light")


def test_the_whole_article_is_copied_for_a_mail(dated: MainWindow, qtbot: QtBot) -> None:
    dated.services.actions.action("copy-formatted").trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert "<h1>" in data.html()
    assert "La Gazzetta · 3 Feb 2026 · Ada Rossi" in data.text()
    assert "Semiconduttori e catene" in data.text()


@pytest.mark.parametrize("in_rail", [False, True])
def test_what_is_typed_is_stored_if_another_article_is_opened_meanwhile(
    dated: MainWindow, dossier: Session, qtbot: QtBot, prompter: FakePrompter, *, in_rail: bool
) -> None:
    first, second = (record.id for record in dossier.store.articles())
    before = not_none(dossier.store.record(second)).metadata
    dated.read.rail.details_section.head.setChecked(True)
    details = dated.read.rail.details
    if in_rail:
        details.edit("publication")
        QTest.keyClicks(details.rows["publication"].value.field, "Il Corriere")
    else:
        press_twice(dated, "publication")
        QTest.keyClicks(dated.article.fields.line, "Il Corriere")
    dated.articles.choose(second)
    qtbot.waitUntil(lambda: not_none(dossier.store.record(first)).metadata.publication == "Il Corriere")
    assert not_none(dossier.store.record(second)).metadata == before
    assert not details.rows["publication"].value.editing
    assert dated.article.fields.field is None
    assert not prompter.errors


def test_a_date_that_cannot_be_read_is_not_given_up_in_silence(dated: MainWindow, qtbot: QtBot) -> None:
    press_twice(dated, "published")
    QTest.keyClicks(dated.article.fields.line, "next spring")
    dated.articles.search_bar.line.setFocus()
    assert "next spring" in dated.services.toasts.last


def test_typing_goes_on_if_the_article_is_drawn_again_meanwhile(dated: MainWindow, dossier: Session) -> None:
    press_twice(dated, "title")
    line = dated.article.fields.line
    QTest.keyClicks(line, "Accordo")
    edits = MetadataEdits(authors=("Jo Smith",))
    dossier.store.apply(edit_many(dossier, [dossier.store.articles()[0].id], edits))
    assert line.hasFocus()
    QTest.keyClicks(line, " sui semiconduttori")
    QTest.keyClick(line, Key.Key_Return)
    found = metadata_of(dossier)
    assert (found.title, found.authors) == ("Accordo sui semiconduttori", ("Jo Smith",))
