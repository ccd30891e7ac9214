"""Replaces an article by a newer version: tags and excerpts move to their words in the new text.

A passage whose words are certainly there moves to them. Any other becomes unplaced: it keeps its words and waits for a
decision. Nothing is dropped, and undo restores the version before.

Words are found whatever their quotation marks, dashes, spaces and case. Of several exact matches, the one with the most
similar context is chosen; otherwise the same paragraphs in another order, or the most similar range. A long passage is
searched for by its beginning and its end, so that changes in between do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, split_sections
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.briefing_edits import replace_item
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, change_of
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import Passage, PassageBuilder, is_placed, section_passages
from briefbuilder.domain.text import join_text
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.domain.values import value

SURE_SIMILARITY = 90.0
"""The similarity in percent from which a match needs no confirmation."""
MIN_SIMILARITY = 75.0
"""The similarity in percent from which a match is offered."""
_END_LENGTH = 120
"""The code points at each end by which a long passage is searched for."""
_LONG_QUOTE = 3 * _END_LENGTH
_SHORT_QUOTE = 24
_SHORT_UNSPACED_QUOTE = 8
"""The code points below which the context must match too, in scripts with and without spaces."""
_CONTEXT_TOLERANCE = 25.0
"""By how much the similarity of the context of a short passage may be lower, since it may be edited too."""
_FOLDED = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("’‘‛ʼʻ`´", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("\n\t\u00a0\u202f\u2009", " ")
)
_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[^\W_{_UNSPACED}]+")


@value(kw_only=False)
class Anchor:
    """The range of a passage in a text, in code points; `similarity` is from 0 to 100."""

    start: int
    end: int
    similarity: float

    @property
    def is_sure(self) -> bool:
        """Whether the match needs no confirmation."""
        return self.similarity >= SURE_SIMILARITY


class AnchorText:
    """A text in which passages are searched for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = _fold(text)

    def find(self, passage: Passage) -> Anchor | None:
        """Return the best match of a passage, None if none is similar enough."""
        quote = _fold(passage.quote)
        if not quote.strip():
            return None
        context = (_fold(passage.before), _fold(passage.after))
        exact = max(self._find_exact(quote, context), key=lambda found: found[0], default=None)
        short = len(quote) < (_SHORT_QUOTE if " " in quote or quote.isascii() else _SHORT_UNSPACED_QUOTE)
        if exact is not None and (not short or exact[0] + _CONTEXT_TOLERANCE >= MIN_SIMILARITY):
            return Anchor(exact[1], exact[1] + len(quote), 100.0)
        reordered = self._find_reordered(passage)
        if reordered is not None:
            return reordered
        long = len(quote) > _LONG_QUOTE
        found = self._find_by_ends(quote) if long else self._find_similar(quote, context if short else None)
        return None if found is None else self._snap_to_paragraphs(found, passage, quote)

    def _snap_to_paragraphs(self, found: Anchor, passage: Passage, quote: str) -> Anchor:
        """Return the match with its ends at those of paragraphs, if those of the passage were; else the match."""
        text, starts, ends = self._text, [found.start], [found.end]
        if not passage.before or passage.before.endswith("\n"):
            starts = [text.rfind("\n", 0, found.start) + 1, text.find("\n", found.start, found.end) + 1]
        if not passage.after or passage.after.startswith("\n"):
            last, after = text.rfind("\n", found.start, found.end), text.find("\n", found.end)
            ends = [last, after if after >= 0 else len(text)]
        anchors = (
            Anchor(start, end, _similarity(quote, self._folded[start:end]))
            for start in starts
            for end in ends
            if start < end
        )
        best = max(anchors, key=lambda anchor: anchor.similarity, default=found)
        return best if best.similarity >= MIN_SIMILARITY else found

    def _find_exact(self, quote: str, context: tuple[str, str]) -> Iterator[tuple[float, int]]:
        start = self._folded.find(quote)
        while start >= 0:
            yield self._context_similarity(start, start + len(quote), context), start
            start = self._folded.find(quote, start + 1)

    def _find_reordered(self, passage: Passage) -> Anchor | None:
        """Return the range that has the paragraphs of a passage, and no others, in another order."""
        wanted = sorted(map(_fold, passage.quote.split("\n")))
        if len(wanted) == 1:
            return None
        texts, start = self._text.split("\n"), 0
        folded = list(map(_fold, texts))
        for first, text in enumerate(texts[: len(texts) - len(wanted) + 1]):
            last = first + len(wanted)
            if folded[first] in wanted and sorted(folded[first:last]) == wanted:
                return Anchor(start, start + len("\n".join(texts[first:last])), 100.0)
            start += len(text) + 1
        return None

    def _context_similarity(self, start: int, end: int, context: tuple[str, str]) -> float:
        """Return the similarity of the context of a range, by the better of its two sides."""
        before, after = context
        left = _similarity(before, self._folded[max(0, start - len(before)) : start])
        right = _similarity(after, self._folded[end : end + len(after)])
        return max(left, right)

    def _find_similar(self, quote: str, context: tuple[str, str] | None) -> Anchor | None:
        place = self._align(quote)
        if place is None:
            return None
        start, end = self._snap_to_words(*place)
        similarity = _similarity(quote, self._folded[start:end])
        if context is not None:
            similarity = min(similarity, self._context_similarity(start, end, context) + _CONTEXT_TOLERANCE)
        return Anchor(start, end, similarity) if similarity >= MIN_SIMILARITY else None

    def _find_by_ends(self, quote: str) -> Anchor | None:
        head, tail = self._align(quote[:_END_LENGTH]), self._align(quote[-_END_LENGTH:])
        spans = []
        if head is not None:
            spans.append((head[0], min(len(self._text), head[0] + len(quote))))
        if tail is not None:
            spans.append((max(0, tail[1] - len(quote)), tail[1]))
        if head is not None and tail is not None and head[0] < tail[1]:
            spans.append((head[0], tail[1]))
        found = []
        for span in spans:
            start, end = self._snap_to_words(*span)
            found.append(Anchor(start, end, _similarity(quote, self._folded[start:end])))
        best = max(found, key=lambda anchor: anchor.similarity, default=None)
        return best if best is not None and best.similarity >= MIN_SIMILARITY else None

    def _align(self, quote: str) -> tuple[int, int] | None:
        from rapidfuzz.fuzz import partial_ratio_alignment

        if len(quote) > len(self._folded):
            return (0, len(self._folded)) if self._folded else None
        # The cutoff is lower because an end may be edited more than the whole, which is compared later.
        found = partial_ratio_alignment(quote, self._folded, score_cutoff=MIN_SIMILARITY - 15)
        return None if found is None else (found.dest_start, found.dest_end)

    def _snap_to_words(self, start: int, end: int) -> tuple[int, int]:
        """Return the range with its ends moved to the nearest word borders, without spaces."""
        for word in _WORD.finditer(self._text, max(0, start - 40), min(len(self._text), start + 40)):
            if word.start() < start < word.end() and word.start() >= start - 39:
                start = word.start() if start - word.start() <= word.end() - start else word.end()
                break
        for word in _WORD.finditer(self._text, max(0, end - 40), min(len(self._text), end + 40)):
            if word.start() < end < word.end() and word.end() <= end + 39:
                end = word.end() if word.end() - end <= end - word.start() else word.start()
                break
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return start, end


