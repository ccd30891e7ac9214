"""The source page beside the article follows the target; passwords; saving byte for byte."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from tests.narrowing import of_type
from tests.ui.windows import reading_of, target_of

from briefbuilder.app.commands.corrections import exclude_blocks
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.originals import safe_name
from briefbuilder.app.session import Session
from briefbuilder.importers.draft import ReadingOptions
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.original_view import OriginalPages, OriginalTextView

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter, Opener

SENTENCES = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need.",
    "Export controls were discussed at length, and officials spoke of de-risking rather than decoupling.",
    "A second meeting will be held in the autumn, when the experts have written their common paper.",
)
PAGE = """<!doctype html><html lang="en"><head><title>Ports and gases</title></head><body>
<nav>Home · World · Subscribe now</nav><article><h1>Ports and gases</h1><p>{}</p><h2>Controls 🇯🇵</h2><p>{}</p>
<p>{}</p></article><footer>Cookie settings</footer></body></html>""".format(*SENTENCES)


def written_pdf(pages: int = 4) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    for page in range(pages):
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 760, f"Chapter number {['one', 'two', 'three', 'four'][page % 4]}")
        canvas.setFont("Helvetica", 10)
        for place, sentence in enumerate(SENTENCES):
            canvas.drawString(72, 700 - 60 * place, f"{sentence[:-1]} on day {page + 1}.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def locked(data: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="o", user="secret"))
    return stream.getvalue()


def window_on(open_window: Opener, dossier: Session, data: bytes, name: str, *passwords: str) -> MainWindow:
    reading = read_bytes(data, name, ReadingOptions(passwords=passwords))
    import_readings(dossier, [reading])
    window = open_window(dossier)
    window.articles.choose(reading.article.id)
    window.article.canvas.view.setFocus()
    return window


def press(
    window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    focused: QWidget | None = window.focusWidget()
    QTest.keyClick(window if focused is None else focused, key, modifiers)


def web_page_beside(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> tuple[MainWindow, OriginalTextView]:
    """Open a window on an article of the web with its source page beside it."""
    window = window_on(open_window, dossier, PAGE.encode(), "ports.html")
    press(window, Qt.Key.Key_F5)
    words = window.read.original.words
    qtbot.waitUntil(lambda: words.isVisible() and not window.read.original.busy)
    return window, words


def step(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)


def test_a_key_shows_the_pages_and_they_follow_what_is_read(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    window = window_on(open_window, dossier, written_pdf(), "ports.pdf")
    pages = window.read.original.pages
    assert not window.read.original.isVisible()
    press(window, Qt.Key.Key_F5)
    assert window.read.original.isVisible()
    qtbot.waitUntil(lambda: pages.page_count == 4 and not window.read.original.busy)
    assert pages.missing_pages() == ()
    assert window.read.original.toolbar.place.text().startswith("Page 1 of 4")
    assert "Page 1 of 4 of the source" in pages.accessibleDescription()

    window.article.canvas.view.setFocus()
    wanted = [block for block in reading_of(window).article.blocks if block.page == 3][1]
    while (target := reading_of(window).target) is None or target.passage.blocks[0] != wanted.id:
        step(window)
    qtbot.waitUntil(lambda: pages.marked[0] == 2 and bool(pages.marked[1]))
    left, top, right, bottom = pages.marked[1][0]
    assert 60 < left < 80
    assert 842 - 715 < top < bottom < 842 - 690
    assert right > left + 100
    qtbot.waitUntil(lambda: 2 in pages.pages_to_build() and not window.read.original.busy)
    assert pages.missing_pages() == ()
    assert washed(pages) > 100
    pages.go_to(2)
    assert washed(pages) == 0


def washed(pages: OriginalPages) -> int:
    """Return how many of the pixels that are shown are as yellow as marked paper."""
    image = pages.viewport().grab().toImage()
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(colour.red() - colour.blue() > 50 and colour.green() > 200 for colour in colours)


def test_pages_zoom_by_keys_and_the_same_key_shows_and_hides_the_pane(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    window = window_on(open_window, dossier, written_pdf(), "ports.pdf")
    window.services.actions.action("focus-original").trigger()
    pages = window.read.original.pages
    qtbot.waitUntil(lambda: pages.page_count == 4 and not window.read.original.busy)
    window.services.actions.action("focus-original").trigger()
    assert pages.hasFocus()
    before = pages.zoom
    QTest.keyClick(pages, Qt.Key.Key_Plus)
    assert pages.zoom > before
    QTest.keyClick(pages, Qt.Key.Key_0)
    assert pages.zoom == before
    QTest.keyClick(pages, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: pages.current_page == 4 and not window.read.original.busy)
    assert pages.missing_pages() == ()
    press(window, Qt.Key.Key_F5)
    assert not window.read.original.isVisible()
    assert window.article.canvas.view.hasFocus()
    assert pages.page_count == 0


def test_a_page_of_the_web_shows_all_of_its_text_with_what_is_read_marked(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    window, words = web_page_beside(open_window, dossier, qtbot)
    for left_out in ("Subscribe now", "Cookie settings"):
        assert left_out in words.toPlainText()
    blocks = reading_of(window).article.blocks
    seen = set()
    for _ in range(6):
        target = target_of(window)
        block = reading_of(window).article.block(target.passage.blocks[0])
        assert block is not None
        assert words.marked == block.text.rstrip(" 🇯🇵")
        (selection,) = words.extraSelections()
        assert selection.cursor.selectedText() == words.marked
        seen.add(block.id)
        step(window)
    assert len(seen) == len(blocks)


def test_what_the_article_leaves_out_of_a_page_is_muted(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    window, words = web_page_beside(open_window, dossier, qtbot)
    assert words.left_out == ("Home · World · Subscribe now", "Cookie settings")
    colours = window.services.theme.colours
    for text, meaning in (("Subscribe", "muted"), ("ministers", "text"), ("Cookie", "muted")):
        cursor = words.document().find(text)
        assert cursor.charFormat().foreground().color() == colours.colour(meaning), text
    assert words.document().find("Controls").blockFormat().headingLevel() == 2


def test_an_excluded_paragraph_is_restored_from_the_source_page(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    window, words = web_page_beside(open_window, dossier, qtbot)
    article = reading_of(window).article
    block = next(block for block in article.blocks if block.text == SENTENCES[1])
    window.services.holder.opened.store.apply(exclude_blocks(dossier, article.id, [block.id]))
    qtbot.waitUntil(lambda: SENTENCES[1] in words.left_out and not window.read.original.busy)
    name = words.block_at(words.document().find("Export controls").position())
    assert name == block.id
    (restore,) = [each for each in words.create_menu(name).actions() if each.text() == "Restore in article"]
    restore.trigger()
    assert block.id in [each.id for each in reading_of(window).article.blocks]
    qtbot.waitUntil(lambda: SENTENCES[1] not in words.left_out)


def test_a_paragraph_of_the_source_page_is_shown_in_the_article(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    window, words = web_page_beside(open_window, dossier, qtbot)
    name = words.block_at(words.document().find("second meeting").position())
    (show,) = [each for each in words.create_menu(name).actions() if each.text() == "Show in article"]
    show.trigger()
    target = target_of(window)
    assert target.passage.quote == SENTENCES[2]
    assert words.block_at(words.document().find("Subscribe").position()) is None


def test_a_long_page_is_written_in_steps(open_window: Opener, dossier: Session, qtbot: QtBot) -> None:
    lines = "".join(f"<p>Line {number} of many in the list of harbours.</p>" for number in range(2000))
    page = f"<html><body><article><h1>Lines</h1>{lines}</article></body></html>"
    window = window_on(open_window, dossier, page.encode(), "lines.html")
    press(window, Qt.Key.Key_F5)
    words = window.read.original.words
    qtbot.waitUntil(lambda: words.isVisible() and words.document().blockCount() > 1)
    assert words.writing
    qtbot.waitUntil(lambda: not window.read.original.busy)
    assert words.document().blockCount() == 2001


def test_another_article_shows_its_own_source_page(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    window = window_on(open_window, dossier, written_pdf(), "ports.pdf")
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.read.original.pages.page_count == 4)
    window.articles.choose(dossier.store.articles()[1].id)
    words = window.read.original.words
    qtbot.waitUntil(lambda: words.isVisible() and not window.read.original.busy)
    assert "Ministers weigh export controls" in words.toPlainText()
    assert not window.read.original.pages.page_count
    dossier.store.undo()
    window.services.holder.replace(None)
    assert words.toPlainText() == ""
    assert window.read.original.message.label.text() == "Select an article to see its source page here."


def test_a_locked_original_asks_for_its_password_until_it_opens(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = window_on(open_window, dossier, locked(written_pdf()), "ports.pdf", "secret")
    prompter.passwords = ["wrong", "secret"]
    press(window, Qt.Key.Key_F5)
    message = window.read.original.message
    unlock = of_type(message.findChild(QPushButton), QPushButton)
    for _ in range(2):
        qtbot.waitUntil(lambda: unlock.isVisible() and not window.read.original.busy)
        window.services.actions.action("focus-original").trigger()
        press(window, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not window.read.original.busy)
    qtbot.waitUntil(lambda: window.read.original.pages.page_count == 4)
    assert prompter.questions == ["Password of “ports.pdf”:"] * 2


def endless_pdf() -> bytes:
    """Write a PDF whose form draws itself, on which PDFium takes all memory that it is given."""
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
            "/Resources << /XObject << /A 5 0 R >> >> >>"
        ),
        "<< /Length 6 >>\nstream\n/A Do \nendstream",
        (
            "<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << /XObject << /A 5 0 R >> >> /Length 18 >>\n"
            "stream\n/A Do /A Do /A Do \nendstream"
        ),
    )
    body, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return (body + end).encode()


@pytest.mark.parametrize("data", [b"%PDF-1.4 broken", endless_pdf()], ids=["broken", "endless"])
def test_a_hostile_original_costs_the_look_alone(
    open_window: Opener, dossier: Session, qtbot: QtBot, data: bytes
) -> None:
    """Its article is there, say by a reader that was kinder; it is never opened in the window's own process."""
    reading = read_bytes(written_pdf(), "ports.pdf")
    original = replace(reading.article.original, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    hostile = replace(reading, article=replace(reading.article, original=original), data=data)
    import_readings(dossier, [hostile])
    window = open_window(dossier)
    window.articles.choose(reading.article.id)
    press(window, Qt.Key.Key_F5)
    before = window.read.original.message.label.text()
    qtbot.waitUntil(
        lambda: not window.read.original.busy and window.read.original.message.label.text() != before
    )
    assert window.read.original.message.isVisible()
    assert not any(button.isVisible() for button in window.read.original.message.findChildren(QPushButton))
    window.articles.choose(dossier.store.articles()[0].id)
    qtbot.waitUntil(window.read.original.words.isVisible)


def test_an_original_is_saved_byte_for_byte_under_its_name(
    open_window: Opener, dossier: Session, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    data = locked(written_pdf())
    window = window_on(open_window, dossier, data, "../Ports: “2025”?.pdf", "secret")
    prompter.target = tmp_path / "again.pdf"
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "again.pdf" in window.services.toasts.last)
    assert prompter.target.read_bytes() == data
    assert prompter.suggested == [safe_name("../Ports: “2025”?.pdf")]


def test_a_file_that_cannot_be_written_is_reported(
    open_window: Opener, dossier: Session, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    window = window_on(open_window, dossier, written_pdf(), "ports.pdf")
    prompter.target = tmp_path / "missing" / "again.pdf"
    window.services.actions.action("save-original").trigger()
    qtbot.waitUntil(lambda: bool(prompter.errors))
    assert prompter.errors[0].code == "folder-missing"


@pytest.mark.parametrize("size", [(1300, 820), (1180, 700)])
def test_the_pane_is_there_again_in_the_next_window(
    open_window: Opener, dossier: Session, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = open_window(dossier)
    window.resize(*size)
    window.articles.choose(dossier.store.articles()[0].id)
    assert not window.read.original.isVisible()
    press(window, Qt.Key.Key_F5)
    assert window.read.original.isVisible()
    assert window.width() <= size[0]
    qtbot.waitUntil(lambda: not window.read.original.busy)
    path = dossier.store.path
    window.close()
    again = open_window(Session.open(path, window.services.resources))
    assert again.read.original.isVisible()
    assert again.services.actions.action("show-original").isChecked()
    qtbot.waitUntil(lambda: not again.read.original.busy)
