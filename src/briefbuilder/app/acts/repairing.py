"""Mending an article's structure: what each block is, and what belongs to the text. All over the frozen blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from briefbuilder.app.acts.reanchoring import Anchors
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.corrections import (
    Correction,
    Form,
    LeftOut,
    Shaped,
    Spoken,
    dividing,
    halves,
    itemizing,
    joining,
)
from briefbuilder.domain.errors import DossierError, RepairError
from briefbuilder.domain.repaired import Repaired, applied, compacted, fitting
from briefbuilder.domain.reshaping import notes_in
from briefbuilder.domain.text import Block, Figure, Table


def shape_blocks(
    session: Session, article_id: str, blocks: Iterable[str], form: Form, level: int = 0
) -> ChangeSet:
    """Return the act that makes blocks headings of a level (1 to 6), paragraphs, list items or quotations.

    Tables and pictures among them stay. Raises RepairError where there is nothing else.
    """
    text = session.repaired(article_id)
    found = _found(text, blocks)
    if all(isinstance(block, Table | Figure) for block in found):
        raise RepairError("repair-not-text")

    def shaping(name: str, text: Repaired) -> Correction:
        if form == "list_item":
            return itemizing(text.by_id[name], text.above(name))
        return Shaped(block=name, form=form, level=level)

    makers = [partial(shaping, block.id) for block in found]
    return _added(session, article_id, f"repair-{form}".replace("_", "-"), makers)


def join_blocks(
    session: Session, article_id: str, blocks: Iterable[str], *, keep_hyphens: bool = True
) -> ChangeSet:
    """Return the act that makes neighbouring blocks one, or one and the next one where it is alone.

    Raises RepairError where there is none, a table or picture is among them, or a hyphen is to go that is not there.
    """
    text = session.repaired(article_id)
    found = _found(text, blocks)
    places = [text.blocks.index(block) for block in found]
    last = max(places) if len(found) > 1 else places[0] + 1
    members = text.blocks[min(places) : last + 1]
    if len(members) < 2:
        raise RepairError("repair-nothing-to-join")
    if any(isinstance(block, Table | Figure) for block in members):
        raise RepairError("repair-not-text")
    joined = joining(members, keep_hyphens=keep_hyphens)
    if not keep_hyphens and not joined.dropped:
        raise RepairError("repair-no-hyphen")
    return _added(session, article_id, "repair-join", [joined])


def divide_block(session: Session, article_id: str, block_id: str, at: int) -> ChangeSet:
    """Return the act that divides a block before a code point; RepairError where one half would be empty."""
    text = session.repaired(article_id)
    (block,) = _found(text, [block_id])
    if isinstance(block, Table | Figure):
        raise RepairError("repair-not-text")
    if halves(block, at) is None:
        raise RepairError("repair-divide-inside")
    return _added(session, article_id, "repair-divide", [dividing(block, at, text.ids)])


def leave_out(session: Session, article_id: str, blocks: Iterable[str]) -> ChangeSet:
    """Return the act that takes blocks out of the text, with the notes that hang on them alone.

    A tag goes with its last word, and the parameter `tags` says how many do, so that the user can be asked.
    Raises RepairError where an excerpt in a briefing would lose all its words.
    """
    text = session.repaired(article_id)
    found = _found(text, blocks)
    gone = {block.id for block in found}
    hanging = frozenset().union(*map(notes_in, found))
    kept = frozenset().union(*(notes_in(block) for block in text.blocks if block.id not in gone))
    notes = [block for block in text.blocks if block.id in hanging - kept - gone]
    return _added(
        session, article_id, "repair-leave-out", [LeftOut(block=block.id) for block in (*found, *notes)]
    )


def bring_back(session: Session, article_id: str, blocks: Iterable[str]) -> ChangeSet:
    """Return the act that brings blocks back that were left out, with the notes that hang on them."""
    wanted = frozenset(blocks)
    back = (block for block in session.repaired(article_id).everything if block.id in wanted)
    wanted = wanted.union(*map(notes_in, back))
    record = _record(session, article_id)
    gone = {one.block for one in record.corrections if isinstance(one, LeftOut)}
    if not wanted & gone:
        raise RepairError("repair-block-missing")
    left = tuple(one for one in record.corrections if not (isinstance(one, LeftOut) and one.block in wanted))
    return changed_text(session, record, left, "repair-bring-back", len(wanted & gone))


def name_language(
    session: Session, article_id: str, blocks: Iterable[str], language: str | None
) -> ChangeSet:
    """Return the act that says which language (BCP 47) blocks are written in, None for the article's own."""
    found = _found(session.repaired(article_id), blocks)
    wanted = [Spoken(block=block.id, language=language) for block in found]
    return _added(session, article_id, "repair-language", wanted)


