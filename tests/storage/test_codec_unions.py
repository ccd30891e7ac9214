"""Unions are told apart by their kind, to the same values as without."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic_core import ValidationError

from briefbuilder.domain.briefing import Briefing, OwnText, Part
from briefbuilder.domain.changes import COLLECTIONS
from briefbuilder.domain.text import (
    Block,
    Cell,
    Heading,
    ListItem,
    NoteReference,
    Paragraph,
    Row,
    Span,
    Table,
)
from briefbuilder.typed_json import json_adapter

BLOCKS: tuple[Block, ...] = (
    Heading(id="h", level=3, content=(Span("Titolo"), NoteReference(note="n"))),
    ListItem(id="l", ordered=True, number=2, content=(Span("voce", bold=True),)),
    Table(id="t", rows=(Row(cells=(Cell(blocks=(Paragraph(id="c", content=(Span("x"),)),)),)),)),
)


def unions(schema: Any) -> int:
    if isinstance(schema, dict):
        return (schema.get("type") == "union") + sum(map(unions, schema.values()))
    return sum(map(unions, schema)) if isinstance(schema, list | tuple) else 0


def test_blocks_within_blocks_are_read_as_they_were_written() -> None:
    adapter = json_adapter(tuple[Block, ...])
    assert adapter.read(adapter.write(BLOCKS)) == BLOCKS


def test_no_union_of_the_dossier_is_left_to_be_tried() -> None:
    kinds: tuple[object, ...] = tuple(COLLECTIONS.values())
    assert not any(unions(json_adapter(kind).schema) for kind in kinds)


def test_a_kind_that_is_not_there_is_refused_in_a_word() -> None:
    briefing = Briefing(id="b", title="t", template="x", language="it", parts=(Part(id="p", key="k", items=(OwnText(id="o", blocks=BLOCKS),)),))  # fmt: skip
    adapter = json_adapter(Briefing)
    data = adapter.write(briefing)
    assert adapter.read(data) == briefing
    with pytest.raises(ValidationError, match="own_txt"):
        adapter.read(data.replace(b'"own_text"', b'"own_txt"'))
