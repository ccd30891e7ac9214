"""The text of an item: its blocks, language and topics, what an edit makes of it, and which sentences an excerpt quotes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTextBoundaryFinder

from briefbuilder.domain.article import Article, Section
from briefbuilder.domain.briefing import Briefing, Excerpt, Item
from briefbuilder.domain.briefing_edits import replace_item
from briefbuilder.domain.passage import Passage, PassageBuilder, PassageLostError, quoted_blocks, saved_words
from briefbuilder.domain.release import carry_releases
from briefbuilder.domain.text import Block, Figure, Heading, Note, WrittenBlock
from briefbuilder.ui.brief.rich_text import can_edit
from briefbuilder.ui.offsets import to_points
from briefbuilder.ui.services import Services


def item_blocks(services: Services, item: Item) -> tuple[tuple[Block, ...], bool]:
    """Return an item's blocks and whether they can be edited; the words that were quoted if its article lacks them."""
    if item.blocks is not None:
        return item.blocks, can_edit(item.blocks)
    session = services.holder.session
    if session is None or session.store.record(item.passage.article) is None:
        return saved_words(item.passage), False
    try:
        blocks = quoted_blocks(session.store.article(item.passage.article), item.passage)
    except PassageLostError:
        return saved_words(item.passage), False
    return blocks, can_edit(blocks)


def pictured_passage(services: Services, passage: Passage) -> tuple[Block, ...]:
    """Return the blocks of a passage if it has pictures and can be edited, else none."""
    blocks, editable = item_blocks(services, Excerpt(id="", passage=passage))
    return blocks if editable and any(isinstance(block, Figure) for block in blocks) else ()


def passage_topics(services: Services, excerpt: Excerpt) -> tuple[tuple[str, str], ...]:
    """Return the names and colours of the topics that the words of an excerpt are tagged with."""
    session = services.holder.session
    if session is None:
        return ()
    quoted = frozenset(excerpt.passage.blocks)
    tagged = (
        tag.topic for tag in session.store.tags(excerpt.passage.article) if quoted & set(tag.passage.blocks)
    )
    topics = (session.taxonomy.topic(topic) for topic in dict.fromkeys(tagged))
    return tuple((topic.name(services.language), topic.colour) for topic in topics if topic is not None)


def item_language(services: Services, briefing: Briefing, item: Item, *, translating: bool) -> str:
    """Return the language of an item's text: the source's for an excerpt, else the briefing's."""
    session = services.holder.session
    if isinstance(item, Excerpt) and not translating and session is not None:
        record = session.store.record(item.passage.article)
        return (record and record.metadata.language) or briefing.language
    return briefing.language


def rewrite_item(services: Services, item: Item, blocks: tuple[Block, ...]) -> Item:
    """Return an item with new blocks; restricted paragraphs stay restricted, and text equal to the source is not an edit."""
    before, _ = item_blocks(services, item)
    changed = replace(item, blocks=blocks, releases=carry_releases(before, blocks, item.releases))
    if isinstance(changed, Excerpt):
        source, _ = item_blocks(services, replace(changed, blocks=None))
        if list(map(_wording, source)) == list(map(_wording, blocks)):
            return replace(changed, blocks=None)
    return changed


def _wording(block: Block) -> tuple[str, ...]:
    if not isinstance(block, Figure):
        return (block.kind, block.text)
    return (block.kind, block.text, block.picture or "", block.alternative_text, str(block.wide))


def replace_if_present(briefing: Briefing, *, item: Item) -> Briefing:
    """Replace an item, unless it was removed in the meantime."""
    return replace_item(briefing, item) if briefing.item(item.id) is not None else briefing


# The sentences of an article that an excerpt quotes.


def quote_next_sentence(article: Article, passage: Passage) -> Passage | None:
    """Return a passage that also quotes the next sentence; None at the end of the article's text."""
    blocks = tuple(block for block in article.blocks if not isinstance(block, Note))
    last = _place(blocks, passage.blocks[-1])
    if last is None:
        return None
    end = next((stop for stop in _sentence_ends(blocks[last]) if stop > passage.end), None)
    added: tuple[str, ...] = ()
    while end is None and last + 1 < len(blocks):
        last += 1
        added = (*added, blocks[last].id)
        # A heading alone is not a sentence: the one after it is quoted as well.
        if not isinstance(blocks[last], Heading):
            end = next(iter(_sentence_ends(blocks[last])), 0)
    if end is None:
        return None
    return PassageBuilder(article).of((*passage.blocks, *added), passage.start, end)


def quote_one_sentence_less(article: Article, passage: Passage) -> Passage | None:
    """Return a passage without its last sentence, or without a heading left at its end; None if it has one only."""
    blocks = {block.id: block for block in article.blocks}
    kept = [name for name in passage.blocks if not isinstance(blocks.get(name), Note)]
    end = passage.end if kept and kept[-1] == passage.blocks[-1] else None
    while kept and kept[-1] in blocks:
        block = blocks[kept[-1]]
        start = passage.start if len(kept) == 1 else 0
        before = [
            stop for stop in _sentence_ends(block) if start < stop < (len(block.text) if end is None else end)
        ]
        if before and not isinstance(block, Heading):
            return PassageBuilder(article).of(tuple(kept), passage.start, before[-1])
        kept.pop()
        end = None
        while kept and isinstance(blocks.get(kept[-1]), Heading):
            kept.pop()
        if kept and kept[-1] in blocks:
            return PassageBuilder(article).of(tuple(kept), passage.start, None)
    return None


def extend_to_section(article: Article, passage: Passage) -> Passage | None:
    """Return the passage over the whole sections that a passage touches; None if it covers them already."""
    touched = [section for section in article.sections if _touches(section, passage)]
    return _over_sections(article, passage, touched)


def add_next_section(article: Article, passage: Passage) -> Passage | None:
    """Return the passage from a passage's section to the end of the next one; None after the last section."""
    sections = article.sections
    touched = [section for section in sections if _touches(section, passage)]
    if not touched or touched[-1].index + 1 >= len(sections):
        return None
    return _over_sections(article, passage, [*touched, sections[touched[-1].index + 1]])


def _over_sections(article: Article, passage: Passage, sections: list[Section]) -> Passage | None:
    blocks = [block for section in sections for block in section.all_blocks]
    while len(blocks) > 1 and isinstance(blocks[-1], Note):
        # The notes of an article follow its last section; those of the quoted text are quoted in any case.
        blocks.pop()
    if not blocks:
        return None
    found = PassageBuilder(article).of(tuple(block.id for block in blocks))
    return None if found.quote == passage.quote else found


def _touches(section: Section, passage: Passage) -> bool:
    return any(block.id in passage.blocks for block in section.all_blocks)


def _place(blocks: tuple[Block, ...], name: str) -> int | None:
    return next((place for place, block in enumerate(blocks) if block.id == name), None)


def _sentence_ends(block: Block) -> tuple[int, ...]:
    """Return where the sentences of a block end, in code points; a block that cannot be cut has one."""
    text = block.text
    if not isinstance(block, WrittenBlock):
        return (len(text),)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, text)
    ends: list[int] = []
    while (unit := finder.toNextBoundary()) >= 0:
        point = to_points(text, unit)
        end = len(text[:point].rstrip())
        if end and (not ends or end > ends[-1]):
            ends.append(end)
    return tuple(ends)
