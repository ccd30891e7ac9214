"""An article is printed page by page, and the window stays responsive meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from pytestqt.qtbot import QtBot
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.every_dialog import style_sheet_of

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.read.article_pane import ArticlePrint

PARAGRAPHS = 90


@pytest.fixture
def long_dossier(tmp_path: Path, resources: Resources) -> Session:
    """A dossier with an article of several pages."""
    session = Session.create(tmp_path / "Long.dossier", resources)
    words = "\n\n".join(
        f"Paragraph {number} of many. {'Words and words. ' * 30}" for number in range(PARAGRAPHS)
    )
    import_readings(session, (read_bytes(f"# Title: EU/U.S. trade\n\n{words}\n".encode(), "long.md"),))
    return session


def test_the_pages_that_were_chosen_are_printed_one_by_one(
    open_window: Opener,
    long_dossier: Session,
    prompter: FakePrompter,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    window = open_window(long_dossier)
    window.articles.choose(long_dossier.store.articles()[0].id)
    target, first = tmp_path / "printed.pdf", 0
    turned: list[int] = []
    turn = ArticlePrint._print_page

    def turn_page(printing: ArticlePrint) -> None:
        turned.append(1)
        turn(printing)

    def to_file(dialog: QPrintDialog) -> bool:
        assert style_sheet_of(dialog)
        printer = dialog.printer()
        assert printer.docName() == "Title EU U.S. trade.pdf", "the suggested name of the file"
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        if first:
            printer.setFromTo(first, first)
            printer.setPageMargins(QMarginsF(20, 20, 20, 8), QPageLayout.Unit.Millimeter)
        return True

    monkeypatch.setattr(ArticlePrint, "_print_page", turn_page)
    prompter.answer(QPrintDialog, to_file)
    window.article.print_()
    assert not turned, "pages are drawn when the window has processed its events"
    qtbot.waitUntil(lambda: "printer" in window.services.toasts.last)
    printed = pypdfium2.PdfDocument(target)
    texts = [page.get_textpage().get_text_bounded() for page in printed]
    printed.close()
    assert len(texts) == len(turned) > 3
    assert "Title" in texts[0]
    assert texts[1].split()[-1] == f"2/{len(texts)}"
    found = [
        number for number in range(PARAGRAPHS) if any(f"Paragraph {number} of" in text for text in texts)
    ]
    assert found == [*range(PARAGRAPHS)]
    first = 2
    turned.clear()
    window.article.print_()
    qtbot.waitUntil(lambda: "1 page" in window.services.toasts.last)
    printed = pypdfium2.PdfDocument(target)
    text = printed[0].get_textpage()
    words, (_, bottom, *_) = text.get_text_bounded().split(), text.get_charbox(text.count_chars() - 1)
    printed.close()
    assert words[-1].startswith("2/")
    assert bottom > 0, "the number of the page is on the page"
