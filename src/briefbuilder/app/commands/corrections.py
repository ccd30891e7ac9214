"""Commands that correct an article's text: what each block is, and what belongs to the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, split_sections
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import replace_item
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, change_of
from briefbuilder.domain.corrected_text import (
    CorrectedText,
    apply_corrections,
    compact_corrections,
    is_applicable,
)
from briefbuilder.domain.corrections import (
    Correction,
    Form,
    FormCorrection,
    LanguageCorrection,
    RemovalCorrection,
    join_correction,
    list_item_correction,
    split_correction,
    split_points,
)
from briefbuilder.domain.errors import CorrectionError
from briefbuilder.domain.inline import slice_content
from briefbuilder.domain.offset_map import OffsetMap
from briefbuilder.domain.passage import Passage, PassageBuilder, is_placed, passage_blocks
from briefbuilder.domain.text import Block, Inline, Span, Table, WrittenBlock, join_text, plain_text
from briefbuilder.domain.topics import Judgement
from briefbuilder.domain.values import value

# Tags, judgements and excerpts move with the text when it is corrected.
#
# A passage keeps its words. If the last of them leaves the text, a tag is removed; an excerpt in a briefing must not
# be, so that the act is refused.


@value
class PassageChanges:
    """The changes to passages on a text, the number of removed tags, and of excerpts whose words change."""

    changes: tuple[Change, ...] = ()
    tags_lost: int = 0
    excerpts_changed: int = 0


class PassageMover:
    """Moves an article's passages from one state of its text to another."""

    def __init__(
        self, session: Session, article: Article, before: CorrectedText, after: CorrectedText
    ) -> None:
        self._session = session
        self._id = article.id
        self._old = replace(article, blocks=before.blocks)
        self._new = replace(article, blocks=after.blocks)
        self._before, self._after = before, after
        self._old_passages, self._new_passages = PassageBuilder(self._old), PassageBuilder(self._new)
        self._moves = OffsetMap(before, after)
        self._back = OffsetMap(after, before)

    def all(self) -> PassageChanges:
        """Return all changes; raises CorrectionError if an excerpt of a briefing would lose its words."""
        tags, lost = self._tags()
        briefings, changed = self._briefings()
        return PassageChanges(
            changes=(*tags, *self._judgements(), *briefings), tags_lost=lost, excerpts_changed=changed
        )

    def _tags(self) -> tuple[list[Change], int]:
        changes, lost = [], 0
        for tag in self._session.store.tags(self._id):
            if not is_placed(self._old, tag.passage):
                continue
            passage = self._moved(tag.passage)
            if passage is None:
                lost += 1
                changes.append(change_of(tag, None))
            elif passage != tag.passage:
                after = replace(tag, passage=passage)
                changes.append(change_of(tag, after))
        return changes, lost

    def _briefings(self) -> tuple[list[Change], int]:
        changes, count = [], 0
        for briefing in self._session.store.briefings_and_versions():
            after = briefing
            for item in briefing.excerpts:
                if item.passage.article == self._id:
                    moved = self._excerpt(item, briefing)
                    after = after if moved == item else replace_item(after, moved)
                    count += not _has_same_words(item.passage, moved.passage)
            if after is not briefing:
                changes.append(change_of(briefing, after))
        return changes, count

    def _excerpt(self, excerpt: Excerpt, briefing: Briefing) -> Excerpt:
        if not is_placed(self._old, excerpt.passage):
            return excerpt
        passage = self._moved(excerpt.passage)
        if passage is None:
            quote = " ".join(excerpt.passage.quote.split())[:80]
            raise CorrectionError("repair-loses-excerpt", briefing=briefing.title, quote=quote)
        return replace(excerpt, passage=passage, blocks=self._edited(excerpt, passage))

    def _edited(self, excerpt: Excerpt, passage: Passage) -> tuple[Block, ...] | None:
        """Return an excerpt's own blocks for its new passage: if only their form was edited, they are updated."""
        blocks = excerpt.blocks
        old = excerpt.passage
        if blocks is None or passage.quote == old.quote or join_text(blocks) != old.quote:
            return blocks
        if len(blocks) != len(old.blocks):
            return blocks
        followed = _ExcerptBlocks(old, blocks, self._after, self._back)
        found = tuple(followed.block(block) for block in passage_blocks(self._new, passage))
        return found if join_text(found) == passage.quote else blocks

    def _judgements(self) -> list[Change]:
        judged = self._session.store.judgements(self._id)
        firsts = [section.all_blocks[0].id for section in split_sections(self._before.blocks)]
        came = self._moves.source_sections() if judged else ()
        wanted: dict[str, Judgement] = {}
        moved: dict[str, Judgement] = {}
        placed: set[str] = set()
        for section, origins in zip(split_sections(self._after.blocks), came, strict=False):
            first = section.all_blocks[0].id
            for origin in origins:
                for judgement in judged:
                    if judgement.section != firsts[origin] or (judgement.accepted and judgement.id in placed):
                        continue
                    placed.add(judgement.id)
                    moved[judgement.id] = judgement
                    here = replace(judgement, id=f"{self._id}:{first}:{judgement.topic}", section=first)
                    wanted.setdefault(here.id, here)
        standing = {judgement.id: judgement for judgement in judged}
        gone = [judgement for judgement in moved.values() if judgement.id not in wanted]
        changes = [change_of(judgement, None) for judgement in gone]
        for judgement in wanted.values():
            before = standing.get(judgement.id)
            if before is None or (before.id in moved and before != judgement):
                changes.append(change_of(before, judgement))
        return changes

    def _moved(self, passage: Passage) -> Passage | None:
        run = self._moves.map_range(passage.blocks, passage.start, passage.end)
        if run is None:
            return None
        moved = self._new_passages.of(run.blocks, run.start, run.end)
        if (moved.blocks, moved.start, moved.end, moved.quote) != (
            passage.blocks,
            passage.start,
            passage.end,
            passage.quote,
        ):
            return moved
        there = self._old_passages.of(passage.blocks, passage.start, passage.end)
        return passage if (there.before, there.after) == (moved.before, moved.after) else moved