def _similarity(text: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(text, other)


def _fold(text: str) -> str:
    folded = text.translate(_FOLDED)
    lower = folded.lower()
    return lower if len(lower) == len(folded) else folded


UNPLACED_BLOCKS = ("",)
"""The blocks of an unplaced passage: no block has such an id."""


@value
class UnplacedPassage:
    """The unplaced tags of a passage, with the most probable place of its words, None if they were not found."""

    tags: tuple[Tag, ...]
    place: Passage | None
    similarity: float


def revise_article(session: Session, article_id: str, new: ArticleRecord) -> ChangeSet:
    """Return the act that replaces an article by a newer one, whose text is stored already.

    Its parameters are the numbers of moved ("moved") and unplaced ("waiting") tags and excerpts. Corrected metadata are
    kept; corrections of the old text are not. Raises DossierError with "revision-same" if the text is the same.
    """
    before = session.store.existing_record(article_id)
    if new.text == before.text and new.original == before.original:
        raise DossierError("revision-same", name=new.original.name)
    after = replace(
        before,
        metadata=before.metadata if before.read is not None else new.metadata,
        read=new.metadata if before.read is not None else None,
        original=new.original,
        text=new.text,
        revision=before.revision + 1,
        notices=new.notices,
        corrections=(),
    )
    article = session.store.article(article_id)
    moving = _VersionMover(article, replace(article, blocks=session.store.blocks(new.text)))
    tags = _tags(session.store.tags(article_id), moving)
    briefings = _briefings(session.store.briefings_and_versions(), article_id, moving)
    judgements = _judgements(session.store.judgements(article_id), moving)
    changes = (change_of(before, after), *tags, *judgements, *briefings)
    parameters = {
        "title": after.metadata.title or after.original.name,
        "moved": str(moving.moved),
        "waiting": str(moving.waiting),
    }
    return ChangeSet(act="revise-article", changes=changes, parameters=parameters)


def unplaced_passages(session: Session, article_id: str) -> tuple[UnplacedPassage, ...]:
    """Return the passages with unplaced tags of an article, with the probable places of their words."""
    tags: dict[Passage, list[Tag]] = {}
    for tag in session.store.tags(article_id):
        if is_unplaced(tag.passage):
            tags.setdefault(tag.passage, []).append(tag)
    if not tags:
        return ()
    moving = _VersionMover(None, session.store.article(article_id))
    found = []
    for passage, own in tags.items():
        anchor = moving.text.find(passage)
        place = None if anchor is None else moving.passage(anchor)
        similarity = 0.0 if anchor is None else anchor.similarity
        found.append(UnplacedPassage(tags=tuple(own), place=place, similarity=similarity))
    return tuple(found)


def place_tags(session: Session, tag_ids: Iterable[str], passage: Passage) -> ChangeSet:
    """Return the act that puts unplaced tags on a passage of their article."""
    changes, topics = [], []
    for name in tag_ids:
        tag = session.store.tag(name)
        if tag is None:
            raise DossierError("changed-meanwhile", path=str(session.store.path), key=f"tag {name}")
        changes.append(change_of(tag, replace(tag, passage=passage)))
        topics.append(tag.topic)
    parameters = {"topic": ", ".join(sorted(topics))}
    if len(topics) > 1:
        parameters["variant"] = "several"
    return ChangeSet(act="place-tag", changes=tuple(changes), parameters=parameters)


def is_unplaced(passage: Passage) -> bool:
    """Return whether a passage is unplaced and waits for a decision."""
    return passage.blocks == UNPLACED_BLOCKS


class _VersionMover:
    """Moves passages from one version of an article to the next, and counts them."""

    def __init__(self, before: Article | None, after: Article) -> None:
        self.before = before
        self.blocks = after.blocks
        self.moved = self.waiting = 0
        self.text = AnchorText(join_text(after.blocks))
        self._passages = PassageBuilder(after)

    def passage(self, anchor: Anchor) -> Passage:
        """Return the passage over code points of the whole text."""
        starts, at = [], 0
        for block in self.blocks:
            starts.append(at)
            at += len(block.text) + 1
        touched = [
            place
            for place, start in enumerate(starts)
            if start < anchor.end and start + len(self.blocks[place].text) > anchor.start
        ]
        first, last = touched[0], touched[-1]
        names = tuple(self.blocks[place].id for place in range(first, last + 1))
        low = max(0, anchor.start - starts[first])
        high = min(len(self.blocks[last].text), anchor.end - starts[last])
        return self._passages.of(names, low, high)

    def follow(self, passage: Passage) -> Passage:
        """Return the new place of a passage, or the unplaced passage."""
        anchor = self.text.find(passage)
        if anchor is None or not anchor.is_sure:
            self.waiting += 1
            return replace(passage, blocks=UNPLACED_BLOCKS, start=0, end=0)
        self.moved += 1
        return self.passage(anchor)

    def is_found(self, passage: Passage) -> bool:
        """Return whether a passage was placed before."""
        return self.before is not None and is_placed(self.before, passage)


def _tags(tags: Iterable[Tag], moving: _VersionMover) -> list[Change]:
    return [
        change_of(tag, replace(tag, passage=moving.follow(tag.passage)))
        for tag in tags
        if moving.is_found(tag.passage)
    ]


def _briefings(briefings: Iterable[Briefing], article: str, moving: _VersionMover) -> list[Change]:
    changes = []
    for briefing in briefings:
        after = briefing
        for item in briefing.excerpts:
            if item.passage.article == article and moving.is_found(item.passage):
                after = replace_item(after, replace(item, passage=moving.follow(item.passage)))
        if after != briefing:
            changes.append(change_of(briefing, after))
    return changes


def _judgements(judgements: Iterable[Judgement], moving: _VersionMover) -> list[Change]:
    """Move judgements to the section that has most of the words of their section now."""
    if moving.before is None:
        return []
    owner = {
        block.id: section.all_blocks[0].id
        for section in split_sections(moving.blocks)
        for block in section.all_blocks
    }
    homes: dict[str, str] = {}
    for section, passage in zip(moving.before.sections, section_passages(moving.before), strict=True):
        anchor = moving.text.find(passage)
        if anchor is not None:
            homes[section.all_blocks[0].id] = owner[moving.passage(anchor).blocks[0]]
    changes, taken = [], set[str]()
    standing = {judgement.id: judgement for judgement in judgements}
    wanted: dict[str, Judgement] = {}
    for judgement in standing.values():
        home = homes.get(judgement.section)
        if home is not None:
            name = f"{judgement.article}:{home}:{judgement.topic}"
            wanted.setdefault(name, replace(judgement, id=name, section=home))
            taken.add(judgement.id)
    for name in sorted({*taken, *wanted}):
        before, after = standing.get(name), wanted.get(name)
        if before != after:
            changes.append(change_of(before, after))
    return changes