def take_back_all(session: Session, article_id: str) -> ChangeSet:
    """Return the act that shows an article as it was read again, text and metadata."""
    record = _record(session, article_id)
    count = len(record.corrections) + (record.read is not None)
    original = replace(record, metadata=record.read or record.metadata, read=None, corrections=())
    return changed(session, record, original, "repair-take-back", count)


def changed_text(
    session: Session, record: ArticleRecord, corrections: tuple[Correction, ...], act: str, count: int
) -> ChangeSet:
    """Return the act that puts other corrections over an article's text."""
    return changed(session, record, replace(record, corrections=corrections), act, count)


def changed(session: Session, record: ArticleRecord, after: ArticleRecord, act: str, count: int) -> ChangeSet:
    """Return the act that puts another record in the place of an article's, and moves what lies on its text.

    The parameters `tags` and `excerpts` tell how many tags go, and how many excerpts say less or more.
    """
    before_text, after_text = session.repaired(record.id), _text(session, after)
    moved = Anchors(session, session.article(record.id), before_text, after_text).all()
    article = Change(key=Key("article", record.id), before=record, after=after)
    parameters = {
        "count": str(count),
        "title": after.metadata.title or record.original.name,
        "tags": str(moved.tags_lost),
        "excerpts": str(moved.excerpts_changed),
    }
    return ChangeSet(act=act, changes=(article, *moved.changes), parameters=parameters)


def leaves_nothing_lost(session: Session, record: ArticleRecord, after: ArticleRecord) -> bool:
    """Tell whether every tag and every excerpt would keep words under another record."""
    anchors = Anchors(session, session.article(record.id), session.repaired(record.id), _text(session, after))
    try:
        return anchors.all().tags_lost == 0
    except RepairError:
        return False


def _text(session: Session, record: ArticleRecord) -> Repaired:
    return applied(session.as_read(record.id).blocks, record.corrections)


def _added(
    session: Session,
    article_id: str,
    act: str,
    wanted: Sequence[Correction | Callable[[Repaired], Correction]],
) -> ChangeSet:
    """Return the act that adds those corrections that change something, each made for the text before it."""
    record, frozen = _record(session, article_id), session.as_read(article_id).blocks
    text, row, count = session.repaired(article_id), record.corrections, 0
    for one in wanted:
        correction = one(text) if callable(one) else one
        if fitting(text, correction):
            row = (*row, correction)
            text = applied(frozen, row)
            count += 1
    return changed_text(session, record, compacted(frozen, row), act, count)


def _record(session: Session, article_id: str) -> ArticleRecord:
    record = session.record(article_id)
    if record is None:
        raise DossierError("article-missing", article=article_id)
    return record


def _found(text: Repaired, names: Iterable[str]) -> tuple[Block, ...]:
    """Return blocks of the text in its order; raises RepairError where one is missing or there is none."""
    wanted = frozenset(names)
    found = tuple(block for block in text.blocks if block.id in wanted)
    if not found or len(found) != len(wanted):
        raise RepairError("repair-block-missing")
    return found