def _has_same_words(one: Passage, other: Passage) -> bool:
    """Return whether two passages have the same words, whatever white space is between them."""
    return "".join(one.quote.split()) == "".join(other.quote.split())


class _ExcerptBlocks:
    """The edited blocks of an excerpt, built again from the corrected text."""

    def __init__(
        self, passage: Passage, blocks: tuple[Block, ...], after: CorrectedText, back: OffsetMap
    ) -> None:
        self._passage = passage
        self._edited = dict(zip(passage.blocks, blocks, strict=True))
        self._after = after
        self._back = back

    def block(self, quoted: Block) -> Block:
        """Return a block of the new passage with the formatting that the user gave to its words."""
        if not isinstance(quoted, WrittenBlock):
            return quoted
        content: list[Inline] = []
        model: Block | None = None
        for edited, words in self._stretches(quoted):
            model = model or edited
            missing = quoted.text[len(plain_text(tuple(content))) :]
            gap = missing[: max(0, missing.find(plain_text(words)))]
            content += [Span(gap), *words] if gap else words
        kind = model if model is not None and isinstance(model, WrittenBlock) else quoted
        return replace(kind, id=quoted.id, content=tuple(content))

    def _stretches(self, quoted: Block) -> Iterator[tuple[Block, tuple[Inline, ...]]]:
        for piece in self._after.pieces_of(self._after.by_id[quoted.id]):
            run = self._back.map_range((quoted.id,), piece.at, piece.at + piece.end - piece.start)
            for index, name in enumerate(run.blocks if run is not None else ()):
                edited = self._edited.get(name)
                if run is None or edited is None or isinstance(edited, Table):
                    continue
                shift = self._passage.start if name == self._passage.blocks[0] else 0
                low = max(0, run.start - shift) if index == 0 else 0
                high = run.end - shift if index == len(run.blocks) - 1 else len(edited.text)
                words = slice_content(edited.content, low, high)
                if words:
                    yield edited, words


