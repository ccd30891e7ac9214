"""Creates the briefing for an audience: what it may not see is removed before anything is composed.

The removed content is reported to the user and searched for in the exported files (`export.protection.find_withheld`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from briefbuilder.composing.input import CompositionInput
from briefbuilder.composing.typography import add_value, list_comma
from briefbuilder.domain.article import Article
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, Part
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage, PassageBuilder, PassageLostError
from briefbuilder.domain.release import PUBLIC, Release, allows
from briefbuilder.domain.text import Block, Figure, Note, Paragraph, Span, walk_blocks
from briefbuilder.domain.values import value


def release_label(release: Release | None, inputs: CompositionInput, language: str | None = None) -> str:
    """Return the label of a release in an internal export, or an empty text; `language` is not that of the briefing."""
    if release is None or inputs.audience is not None:
        return ""
    language = language or inputs.language
    word = inputs.template.word(release.disclosure, language)
    if release.disclosure == "named":
        return add_value(word, list_comma(language).join(release.audiences), gap=" ")
    return word


def add_release_labels(blocks: tuple[Block, ...], item: Item, inputs: CompositionInput) -> tuple[Block, ...]:
    """Add the labels of releases to an item's blocks."""
    return tuple(
        label_block(block, Span(label, italic=True), inputs) if label else block
        for block, label in zip(blocks, release_labels(blocks, item, inputs), strict=True)
    )


def release_labels(blocks: tuple[Block, ...], item: Item, inputs: CompositionInput) -> list[str]:
    """Return the label of each of an item's blocks in brackets, or an empty text; the first has that of the item, too."""
    labels = [release_label(item.releases.get(block.id), inputs) for block in blocks]
    whole = release_label(item.release, inputs)
    if whole and labels:
        labels[0] = f"{whole}; {labels[0]}" if labels[0] and labels[0] != whole else whole
    return [label and f"[{label}]" for label in labels]


def label_block(block: Block, label: Span, inputs: CompositionInput) -> Block:
    """Return a block with a label in the language of the briefing before its text.

    The space after the label has the language of the block: in a text from right to left it is between both.
    """
    return replace(block, content=(replace(label, language=inputs.language), Span(" "), *block.content))


@value
class WithheldContent:
    """A part, item or paragraph that an audience may not see."""

    kind: str
    place: Place
    texts: tuple[str, ...]


@value
class ReleasedBriefing:
    """The briefing for an audience, and the content withheld from it."""

    briefing: Briefing
    left_out: tuple[WithheldContent, ...]


def list_audiences(briefing: Briefing) -> tuple[str, ...]:
    """Return the audiences named in a briefing, in reading order, followed by the public."""
    named = (name for release in _all_releases(briefing) for name in release.audiences)
    known: dict[str, str] = {}
    for name in (*named, PUBLIC):
        known.setdefault(name.casefold(), name)
    return tuple(known.values())


def is_restricted(briefing: Briefing) -> bool:
    """Return whether a briefing has restricted content."""
    return first_restricted(briefing) is not None


def first_restricted(briefing: Briefing) -> Place | None:
    """Return the place of the first restricted part, item or paragraph."""
    for part in briefing.walk():
        if not allows(part.release, PUBLIC):
            return Place(part=part.id)
        for item in part.items:
            if any(not allows(release, PUBLIC) for release in (item.release, *item.releases.values())):
                return Place(part=part.id, item=item.id)
    return None


def release_briefing(
    briefing: Briefing, articles: Mapping[str, Article], audience: str, tables: Collection[str] = ()
) -> ReleasedBriefing:
    """Return the briefing for an audience.

    An excerpt that loses paragraphs is split into the excerpts of the remaining ones. If its passage is lost, it is
    removed as a whole. In parts whose keys are in `tables`, removed paragraphs leave empty cells. The picture of a
    scanned page is removed if other words of its article are: it shows them all.
    """
    release = _BriefingRelease(articles, audience, tables)
    parts = tuple(release.release_parts(briefing.parts))
    if scans := _scans_with_withheld_words(briefing, replace(briefing, parts=parts), articles):
        release = _BriefingRelease(articles, audience, tables, scans)
        parts = tuple(release.release_parts(briefing.parts))
    return ReleasedBriefing(briefing=replace(briefing, parts=parts), left_out=tuple(release.left_out))


