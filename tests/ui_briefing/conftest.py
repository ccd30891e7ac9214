"""Outlines that several tests share."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from briefbuilder.domain import outline
from briefbuilder.domain.briefing import Briefing, OwnText, Part


def briefing(*parts: Part) -> Briefing:
    return Briefing(id="b", title="Talks", template="t", language="en", parts=parts)


def part(name: str, *items: str, parts: tuple[Part, ...] = ()) -> Part:
    return Part(id=name, key=name, items=tuple(OwnText(id=item) for item in items), parts=parts)


@st.composite
def outlines(draw: st.DrawFn) -> Briefing:
    """An outline over the same small set of names, so that two share most of their nodes."""
    parts = draw(st.permutations([f"p{n}" for n in range(5)]))[: draw(st.integers(1, 5))]
    items = draw(st.permutations([f"i{n}" for n in range(6)]))[: draw(st.integers(0, 6))]
    tree = briefing()
    for name in parts:
        holders = [None, *(inner.id for inner in tree.walk())]
        tree = outline.insert_part(tree, part(name), draw(st.sampled_from(holders)), draw(st.integers(0, 3)))
    for name in items:
        holder = draw(st.sampled_from([inner.id for inner in tree.walk()]))
        tree = outline.insert_item(tree, holder, OwnText(id=name), draw(st.integers(0, 3)))
    return tree


@pytest.fixture(scope="session")
def some_outline() -> st.SearchStrategy[Briefing]:
    """Any outline over a small set of names."""
    return outlines()


@pytest.fixture(scope="session")
def first_outline() -> Briefing:
    """Two parts with items, the second with a part of its own under it."""
    return briefing(part("p1", "i1", "i2", "i3", "i4"), part("p2", "i5", parts=(part("p3", "i6"),)))
