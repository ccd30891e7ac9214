"""The trees that pandoc writes are compared by the same blocks as the texts with known blocks."""

from __future__ import annotations

from typing import Any

from office.against_pandoc import pieces_of


def inlines(text: str) -> list[dict[str, Any]]:
    words = [{"t": "Str", "c": word} for word in text.split()]
    return [part for word in words for part in (word, {"t": "Space"})][:-1]


def plain(text: str) -> dict[str, Any]:
    return {"t": "Plain", "c": inlines(text)}


def cell(text: str) -> list[Any]:
    return [["", [], []], {"t": "AlignDefault"}, 1, 1, [plain(text)]]


def test_a_tree_gives_the_blocks_that_a_reader_finds() -> None:
    empty: list[Any] = ["name", ["class"], []]
    note = {"t": "Note", "c": [{"t": "Para", "c": inlines("See page 4")}]}
    row = [empty, [cell("Italy"), cell("120")]]
    nested = {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], [[plain("first quay")]]]}
    blocks = [
        {"t": "Header", "c": [1, empty, inlines("The ports")]},
        {"t": "Para", "c": [*inlines("Three ports load"), note, {"t": "Image", "c": [empty, inlines("a map"), ["", ""]]}]},
        {"t": "BulletList", "c": [[plain("Trieste"), nested], [plain("Piraeus")]]},
        {"t": "BlockQuote", "c": [{"t": "Para", "c": inlines("We will not wait")}]},
        {"t": "CodeBlock", "c": [empty, "stock:\n  neon"]},
        {"t": "DefinitionList", "c": [[inlines("Berth"), [[plain("A place for a ship")]]]]},
        {"t": "Table", "c": [empty, [None, [plain("Stocks")]], [], [empty, [row]], [], [empty, []]]},
        {"t": "Figure", "c": [empty, [None, [plain("The quay")]], [plain("")]]},
        {"t": "Div", "c": [empty, [{"t": "Para", "c": inlines("In a box")}]]},
        {"t": "HorizontalRule"},
    ]  # fmt: skip
    meta = {
        "title": {"t": "MetaInlines", "c": inlines("Rare gases")},
        "author": {"t": "MetaList", "c": [{"t": "MetaInlines", "c": inlines("Anna Rossi")}]},
    }
    assert pieces_of({"meta": meta, "blocks": blocks}) == [
        ("heading", "Rare gases"),
        ("paragraph", "Anna Rossi"),
        ("heading", "The ports"),
        ("paragraph", "Three ports load"),
        ("list_item", "Trieste"),
        ("list_item", "first quay"),
        ("list_item", "Piraeus"),
        ("quote", "We will not wait"),
        ("code", "stock:\n  neon"),
        ("paragraph", "Berth"),
        ("paragraph", "A place for a ship"),
        ("table", "Italy120"),
        ("figure", "The quay"),
        ("paragraph", "In a box"),
        ("note", "See page 4"),
    ]
