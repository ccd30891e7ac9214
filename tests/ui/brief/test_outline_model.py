"""The outline model: rows follow the briefing, drops emit requests."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type

from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span, join_text
from briefbuilder.ui.brief import outline_model
from briefbuilder.ui.brief.outline_model import Node, OutlineModel, OutlineRole, node_ids
from briefbuilder.ui.brief.outline_texts import BriefingTexts, OutlineRow, part_row
from briefbuilder.ui.clipboard import passages_to_mime

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

PASSAGE = Passage(article="a1", blocks=("b1",), start=0, end=5, quote="Words")
MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction


class PlainWords(BriefingTexts):
    """Says the ids."""

    def __init__(self) -> None:
        QObject.__init__(self)

    def heading(self, part: Part) -> str:
        return part.heading or part.id

    def hint(self, part: Part) -> str:
        return f"hint of {part.id}"

    def snippet(self, item: Excerpt | OwnText) -> str:
        return item.id if isinstance(item, Excerpt) else join_text(item.blocks) or item.id

    def title(self, item: Excerpt | OwnText) -> str:
        return self.snippet(item)

    def icon(self, item: Excerpt | OwnText) -> str:
        return "quote" if isinstance(item, Excerpt) else "pen-line"

    def origin(self, item: Excerpt | OwnText) -> tuple[str, str]:
        return item.kind, item.marking or ""

    def release(self, release: Release | None) -> str:
        return release.disclosure if release else ""

    def accessible_text(self, node: Node) -> str:
        return f"spoken {node.id}"

    def accepts_items(self, part: Part) -> bool:
        return part.key != "sources"


def model_of(briefing: Briefing) -> OutlineModel:
    model = OutlineModel(PlainWords())
    model.show_briefing(briefing)
    return model


def rows(model: OutlineModel, parent: QModelIndex | None = None) -> list[object]:
    """The ids that a view would walk through, those under a part in a list of their own."""
    at = parent or QModelIndex()
    found: list[object] = []
    for row in range(model.rowCount(at)):
        index = model.index(row, 0, at)
        found.append(index.data(OutlineRole.NODE))
        if model.rowCount(index):
            found.append(rows(model, index))
    return found


def test_rows_are_the_items_of_a_part_and_then_its_parts(qtbot: QtBot, first_outline: Briefing) -> None:
    assert rows(model_of(first_outline)) == ["p1", ["i1", "i2", "i3", "i4"], "p2", ["i5", "p3", ["i6"]]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_every_change_of_the_outline_passes_the_tester(
    qapp: object, some_outline: st.SearchStrategy[Briefing], data: st.DataObject
) -> None:
    before, after = data.draw(some_outline), data.draw(some_outline)
    model = model_of(before)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    held = {name: QPersistentModelIndex(model.index_of(name)) for name in node_ids(before)}
    model.show_briefing(after)
    assert rows(model) == rows(model_of(after))
    left = frozenset(node_ids(after))
    assert {name: index.data(OutlineRole.NODE) for name, index in held.items()} == {
        name: name if name in left else None for name in held
    }
    model.show_briefing(None)
    assert rows(model) == []
    del tester


def test_items_are_removed_and_come_back_without_a_move(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    changes: list[object] = []
    model.rowsRemoved.connect(lambda _parent, first, last: changes.append(("removed", first, last)))
    model.rowsInserted.connect(lambda _parent, first, last: changes.append(("inserted", first, last)))
    model.layoutChanged.connect(lambda: changes.append("moved"))
    model.show_briefing(briefing_edits.remove_item(first_outline, "i2"))
    model.show_briefing(first_outline)
    assert changes == [("removed", 1, 1), ("inserted", 1, 1)]
    model.show_briefing(briefing_edits.move_part(first_outline, "p3", None, 0))
    assert changes[2:] == ["moved"]


def test_an_empty_part_shows_the_hint_of_the_template(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    index = model.index_of("p1")
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "hint of p1"


def test_a_persistent_index_follows_its_item_into_another_part(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    held = QPersistentModelIndex(model.index_of("i1"))
    model.show_briefing(briefing_edits.move_item(first_outline, "i1", "p3", 0))
    assert held.isValid()
    assert held.data(OutlineRole.NODE) == "i1"
    assert held.parent().data(OutlineRole.NODE) == "p3"


def test_many_items_go_into_another_part_at_once_and_persistent_indexes_follow(qtbot: QtBot) -> None:
    items = tuple(OwnText(id=f"i{number}") for number in range(60))
    parts = (Part(id="p1", key="k", items=items), Part(id="p2", key="k"))
    before = Briefing(id="b", title="", template="t", language="en", parts=parts)
    model = model_of(before)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    moved: list[object] = []
    model.rowsMoved.connect(moved.append)
    held = [QPersistentModelIndex(model.index_of(name)) for name in ("i5", "i59", "p2")]
    after = replace(before, parts=(replace(parts[0], items=items[50:]), replace(parts[1], items=items[:50])))
    with qtbot.waitSignal(model.layoutChanged):
        model.show_briefing(after)
    assert rows(model) == rows(model_of(after))
    assert [one.data(OutlineRole.NODE) for one in held] == ["i5", "i59", "p2"]
    assert [one.parent().data(OutlineRole.NODE) for one in held] == ["p2", "p1", None]
    assert moved == []
    del tester


def test_an_edited_item_updates_only_its_row(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    text = OwnText(id="i2", blocks=(Paragraph(id="b1", content=(Span("New 🇯🇵 words"),)),))
    with qtbot.waitSignal(model.dataChanged) as signal:
        model.show_briefing(briefing_edits.replace_item(first_outline, text))
    assert signal.args is not None
    assert signal.args[0].data(OutlineRole.NODE) == "i2"
    assert signal.args[0].data() == "New 🇯🇵 words"


def test_a_view_does_not_measure_all_rows_at_once_when_their_texts_change(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    outline = desk.pane.outline
    model, selected = of_type(outline.model(), OutlineModel), outline.current_node
    last = model.index(model.rowCount() - 1, 0)
    assert outline.visualRect(last).height(), "all rows were measured before"
    made: list[str] = []

    def make(texts: BriefingTexts, part: Part) -> OutlineRow:
        made.append(part.id)
        return part_row(texts, part)

    monkeypatch.setattr(outline_model, "part_row", make)
    model.refresh_texts()
    assert made == []
    assert last.data()
    assert made == [model.node_id(last)], "the texts are made anew"
    assert outline.current_node == selected


def test_dropping_an_item_requests_a_move_and_removes_no_rows(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    data = model.mimeData([model.index_of("i1"), model.index_of("i2")])
    with qtbot.waitSignal(model.nodes_move_requested) as signal:
        assert model.dropMimeData(data, MOVE, 1, 0, model.index_of("p2")) is False
    assert signal.args == [("i1", "i2"), "p2", 1]
    assert rows(model) == rows(model_of(first_outline))


def test_a_drop_between_parts_goes_to_the_end_of_the_upper_part(
    qtbot: QtBot, first_outline: Briefing
) -> None:
    model = model_of(first_outline)
    data = model.mimeData([model.index_of("i1")])
    for row, place in ((1, ("p1", 4)), (2, ("p3", 1)), (-1, ("p3", 1)), (0, ("p1", 0))):
        with qtbot.waitSignal(model.nodes_move_requested) as signal:
            model.dropMimeData(data, MOVE, row, 0, QModelIndex())
        assert signal.args == [("i1",), *place]


def test_a_part_cannot_be_dropped_into_itself(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    data = model.mimeData([model.index_of("p2")])
    assert not model.canDropMimeData(data, MOVE, 0, 0, model.index_of("p3"))
    assert not model.canDropMimeData(data, MOVE, -1, 0, model.index_of("p2"))
    assert model.canDropMimeData(data, MOVE, 0, 0, QModelIndex())


def test_dragging_a_part_with_its_items_drags_only_the_part(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    data = model.mimeData([model.index_of("p2"), model.index_of("i5"), model.index_of("i6")])
    with qtbot.waitSignal(model.nodes_move_requested) as signal:
        model.dropMimeData(data, MOVE, 0, 0, QModelIndex())
    assert signal.args == [("p2",), "", 0]


def test_dropping_a_passage_requests_an_excerpt(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    with qtbot.waitSignal(model.passages_dropped) as signal:
        assert (
            model.dropMimeData(
                passages_to_mime((PASSAGE,), attrgetter("quote")), COPY, 2, 0, model.index_of("p1")
            )
            is True
        )
    assert signal.args == [(PASSAGE,), "p1", 2]


def test_drops_are_refused_on_a_list_of_sources_and_in_a_read_only_dossier(qtbot: QtBot) -> None:
    sources = Briefing(
        id="b",
        title="",
        template="t",
        language="en",
        parts=(Part(id="s", key="sources"), Part(id="p", key="p")),
    )
    model = model_of(sources)
    data = passages_to_mime((PASSAGE,), attrgetter("quote"))
    assert not model.canDropMimeData(data, COPY, -1, 0, model.index_of("s"))
    assert model.canDropMimeData(data, COPY, -1, 0, model.index_of("p"))
    model.writable = False
    assert not model.canDropMimeData(data, COPY, -1, 0, model.index_of("p"))
    assert not model.flags(model.index_of("p")) & Qt.ItemFlag.ItemIsEditable


def test_nodes_of_another_briefing_are_refused(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    data = model.mimeData([model.index_of("i1")])
    other = OutlineModel(PlainWords())
    other.show_briefing(
        Briefing(id="other", title="", template="t", language="en", parts=first_outline.parts)
    )
    assert not other.canDropMimeData(data, MOVE, 0, 0, other.index_of("p1"))


def test_editing_a_heading_emits_a_request(qtbot: QtBot, first_outline: Briefing) -> None:
    model = model_of(first_outline)
    with qtbot.waitSignal(model.heading_requested) as signal:
        model.setData(model.index_of("p1"), "  Key points ")
    assert signal.args == ["p1", "Key points"]
    with qtbot.assertNotEmitted(model.heading_requested):
        model.setData(model.index_of("p1"), "p1")