def shape_blocks(
    session: Session, article_id: str, blocks: Iterable[str], form: Form, level: int = 0
) -> ChangeSet:
    """Return the act that turns blocks into headings of a level (1 to 6), paragraphs, list items or quotations.

    Tables and pictures among them are not changed. Raises CorrectionError if there is nothing else.
    """
    text = session.store.corrected_text(article_id)
    found = _require_blocks(text, blocks)
    if all(not isinstance(block, WrittenBlock) for block in found):
        raise CorrectionError("repair-not-text")

    def shaping(name: str, text: CorrectedText) -> Correction:
        if form == "list_item":
            return list_item_correction(text.by_id[name], text.above(name))
        return FormCorrection(block=name, form=form, level=level)

    makers = [partial(shaping, block.id) for block in found]
    return _add_corrections(session, article_id, f"repair-{form}".replace("_", "-"), makers)


def join_blocks(
    session: Session, article_id: str, blocks: Iterable[str], *, keep_hyphens: bool = True
) -> ChangeSet:
    """Return the act that joins neighbouring blocks, or one block with the next.

    Raises CorrectionError if there is no next block, a table or picture is among them, or there is no hyphen to remove.
    """
    text = session.store.corrected_text(article_id)
    found = _require_blocks(text, blocks)
    places = [text.blocks.index(block) for block in found]
    last = max(places) if len(found) > 1 else places[0] + 1
    members = text.blocks[min(places) : last + 1]
    if len(members) < 2:
        raise CorrectionError("repair-nothing-to-join")
    if any(not isinstance(block, WrittenBlock) for block in members):
        raise CorrectionError("repair-not-text")
    joined = join_correction(members, keep_hyphens=keep_hyphens)
    if not keep_hyphens and not joined.dropped:
        raise CorrectionError("repair-no-hyphen")
    return _add_corrections(session, article_id, "repair-join", [joined])


def divide_block(session: Session, article_id: str, block_id: str, at: int) -> ChangeSet:
    """Return the act that divides a block before a code point; CorrectionError if one half would be empty."""
    text = session.store.corrected_text(article_id)
    (block,) = _require_blocks(text, [block_id])
    if not isinstance(block, WrittenBlock):
        raise CorrectionError("repair-not-text")
    if split_points(block, at) is None:
        raise CorrectionError("repair-divide-inside")
    return _add_corrections(session, article_id, "repair-divide", [split_correction(block, at, text.ids)])


def exclude_blocks(session: Session, article_id: str, blocks: Iterable[str]) -> ChangeSet:
    """Return the act that excludes blocks from the text, with the notes that only they refer to.

    A tag is removed with its last word; the parameter `tags` is their number, so that the user can be asked. Raises
    CorrectionError if an excerpt in a briefing would lose all its words.
    """
    text = session.store.corrected_text(article_id)
    found = _require_blocks(text, blocks)
    gone = {block.id for block in found}
    hanging = referenced_notes(found)
    kept = referenced_notes(block for block in text.blocks if block.id not in gone)
    notes = [block for block in text.blocks if block.id in hanging - kept - gone]
    return _add_corrections(
        session,
        article_id,
        "repair-leave-out",
        [RemovalCorrection(block=block.id) for block in (*found, *notes)],
    )


