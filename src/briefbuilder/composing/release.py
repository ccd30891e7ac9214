"""The briefing that an audience gets: what it may not see is taken out before anything is composed.

So sources, notes, contents, numbers and properties never knew of it. What was taken out is told to
the officer, and its words are looked for in the finished files (`export/leaks`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from briefbuilder.composing.input import CompositionInput
from briefbuilder.domain.article import Article
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, Part
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage, PassageBuilder, PassageLostError, passage_blocks
from briefbuilder.domain.release import PUBLIC, Release, allows
from briefbuilder.domain.text import Block, Note, Paragraph, Span

# How the house's own export tells who may see what: in brackets, in the briefing's language.
#
# An export for an audience says nothing of the kind: it holds what the audience may see, and no trace of the rest.


def release_label(release: Release | None, inputs: CompositionInput) -> str:
    """Return a release in words, empty where nothing is to be told."""
    if release is None or inputs.audience is not None:
        return ""
    if release.disclosure == "named":
        return f"{inputs.word('named')} {', '.join(release.audiences)}"
    return inputs.word(release.disclosure)


def add_release_labels(blocks: tuple[Block, ...], item: Item, inputs: CompositionInput) -> tuple[Block, ...]:
    """Return an item's blocks, each that bears a release with the words for it before its own."""
    labels = [release_label(item.releases.get(block.id), inputs) for block in blocks]
    whole = release_label(item.release, inputs)
    if whole and labels:
        labels[0] = f"{whole}; {labels[0]}" if labels[0] and labels[0] != whole else whole
    return tuple(
        _labelled(block, label, inputs) if label else block
        for block, label in zip(blocks, labels, strict=True)
    )


