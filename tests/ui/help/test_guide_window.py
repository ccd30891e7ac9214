"""The guide in the window: pages, search with marks, the way back, and F1 by place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import FakePrompter

from briefbuilder.app.guide import Guide, heading_anchor
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.help.commands import TOPIC, ReportDialog, help_topic
from briefbuilder.ui.help.guide import GuideWindow
from briefbuilder.ui.prompter import QtPrompter
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import NewPasswordDialog

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def guide(qtbot: QtBot, root: Path) -> GuideWindow:
    made = GuideWindow(Guide(root / "docs"), Theme("light"))
    qtbot.addWidget(made)
    made.show_page("how-to/import-articles.md")
    made.show()
    return made


def shown(guide: GuideWindow) -> str:
    page = not_none(guide.view.page)
    return page.name


def test_a_result_of_the_search_opens_its_page_with_the_words_marked(
    guide: GuideWindow, qtbot: QtBot
) -> None:
    guide.search.setText("forgotten password")
    assert guide.pages.count() > 1
    assert not guide.view.marked(), "no page is laid out between two letters"
    qtbot.waitUntil(lambda: shown(guide) == "how-to/set-a-password.md")
    marked = {word.lower() for word in guide.view.marked()}
    assert marked == {"forgotten", "password"}
    guide.search.clear()
    assert guide.view.marked() == ()
    assert guide.pages.currentItem().text() == "Protect a dossier with a password"


def test_a_search_that_is_cleared_at_once_leaves_the_page(guide: GuideWindow, qtbot: QtBot) -> None:
    guide.search.setText("forgotten password")
    guide.search.clear()
    qtbot.wait(200)
    assert shown(guide) == "how-to/import-articles.md"


def test_all_pages_are_made_ready_for_a_search_while_the_guide_is_open(qtbot: QtBot, root: Path) -> None:
    guide = Guide(root / "docs")
    window = GuideWindow(guide, Theme("light"))
    qtbot.addWidget(window)
    assert not any("counts" in page.__dict__ for page in guide.pages)
    qtbot.waitUntil(lambda: all("counts" in page.__dict__ for page in guide.pages))


def test_a_search_without_results_says_so(guide: GuideWindow) -> None:
    guide.search.setText("zzzz")
    assert guide.pages.count() == 0
    assert any("zzzz" in label.text() for label in guide.findChildren(QLabel) if label.isVisible())


def test_the_way_back_and_forward(guide: GuideWindow) -> None:
    guide.view.followed.emit("export-a-briefing.md")
    guide.view.followed.emit("check-a-briefing.md")
    guide.go_back()
    assert shown(guide) == "how-to/export-a-briefing.md"
    guide.go_back()
    assert shown(guide) == "how-to/import-articles.md"
    guide.go_forward()
    assert shown(guide) == "how-to/export-a-briefing.md"


def test_a_link_to_a_heading_shows_it_at_the_top(guide: GuideWindow) -> None:
    guide.view.followed.emit("../reference/templates.md#house-styles")
    assert shown(guide) == "reference/templates.md"
    assert guide.view.verticalScrollBar().value() > 0
    assert guide.view.textCursor().block().text() == "House styles"


def test_an_address_is_shown_and_copied_but_not_opened(guide: GuideWindow) -> None:
    guide.view.followed.emit("https://example.org/page")
    assert shown(guide) == "how-to/import-articles.md"
    copy = next(button for button in guide.findChildren(QPushButton) if button.text() == "Copy address")
    copy.click()
    assert QGuiApplication.clipboard().text() == "https://example.org/page"
    assert not copy.isVisible()


def test_only_pictures_of_the_documentation_are_loaded(guide: GuideWindow, root: Path) -> None:
    guide.show_page("reference/window.md")
    assert isinstance(guide.view.loadResource(IMAGE, QUrl("../pictures/read.png")), QImage)
    outside = root / "docs" / "pictures" / "read.png"
    for name in ("https://example.org/a.png", f"file://{outside}", "../../LICENSE", "../pictures/none.png"):
        assert guide.view.loadResource(IMAGE, QUrl(name)) is None, name


def test_what_is_new_can_be_left_by_going_back(guide: GuideWindow) -> None:
    guide.show_whats_new("- A new thing")
    assert "A new thing" in guide.view.toPlainText()
    guide.go_back()
    assert shown(guide) == "how-to/import-articles.md"


def test_a_topic_leads_to_its_section_in_the_language_of_the_guide(qtbot: QtBot, root: Path) -> None:
    made = GuideWindow(Guide(root / "docs", "de"), Theme("light"))
    qtbot.addWidget(made)
    made.show_page("reference/window.md", "settings")
    assert made.view.textCursor().block().text() == "Einstellungen"


def test_every_topic_of_the_window_is_a_page_and_a_heading(root: Path) -> None:
    sources = "".join(path.read_text("utf-8") for path in (root / "src/briefbuilder/ui").rglob("*.py"))
    topics = set(re.findall(r'setProperty\((?:"helpTopic"|TOPIC), "([^"]+)"\)', sources))
    assert len(topics) > 25
    guide = Guide(root / "docs")
    for name, _, anchor in (topic.partition("#") for topic in topics):
        page = guide.page(f"{name}.md")
        assert page is not None, name
        assert not anchor or anchor in {heading_anchor(each.heading) for each in page.sections}, name


def test_the_guide_looks_the_same_above_a_dialog(window: MainWindow, qtbot: QtBot) -> None:
    window.services.actions.action("guide").trigger()
    guide = window.help.guide
    before = guide.grab().toImage()
    dialog = NewPasswordDialog(window.services.theme, "Password", "Type it twice.", "Set", parent=window)
    qtbot.addWidget(dialog)
    guide.setParent(dialog, Qt.WindowType.Window)
    guide.show()
    after = guide.grab().toImage()
    guide.setParent(window, Qt.WindowType.Window)
    assert before.size() == after.size()
    left, top = guide.pages.x(), guide.pages.y()
    for y in range(top, top + guide.pages.height(), 7):
        assert before.pixelColor(left, y) == after.pixelColor(left, y)


def test_a_page_without_a_translation_says_so(qtbot: QtBot, root: Path) -> None:
    made = GuideWindow(Guide(root / "docs", "it"), Theme("light"))
    qtbot.addWidget(made)
    made.show()

    def says_so() -> bool:
        return any(
            "in English only" in label.text() for label in made.findChildren(QLabel) if label.isVisible()
        )

    made.show_page("tutorial.md")
    assert made.view.toPlainText().startswith("Dagli articoli al briefing")
    assert isinstance(made.view.loadResource(IMAGE, QUrl("../pictures/tutorial/it/start.png")), QImage)
    assert not says_so()
    made.show_page("security.md")
    assert made.view.toPlainText().startswith("Security")
    assert says_so()
    made.show_whats_new("- A new thing")
    assert says_so()


def test_the_page_of_a_widget_is_that_of_the_nearest_one_around_it(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    outer.setProperty(TOPIC, "briefings")
    middle = QWidget(outer)
    field = QLineEdit(middle)
    assert help_topic(field) == "briefings"
    middle.setProperty(TOPIC, "checks")
    assert help_topic(field) == "checks"
    assert help_topic(None) == ""


def test_f1_opens_the_page_about_the_place_with_the_focus(window: MainWindow, root: Path) -> None:
    pages = {f"how-to/{path.stem}" for path in (root / "docs" / "how-to").glob("*.md")}
    panes = (window.articles, window.article, window.read.rail, window.brief.outline, window.brief.panel)
    topics = [help_topic(pane) for pane in panes]
    assert set(topics) <= pages
    assert len(set(topics)) >= 3
    window.articles.list_view.setFocus()
    window.services.actions.action("guide").trigger()
    assert shown(window.help.guide) == f"{topics[0]}.md"


@pytest.mark.parametrize(
    ("topic", "heading"), [("reference/window#settings", "Settings"), ("reference/keys", "Keys")]
)
def test_the_first_page_of_a_new_guide_begins_at_its_heading(
    window: MainWindow, qtbot: QtBot, topic: str, heading: str
) -> None:
    field = QLineEdit(window)
    field.setProperty(TOPIC, topic)
    field.show()
    field.setFocus()
    window.services.actions.action("guide").trigger()
    view = window.help.guide.view
    qtbot.wait(50)
    assert view.textCursor().block().text() == heading
    top = view.cursorRect(view.textCursor()).top()
    bar = view.verticalScrollBar()
    assert 0 <= top <= 60 or bar.value() == bar.maximum() > 0
    assert "#" in topic or bar.value() == 0


def test_the_list_of_pages_has_the_ground_of_the_field_above_it(window: MainWindow) -> None:
    window.services.actions.action("guide").trigger()
    (guide,) = window.findChildren(GuideWindow)
    picture, around = guide.grab().toImage(), guide.pages.geometry()
    guide.close()
    left = guide.pages.mapTo(guide, QPoint(1, 0)).x()
    grounds = {picture.pixelColor(left, y).name() for y in (2, around.bottom() - 2)}
    assert grounds == {window.services.theme.colours.side}


def test_the_report_is_shown_before_it_is_saved(
    qtbot: QtBot, window: MainWindow, prompter: FakePrompter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.app.state_report._sandbox", lambda: {"limits": True})
    dialog = ReportDialog(window.services, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "PySide6" in dialog.text.toPlainText())
    prompter.target = tmp_path / "report.txt"
    next(button for button in dialog.findChildren(QPushButton) if button.text().startswith("&Save")).click()
    assert prompter.target.read_text("utf-8") == dialog.text.toPlainText()


def test_f1_in_a_dialog_shows_its_page_in_a_guide_that_can_be_used_and_outlives_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = NewPasswordDialog(window.services.theme, "Password", "Type it twice.", "Set", parent=window)
    prompter = QtPrompter(window.services.words)
    prompter.set_owner(window, window.services.actions.action("guide"))
    seen: list[tuple[str, bool]] = []

    def press() -> None:
        try:
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            QTest.keyClick(dialog, Qt.Key.Key_F1)
            opened = not_none(dialog.findChild(GuideWindow))
            page = shown(opened)
            QTest.keyClicks(opened.search, "forgotten")
            seen.append((page, opened.search.text() == "forgotten"))
        finally:
            dialog.reject()

    QTimer.singleShot(0, press)
    prompter.run(dialog)
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    assert seen == [("how-to/set-a-password.md", True)]
    guide = not_none(window.findChild(GuideWindow))
    assert guide.parentWidget() is window
    assert guide.isVisible()


def test_a_picture_is_never_wider_than_the_page(guide: GuideWindow, qtbot: QtBot) -> None:
    guide.show_page("reference/window.md")
    for width in (1300, 760, 1020, 700):
        guide.resize(width, 700)
        qtbot.wait(50)
        assert guide.view.horizontalScrollBar().maximum() == 0, width


def test_long_lines_of_code_are_broken(guide: GuideWindow) -> None:
    guide.show_page("how-to/use-the-command-line.md")
    block = guide.view.document().begin()
    while block.isValid() and not block.text().startswith("briefbuilder compose"):
        block = block.next()
    assert block.layout().lineCount() > 1
    assert guide.view.horizontalScrollBar().maximum() == 0
