"""Commands of the outline by keyboard: levels, several nodes at once, and passages from other panes."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from tests.narrowing import not_none
from tests.ui.brief.conftest import briefing, part

from briefbuilder.domain.briefing import Briefing, Excerpt, Part
from briefbuilder.domain.passage import section_passage
from briefbuilder.ui.brief.outline_commands import demote_nodes, promote_nodes
from briefbuilder.ui.clipboard import passages_to_mime

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def shape(parts: tuple[Part, ...]) -> list[object]:
    """The ids of parts, each followed by a list of what is under it."""
    found: list[object] = []
    for one in parts:
        found.append(one.id)
        under = [*(item.id for item in one.items), *shape(one.parts)]
        if under:
            found.append(under)
    return found


def some() -> Briefing:
    return briefing(
        part("p1", "i1", "i2", "i3", parts=(part("p2", "i4"), part("p3"))), part("p4", "i5"), part("p5")
    )


def takes(one: Part) -> bool:
    return one.key != "p5"


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (("p2",), ["p1", ["i1", "i2", "i3", "p3"], "p2", ["i4"], "p4", ["i5"], "p5"]),
        (("p2", "p3"), ["p1", ["i1", "i2", "i3"], "p2", ["i4"], "p3", "p4", ["i5"], "p5"]),
        (("p2", "i4"), ["p1", ["i1", "i2", "i3", "p3"], "p2", ["i4"], "p4", ["i5"], "p5"]),
        (("i4",), ["p1", ["i1", "i2", "i3", "i4", "p2", "p3"], "p4", ["i5"], "p5"]),
        (("i5",), shape(some().parts)),
        (("p2", "p4"), shape(some().parts)),
    ],
)
def test_parts_and_items_go_one_level_up_or_stay(ids: tuple[str, ...], expected: list[object]) -> None:
    assert shape(promote_nodes(some(), ids, takes).parts) == expected


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (("p4",), ["p1", ["i1", "i2", "i3", "p2", ["i4"], "p3", "p4", ["i5"]], "p5"]),
        (("p4", "p5"), ["p1", ["i1", "i2", "i3", "p2", ["i4"], "p3", "p4", ["i5"], "p5"]]),
        (("p3",), ["p1", ["i1", "i2", "i3", "p2", ["i4", "p3"]], "p4", ["i5"], "p5"]),
        (("i1", "i3"), ["p1", ["i2", "p2", ["i1", "i3", "i4"], "p3"], "p4", ["i5"], "p5"]),
        (("p1",), shape(some().parts)),
        (("i5",), shape(some().parts)),
    ],
)
def test_parts_and_items_go_one_level_down_or_stay(ids: tuple[str, ...], expected: list[object]) -> None:
    assert shape(demote_nodes(some(), ids, takes).parts) == expected


def test_alt_left_and_right_change_the_level_of_what_is_chosen(desk: Desk) -> None:
    before = shape(desk.briefing.parts)
    first, second, third = (part.id for part in desk.briefing.parts[1:4])
    outline = desk.pane.outline
    outline.choose(second)
    desk.key(outline, Qt.Key.Key_Right, ALT)
    holder = not_none(desk.briefing.parent_of(second))
    assert holder.id == first
    assert outline.selected_nodes == (second,)
    assert outline.visualRect(outline.currentIndex()).height() > 0, "it is in sight"
    outline.choose(third)
    desk.key(outline, Qt.Key.Key_Right, ALT)
    desk.key(outline, Qt.Key.Key_Left, ALT)
    desk.key(outline, Qt.Key.Key_Left, ALT)
    outline.choose(second)
    desk.key(outline, Qt.Key.Key_Left, ALT)
    assert shape(desk.briefing.parts) == before
    for _ in range(4):
        desk.undo()
    assert shape(desk.briefing.parts) == before


def test_several_nodes_change_level_and_are_removed_together(desk: Desk) -> None:
    outline = desk.pane.outline
    holder = next(part for part in desk.briefing.walk() if len(part.items) == 2)
    first, second = (item.id for item in holder.items)
    inner = Part(id="inner", key="own", heading="Within")
    desk.pane.current.edit("add-part", lambda now: _with_inner(now, holder.id, inner))
    outline.choose(first)
    desk.key(outline, Qt.Key.Key_Down, SHIFT)
    assert outline.selected_nodes == (first, second)
    desk.key(outline, Qt.Key.Key_Right, ALT)
    assert [item.id for item in _part(desk, "inner").items] == [first, second]
    assert outline.selected_nodes == (first, second)
    desk.key(outline, Qt.Key.Key_Left, ALT)
    assert [item.id for item in _part(desk, holder.id).items] == [first, second]
    desk.key(outline, Qt.Key.Key_Down, ALT)
    desk.undo()
    desk.key(outline, Qt.Key.Key_Delete)
    assert desk.briefing.item(first) is None
    assert desk.briefing.item(second) is None
    desk.undo()
    assert [item.id for item in _part(desk, holder.id).items] == [first, second]


def _part(desk: Desk, name: str) -> Part:
    return not_none(desk.briefing.part(name))


def _with_inner(now: Briefing, holder: str, inner: Part) -> Briefing:
    return replace(
        now, parts=tuple(replace(one, parts=(inner,)) if one.id == holder else one for one in now.parts)
    )


def test_several_passages_are_dropped_and_pasted_as_one_command(desk: Desk) -> None:
    (record,) = desk.session.store.articles()
    article = desk.session.store.article(record.id)
    passages = tuple(section_passage(article, section) for section in article.sections)
    first = desk.briefing.parts[0]
    model = desk.pane.outline.model()
    model.dropMimeData(
        passages_to_mime(passages, attrgetter("quote")),
        Qt.DropAction.CopyAction,
        0,
        0,
        model.index(0, 0, QModelIndex()),
    )
    desk.qtbot.waitUntil(lambda: bool(_part(desk, first.id).items))
    quoted = [item.passage for item in _part(desk, first.id).items if isinstance(item, Excerpt)]
    assert quoted == list(passages)
    desk.undo()
    assert not _part(desk, first.id).items
    desk.pane.outline.choose(first.id)
    desk.pane.commands.add_passages(passages[:2])
    assert len(_part(desk, first.id).items) == 2
