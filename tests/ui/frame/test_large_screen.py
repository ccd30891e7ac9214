"""In a window of 2560 × 1440, names are shown whole where there is room, and lines stay easy to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.every_dialog import TITLE, tagged_and_composed

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.designer.panel import LetterheadBar
from briefbuilder.ui.read.article_canvas import TagLabel
from briefbuilder.ui.topics.overview import MatrixDialog
from briefbuilder.ui.widgets.labels import IconLabel

if TYPE_CHECKING:
    from tests.ui.conftest import Opener

WIDTH, HEIGHT = 2560, 1440
MOST_LETTERS = 140
"""Letters of average width in the longest line of a finding."""
LONG = "technology-transfer"
"""A topic with a long name."""


def test_there_is_room_for_names_and_no_line_is_too_long(
    open_window: Opener, dossier: Session, resources: Resources, qtbot: QtBot
) -> None:
    tagged_and_composed(dossier, resources, "en")
    window = open_window(dossier)
    window.resize(WIDTH, HEIGHT)
    window.services.modes.choose("read")
    window.article.tag_commands.tag(LONG)

    def labels() -> list[TagLabel]:
        return [each for each in window.article.canvas.findChildren(TagLabel) if each.isVisible()]

    qtbot.waitUntil(lambda: any(each.shown.tag.topic == LONG for each in labels()))
    cut = [each.shown.name for each in labels() if each.width() < each.sizeHint().width()]
    assert cut == []

    dialog = MatrixDialog(window.services, dossier, window)
    head = dialog.view.horizontalHeader()
    columns = range(dialog.model.columnCount())
    assert [column for column in columns if head.sectionSize(column) < head.sectionSizeHint(column)] == []
    dialog.show()
    assert dialog.view.horizontalScrollBar().maximum() == 0, "all columns are seen"
    room = dialog.width() - head.length() - 10 * dialog.fontMetrics().height()
    assert dialog.view.verticalHeader().width() > min(room, 400), "titles have the room that is left"
    assert dialog.view.viewport().height() < 2 * dialog.view.verticalHeader().length() + 400, (
        "nothing is empty"
    )
    dialog.deleteLater()

    window.services.modes.choose("brief")
    panel = window.brief.panel
    panel.show_panel("checks")
    qtbot.waitUntil(lambda: not window.brief.busy and bool(panel.open_findings))
    inside = not_none(panel.checks.widget())
    assert inside.width() < MOST_LETTERS * inside.fontMetrics().averageCharWidth()
    ground = panel.checks.grab().toImage()
    foot = ground.height() - 4
    assert ground.pixel(4, foot) == ground.pixel(ground.width() - 4, foot), "one ground beside the cards"
    panel.show_panel("details")
    (title,) = (each for each in panel.details.findChildren(QLineEdit) if each.text() == TITLE)
    assert title.width() < MOST_LETTERS * title.fontMetrics().averageCharWidth()

    window.services.actions.action("design-templates").trigger()
    designer = not_none(window.designing.designer)
    designer.cards.stop()
    designer.resize(WIDTH, HEIGHT)
    form = designer.form.view
    qtbot.waitUntil(lambda: form.columnWidth(0) == window.services.theme.px(320))

    def picture() -> QImage:
        bar = not_none(designer.findChild(LetterheadBar))
        (sign,) = bar.findChildren(IconLabel)
        return sign.pixmap().toImage()

    before = picture()
    window.services.theme.choose("dark")
    assert picture() != before, "an icon follows the colours"
    window.services.theme.choose("light")