def include_blocks(session: Session, article_id: str, blocks: Iterable[str]) -> ChangeSet:
    """Return the act that includes excluded blocks again, with the notes that they refer to."""
    wanted = frozenset(blocks)
    back = (block for block in session.store.corrected_text(article_id).all_blocks if block.id in wanted)
    wanted = wanted | referenced_notes(back)
    record = session.store.existing_record(article_id)
    gone = {
        correction.block for correction in record.corrections if isinstance(correction, RemovalCorrection)
    }
    if not wanted & gone:
        raise CorrectionError("repair-block-missing")
    left = tuple(
        correction
        for correction in record.corrections
        if not (isinstance(correction, RemovalCorrection) and correction.block in wanted)
    )
    return change_corrections(session, record, left, "repair-bring-back", len(wanted & gone))


def set_block_language(
    session: Session, article_id: str, blocks: Iterable[str], language: str | None
) -> ChangeSet:
    """Return the act that sets the language (BCP 47) of blocks, None for the article's own."""
    found = _require_blocks(session.store.corrected_text(article_id), blocks)
    wanted = [LanguageCorrection(block=block.id, language=language) for block in found]
    return _add_corrections(session, article_id, "repair-language", wanted)


def revert_corrections(session: Session, article_id: str) -> ChangeSet:
    """Return the act that reverts all corrections of an article, in text and metadata."""
    record = session.store.existing_record(article_id)
    count = len(record.corrections) + (record.read is not None)
    original = replace(record, metadata=record.read or record.metadata, read=None, corrections=())
    return change_record(session, record, original, "repair-take-back", count)


def change_corrections(
    session: Session, record: ArticleRecord, corrections: tuple[Correction, ...], act: str, count: int
) -> ChangeSet:
    """Return the act that replaces the corrections of an article's text."""
    return change_record(session, record, replace(record, corrections=corrections), act, count)


def change_record(
    session: Session, record: ArticleRecord, after: ArticleRecord, act: str, count: int
) -> ChangeSet:
    """Return the act that replaces an article's record, and moves the passages on its text.

    Its parameters `tags` and `excerpts` are the numbers of removed tags and of excerpts whose words change.
    """
    before_text, after_text = session.store.corrected_text(record.id), _text(session, after)
    moved = PassageMover(session, session.store.article(record.id), before_text, after_text).all()
    article = change_of(record, after)
    parameters = {
        "count": str(count),
        "title": after.metadata.title or record.original.name,
        "tags": str(moved.tags_lost),
        "excerpts": str(moved.excerpts_changed),
    }
    return ChangeSet(act=act, changes=(article, *moved.changes), parameters=parameters)


def keeps_all_passages(session: Session, record: ArticleRecord, after: ArticleRecord) -> bool:
    """Return whether every tag and every excerpt would keep words under another record."""
    mover = PassageMover(
        session,
        session.store.article(record.id),
        session.store.corrected_text(record.id),
        _text(session, after),
    )
    try:
        return mover.all().tags_lost == 0
    except CorrectionError:
        return False


def _text(session: Session, record: ArticleRecord) -> CorrectedText:
    return apply_corrections(session.store.article_as_read(record.id).blocks, record.corrections)


def _add_corrections(
    session: Session,
    article_id: str,
    act: str,
    wanted: Sequence[Correction | Callable[[CorrectedText], Correction]],
) -> ChangeSet:
    """Return the act that adds those corrections that change something, each made for the text before it."""
    record, blocks = (
        session.store.existing_record(article_id),
        session.store.article_as_read(article_id).blocks,
    )
    text, kept, count = session.store.corrected_text(article_id), record.corrections, 0
    for given in wanted:
        correction = given(text) if callable(given) else given
        if is_applicable(text, correction):
            kept = (*kept, correction)
            text = apply_corrections(blocks, kept)
            count += 1
    return change_corrections(session, record, compact_corrections(blocks, kept), act, count)


def _require_blocks(text: CorrectedText, names: Iterable[str]) -> tuple[Block, ...]:
    """Return blocks of the text in its order; raises CorrectionError if one is missing or none is given."""
    wanted = frozenset(names)
    found = tuple(block for block in text.blocks if block.id in wanted)
    if not found or len(found) != len(wanted):
        raise CorrectionError("repair-block-missing")
    return found
