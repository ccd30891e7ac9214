"""The preview shows the pages of the export, never goes blank, and is linked with the outline."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.export import build_pdf
from briefbuilder.app.export_input import ExportInput, snapshot
from briefbuilder.app.jobs import JobContext
from briefbuilder.app.workers import TaskLimits, WorkerPool
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.document import Document, DrawnFigure, Run
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.page_images import PageImage
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.export.pdf.writer import render_pdf
from briefbuilder.export.pictures import prepare_picture
from briefbuilder.system.sandbox import sealed_parts
from briefbuilder.ui.preview.drawing import (
    CheckedBriefing,
    build_pages,
    build_preview,
    check_isolated,
    find_words,
    prepare_rendering,
    render_pages,
    render_sealed,
)
from briefbuilder.ui.preview.view import PageLayout, PagePoint, PreviewView
from briefbuilder.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

pytestmark = pytest.mark.real_pages
A4 = (595.28, 841.89)
BLUE, GREEN = "#1040c0", "#108040"


def picture(page: int, colour: str, scale: float) -> PageImage:
    width, height = round(A4[0] * scale), round(A4[1] * scale)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = bytes(image.constBits())
    return PageImage(
        page=page, width=width, height=height, stride=image.bytesPerLine(), scale=scale, data=data
    )


def view_of(qtbot: QtBot, pages: int = 3) -> PreviewView:
    view = PreviewView(Theme("light"))
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    qtbot.waitExposed(view)
    view.show_build((A4,) * pages, {}, tuple(picture(page, BLUE, view.pixel_scale) for page in (0, 1)))
    return view


def middle(widget: QWidget) -> str:
    return widget.grab().toImage().pixelColor(widget.width() // 2, widget.height() // 2).name()


def fill_pages(desk: Desk) -> None:
    """Give the first part an own text that goes over several pages."""
    text = OwnText(
        id="long", blocks=tuple(Paragraph(id=f"b{n}", content=(Span("Words. " * 60),)) for n in range(30))
    )
    desk.pane.current.edit(
        "edit-text",
        lambda briefing: replace(
            briefing, parts=(replace(briefing.parts[0], items=(text,)), *briefing.parts[1:])
        ),
    )
    desk.wait_until_still()


def test_the_old_page_stays_until_the_new_one_is_rendered(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    assert middle(view.viewport()) == BLUE
    view.show_build((A4,) * 3, {}, ())
    assert middle(view.viewport()) == BLUE
    assert view.missing_pages()[0] == 0
    view.show_images((picture(0, GREEN, view.pixel_scale),))
    assert middle(view.viewport()) == GREEN


def test_the_scroll_position_stays_when_pages_are_rebuilt_or_zoomed(qtbot: QtBot) -> None:
    view = view_of(qtbot, 9)
    QTest.keyClick(view, Qt.Key.Key_End)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    fitted = view.zoom
    page, place = view.current_page, view.verticalScrollBar().value()
    view.show_build((A4,) * 10, {}, ())
    assert view.verticalScrollBar().value() == place
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        QTest.keyClick(view, key)
        assert abs(view.current_page - page) <= 1
    assert view.zoom > fitted
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == fitted
    assert view.horizontalScrollBar().maximum() == 0


def test_pages_that_become_visible_are_requested(qtbot: QtBot) -> None:
    view = view_of(qtbot, 9)
    with qtbot.waitSignal(view.pages_needed):
        QTest.keyClick(view, Qt.Key.Key_End)
    assert 8 in view.missing_pages()
    assert view.current_page == 9
    assert "9" in view.accessibleDescription()


def test_a_point_on_a_page_belongs_to_the_item_above_it() -> None:
    places = {"a": (1, 100.0), "b": (1, 300.0), "c": (2, 90.0)}
    sheets = PageLayout(sizes=(A4, A4), places=places, scale=0.5, gap=10)
    at = sheets.area(0, 500)
    assert sheets.origin_at(at.topLeft() + QPoint(50, 100).toPointF(), 500) == "a"
    assert sheets.origin_at(at.topLeft() + QPoint(50, 151).toPointF(), 500) == "b"
    assert sheets.origin_at(at.topLeft() + QPoint(50, 20).toPointF(), 500) is None
    assert sheets.origin_at(sheets.area(1, 500).topLeft() + QPoint(50, 20).toPointF(), 500) == "b"
    assert sheets.origin_at(at.topLeft() - QPoint(5, 0).toPointF(), 500) is None
    assert sheets.y_of(PagePoint(page=1, y=0)) == sheets.area(1, 500).top()


@given(
    st.lists(st.tuples(st.floats(50, 900), st.floats(50, 1200)), max_size=12).map(tuple),
    st.floats(0, 9000),
    st.floats(1, 2000),
    st.integers(1, 2),
)
def test_visible_pages_are_those_in_rows_that_overlap_the_view(
    sizes: tuple[tuple[float, float], ...], top: float, height: float, columns: int
) -> None:
    sheets = PageLayout(sizes=sizes, scale=0.8, gap=12, columns=columns)
    rows = [range(first, min(first + columns, len(sizes))) for first in range(0, len(sizes), columns)]
    touching = [
        page
        for row in rows
        if max(sheets.area(page, 0).bottom() for page in row) >= top
        and sheets.area(row[0], 0).top() <= top + height
        for page in row
    ]
    assert list(sheets.visible_pages(top, height)) == touching


def test_two_pages_stand_beside_each_other_where_both_can_be_read(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    assert view._layout.columns == 1
    view.resize(1300, 800)
    assert view._layout.columns == 2
    first, second, third = (view._layout.area(page, view.viewport().width()) for page in range(3))
    assert first.top() == second.top() < third.top()
    assert 0 < first.left() < first.right() < second.left() < second.right() < view.viewport().width()
    assert view._layout.page_at(second.center(), view.viewport().width()) == 1
    for _ in range(6):
        view.zoom_in()
    assert view._layout.columns == 1


def test_words_are_found_within_the_area_of_their_item(desk: Desk) -> None:
    fill_pages(desk)
    built = build_pages(snapshot(desk.session, desk.briefing.id))
    first, second, *_ = built.areas["long"]
    rects = find_words(built.data, "Words. Words.", (second,))
    assert rects
    for page, left, top, right, bottom in rects:
        assert page == second[0]
        assert second[1] - 1 <= left < right <= second[3] + 1
        assert second[2] - 1 <= top < bottom <= second[4] + 1
    assert find_words(built.data, "Nobody said this", (first, second)) == ()


def test_the_chosen_item_is_washed_on_its_page(qtbot: QtBot) -> None:
    view = PreviewView(Theme("light"))
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    qtbot.waitExposed(view)
    areas = {"item": ((1, 70.0, 100.0, 520.0, 400.0),)}
    view.show_build((A4,), {"item": (1, 100.0)}, (picture(0, "#ffffff", view.pixel_scale),), areas)
    spot = view._layout.rects(areas["item"], view.viewport().width())[0].center().toPoint()
    assert view.viewport().grab().toImage().pixelColor(spot).name() == "#ffffff"
    view.mark_origin("item")
    assert view.viewport().grab().toImage().pixelColor(spot).name() == LIGHT.selected
    view.mark_words(((1, 200.0, 200.0, 400.0, 300.0),))
    assert view.viewport().grab().toImage().pixelColor(spot).name() != LIGHT.selected


def test_the_preview_is_the_export_byte_for_byte(desk: Desk) -> None:
    source = snapshot(desk.session, desk.briefing.id)
    built = build_pages(source)
    assert built.data == build_pdf(source).data
    rendered = render_pages(built.data, (0, 99), 1.0)
    (image,) = rendered.images
    assert len(image.data) == image.stride * image.height
    with WorkerPool(warm=1) as pool:
        preview = build_preview(source, (0,), 1.0, JobContext(pool, lambda _: None))
    assert preview.data == built.data
    assert (preview.sizes, preview.images) == (rendered.sizes, rendered.images)


def test_pages_are_rendered_in_a_sealed_process(desk: Desk) -> None:
    desk.wait_until_still()
    parts = desk.services.jobs.pool.run_kept(
        prepare_rendering, sealed_parts, key="pages", result_type=dict[str, bool], limits=TaskLimits()
    )
    assert parts["limits"]
    assert desk.pane.panel.preview.view.missing_pages() == ()


def test_pages_with_pictures_are_rendered_in_a_process_of_their_own() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (30, 20), (200, 30, 30)).save(stream, "JPEG")
    figure = DrawnFigure(picture="p", alternative_text="A chart", caption=(Run(text="Figure 1"),))
    pictures = {"p": prepare_picture(stream.getvalue())}
    plain, illustrated = (
        render_pdf(Document(title="t", language="en", elements=(figure,), pictures=shown)).data
        for shown in ({}, pictures)
    )
    with WorkerPool(warm=1) as pool:
        context = JobContext(pool, lambda _: None)
        assert render_sealed(illustrated, (0,), 1.0, context) == render_pages(illustrated, (0,), 1.0)
        assert not pool._kept
        assert render_sealed(plain, (0,), 1.0, context) == render_pages(plain, (0,), 1.0)
        assert pool._kept


def test_an_edit_appears_on_the_page_and_a_click_selects_the_item(desk: Desk) -> None:
    desk.wait_until_still()
    view = desk.pane.panel.preview.view
    assert view.page_count >= 1
    item = desk.briefing.items[0]
    desk.pane.outline.choose(desk.briefing.parts[0].id)
    place = view._layout.rects(view.areas_of(item.id), view.viewport().width())[0]
    view.verticalScrollBar().setValue(round(place.top()) - 40)
    spot = QPoint(view.viewport().width() // 2, round(place.top()) - view.verticalScrollBar().value() + 6)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert desk.pane.outline.current_node == item.id


def test_selecting_an_item_scrolls_to_its_page(desk: Desk) -> None:
    fill_pages(desk)
    view = desk.pane.panel.preview.view
    assert view.page_count > 2
    last = desk.briefing.items[-1]
    assert view.current_page == 1
    desk.pane.outline.choose(last.id)
    assert view.current_page >= view.page_count - 1
    desk.wait_until_still()
    assert view.missing_pages() == ()


def test_an_edit_keeps_the_scroll_position(desk: Desk) -> None:
    fill_pages(desk)
    view = desk.pane.panel.preview.view
    bar = view.verticalScrollBar()
    assert bar.value() == 0
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    desk.pane.current.rename("Another title")
    desk.wait_until_still()
    assert bar.value() == place
    desk.services.actions.action("new-own-text").trigger()
    QTest.keyClicks(desk.pane.item_panel.editor, "New words")
    desk.pane.commit()
    desk.wait_until_still()
    assert view.areas_of(desk.pane.outline.current_node)
    assert bar.value() != place, "what was added is brought into sight"


def test_after_many_edits_the_page_shows_the_last_one(desk: Desk) -> None:
    for number in range(12):
        desk.pane.current.rename(f"Title {number}")
        desk.qtbot.wait(15)
    desk.wait_until_still()
    source = snapshot(desk.session, desk.briefing.id)
    assert desk.pane.panel._builder.pages.data == build_pdf(source).data


def test_a_failed_build_shows_a_message_over_the_old_pages(desk: Desk) -> None:
    desk.wait_until_still()
    pages = desk.pane.panel.preview.view.page_count
    desk.pane.current.edit("edit-briefing-details", lambda briefing: replace(briefing, template="gone"))
    desk.qtbot.waitUntil(lambda: bool(desk.pane.panel.preview.view._message))
    assert "gone" in desk.pane.panel.preview.view._message
    assert desk.pane.panel.preview.view.page_count == pages
    desk.undo()
    desk.wait_until_still()
    assert desk.pane.panel.preview.view._message == ""


def test_the_rendering_worker_does_not_load_qt() -> None:
    code = "import sys, briefbuilder.ui.preview.drawing; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_check_of_an_article_as_it_was_before_a_change_is_made_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.wait_until_still()
    builder = desk.pane.panel._builder
    may_end, checked = threading.Event(), list[ExportInput]()

    def check(source: ExportInput, context: JobContext) -> CheckedBriefing:
        checked.append(source)
        found = check_isolated(source, context)
        may_end.wait(60)
        return found

    monkeypatch.setattr("briefbuilder.ui.preview.builder.check_isolated", check)
    (record,) = desk.session.store.articles()
    with desk.qtbot.waitSignal(builder.built, timeout=60_000):
        builder.refresh()
    desk.qtbot.waitUntil(lambda: bool(checked), timeout=60_000)
    codes = {finding.code for finding in desk.pane.panel.findings.all}
    assert "source-without-outlet" in codes
    with desk.qtbot.waitSignal(builder.built, timeout=60_000):
        # The briefing quotes the article, and stays as it is.
        named = replace(record.metadata, publication="La Voce")
        desk.session.store.apply(edit_metadata(desk.session, record.id, named))
    may_end.set()
    desk.wait_until_still()
    assert len(checked) == 2
    assert "source-without-outlet" not in {finding.code for finding in desk.pane.panel.findings.all}


@pytest.mark.parametrize("fails", [False, True])
def test_a_briefing_that_is_chosen_during_the_check_of_another_is_checked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, fails: bool
) -> None:
    desk.wait_until_still()
    builder = desk.pane.panel._builder
    may_end, checked = threading.Event(), list[str]()

    def check(source: ExportInput, context: JobContext) -> CheckedBriefing:
        checked.append(source.briefing.id)
        may_end.wait(60)
        if fails and source.briefing.id == first:
            raise ExportError("worker-crashed")
        return check_isolated(source, context)

    monkeypatch.setattr("briefbuilder.ui.preview.builder.check_isolated", check)
    first = desk.briefing.id
    builder.refresh()
    desk.qtbot.waitUntil(lambda: bool(checked), timeout=60_000)
    with desk.qtbot.waitSignal(builder.built, timeout=60_000):
        desk.pane.current.duplicate("Another one")
    may_end.set()
    desk.wait_until_still()
    assert checked == [first, desk.briefing.id]
    assert desk.pane.panel.findings.made
