"""Each paragraph of both texts is in exactly one operation, whatever they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbuilder.domain.export_record import CellPosition
from briefbuilder.returned.alignment import Alignment, TableNode, align_units, build_tree
from briefbuilder.returned.views import Unit

LONG = "The delegation will travel on 12 March and return on 14 March; the embassy has been told."
THIRD = "Shortages teach governments geography, as carmakers on both sides learned in 2021."
OTHER = "Our position has not changed since the last Council: de-risking, not decoupling."

WORDS = ["", "a", "To be confirmed.", LONG, LONG[:40], LONG[40:], OTHER, f"{LONG} {OTHER}", OTHER.upper()]
texts = st.sampled_from(WORDS)
body = st.lists(
    st.one_of(texts, st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=3)), max_size=7
)
Item = str | list[list[str]]


def units(items: Sequence[Item]) -> list[Unit]:
    """Return the units of paragraphs (texts) and tables (rows of cells)."""
    made: list[Unit] = []
    tables = 0
    for item in items:
        if isinstance(item, str):
            made.append(Unit(text=item, style="Body"))
            continue
        for row, cells in enumerate(item):
            for column, text in enumerate(cells):
                made.append(Unit(text=text, cell=CellPosition(table=tables, row=row, column=column)))
        tables += 1
    return made


def told(found: Alignment) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return sorted(
        (one.kind, one.base, one.returned)
        for one in found.operations
        if one.kind != "blank" and not (one.kind == "kept" and one.base == one.returned)
    )


@given(body, body)
@settings(max_examples=150)
def test_nothing_is_lost_and_nothing_is_told_twice(base: list[Item], returned: list[Item]) -> None:
    one, other = units(base), units(returned)
    found = align_units(one, other)
    assert sorted(number for each in found.operations for number in each.base) == list(range(len(one)))
    assert sorted(number for each in found.operations for number in each.returned) == list(range(len(other)))


@given(body)
@settings(max_examples=80)
def test_a_text_is_the_same_as_itself(items: list[Item]) -> None:
    found = align_units(units(items), units(items))
    assert told(found) == []
    assert found.moved_tables == []


TABLE = [
    ["Country", "Exports", "Trend"],
    ["Japan", "1 240", "rising"],
    ["Korea", "980", "stable"],
    ["Taiwan", "2 310", ""],
]


def changed(
    base: Sequence[Item], returned: Sequence[Item]
) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return told(align_units(units(base), units(returned)))


def test_a_moved_paragraph_is_told_and_a_short_one_that_stands_twice_is_not() -> None:
    assert changed([LONG, "b", OTHER + LONG, "d"], ["b", OTHER + LONG, LONG, "d"])[0] in [
        ("kept", (1,), (0,)),
        ("moved", (0,), (2,)),
    ]
    assert ("moved", (0,), (2,)) in changed([LONG, "b", OTHER + LONG, "d"], ["b", OTHER + LONG, LONG, "d"])
    assert ("moved", (0,), (2,)) in changed(["Once.", LONG, OTHER, "d"], [LONG, OTHER, "Once.", "d"])
    twice = changed(["To do.", LONG, OTHER, "To do."], [LONG, "To do.", OTHER, "To do."])
    assert not any(kind == "moved" for kind, _, _ in twice)


def test_a_moved_and_edited_paragraph_is_told_as_moved() -> None:
    edited = LONG.replace("12 March", "3 April")
    assert ("moved", (0,), (2,)) in changed(
        [LONG, OTHER + LONG, OTHER, "d"], [OTHER + LONG, OTHER, edited, "d"]
    )


def test_a_paragraph_that_was_written_anew_is_told_as_edited() -> None:
    found = align_units(units([LONG, "Objective", OTHER]), units([LONG, "in the coming quarter", OTHER]))
    assert told(found) == []
    assert [one.kind for one in found.operations] == ["kept"] * 3


def test_rows_are_told_as_rows() -> None:
    without = [TABLE[0], TABLE[1], TABLE[3]]
    assert changed([LONG, TABLE, OTHER], [LONG, without, OTHER])[0] == ("kept", (10,), (7,))
    assert ("row_deleted", (7, 8, 9), ()) in changed([LONG, TABLE, OTHER], [LONG, without, OTHER])
    more = [*TABLE[:2], ["Vietnam", "75", "stable"], *TABLE[2:]]
    assert ("row_inserted", (), (7, 8, 9)) in changed([LONG, TABLE, OTHER], [LONG, more, OTHER])


def test_a_row_is_rewritten_only_if_a_cell_is_unchanged() -> None:
    other_cell = [TABLE[0], ["Japan", "1 300", "falling"], *TABLE[2:]]
    assert changed([TABLE], [other_cell]) == []
    other_row = [TABLE[0], ["Peru", "7", "unknown"], *TABLE[2:]]
    assert [kind for kind, _, _ in changed([TABLE], [other_row])] == ["row_deleted", "row_inserted"]


def test_a_cell_that_is_missing_in_every_row_is_a_column() -> None:
    narrow = [[row[0], row[2]] for row in TABLE]
    found = align_units(units([TABLE]), units([narrow]))
    (gone,) = [one for one in found.operations if one.kind == "column_deleted"]
    assert (gone.base, gone.column) == ((1, 4, 7, 10), 1)
    wide = [[row[0], "new", *row[1:]] for row in TABLE]
    found = align_units(units([TABLE]), units([wide]))
    (new,) = [one for one in found.operations if one.kind == "column_inserted"]
    assert (new.returned, new.column) == ((1, 5, 9, 13), 0)


def test_a_row_of_one_cell_is_rewritten_where_most_of_it_stays() -> None:
    one = [["Objectives of the year"], ["Steps until the summit"]]
    assert changed([one], [[["Objectives of this year"], one[1]]]) == []
    other = changed([one], [[["Peru"], one[1]]])
    assert [kind for kind, _, _ in other] == ["row_deleted", "row_inserted"]


def test_a_row_with_text_in_one_cell_alone_is_rewritten_where_most_of_it_stays() -> None:
    # The empty cells keep a margin free beside the text.
    layout = [["", LONG], ["", OTHER], ["", THIRD]]
    edited = [["", LONG], ["", OTHER.replace("last", "previous")], ["", THIRD]]
    assert changed([layout], [edited]) == []
    rewritten = [["", LONG], ["", "To be confirmed."], ["", THIRD]]
    assert [kind for kind, _, _ in changed([layout], [rewritten])] == ["row_deleted", "row_inserted"]


def test_a_cell_that_one_row_alone_lacks_is_a_cell() -> None:
    whole = [*TABLE[:3], ["Taiwan", "2 310", "new"]]
    lacking = [*TABLE[:3], ["Taiwan", "2 310"]]
    (gone,) = [one for one in align_units(units([whole]), units([lacking])).operations if one.kind != "kept"]
    assert (gone.kind, gone.base, gone.row, gone.column) == ("cell_deleted", (11,), 3, 2)
    (new,) = [one for one in align_units(units([lacking]), units([whole])).operations if one.kind != "kept"]
    assert (new.kind, new.returned, new.row, new.column) == ("cell_inserted", (11,), 3, 1)


def test_a_row_above_all_others_and_empty_paragraphs_of_a_cell_are_told() -> None:
    found = align_units(units([TABLE[1:]]), units([TABLE])).operations
    (new,) = [one for one in found if one.kind == "row_inserted"]
    assert (new.returned, new.row) == ((0, 1, 2), -1)
    cell = CellPosition(table=0, row=0, column=0)
    one = [Unit(text="", cell=cell), Unit(text=LONG, cell=cell)]
    other = [Unit(text=LONG, cell=cell), Unit(text="", cell=cell)]
    assert {(each.kind, each.base, each.returned) for each in align_units(one, other).operations} == {
        ("kept", (1,), (0,)),
        ("blank", (0,), ()),
        ("blank", (), (1,)),
    }


@pytest.mark.parametrize(("length", "is_moved"), [(30, True), (29, False)])
def test_a_text_that_stands_twice_is_moved_only_if_it_is_long(length: int, *, is_moved: bool) -> None:
    twice = "Exports and imports of chemicals."[:length]
    found = changed([twice, LONG, OTHER, twice], [LONG, twice, OTHER, twice])
    assert any(kind == "moved" for kind, _, _ in found) == is_moved


def test_a_text_of_which_half_is_new_is_not_the_one_that_was_here() -> None:
    half = "The first half stays as it was; "
    one = [half + "q" * len(half), LONG, OTHER, THIRD]
    found = changed(one, [LONG, OTHER, THIRD, half + "z" * len(half)])
    assert sorted(kind for kind, _, _ in found if kind != "kept") == ["deleted", "inserted"]


def test_tables_lie_in_the_cells_around_which_they_stand() -> None:
    places = [0, 1, 2, 1, 0, 3, 0]
    made = [
        Unit(text=str(at), cell=CellPosition(table=place, row=0, column=0)) for at, place in enumerate(places)
    ]

    def shape(items: Sequence[object]) -> list[object]:
        return [
            [shape(cell.items) for row in item.rows.values() for cell in row.values()]
            if isinstance(item, TableNode)
            else made[item.unit].text  # type: ignore[attr-defined]
            for item in items
        ]

    assert shape(build_tree(made)) == [[["0", [["1", [["2"]], "3"]], "4", [["5"]], "6"]]]


def test_a_moved_table_is_one_move() -> None:
    found = align_units(units([TABLE, LONG, OTHER, LONG + OTHER]), units([LONG, OTHER, LONG + OTHER, TABLE]))
    assert found.moved_tables == [(0, 0)]
    assert {one.kind for one in found.operations} == {"kept"}


def test_a_table_in_a_cell_is_compared_inside_it() -> None:
    def nested(text: str) -> list[Unit]:
        outer, inner = CellPosition(table=0, row=0, column=0), CellPosition(table=1, row=0, column=0)
        return [Unit(text=LONG, cell=outer), Unit(text=text, cell=inner), Unit(text=OTHER, cell=outer)]

    found = align_units(nested(LONG + OTHER), nested(LONG + " " + OTHER))
    assert [(one.kind, one.base, one.returned) for one in found.operations] == [
        ("kept", (0,), (0,)), ("kept", (1,), (1,)), ("kept", (2,), (2,)),
    ]  # fmt: skip


def test_a_text_that_moved_past_short_ones_that_stand_twice_is_the_one_that_moved() -> None:
    first, short = "The delegation will travel on 12 March and return on 14 March.", "To be confirmed."
    other, rewritten = "Our position has not changed since the last Council.", "All of this is new, by order."
    edited = first.replace("12", "13")
    before = units(["Start.", first, short, other, short, "End."])
    after = units(["Start.", short, rewritten, short, edited, "End."])
    found = align_units(before, after).operations
    assert {(one.kind, one.base, one.returned) for one in found} == {
        ("kept", (0,), (0,)),
        ("moved", (1,), (4,)),
        ("kept", (2,), (1,)),
        ("kept", (3,), (2,)),
        ("kept", (4,), (3,)),
        ("kept", (5,), (5,)),
    }
    back = align_units(after, before).operations
    assert {one.kind for one in back} == {"kept", "moved"}