def _scans_with_withheld_words(
    briefing: Briefing, released: Briefing, articles: Mapping[str, Article]
) -> frozenset[str]:
    """Return the articles whose file is a picture, and of which the released briefing quotes less."""
    shown = {item.passage for item in released.excerpts}
    quoted = {item.passage for item in briefing.excerpts}
    found = (articles.get(passage.article) for passage in quoted - shown)
    return frozenset(
        article.id for article in found if article and article.original.media_type.startswith("image/")
    )


def _all_releases(briefing: Briefing) -> Iterator[Release]:
    for part in briefing.walk():
        if part.release is not None:
            yield part.release
        for item in part.items:
            if item.release is not None:
                yield item.release
            yield from item.releases.values()


@dataclass(slots=True, eq=False, repr=False)
class _BriefingRelease:
    articles: Mapping[str, Article]
    audience: str
    tables: Collection[str]
    scans: frozenset[str] = frozenset()
    left_out: list[WithheldContent] = field(default_factory=list)
    _builders: dict[str, PassageBuilder] = field(default_factory=dict)

    def release_parts(self, parts: Iterable[Part]) -> Iterator[Part]:
        for part in parts:
            if not allows(part.release, self.audience):
                texts = tuple(_part_texts(part))
                self.left_out.append(WithheldContent(kind="part", place=Place(part=part.id), texts=texts))
                continue
            items = tuple(kept for item in part.items for kept in self._release_item(item, part))
            yield replace(part, items=items, parts=tuple(self.release_parts(part.parts)))

    def _release_item(self, item: Item, part: Part) -> Iterable[Item]:
        if not allows(item.release, self.audience):
            self._withhold("item", _item_texts(item), item, part)
            return ()
        closed = {name for name, release in item.releases.items() if not release.allows(self.audience)}
        closed |= self._pictures_of_scans(item)
        if not closed:
            return (replace(item, release=None, releases={}),)
        if item.blocks is None:
            return self._release_excerpt(item, closed, part)
        gone = _closed_with_notes(item.blocks, closed)
        kept = tuple(block for block in item.blocks if block.id not in gone)
        shorter: Item = replace(item, blocks=kept, release=None, releases={})
        texts = [block.text for block in item.blocks if block.id in gone]
        if isinstance(shorter, Excerpt):
            passage = self._open_passage(shorter.passage, item.blocks, gone)
            if passage is None:
                self._withhold("item", _item_texts(item), item, part)
                return ()
            texts += self._no_longer_quoted(shorter.passage, passage, item.blocks)
            # Which words of the translation are restricted is not known.
            shorter = replace(shorter, passage=passage, translation=())
        self._withhold("paragraph", texts, item, part)
        if kept and part.key in self.tables:
            shorter = replace(shorter, blocks=_empty_cells(item.blocks, gone))
        return (shorter,) if kept else ()

    def _pictures_of_scans(self, item: Item) -> set[str]:
        """Return the pictures in an excerpt that show a page of which words are withheld."""
        if not isinstance(item, Excerpt) or item.passage.article not in self.scans:
            return set()
        article = self.articles[item.passage.article]
        shown = [block for block in article.blocks if block.id in item.passage.blocks]
        return {
            block.id for block in (shown if item.blocks is None else item.blocks) if isinstance(block, Figure)
        }

    def _open_passage(self, passage: Passage, edited: Sequence[Block], gone: set[str]) -> Passage | None:
        """Return what an edited excerpt still quotes without some blocks, or None if its passage is lost.

        A block that the article does not have was split from the one before it, of which only words that are still
        there may be quoted. The passage is empty if none can be determined.
        """
        article = self.articles.get(passage.article)
        if article is None:
            return None
        builder = self._builder(article)
        try:
            originals = {block.id: block.text for block in builder.blocks(passage)}
        except PassageLostError:
            return None
        closed, origin = set(gone), passage.blocks[0]
        for block in edited:
            origin = block.id if block.id in originals else origin
            if block.id in gone:
                closed.add(origin)
        shown = {block.id: block.text for block in edited if block.id in originals and block.id not in gone}
        kept = tuple(name for name in passage.blocks if name in shown and name not in closed)
        if kept:
            return _shorter_passage(passage, kept, builder)
        for name, text in shown.items():
            if text in originals[name]:
                start = originals[name].index(text) + (passage.start if name == passage.blocks[0] else 0)
                return builder.of((name,), start, start + len(text))
        return builder.of(passage.blocks[:1], 0, 0)

    def _no_longer_quoted(self, passage: Passage, kept: Passage, edited: Sequence[Block]) -> Iterator[str]:
        """Yield the words of the article that an edited excerpt had, and no longer quotes."""
        shown = {block.id for block in edited}
        for block in self._builder(self.articles[passage.article]).blocks(passage):
            if block.id in shown and block.text not in kept.quote:
                yield block.text

    def _builder(self, article: Article) -> PassageBuilder:
        if article.id not in self._builders:
            self._builders[article.id] = PassageBuilder(article)
        return self._builders[article.id]

    def _release_excerpt(self, excerpt: Excerpt, closed: set[str], part: Part) -> Iterable[Item]:
        """Return an excerpt for each run of paragraphs that the audience may see."""
        passage = excerpt.passage
        article = self.articles.get(passage.article)
        builder = self._builder(article) if article else None
        try:
            blocks = builder.blocks(passage) if builder else ()
        except PassageLostError:
            blocks = ()
        if builder is None or not blocks:
            self._withhold("item", _item_texts(excerpt), excerpt, part)
            return ()
        closed = _closed_with_notes(blocks, closed)
        self._withhold("paragraph", [block.text for block in blocks if block.id in closed], excerpt, part)
        runs = _open_runs(passage, closed, builder)
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

    def _withhold(self, kind: str, texts: Iterable[str], item: Item, part: Part) -> None:
        article = item.passage.article if isinstance(item, Excerpt) else None
        if kind == "paragraph" and isinstance(item, Excerpt):
            texts = (*texts, *(block.text for block in item.translation))
        place = Place(part=part.id, item=item.id, article=article)
        texts = tuple(dict.fromkeys(filter(str.strip, texts)))
        self.left_out.append(WithheldContent(kind=kind, place=place, texts=texts))


