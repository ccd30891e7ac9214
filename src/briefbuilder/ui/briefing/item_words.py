"""What an item says and in which language, and the item that it becomes when its words are written anew."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.domain.briefing import Briefing, Excerpt, Item
from briefbuilder.domain.outline import replace_item
from briefbuilder.domain.passage import PassageLostError, blocks_of
from briefbuilder.domain.release import carried
from briefbuilder.domain.reshaping import with_notes
from briefbuilder.domain.text import Block
from briefbuilder.ui.briefing.rich_text import can_edit
from briefbuilder.ui.services import Services


def blocks_of_item(services: Services, item: Item) -> tuple[tuple[Block, ...], bool]:
    """Return an item's blocks, and whether they can be edited; none where its article or its words are lost."""
    if item.blocks is not None:
        return item.blocks, can_edit(item.blocks)
    session = services.holder.session
    if session is None or session.record(item.passage.article) is None:
        return (), False
    try:
        article = session.article(item.passage.article)
        blocks = with_notes(blocks_of(article, item.passage), article.blocks)
    except PassageLostError:
        return (), False
    return blocks, can_edit(blocks)


def language_of_item(services: Services, briefing: Briefing, item: Item, *, translating: bool) -> str:
    """Return the language whose typography is followed: the source's in its own words, else the briefing's."""
    session = services.holder.session
    if isinstance(item, Excerpt) and not translating and session is not None:
        record = session.record(item.passage.article)
        return (record and record.metadata.language) or briefing.language
    return briefing.language


def rewritten(services: Services, item: Item, blocks: tuple[Block, ...]) -> Item:
    """Return an item with other words, closed paragraphs still closed; with its source's own it is not edited."""
    before, _ = blocks_of_item(services, item)
    changed = replace(item, blocks=blocks, releases=carried(before, blocks, item.releases))
    if isinstance(changed, Excerpt):
        source, _ = blocks_of_item(services, replace(changed, blocks=None))
        if _same_words(source, blocks):
            return replace(changed, blocks=None)
    return changed


def with_item(briefing: Briefing, *, item: Item) -> Briefing:
    """Put an item in its place; one that is gone meanwhile stays gone."""
    return replace_item(briefing, item) if briefing.item(item.id) is not None else briefing


def _same_words(source: tuple[Block, ...], blocks: tuple[Block, ...]) -> bool:
    return [(block.kind, block.text) for block in source] == [(block.kind, block.text) for block in blocks]
