"""An email and its attachments link to each other, by a button and by keys."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.windows import reading_of, session_of

from briefbuilder.app.commands.articles import remove_articles
from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow

if TYPE_CHECKING:
    from tests.ui.conftest import Opener

NOTE = "Stocks of gases\n\nThe ministry speaks of stocks that last for three months.\n"
POINTS = "Cranes of the ports\n\nThe cranes of the northern ports are to be renewed.\n"


def write_mail(path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Anna Rossi <anna@desk.example>", "Papers for tomorrow"
    mail.set_content("Dear colleagues,\n\nplease find attached the two papers for the meeting of tomorrow.\n")
    for name, text in (("note.txt", NOTE), ("points.txt", POINTS)):
        mail.add_attachment(text.encode(), maintype="text", subtype="plain", filename=name)
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    path.write_bytes(bytes(mail))


def imported(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    write_mail(path)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.make_pages().importing.start((path,))


def title(window: MainWindow) -> str:
    reading = reading_of(window)
    return reading.article.metadata.title


def follow(window: MainWindow, steps: int, qtbot: QtBot) -> list[str]:
    """Open the menu by its keys, take the entry so many steps down, and return what all entries say."""
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.article.canvas.view, Qt.Key.Key_G, keys)
    menu = window.article.header.linked.menu()
    qtbot.waitUntil(menu.isVisible)
    said = [entry.text() for entry in menu.actions()]
    for _ in range(steps):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not menu.isVisible())
    return said


def test_keys_lead_from_a_mail_to_what_is_attached_and_back(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.article.header.linked.isHidden()
    assert not window.services.actions.action("linked-articles").isEnabled()
    imported(window, tmp_path / "papers.eml", qtbot)
    assert title(window) == "Papers for tomorrow"
    assert window.article.header.linked.isVisible()
    assert window.article.header.linked.accessibleName() == "2 attachment(s)"
    assert follow(window, 2, qtbot) == ["Attachment: Stocks of gases", "Attachment: Cranes of the ports"]
    assert title(window) == "Cranes of the ports"
    assert window.article.header.linked.accessibleName() == "From an email"
    assert follow(window, 1, qtbot) == ["Email: Papers for tomorrow"]
    assert title(window) == "Papers for tomorrow"


def test_articles_missing_from_the_dossier_are_not_offered(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    imported(window, tmp_path / "papers.eml", qtbot)
    session = session_of(window)
    mail, _note, points = session.store.articles()[-3:]
    window.articles.choose(points.id)
    window.services.holder.opened.store.apply(remove_articles(session, (mail.id,)))
    assert not window.article.header.linked.linked
    assert window.article.header.linked.isHidden()
    session.store.undo()
    assert [record.id for record in window.article.header.linked.linked] == [mail.id]


def test_the_link_is_there_when_the_dossier_is_opened_again(
    window: MainWindow, open_window: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    imported(window, tmp_path / "papers.eml", qtbot)
    session = session_of(window)
    path, resources, mail = session.store.path, window.services.resources, session.store.articles()[2].id
    window.dossiers.close()
    again = open_window(Session.open(path, resources))
    again.articles.choose(mail)
    assert len(again.article.header.linked.linked) == 2