def _empty_cells(blocks: tuple[Block, ...], gone: set[str]) -> tuple[Block, ...]:
    """Return the cells of a row, with removed ones as empty paragraphs."""
    shown = (block for block in blocks if not (isinstance(block, Note) and block.id in gone))
    return tuple(Paragraph(id=block.id) if block.id in gone else block for block in shown)


def _closed_with_notes(blocks: tuple[Block, ...], closed: set[str]) -> set[str]:
    """Return the closed blocks, tables with a closed one, what refers to closed notes, and notes that only these refer to."""
    tables = {block.id for block in blocks if any(inner.id in closed for inner in walk_blocks((block,)))}
    gone = closed | tables | {block.id for block in blocks if closed & referenced_notes((block,))}
    kept = referenced_notes(block for block in blocks if block.id not in gone)
    return gone | (referenced_notes(block for block in blocks if block.id in gone) - kept)


def _open_runs(passage: Passage, closed: set[str], passages: PassageBuilder) -> Iterator[Passage]:
    for is_closed, names in groupby(passage.blocks, key=closed.__contains__):
        run = tuple(names)
        if not is_closed:
            yield _shorter_passage(passage, run, passages)


def _shorter_passage(passage: Passage, kept: tuple[str, ...], passages: PassageBuilder) -> Passage:
    """Return a passage with some of its blocks only."""
    start = passage.start if kept[0] == passage.blocks[0] else 0
    end = passage.end if kept[-1] == passage.blocks[-1] else None
    return passages.of(kept, start, end)


def _item_texts(item: Item) -> Iterator[str]:
    if isinstance(item, Excerpt):
        yield from item.passage.quote.split("\n")
        yield from (block.text for block in item.translation)
    yield from (block.text for block in item.blocks or ())


def _part_texts(part: Part) -> Iterator[str]:
    if part.heading:
        yield part.heading
    for item in part.items:
        yield from filter(str.strip, _item_texts(item))
    for inner in part.parts:
        yield from _part_texts(inner)