def _labelled(block: Block, label: str, inputs: CompositionInput) -> Block:
    words = Span(f"[{label}] ", italic=True, language=inputs.language)
    return replace(block, content=(words, *block.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldContent:
    """A part, an item or a paragraph that an audience does not get, with its place and its words."""

    kind: str
    place: Place
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedBriefing:
    """The briefing for an audience, and what is not in it."""

    briefing: Briefing
    left_out: tuple[WithheldContent, ...]


def list_audiences(briefing: Briefing) -> tuple[str, ...]:
    """Return the audiences that a briefing names, in the order of reading, and the public at the end."""
    named = (name for release in _releases(briefing) for name in release.audiences)
    known: dict[str, str] = {}
    for name in (*named, PUBLIC):
        known.setdefault(name.casefold(), name)
    return tuple(known.values())


def is_restricted(briefing: Briefing) -> bool:
    """Tell whether anything in a briefing is kept from anybody."""
    return first_restricted(briefing) is not None


def first_restricted(briefing: Briefing) -> Place | None:
    """Return the first part or item that is kept from anybody, or that holds a paragraph which is."""
    for part in briefing.walk():
        if not allows(part.release, PUBLIC):
            return Place(part=part.id)
        for item in part.items:
            if any(not allows(release, PUBLIC) for release in (item.release, *item.releases.values())):
                return Place(part=part.id, item=item.id)
    return None


def _without_translation(item: Item) -> Item:
    """Return an item without the translation of what it lost: which words it stands for cannot be told."""
    return replace(item, translation=()) if isinstance(item, Excerpt) else item


def release_briefing(
    briefing: Briefing, articles: Mapping[str, Article], audience: str, tables: Collection[str] = ()
) -> ReleasedBriefing:
    """Return the briefing that an audience gets.

    An excerpt that loses paragraphs becomes an excerpt for each run of those that stay, word for word; where
    that cannot be told, because the article no longer holds its words, all of it goes. In parts whose keys are
    among `tables` a paragraph is a cell: what goes leaves an empty one, so that no other moves into its column.
    """
    work = _Release(articles, audience, tables)
    parts = tuple(work.parts(briefing.parts))
    return ReleasedBriefing(briefing=replace(briefing, parts=parts), left_out=tuple(work.left_out))


def _releases(briefing: Briefing) -> Iterator[Release]:
    for part in briefing.walk():
        if part.release is not None:
            yield part.release
        for item in part.items:
            if item.release is not None:
                yield item.release
            yield from item.releases.values()


@dataclass(slots=True)
class _Release:
    articles: Mapping[str, Article]
    audience: str
    tables: Collection[str]
    left_out: list[WithheldContent] = field(default_factory=list)

    def parts(self, parts: Iterable[Part]) -> Iterator[Part]:
        for part in parts:
            if not allows(part.release, self.audience):
                texts = tuple(_texts_of(part))
                self.left_out.append(WithheldContent(kind="part", place=Place(part=part.id), texts=texts))
                continue
            items = tuple(kept for item in part.items for kept in self._items(item, part))
            yield replace(part, items=items, parts=tuple(self.parts(part.parts)))

    def _items(self, item: Item, part: Part) -> Iterable[Item]:
        if not allows(item.release, self.audience):
            self._tell("item", _item_texts(item), item, part)
            return ()
        closed = {name for name, release in item.releases.items() if not release.allows(self.audience)}
        if not closed:
            return (replace(item, release=None, releases={}),)
        if item.blocks is None:
            return self._runs(item, closed, part)
        gone_blocks = _with_notes(item.blocks, closed)
        kept = tuple(block for block in item.blocks if block.id not in gone_blocks)
        if kept and part.key in self.tables:
            kept = _emptied(item.blocks, gone_blocks)
        gone = tuple(block.text for block in item.blocks if block.id in gone_blocks)
        self._tell("paragraph", gone, item, part)
        shorter = replace(_without_translation(item), blocks=kept, release=None, releases={})
        return (shorter,) if kept else ()

    def _runs(self, excerpt: Excerpt, closed: set[str], part: Part) -> Iterable[Item]:
        """Return an excerpt for each run of paragraphs that may be seen."""
        passage = excerpt.passage
        article = self.articles.get(passage.article)
        try:
            blocks = passage_blocks(article, passage) if article else ()
        except PassageLostError:
            blocks = ()
        if article is None or not blocks:
            self._tell("item", _item_texts(excerpt), excerpt, part)
            return ()
        closed = _with_notes(blocks, closed)
        self._tell("paragraph", [block.text for block in blocks if block.id in closed], excerpt, part)
        runs = _open_runs(passage, closed, PassageBuilder(article))
        return tuple(
            replace(
                excerpt,
                id=excerpt.id if number == 0 else f"{excerpt.id}-{number}",
                passage=run,
                release=None,
                releases={},
                translation=(),
            )
            for number, run in enumerate(runs)
        )

    def _tell(self, kind: str, texts: Iterable[str], item: Item, part: Part) -> None:
        article = item.passage.article if isinstance(item, Excerpt) else None
        if kind == "paragraph" and isinstance(item, Excerpt):
            texts = (*texts, *(block.text for block in item.translation))
        place = Place(part=part.id, item=item.id, article=article)
        self.left_out.append(WithheldContent(kind=kind, place=place, texts=tuple(filter(str.strip, texts))))


def _emptied(blocks: tuple[Block, ...], gone: set[str]) -> tuple[Block, ...]:
    """Return the cells of a row, those that are gone as empty paragraphs."""
    shown = (block for block in blocks if not (isinstance(block, Note) and block.id in gone))
    return tuple(Paragraph(id=block.id) if block.id in gone else block for block in shown)


def _with_notes(blocks: tuple[Block, ...], closed: set[str]) -> set[str]:
    """Return the closed blocks, those in which the mark of a closed note stands, and the notes that go with them."""
    gone = closed | {block.id for block in blocks if closed & referenced_notes((block,))}
    kept = referenced_notes(block for block in blocks if block.id not in gone)
    return gone | (referenced_notes(block for block in blocks if block.id in gone) - kept)


def _open_runs(passage: Passage, closed: set[str], passages: PassageBuilder) -> Iterator[Passage]:
    for is_closed, names in groupby(passage.blocks, key=closed.__contains__):
        run = tuple(names)
        if not is_closed:
            start = passage.start if run[0] == passage.blocks[0] else 0
            end = passage.end if run[-1] == passage.blocks[-1] else None
            yield passages.of(run, start, end)


def _item_texts(item: Item) -> Iterator[str]:
    if isinstance(item, Excerpt):
        yield from item.passage.quote.split("\n")
        yield from (block.text for block in item.translation)
    yield from (block.text for block in item.blocks or ())


def _texts_of(part: Part) -> Iterator[str]:
    if part.heading:
        yield part.heading
    for item in part.items:
        yield from filter(str.strip, _item_texts(item))
    for inner in part.parts:
        yield from _texts_of(inner)
